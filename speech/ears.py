"""A list of transcribers: the next one hears when one cannot."""

from collections.abc import Sequence

import structlog

from config.errors import BadAudio, SpeechError
from config.logs import described
from speech.audio import Audio
from speech.protocols import Transcriber, Transcript

log = structlog.get_logger("maum.ears")


class Ears:
    """Tries its transcribers in order; what is no audio to one is none to the others."""

    def __init__(self, engines: Sequence[Transcriber]) -> None:
        self._engines = engines

    async def transcribe(self, audio: Audio, /) -> Transcript:
        """What the first engine that can hears in *audio*; raises the first one's error."""
        first: SpeechError | None = None
        for engine in self._engines:
            try:
                return await engine.transcribe(audio)
            except BadAudio:
                raise
            except SpeechError as error:
                first = first or error
            except Exception as error:
                # Whatever an engine raises, the next one is asked.
                log.warning("engine broke", **described(error))
                first = first or SpeechError("the transcriber broke")
        assert first is not None, "there is at least one engine"
        raise first
