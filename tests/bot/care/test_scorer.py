from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from bot.care.guard import Guard
from bot.care.measure import GRAVE, LabelledLine
from bot.care.scorer import BITS, Scorer, buckets, packed
from bot.events import Level

SCORER = Scorer()
LEXICON = Guard(scorer=False)


def test_it_adds_where_the_lexicon_understood_nothing_and_never_subtracts(
    guard: Guard, labelled: Sequence[LabelledLine]
) -> None:
    severity = list(Level).index
    for line in labelled[::4]:
        readings = LEXICON.readings(line.text)
        alone, both = LEXICON.judge(line.text).level, guard.judge(line.text).level
        understood = any(one.contexts for found in readings for one in found)
        assert both is alone if understood else severity(both) >= severity(alone), line.text


def test_it_sums_the_weights_of_the_runs_of_a_sentence() -> None:
    weights = bytearray(1 << BITS)
    for one in buckets("이제 다 내려놓을래"):
        weights[one] = 127
    learned = Scorer(packed(bytes(weights), scale=0.01, bias=-5.0))
    assert learned.score("이제 다 내려놓을래") > 0 > learned.score("점심으로 비빔밥 먹었어")


@given(st.text())
def test_every_sentence_has_a_score(text: str) -> None:
    assert isinstance(SCORER.score(text), float)
    assert len(buckets(text)) > 0


def test_it_knows_everyday_speech(labelled: Sequence[LabelledLine]) -> None:
    calm = [line.text for line in labelled if line.level is Level.NONE and line.half == "tuning"]
    assert [text for text in calm if SCORER.score(text.lower()) > 0] == []
    grave = [line.text for line in labelled if line.level in GRAVE and line.half == "tuning"]
    assert sum(SCORER.score(text.lower()) > 0 for text in grave) > len(grave) / 4
