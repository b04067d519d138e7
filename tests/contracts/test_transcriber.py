"""What every transcriber must do; add yours to `TRANSCRIBERS`."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import numpy as np
import pytest

from bot.wiring import opened
from config.errors import BadAudio
from speech.audio import Audio
from speech.ears import Ears
from speech.encoding import encode_mp3, encode_ogg, encode_wav
from speech.espeak import Espeak
from speech.protocols import Prosody, Transcriber
from speech.whisper import Whisper

TRANSCRIBERS: dict[str, Callable[[str], Transcriber]] = {
    "whisper": lambda base: Whisper(base),
    "ears": lambda base: Ears([Whisper(base)]),
}


@pytest.fixture(params=TRANSCRIBERS)
async def transcriber(
    request: pytest.FixtureRequest, whisper_base: Path
) -> AsyncIterator[Transcriber]:
    async with opened(TRANSCRIBERS[request.param](str(whisper_base))) as made:
        yield made


async def test_speech_becomes_text_in_a_configured_language(transcriber: Transcriber) -> None:
    sentence = "I went for a walk with my dog this morning."
    spoken = await Espeak().synthesize(sentence, language="en", prosody=Prosody())
    heard = await transcriber.transcribe(spoken)
    assert heard.text == sentence
    assert heard.language == "en"
    assert 0 < heard.confidence <= 1
    assert 0.5 < heard.seconds < 10


@pytest.mark.parametrize("encode", [encode_wav, encode_mp3, encode_ogg])
async def test_silence_gives_no_words(
    transcriber: Transcriber, encode: Callable[..., Audio]
) -> None:
    heard = await transcriber.transcribe(encode(np.zeros(48_000, np.float32), 24_000))
    assert (heard.text, heard.language) == ("", "")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04" + b"\0" * 100, b"OggS" + b"\1" * 500])
async def test_what_is_no_audio_is_refused(transcriber: Transcriber, data: bytes) -> None:
    with pytest.raises(BadAudio):
        await transcriber.transcribe(Audio(data, "audio/ogg"))
