"""What corrections may do to a reading, and what they never do."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from math import exp, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.emotion.correction import HABIT, HALF_LIFE, LIKENESS, SAME, shifts_of, tilted
from bot.emotion.reading import read
from bot.protocols import Correction, Scores
from config.moods import Mood, mood_table

NOW = datetime(2026, 11, 1, tzinfo=UTC)
TABLE = mood_table()
SAID = "또 나만 빼고 갔대"
ANGRY = Scores(
    labels={"화남/분노": 0.8, "서러움": 0.1},
    moods=dict.fromkeys(Mood, 0.02) | {Mood.ANGRY: 0.76, Mood.SAD: 0.12},
    polarity=-0.6,
)

moods = st.sampled_from(Mood)
shares = st.floats(1e-6, 1)
distributions = st.lists(shares, min_size=8, max_size=8).map(
    lambda found: {mood: share / sum(found) for mood, share in zip(Mood, found, strict=True)}
)
corrections = st.lists(
    st.builds(
        Correction,
        text=st.sampled_from([SAID, "또 나만 빼고 갔네", "밥 먹자", ""]),
        read=moods,
        meant=moods,
        at=st.timedeltas(timedelta(0), timedelta(days=1000)).map(lambda age: NOW - age),
    ),
    max_size=6,
)


def made(text: str = "아무 말", *, days: float = 0, meant: Mood = Mood.SAD) -> Correction:
    return Correction(text=text, read=Mood.ANGRY, meant=meant, at=NOW - timedelta(days=days))


def of(scores: Scores, *made: Correction, text: str = SAID) -> Scores:
    return tilted(scores, text, made, now=NOW, table=TABLE)


def strongest(given: Sequence[Correction]) -> float:
    """How much the words of one of them can push a mood of `SAID`."""
    return SAME if any(one.text == SAID for one in given) else LIKENESS


def test_without_corrections_nothing_changes() -> None:
    assert of(ANGRY) is ANGRY


def test_the_same_words_are_read_as_the_person_said() -> None:
    felt = read(of(ANGRY, made(SAID)), TABLE)
    assert felt.mood is Mood.SAD
    assert felt.emotion.labels[0][0] == "서러움"


def test_they_are_however_sure_the_classifier_is() -> None:
    sure = replace(ANGRY, moods=dict.fromkeys(Mood, 0.001) | {Mood.ANGRY: 0.993})
    assert read(of(sure, made(SAID)), TABLE).mood is Mood.SAD
    assert read(of(sure, made("또 나만 빼고 갔네")), TABLE).mood is Mood.ANGRY


def test_nearly_the_same_words_are_too() -> None:
    assert read(of(ANGRY, made("또 나만 빼고 갔대…")), TABLE).mood is Mood.SAD


def test_other_words_are_only_leaned_towards() -> None:
    after = of(ANGRY, made("오늘 진짜 너무하네"))
    assert ANGRY.moods[Mood.SAD] < after.moods[Mood.SAD] < 2 * ANGRY.moods[Mood.SAD]
    assert read(after, TABLE).mood is Mood.ANGRY


def test_many_corrections_lean_more_up_to_a_bound() -> None:
    few, many, more = (of(ANGRY, *[made()] * count).moods[Mood.SAD] for count in (1, 4, 200))
    assert few < many == more


def test_of_two_like_texts_the_newest_word_counts() -> None:
    after = of(ANGRY, made(SAID, meant=Mood.TIRED), made(SAID, days=1, meant=Mood.SAD))
    assert read(after, TABLE).mood is Mood.TIRED


def test_a_habit_fades() -> None:
    fresh = shifts_of("", [made()], now=NOW)[Mood.SAD]
    old = shifts_of("", [made(days=HALF_LIFE.days)], now=NOW)[Mood.SAD]
    assert old == pytest.approx(fresh / 2)


def test_a_classifier_without_moods_is_tilted_by_its_labels() -> None:
    labels = Scores(labels={"화남/분노": 0.7, "서러움": 0.3})
    assert read(of(labels, made(SAID)), TABLE).mood is Mood.SAD


@given(distributions, corrections)
def test_odds_change_within_their_bound(
    found: dict[Mood, float], given: Sequence[Correction]
) -> None:
    after = of(Scores(labels={}, moods=found), *given).moods
    assert sum(after.values()) == pytest.approx(1)
    most = 2 * (HABIT + strongest(given))
    for one in Mood:
        for other in Mood:
            change = log(after[one] / after[other]) - log(found[one] / found[other])
            assert abs(change) <= most + 1e-6


@given(distributions, st.dictionaries(st.sampled_from(TABLE.sets["kote"]), shares), corrections)
def test_what_comes_out_are_probabilities(
    found: dict[Mood, float], labels: dict[str, float], given: Sequence[Correction]
) -> None:
    for scores in (Scores(labels=labels), Scores(labels=labels, moods=found, polarity=0.3)):
        after = of(scores, *given)
        assert set(after.labels) == set(labels)
        assert all(0 <= share <= 1 for share in (*after.labels.values(), *after.moods.values()))
        assert after.polarity is None or -1 <= after.polarity <= 1


@given(st.floats(0, 1), moods, corrections)
def test_a_label_alone_changes_within_its_bound(
    share: float, mood: Mood, given: Sequence[Correction]
) -> None:
    label = next(label for label, its in TABLE.labels.items() if its is mood)
    (after,) = of(Scores(labels={label: share}), *given).labels.values()
    most = exp(HABIT + strongest(given))
    assert share / (share + (1 - share) * most) - 1e-9 <= after
    assert after <= share * most / (share * most + 1 - share) + 1e-9


@given(st.permutations([made(text) for text in ("a", "b", "c")] + [made("d", days=9)]))
def test_the_order_of_other_texts_does_not_matter(given: Sequence[Correction]) -> None:
    assert shifts_of(SAID, given, now=NOW) == pytest.approx(
        shifts_of(SAID, sorted(given, key=lambda one: one.text), now=NOW)
    )
