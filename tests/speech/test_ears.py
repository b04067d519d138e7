"""A list of transcribers."""

import asyncio
from dataclasses import dataclass, field

import numpy as np
import pytest

from config.errors import BadAudio, NoWeights, SpeechError
from speech.audio import Audio
from speech.decoding import RATE, decode
from speech.ears import Ears
from speech.live.ear import LiveEar
from speech.live.events import Turn
from speech.protocols import Transcript
from speech.samples import Samples

CLIP = Audio(b"clip", "audio/ogg")


def written(text: str) -> Transcript:
    return Transcript(text=text, language="en", confidence=0.9, seconds=1.0)


@dataclass
class Engine:
    """Writes its name, or raises."""

    name: str
    fault: Exception | None = None
    asked: list[Audio] = field(default_factory=list)

    async def transcribe(self, audio: Audio, /) -> Transcript:
        self.asked.append(audio)
        if self.fault:
            raise self.fault
        return written(self.name)


@dataclass
class LiveEngine(Engine):
    """Hears utterances; its drafts fail."""

    drafted: asyncio.Event = field(default_factory=asyncio.Event)

    async def hear(self, _speech: Samples, /) -> Transcript:
        return written(self.name)

    async def draft(self, _speech: Samples, /) -> Transcript | None:
        self.drafted.set()
        assert self.fault is not None
        raise self.fault


async def never(_speech: Samples) -> bool:
    return False


@pytest.mark.parametrize("fault", [NoWeights(), SpeechError("busy"), ZeroDivisionError()])
async def test_the_next_one_hears_where_one_cannot(fault: Exception) -> None:
    first, second = Engine("first", fault), Engine("second")
    assert (await Ears([first, second]).transcribe(CLIP)).text == "second"
    assert first.asked == second.asked == [CLIP]


async def test_what_is_no_audio_is_told_at_once() -> None:
    second = Engine("second")
    with pytest.raises(BadAudio):
        await Ears([Engine("first", BadAudio("a picture")), second]).transcribe(CLIP)
    assert not second.asked


@pytest.mark.parametrize("fault", [NoWeights(), ZeroDivisionError()])
async def test_where_nobody_can_the_first_ones_trouble_is_told(fault: Exception) -> None:
    ears = Ears([Engine("first", fault), Engine("second", SpeechError("busy"))])
    with pytest.raises(SpeechError) as told:
        await ears.transcribe(CLIP)
    assert isinstance(fault, ZeroDivisionError) or told.value is fault


async def test_an_engine_for_clips_alone_hears_an_utterance_as_wav() -> None:
    engine = Engine("first")
    speech = np.linspace(-0.5, 0.5, RATE, dtype=np.float32)
    assert (await Ears([engine]).hear(speech)).text == "first"
    assert np.allclose(decode(engine.asked[0]), speech, atol=1e-4)
    assert await Ears([engine]).draft(speech) is None


@pytest.mark.parametrize("fault", [SpeechError("busy"), ZeroDivisionError()])
async def test_a_draft_that_fails_costs_the_caption_only(fault: Exception, say) -> None:
    hello = await say("Good morning, my friend.")
    engine = LiveEngine("whole", fault)
    async with LiveEar(Ears([engine]), complete=never, caption=0.3) as ear:
        ear.feed(hello, len(hello) / RATE)
        await engine.drafted.wait()
        ear.finish()
        turns = [event.transcript.text async for event in ear if isinstance(event, Turn)]
    assert turns == ["whole"]
