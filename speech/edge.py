"""The voices of Microsoft Edge's "read aloud"; every sentence is sent to Microsoft.

The service is unofficial and may end any day.
"""

import asyncio
import re
from collections.abc import Mapping
from contextlib import aclosing
from importlib.util import find_spec
from types import MappingProxyType

from config.errors import ConfigError, LanguageNotSpoken, MissingExtra, SpeechError
from speech.audio import Audio
from speech.prosody import within_limits
from speech.protocols import Capabilities, Prosody

_VOICES: Mapping[str, str] = MappingProxyType({"ko": "ko-KR-SunHiNeural", "en": "en-US-AriaNeural"})
_BYTES, _TICKS = 6_000, 10_000_000
"""Of its MP3 and of its clock, in a second."""
_CLOSE = 0.2
"""Seconds by which its clock may be wrong."""
_LARGEST = 4 * 2**20
"""Bytes of one sentence; two minutes make a sixth of it."""


class EdgeVoice:
    """Speaks through edge-tts.

    *model* is a voice for its own language, ``edge:ko-KR-InJoonNeural``; the other languages keep
    theirs. *timeout* is in seconds for one sentence; *proxy* is the address of an HTTP proxy.
    """

    def __init__(self, model: str = "", *, timeout: float = 10.0, proxy: str = "") -> None:
        if not find_spec("edge_tts"):
            raise MissingExtra("edge", "voices")
        if model and not re.fullmatch(r"[a-z]{2,3}-[A-Z]{2}-[\w-]+Neural", model):
            raise ConfigError(f"edge:{model} is no voice; try edge:ko-KR-InJoonNeural")
        own = {model.partition("-")[0]: model} if model else {}
        self._voices = {**_VOICES, **own}
        self._timeout = timeout
        self._proxy = proxy or None
        self.capabilities = Capabilities(
            languages=frozenset(self._voices),
            means=frozenset({"rate"}),
            streams=True,
            network=True,
            licence="LGPL-3.0; an unofficial service",
        )

    async def synthesize(self, sentence: str, /, *, language: str, prosody: Prosody) -> Audio:
        """*sentence* as MP3; raises `LanguageNotSpoken` or `SpeechError`."""
        from aiohttp import ClientError
        from edge_tts.exceptions import EdgeTTSException

        voice = self._voices.get(language.partition("-")[0].lower())
        if voice is None:
            raise LanguageNotSpoken("no voice of Edge's is known for that language")
        rate = f"{round(100 * (within_limits(prosody).rate - 1)):+d}%"
        try:
            async with asyncio.timeout(self._timeout):
                return Audio(await self._sound(sentence, voice, rate), "audio/mpeg")
        except TimeoutError as error:
            raise SpeechError("Edge's voice took too long") from error
        # What the service sends is parsed by the library, with whatever comes of it.
        except (EdgeTTSException, ClientError, OSError, ValueError, LookupError) as error:
            raise SpeechError(f"Edge's voice did not speak: {type(error).__name__}") from error

    async def _sound(self, sentence: str, voice: str, rate: str) -> bytes:
        from edge_tts import Communicate

        sound, spoken = bytearray(), 0.0
        speaking = Communicate(sentence, voice, rate=rate, proxy=self._proxy)
        async with aclosing(speaking.stream()) as pieces:
            async for piece in pieces:
                if piece["type"] == "audio":
                    sound += piece["data"]
                else:
                    spoken = (piece["offset"] + piece["duration"]) / _TICKS
                if len(sound) > _LARGEST:
                    raise SpeechError("Edge's voice sent too much")
        if len(sound) / _BYTES < spoken - _CLOSE:
            raise SpeechError("Edge's voice broke off")
        return bytes(sound)
