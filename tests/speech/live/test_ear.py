"""An ear for one speaker: real voice activity, scripted words."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
import pytest
import pytest_asyncio

from config.errors import NoWeights, SpeechError
from speech.live.ear import LiveEar
from speech.live.events import Dropped, LiveEvent, Partial, Reason, Speaking, Started, Turn
from speech.protocols import Transcript
from speech.samples import Samples

Say: TypeAlias = Callable[..., Awaitable[Samples]]

RATE = 16_000


@dataclass
class Scribbler:
    """Writes how long the speech was, when it is let."""

    drafts: bool = False
    text: str = "{:.1f}"
    fault: SpeechError | None = None
    heard: list[float] = field(default_factory=list)
    drafted: list[float] = field(default_factory=list)
    hearing: asyncio.Event = field(default_factory=asyncio.Event)
    let: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.let.set()

    async def hear(self, speech: Samples, /) -> Transcript:
        self.heard.append(len(speech) / RATE)
        self.hearing.set()
        await self.let.wait()
        if self.fault:
            raise self.fault
        return self._written(speech)

    async def draft(self, speech: Samples, /) -> Transcript | None:
        self.drafted.append(len(speech) / RATE)
        if self.fault:
            raise self.fault
        return self._written(speech) if self.drafts else None

    def _written(self, speech: Samples) -> Transcript:
        seconds = len(speech) / RATE
        text = self.text.format(seconds)
        return Transcript(text=text, language="en" if text else "", confidence=0.9, seconds=seconds)


async def never(_speech: Samples) -> bool:
    """Leaves it to the clock."""
    return False


async def always(_speech: Samples) -> bool:
    return True


def still(seconds: float) -> Samples:
    return np.zeros(round(seconds * RATE), np.float32)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def hello(say: Say) -> Samples:
    """A second and a half of speech."""
    return await say("Good morning, my friend.")


def feed(ear: LiveEar, *parts: Samples, start: float = 0.0, chunk: int = 320) -> float:
    """Feed *parts* one after another; the time at their end."""
    samples = np.concatenate(parts)
    for end in range(chunk, len(samples) + chunk, chunk):
        piece = samples[end - chunk : end]
        ear.feed(piece, start + (end - chunk + len(piece)) / RATE)
    return start + len(samples) / RATE


async def told(ear: LiveEar, *parts: Samples, chunk: int = 320) -> list[LiveEvent]:
    """Everything that *ear* tells of *parts*."""
    feed(ear, *parts, chunk=chunk)
    ear.finish()
    return [event async for event in ear]


def without_voice(events: Sequence[LiveEvent]) -> list[LiveEvent]:
    return [event for event in events if not isinstance(event, Speaking)]


def kinds(events: Sequence[LiveEvent]) -> list[type[LiveEvent]]:
    return [type(event) for event in without_voice(events)]


def texts(events: Sequence[LiveEvent]) -> list[str]:
    return [event.transcript.text for event in events if isinstance(event, Turn)]


async def test_an_utterance_becomes_a_turn(hello: Samples) -> None:
    scribbler = Scribbler()
    async with LiveEar(scribbler, complete=never, pause=0.8) as ear:
        events = await told(ear, still(1), hello, still(1))
    assert kinds(events) == [Started, Turn]
    assert events[0].at == pytest.approx(1.05, abs=0.2)
    assert max(one.seconds for one in events if isinstance(one, Speaking)) > 0.8
    assert {event.utterance for event in events} == {0}
    assert len(scribbler.heard) == 1


@pytest.mark.parametrize("chunk", [101, 512, 100_000])
async def test_chunks_of_any_size_tell_the_same(chunk: int, hello: Samples) -> None:
    scene = [still(1), hello, still(0.5), hello, still(1.5), hello, still(1)]
    async with LiveEar(Scribbler(), complete=never, pause=0.8) as ear:
        expected = await told(ear, *scene)
    async with LiveEar(Scribbler(), complete=never, pause=0.8) as ear:
        events = await told(ear, *scene, chunk=chunk)
    assert kinds(events) == kinds(expected) == [Started, Turn, Started, Turn]
    assert texts(events) == texts(expected)


async def test_a_stream_that_stops_is_heard_all_the_same(hello: Samples) -> None:
    """Discord sends no packets in silence."""
    async with LiveEar(Scribbler(), complete=never, gap=0.05, pause=0.3) as ear:
        feed(ear, hello)
        events = aiter(ear)
        while not isinstance(await anext(events), Turn):
            pass


async def test_a_stream_that_says_that_it_stops_is_not_waited_for(hello: Samples) -> None:
    async with LiveEar(Scribbler(), complete=never, gap=3600.0, pause=0.3) as ear:
        ear.feed(hello, 1.0, last=True)
        events = aiter(ear)
        while not isinstance(await anext(events), Turn):
            pass


async def test_who_speaks_on_is_noticed_while_the_last_words_are_written(hello: Samples) -> None:
    scribbler = Scribbler()
    scribbler.let.clear()
    async with LiveEar(scribbler, complete=never, pause=0.8) as ear:
        now = feed(ear, hello, still(1))
        await scribbler.hearing.wait()
        feed(ear, hello, still(1), start=now)
        ear.finish()
        events = [event async for event in _until(ear, Started, 2)]
        assert kinds(events) == [Started, Started]
        scribbler.let.set()
        rest = [event async for event in ear]
    assert [event.utterance for event in rest if isinstance(event, Turn)] == [0, 1]


async def _until(ear: LiveEar, kind: type[LiveEvent], count: int) -> AsyncIterator[LiveEvent]:
    async for event in ear:
        yield event
        count -= isinstance(event, kind)
        if not count:
            return


async def test_a_judge_ends_a_turn_before_the_clock_does(hello: Samples) -> None:
    scribbler = Scribbler()
    async with LiveEar(scribbler, complete=always) as ear:
        feed(ear, hello, still(0.4))
        events = [event async for event in _until(ear, Turn, 1)]
    assert kinds(events) == [Started, Turn]


async def test_a_draft_at_the_last_pause_is_the_text(hello: Samples) -> None:
    """It was written while nobody knew yet that the pause was the end."""
    scribbler = Scribbler(drafts=True)
    async with LiveEar(scribbler, complete=never, pause=0.8) as ear:
        now = feed(ear, hello, still(0.4))
        partial = [event async for event in _until(ear, Partial, 1)][-1]
        feed(ear, still(1), start=now)
        ear.finish()
        rest = [event async for event in ear]
    assert isinstance(partial, Partial)
    assert texts(rest) == [partial.text]
    assert scribbler.heard == []


async def test_long_speech_is_written_in_pieces(hello: Samples) -> None:
    scribbler = Scribbler()
    sentence = [hello, still(0.5)]
    async with LiveEar(scribbler, complete=never, pause=0.8) as ear:
        events = await told(ear, *sentence * 8, still(1))
    (text,) = texts(events)
    assert len(scribbler.heard) == 2
    assert max(scribbler.heard) < 11
    assert text == " ".join(f"{seconds:.1f}" for seconds in scribbler.heard)
    assert [one.text for one in events if isinstance(one, Partial)] == [text.split()[0]]


async def test_captions_come_while_somebody_speaks(hello: Samples) -> None:
    scribbler = Scribbler(drafts=True)
    async with LiveEar(scribbler, complete=never, caption=0.5) as ear:
        feed(ear, hello)
        events = [event async for event in _until(ear, Partial, 1)]
    assert kinds(events) == [Started, Partial]


@pytest.mark.parametrize(
    ("scribbler", "dropped"),
    [
        (Scribbler(text=""), Dropped(utterance=0, reason=Reason.WORDLESS)),
        (
            Scribbler(fault=NoWeights("none")),
            Dropped(utterance=0, reason=Reason.FAILED, code="speech.weights"),
        ),
    ],
)
async def test_an_utterance_may_come_to_nothing(
    scribbler: Scribbler, dropped: Dropped, hello: Samples
) -> None:
    async with LiveEar(scribbler, complete=never, pause=0.8) as ear:
        events = await told(ear, hello, still(1))
    assert without_voice(events)[1:] == [dropped]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def cough(say: Say) -> Samples:
    """A tenth of a second of voice."""
    return (await say("Ah"))[:2_000]


async def test_a_cough_is_dropped(cough: Samples) -> None:
    scribbler = Scribbler()
    async with LiveEar(scribbler, complete=never) as ear:
        events = await told(ear, still(1), cough, still(1))
    assert without_voice(events)[1:] == [Dropped(utterance=0, reason=Reason.SHORT)]
    assert scribbler.heard == []


async def test_speech_that_nobody_keeps_up_with_is_dropped_oldest_first(
    hello: Samples, cough: Samples
) -> None:
    scribbler = Scribbler()
    scribbler.let.clear()
    async with LiveEar(scribbler, complete=never, pause=0.8) as ear:
        now = feed(ear, hello, still(1))
        await scribbler.hearing.wait()
        feed(ear, *[hello, still(1)] * 6, cough, start=now)
        ear.finish()
        events = [event async for event in _until(ear, Started, 8)]
        scribbler.let.set()
        events += [event async for event in ear]
    ends = [(one.utterance, type(one)) for one in events if isinstance(one, Turn | Dropped)]
    assert sorted(ends, key=lambda end: end[0]) == [
        (0, Turn),
        (1, Dropped),
        (2, Dropped),
        *((number, Turn) for number in range(3, 7)),
        (7, Dropped),
    ]
    reasons = [one.reason for one in events if isinstance(one, Dropped)]
    assert sorted(reasons) == [Reason.BEHIND, Reason.BEHIND, Reason.SHORT]


async def test_events_nobody_reads_do_not_pile_up(hello: Samples) -> None:
    scribbler = Scribbler()
    async with LiveEar(scribbler, complete=never, caption=100) as ear:
        feed(ear, *[hello[2_000:-4_000]] * 40)
        ear.finish()
        await scribbler.hearing.wait()
        events = [event async for event in ear]
    assert len(events) == pytest.approx(256, abs=1)
    assert isinstance(events[-1], Turn)


async def test_leaving_stops_what_is_being_heard(hello: Samples) -> None:
    before = asyncio.all_tasks()
    scribbler = Scribbler()
    scribbler.let.clear()
    async with LiveEar(scribbler, complete=never, pause=0.8) as ear:
        feed(ear, hello, still(1))
        await scribbler.hearing.wait()
    assert asyncio.all_tasks() == before
    assert not texts([event async for event in ear]), "iteration ends"


async def test_a_defect_is_told_to_the_reader(hello: Samples) -> None:
    class Broken(Scribbler):
        async def hear(self, speech: Samples, /) -> Transcript:
            raise ZeroDivisionError

    with pytest.raises(ExceptionGroup):
        async with LiveEar(Broken(), complete=never, pause=0.8) as ear:
            await told(ear, hello, still(1))


async def test_two_people_are_heard_side_by_side(hello: Samples) -> None:
    scribbler = Scribbler()
    async with LiveEar(scribbler) as one, LiveEar(scribbler) as two:
        both = await asyncio.gather(
            told(one, hello, still(1)), told(two, still(1), hello, hello, still(1))
        )
    assert [kinds(events) for events in both] == [[Started, Turn], [Started, Turn]]
    assert texts(both[0]) != texts(both[1])


async def test_what_it_hears_with_can_be_loaded_before_anybody_speaks() -> None:
    judged: list[int] = []

    async def judge(speech: Samples) -> bool:
        judged.append(len(speech))
        return True

    scribbler = Scribbler()
    await LiveEar(scribbler, complete=judge).prepare()
    assert scribbler.drafted == [1.0] and judged == [RATE]
    with pytest.raises(NoWeights):
        await LiveEar(Scribbler(fault=NoWeights("none")), complete=judge).prepare()
