"""The companion's voice: a chain of synthesisers, and the same sound whichever of them speaks."""

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import structlog

from config.errors import LanguageNotSpoken, NoVoice, SpeechError
from config.helplines import Helplines
from config.logs import described
from speech.audio import Audio
from speech.breaker import Breaker
from speech.clips import Clips
from speech.mastering import mastered
from speech.prosody import divided, within_limits
from speech.protocols import Prosody, Synthesizer, capabilities_of
from speech.spoken_form import spoken_form
from speech.spoken_form.dialled import dialled_in, shipped

log = structlog.get_logger("maum.voice")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    text: str
    language: str
    prosody: Prosody


@dataclass(frozen=True, slots=True)
class _Speaker:
    """An engine with its breaker."""

    engine: Synthesizer
    breaker: Breaker

    @property
    def name(self) -> str:
        return type(self.engine).__name__

    async def say(self, line: _Line, *, within: float) -> Audio:
        """The finished clip; raises `SpeechError`."""
        try:
            async with asyncio.timeout(within):
                clip = await self._clip(line)
        except LanguageNotSpoken:
            raise
        except SpeechError:
            self.breaker.failed()
            raise
        except TimeoutError as error:
            self.breaker.failed()
            raise SpeechError("the engine took too long") from error
        self.breaker.succeeded()
        return clip

    async def _clip(self, line: _Line) -> Audio:
        asked, rest = divided(line.prosody, capabilities_of(self.engine).means)
        raw = await self.engine.synthesize(line.text, language=line.language, prosody=asked)
        return await asyncio.to_thread(mastered, raw, rest)


class Voice:
    """Speaks with the first of its engines that can.

    An engine that does not speak the language is passed over, one that keeps failing is left
    alone for *rest* seconds. A sentence takes *limit* seconds at most; an engine has its share
    of what is left, so that one that hangs leaves time for the next. Clips come as FLAC at one
    loudness, marked as synthetic. The last ones are kept, *room* bytes of them, in memory only.
    The numbers of *helplines* (maum's own unless given) are said digit by digit.
    """

    def __init__(
        self,
        engines: Sequence[Synthesizer],
        *,
        limit: float = 12.0,
        failures: int = 2,
        rest: float = 60.0,
        room: int = 16 * 2**20,
        helplines: Helplines | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._speakers = [
            _Speaker(engine, Breaker(failures=failures, rest=rest, clock=clock))
            for engine in engines
        ]
        self._limit = limit
        self._clips = Clips(most=room)
        self._dialled = dialled_in(helplines) if helplines else shipped()

    def forget(self) -> None:
        """Drop the clips that are kept."""
        self._clips.clear()

    async def synthesize(self, sentence: str, /, *, language: str, prosody: Prosody) -> Audio:
        """*sentence* as FLAC; raises `NoVoice`, or `SpeechError` if there is nothing to say."""
        text = spoken_form(sentence, language, dialled=self._dialled)
        if not text:
            raise SpeechError("there is nothing to say")
        line = _Line(text=text, language=language, prosody=within_limits(prosody))
        deadline = asyncio.get_running_loop().time() + self._limit
        for number, speaker in enumerate(self._speakers):
            left = deadline - asyncio.get_running_loop().time()
            share = left / (len(self._speakers) - number)
            if clip := await self._try(number, speaker, line, share):
                return clip
        raise NoVoice("no engine could speak")

    async def _try(self, number: int, speaker: _Speaker, line: _Line, share: float) -> Audio | None:
        if known := self._clips.get((number, line)):
            return known
        able = capabilities_of(speaker.engine).speak(line.language)
        if not able or not speaker.breaker.allows():
            return None
        try:
            clip = await speaker.say(line, within=share)
        except SpeechError as error:
            log.info("engine did not speak", engine=speaker.name, code=error.code)
            return None
        except Exception as error:
            # Whatever an engine raises, the next one is asked.
            speaker.breaker.failed()
            log.warning("engine broke", engine=speaker.name, **described(error))
            return None
        self._clips.keep((number, line), clip)
        return clip
