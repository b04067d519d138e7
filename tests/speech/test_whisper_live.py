"""Hearing live speech with the real whisper-base."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import numpy as np
import pytest
import pytest_asyncio
from scenes.recordings import PARK, PRESENT, SAID, WALK, Say, recording

from config.errors import NoWeights
from speech.decoding import decode
from speech.ears import Ears
from speech.encoding import encode_wav
from speech.live.ear import LiveEar
from speech.live.events import Turn
from speech.samples import Samples
from speech.whisper import Whisper

RATE = 16_000
SHORT = [name for name in PRESENT if len(SAID[name]) < 15]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def whisper(whisper_base: Path) -> AsyncIterator[Whisper]:
    async with Whisper(str(whisper_base)) as whisper:
        yield whisper


def noise(seconds: float, level: float = 0.003) -> Samples:
    size = round(seconds * RATE)
    return np.random.default_rng(0).normal(0, level, size).astype(np.float32)


def music(seconds: float) -> Samples:
    times = np.arange(round(seconds * RATE)) / RATE
    tones = [0.2 * np.sin(2 * np.pi * pitch * times) for pitch in (262, 330, 392)]
    return np.sum(tones, axis=0).astype(np.float32)


async def test_a_conversation_is_heard_turn_by_turn(whisper: Whisper, say: Say) -> None:
    scene = [noise(1), await say(WALK), noise(2), music(2), noise(1), await say(PARK), noise(2)]
    sound = np.concatenate(scene)
    async with LiveEar(Ears([whisper])) as ear:
        for end in range(320, len(sound), 320):
            ear.feed(sound[end - 320 : end], end / RATE)
        ear.finish()
        turns = [event.transcript async for event in ear if isinstance(event, Turn)]
    assert [turn.text for turn in turns] == [WALK, PARK]
    assert {turn.language for turn in turns} == {"en"}


@pytest.mark.parametrize("clip", SHORT or ["espeak"])
async def test_short_korean_is_taken_for_korean(clip: str, whisper: Whisper, say: Say) -> None:
    if clip == "espeak":  # which Whisper takes for Korean, without its words
        heard = await whisper.hear(await say("안녕하세요. 제 이름은 마음이에요.", "ko"))
    else:
        heard = await whisper.hear(decode(recording(clip)))
        assert "".join(filter(str.isalnum, heard.text)) == SAID[clip]
    assert heard.language == "ko"


@pytest.mark.parametrize("sound", [noise(3, 0.1), music(3)], ids=["noise", "music"])
async def test_no_words_are_made_up(sound: Samples, whisper: Whisper) -> None:
    """The voice activity would have held them back; here they come through."""
    assert (await whisper.hear(sound)).text == ""


async def test_what_is_too_long_for_the_short_window_is_heard_all_the_same(
    whisper: Whisper, say: Say
) -> None:
    long = np.concatenate([await say(WALK), noise(9), await say(PARK)])
    assert await whisper.draft(long) is None
    heard = await whisper.hear(long)
    assert WALK in heard.text
    assert PARK in heard.text
    assert heard.seconds == pytest.approx(len(long) / RATE)


@pytest.mark.parametrize("text", ["Good morning, my friend.", WALK], ids=["unlikely", "a loop"])
async def test_a_draft_that_is_in_doubt_is_none(text: str, whisper: Whisper, say: Say) -> None:
    backwards = (await say(text))[::-1].copy()
    assert await whisper.draft(backwards) is None


async def test_a_draft_waits_for_nobody(whisper: Whisper, say: Say) -> None:
    walk = await say(WALK)
    heard, draft = await asyncio.gather(whisper.hear(walk), whisper.draft(walk))
    assert (heard.text, draft) == (WALK, None)
    again = await whisper.draft(walk)
    assert again is not None
    assert again.text == WALK


async def test_live_speech_does_not_wait_for_a_long_recording(whisper: Whisper, say: Say) -> None:
    walk = await say(WALK)
    recording = asyncio.create_task(whisper.transcribe(encode_wav(np.tile(walk, 100), RATE)))
    await asyncio.sleep(0)
    assert (await whisper.hear(walk)).text == WALK
    assert not recording.done()
    recording.cancel()


async def test_live_speech_needs_weights_too(tmp_path: Path) -> None:
    async with Whisper(str(tmp_path)) as whisper:
        with pytest.raises(NoWeights):
            await whisper.hear(noise(1))
        with pytest.raises(NoWeights):
            await whisper.draft(noise(1))
