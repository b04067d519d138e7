"""Readings, explanations and corrections, one person at a time."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.companion import Companion
from bot.events import Cared, ChatKey, Degraded, Ended, Felt, Incoming, Level, Stage
from bot.protocols import Correction, Explanation, Line, Preferences, Scores, Speaking
from bot.testing import MemoryStore, ScriptedClassifier, played
from config.errors import EmotionError, StoreError
from config.moods import Mood
from speech.audio import Audio

ME = ChatKey(messenger="test", chat="1", person="1")
OTHER = ChatKey(messenger="test", chat="2", person="2")
LOST = "면접에서 떨어졌어"

Build = Callable[..., Companion]


class Explaining(ScriptedClassifier):
    """A classifier that tells which words it goes by."""

    async def explain(self, text: str, /) -> Explanation:
        scores = await self.classify(text)
        weights = {"면접에서": 0.5, "떨어졌어": 2.0, "오늘": 0.1}
        words = [(word, {Mood.SAD: weights.get(word, -1.0)}) for word in text.split()]
        return Explanation(scores=scores, words=words)


async def felt(companion: Companion, text: str, chat: ChatKey = ME) -> Felt:
    events = await played(companion.turn(Incoming(chat=chat, text=text)))
    assert events[-1] == Ended()
    return next(event for event in events if isinstance(event, Felt))


async def test_a_correction_right_after_a_reading_is_taken_and_answered(
    companion_of: Build,
) -> None:
    store = MemoryStore()
    companion = companion_of(store=store)
    assert (await felt(companion, LOST)).mood is Mood.SAD
    answer = await felt(companion, "아니, 그냥 지친 거야")
    assert (answer.mood, answer.tone) == (Mood.TIRED, "gentle")
    (made,) = await store.corrections(ME.who)
    assert (made.text, made.read, made.meant) == (LOST, Mood.SAD, Mood.TIRED)
    first, *_ = await store.lines(ME.who)
    assert (first.text, first.mood) == (LOST, Mood.TIRED)


async def test_a_correction_is_no_reading_and_may_itself_be_corrected(companion_of: Build) -> None:
    store = MemoryStore()
    companion = companion_of(store=store)
    for text in (LOST, "아니, 그냥 지친 거야", "아니, 서운한 거야"):
        await felt(companion, text)
    assert [made.meant for made in await store.corrections(ME.who)] == [Mood.SAD, Mood.TIRED]
    since = datetime.now(UTC) - timedelta(hours=1)
    assert [one.mood for one in await store.readings(ME.who, since=since)] == [Mood.SAD]


async def test_it_tilts_that_persons_later_readings_and_nobody_elses(companion_of: Build) -> None:
    class Torn:
        async def classify(self, text: str, /) -> Scores:
            return Scores(labels={}, moods={Mood.SAD: 0.6, Mood.TIRED: 0.4})

    companion = companion_of(classifier=Torn())
    before = await felt(companion, LOST, OTHER)
    await felt(companion, LOST)
    await felt(companion, "no, I'm just tired")
    assert (before.mood, (await felt(companion, LOST)).mood) == (Mood.SAD, Mood.TIRED)
    assert await felt(companion, LOST, OTHER) == before


@pytest.mark.parametrize(
    "history",
    [
        [],
        [Line(speaker="companion", text="안녕하세요", at=datetime.now(UTC))],
        [Line(speaker="user", text=LOST, at=datetime.now(UTC), mood=None)],
        [Line(speaker="user", text=LOST, at=datetime.now(UTC) - timedelta(hours=1), mood=Mood.SAD)],
        [
            Line(
                speaker="user",
                text="죽고 싶어",
                at=datetime.now(UTC),
                mood=Mood.SAD,
                level=Level.EXPLICIT,
            )
        ],
    ],
)
async def test_without_a_reading_just_before_it_is_a_sentence_like_others(
    companion_of: Build, history: list[Line]
) -> None:
    store = MemoryStore()
    await store.append(ME, *history)
    await felt(companion_of(store=store), "아니, 서운한 거야")
    assert list(await store.corrections(ME.who)) == []


async def test_care_comes_before_a_correction(companion_of: Build) -> None:
    store = MemoryStore()
    companion = companion_of(store=store)
    await felt(companion, LOST)
    events = await played(companion.turn(Incoming(chat=ME, text="아니, 죽고 싶은 거야")))
    assert any(isinstance(event, Cared) for event in events)
    assert list(await store.corrections(ME.who)) == []


async def test_corrections_never_reach_the_guard(companion_of: Build) -> None:
    store = MemoryStore()
    for text in ("죽고 싶어", "사라지고 싶다"):
        made = Correction(text=text, read=Mood.SAD, meant=Mood.JOY, at=datetime.now(UTC))
        await store.correct(ME, made)
    events = await played(companion_of(store=store).turn(Incoming(chat=ME, text="죽고 싶어")))
    assert next(event for event in events if isinstance(event, Cared)).level is Level.EXPLICIT
    assert next(event for event in events if isinstance(event, Felt)).tone == "caring"


async def test_words_of_danger_are_not_kept_as_a_correction(companion_of: Build) -> None:
    store = MemoryStore()
    insight = companion_of(store=store).insight
    assert not await insight.correct(ME, "죽고 싶어", read=Mood.SAD, meant=Mood.JOY)
    assert await insight.correct(ME, LOST, read=Mood.SAD, meant=Mood.TIRED)
    assert [made.text for made in await store.corrections(ME.who)] == [LOST]


async def test_why_names_the_words_strongest_first(companion_of: Build) -> None:
    why = await companion_of(classifier=Explaining()).insight.why(ME.who, f"오늘 {LOST}")
    assert (why.felt.mood, why.words, why.sure) == (Mood.SAD, ("떨어졌어", "면접에서"), True)
    assert why.told is None


async def test_why_knows_what_the_person_said_of_it(companion_of: Build) -> None:
    insight = companion_of(classifier=Explaining()).insight
    await insight.correct(ME, LOST, read=Mood.SAD, meant=Mood.TIRED)
    assert (await insight.why(ME.who, LOST)).told is Mood.TIRED
    assert (await insight.why(OTHER.who, LOST)).told is None


async def test_why_of_a_classifier_that_does_not_explain_has_no_words(companion_of: Build) -> None:
    why = await companion_of().insight.why(ME.who, LOST)
    assert (why.felt.mood, why.words) == (Mood.SAD, ())


async def test_an_unsure_reading_is_called_one(companion_of: Build) -> None:
    class Unsure:
        async def classify(self, text: str, /) -> Scores:
            return Scores(labels={"슬픔": 0.3}, moods={Mood.SAD: 0.3, Mood.JOY: 0.2})

    why = await companion_of(classifier=Unsure()).insight.why(ME.who, LOST)
    assert (why.felt.mood, why.sure) == (Mood.CALM, False)


@pytest.mark.parametrize(
    "broken",
    [{"classifier": Explaining(error=EmotionError())}, {"store": MemoryStore(error=StoreError())}],
)
async def test_why_fails_with_what_it_needs(companion_of: Build, broken: dict[str, object]) -> None:
    with pytest.raises((EmotionError, StoreError)):
        await companion_of(**broken).insight.why(ME.who, LOST)


async def test_corrections_that_cannot_be_recalled_cost_nothing_else(companion_of: Build) -> None:
    class Forgetful(MemoryStore):
        async def corrections(self, who, /, *, limit=None):  # type: ignore[no-untyped-def]
            raise StoreError

    events = await played(companion_of(store=Forgetful()).turn(Incoming(chat=ME, text=LOST)))
    assert Degraded(Stage.MEMORY, "store") in events
    assert next(event for event in events if isinstance(event, Felt)).mood is Mood.SAD


@pytest.mark.parametrize(
    ("chosen", "voice", "asked", "spoken"),
    [
        (None, False, None, False),
        (None, True, None, True),
        (Speaking.AUTO, True, None, True),
        (Speaking.AUTO, False, None, False),
        (Speaking.ALWAYS, False, None, True),
        (Speaking.NEVER, True, None, False),
        (Speaking.NEVER, False, True, True),
        (Speaking.ALWAYS, True, False, False),
    ],
)
async def test_who_is_answered_aloud(
    companion_of: Build,
    chosen: Speaking | None,
    voice: bool,
    asked: bool | None,
    spoken: bool,
) -> None:
    store = MemoryStore()
    await store.prefer(ME, Preferences(speaking=chosen))
    incoming = Incoming(chat=ME, text="안녕", speak=asked)
    if voice:
        incoming = replace(incoming, text="", voice=Audio(b"", "audio/ogg"))
    events = await played(companion_of(store=store).turn(incoming))
    assert any(type(event).__name__ == "Spoke" for event in events) == spoken
