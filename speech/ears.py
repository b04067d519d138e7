"""A list of transcribers: the next one hears when one cannot."""

from collections.abc import Sequence

from config.errors import BadAudio, SpeechError
from speech.audio import Audio
from speech.protocols import Transcriber, Transcript


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
        assert first is not None, "there is at least one engine"
        raise first
