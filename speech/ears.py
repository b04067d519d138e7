"""A list of transcribers: the next one hears when one cannot."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

import structlog

from config.errors import BadAudio, SpeechError
from config.logs import described
from speech.audio import Audio
from speech.decoding import RATE
from speech.encoding import encode_wav
from speech.protocols import LiveTranscriber, Transcriber, Transcript
from speech.samples import Samples

log = structlog.get_logger("maum.ears")


class Ears:
    """Tries its transcribers in order; what is no audio to one is none to the others."""

    def __init__(self, engines: Sequence[Transcriber]) -> None:
        self._engines = engines

    async def transcribe(self, audio: Audio, /) -> Transcript:
        """What the first engine that can hears in *audio*; raises the first one's error."""
        return await self._ask(lambda engine: engine.transcribe(audio))

    async def hear(self, speech: Samples, /) -> Transcript:
        """What the first engine that can hears in an utterance of 16 kHz."""
        return await self._ask(lambda engine: _heard(engine, speech))

    async def draft(self, speech: Samples, /) -> Transcript | None:
        """The first engine's draft, if it makes any; raises `SpeechError`."""
        first = self._engines[0]
        if not isinstance(first, LiveTranscriber):
            return None
        try:
            return await first.draft(speech)
        except SpeechError:
            raise
        except Exception as error:
            raise _broke(error) from error

    async def _ask(self, question: Callable[[Transcriber], Awaitable[Transcript]]) -> Transcript:
        first: SpeechError | None = None
        for engine in self._engines:
            try:
                return await question(engine)
            except BadAudio:
                raise
            except SpeechError as error:
                first = first or error
            except Exception as error:
                # Whatever an engine raises, the next one is asked.
                first = first or _broke(error)
        assert first is not None, "there is at least one engine"
        raise first


def _broke(error: Exception) -> SpeechError:
    log.warning("engine broke", **described(error))
    return SpeechError("the transcriber broke")


async def _heard(engine: Transcriber, speech: Samples) -> Transcript:
    if isinstance(engine, LiveTranscriber):
        return await engine.hear(speech)
    return await engine.transcribe(await asyncio.to_thread(encode_wav, speech, RATE))
