"""What every transcriber must do; add yours to `TRANSCRIBERS`."""

from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
import pytest_asyncio
from servers.transcribing import KEY, Transcribing

from bot.wiring import opened
from config.errors import AudioTooLong, BadAudio
from speech.audio import Audio
from speech.ears import Ears
from speech.encoding import encode_mp3, encode_ogg, encode_wav
from speech.espeak import Espeak
from speech.openai_ears import OpenAIEars
from speech.openai_whisper import OpenAIWhisper
from speech.protocols import Prosody, Transcriber
from speech.whisper import Whisper

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    # openai-whisper leaves its vocabulary open.
    pytest.mark.filterwarnings("ignore:unclosed file.*tiktoken:ResourceWarning"),
]

SENTENCE = "I went for a walk with my dog this morning."


@dataclass(frozen=True, slots=True)
class Scene:
    """What a transcriber may be made with."""

    weights: str
    server: str


TRANSCRIBERS: dict[str, Callable[[Scene], Transcriber]] = {
    "whisper": lambda scene: Whisper(scene.weights, longest=60.0),
    "openai-whisper": lambda scene: OpenAIWhisper(scene.weights, longest=60.0),
    "openai": lambda scene: OpenAIEars(api_key=KEY, base_url=scene.server, longest=60.0),
    "ears": lambda scene: Ears([Whisper(scene.weights, longest=60.0)]),
}


@pytest.fixture(scope="module")
def server(whisper_base: Path) -> Iterator[Transcribing]:
    server = Transcribing(whisper_base)
    yield server
    server.close()
    assert not server.strange


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=TRANSCRIBERS)
async def transcriber(
    request: pytest.FixtureRequest, whisper_base: Path, server: Transcribing
) -> AsyncIterator[Transcriber]:
    made = TRANSCRIBERS[request.param](Scene(str(whisper_base), server.url))
    async with opened(made):
        yield made


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def spoken() -> Audio:
    return await Espeak().synthesize(SENTENCE, language="en", prosody=Prosody())


async def test_speech_becomes_text_in_a_configured_language(
    transcriber: Transcriber, spoken: Audio
) -> None:
    heard = await transcriber.transcribe(spoken)
    assert heard.text == SENTENCE
    assert heard.language == "en"
    assert 0 < heard.confidence <= 1
    assert 0.5 < heard.seconds < 10


async def test_what_is_heard_is_in_a_configured_language(transcriber: Transcriber) -> None:
    """Left to itself, Whisper takes this French for Thai."""
    french = "Bonjour madame, merci beaucoup."
    spoken = await Espeak().synthesize(french, language="fr", prosody=Prosody())
    heard = await transcriber.transcribe(spoken)
    assert heard.text
    assert heard.language in ("ko", "en")


@pytest.mark.parametrize("encode", [encode_wav, encode_mp3, encode_ogg])
async def test_silence_gives_no_words(
    transcriber: Transcriber, encode: Callable[..., Audio]
) -> None:
    heard = await transcriber.transcribe(encode(np.zeros(48_000, np.float32), 24_000))
    assert (heard.text, heard.language, heard.confidence) == ("", "", 0.0)
    assert heard.seconds == pytest.approx(2.0, abs=0.1)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04" + b"\0" * 100, b"OggS" + b"\1" * 500])
async def test_what_is_no_audio_is_refused(transcriber: Transcriber, data: bytes) -> None:
    with pytest.raises(BadAudio):
        await transcriber.transcribe(Audio(data, "audio/ogg"))


async def test_too_much_audio_is_refused(transcriber: Transcriber) -> None:
    hour = encode_mp3(np.zeros(60 * 16_000, np.float32), 16_000).data * 60
    with pytest.raises(AudioTooLong):
        await transcriber.transcribe(Audio(hour, "audio/mpeg"))
