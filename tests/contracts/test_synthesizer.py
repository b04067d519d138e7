"""What every synthesiser must do; add yours to `SYNTHESIZERS`."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator

import pytest
from servers.google import Translate

from bot.wiring import opened
from config.errors import SpeechError
from speech.decoding import decode
from speech.espeak import Espeak
from speech.gtts import GoogleVoice
from speech.protocols import Prosody, Synthesizer
from speech.voice import Voice

SYNTHESIZERS: dict[str, Callable[[str], Synthesizer]] = {
    "gtts": lambda google: GoogleVoice(server=google),
    "espeak": lambda _: Espeak(),
    "voice": lambda _: Voice([Espeak()]),
}
PLAIN = Prosody()


@pytest.fixture
def google() -> Iterator[str]:
    service = Translate()
    yield service.url
    service.close()


@pytest.fixture(params=SYNTHESIZERS)
async def synthesizer(request: pytest.FixtureRequest, google: str) -> AsyncIterator[Synthesizer]:
    async with opened(SYNTHESIZERS[request.param](google)) as made:
        yield made


@pytest.mark.parametrize(("sentence", "language"), [("안녕하세요.", "ko"), ("Hello there.", "en")])
async def test_a_sentence_becomes_sound(
    synthesizer: Synthesizer, sentence: str, language: str
) -> None:
    audio = await synthesizer.synthesize(sentence, language=language, prosody=PLAIN)
    assert decode(audio).size > 16_000 * 0.2
    assert audio.media_type.startswith("audio/")


@pytest.mark.parametrize("prosody", [Prosody(rate=9, pitch=30, gain=-90), Prosody(rate=0.01)])
async def test_prosody_beyond_reason_is_still_sound(
    synthesizer: Synthesizer, prosody: Prosody
) -> None:
    audio = await synthesizer.synthesize("안녕하세요.", language="ko", prosody=prosody)
    assert decode(audio).size


async def test_a_language_that_nobody_speaks_is_refused(synthesizer: Synthesizer) -> None:
    with pytest.raises(SpeechError):
        await synthesizer.synthesize("안녕", language="xx", prosody=PLAIN)


async def test_several_are_spoken_at_once_and_a_cancelled_one_ends(
    synthesizer: Synthesizer,
) -> None:
    before = asyncio.all_tasks()
    speaking = [
        asyncio.create_task(synthesizer.synthesize(f"안녕 {n}.", language="ko", prosody=PLAIN))
        for n in range(3)
    ]
    speaking[0].cancel()
    cancelled, *spoken = await asyncio.gather(*speaking, return_exceptions=True)
    assert isinstance(cancelled, asyncio.CancelledError)
    assert all(decode(audio).size for audio in spoken if not isinstance(audio, BaseException))
    assert not any(isinstance(audio, BaseException) for audio in spoken)
    assert asyncio.all_tasks() == before
