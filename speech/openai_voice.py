"""The voices of OpenAI, or of any server that speaks its API: LocalAI, Kokoro-FastAPI, …"""

from typing import Any, Self

import httpx2  # of openai; its streams break with this library's errors
from openai import AsyncOpenAI, OpenAIError, Timeout

from config.errors import ConfigError, SpeechError
from speech.audio import Audio
from speech.protocols import Capabilities, Prosody

_MEDIA_TYPES = {
    "wav": "audio/wav",
    "mp3": "audio/mpeg",
    "flac": "audio/flac",
    "opus": "audio/ogg",
    "aac": "audio/aac",
}
_WITHOUT_INSTRUCTIONS = ("tts-1", "kokoro")
_LARGEST = 32 * 2**20
"""Bytes of one answer; two minutes of WAV make a fifth of it."""


class OpenAIVoice:
    """Speaks through ``POST /v1/audio/speech``; every sentence is sent to that server.

    *model* and *voice* are named as the server names them. The mood goes along as instructions,
    where the model takes them. *form* is the container that is asked for. *timeout* is the longest
    silence in seconds. Raises `ConfigError` where neither a key nor a base URL is given.
    """

    capabilities = Capabilities(
        means=frozenset({"manner"}), streams=True, network=True, licence="a service with its terms"
    )

    def __init__(
        self,
        model: str = "gpt-4o-mini-tts",
        *,
        api_key: str = "",
        base_url: str = "",
        voice: str = "coral",
        form: str = "wav",
        timeout: float = 10.0,
        retries: int = 1,
    ) -> None:
        if not (api_key or base_url):
            raise ConfigError("openai needs OPENAI_API_KEY, or OPENAI_BASE_URL for another server")
        if form not in _MEDIA_TYPES:
            raise ConfigError(f"openai speaks as {', '.join(_MEDIA_TYPES)}, not as {form!r}")
        self._asked: dict[str, Any] = {"model": model, "voice": voice, "response_format": form}
        self._instructed = not model.startswith(_WITHOUT_INSTRUCTIONS)
        self._client = AsyncOpenAI(
            api_key=api_key or "none",
            base_url=base_url or None,
            timeout=Timeout(timeout, connect=3.0),
            max_retries=retries,
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._client.close()

    async def synthesize(
        self,
        sentence: str,
        /,
        *,
        language: str,  # noqa: ARG002 - these voices hear it from the words
        prosody: Prosody,
    ) -> Audio:
        """*sentence* in the chosen container; raises `SpeechError`."""
        asked = dict(self._asked)
        if prosody.manner and self._instructed:
            asked["instructions"] = prosody.manner
        speech = self._client.audio.speech.with_streaming_response
        sound = bytearray()
        try:
            async with speech.create(input=sentence, **asked) as answer:
                async for piece in answer.iter_bytes():
                    sound += piece
                    if len(sound) > _LARGEST:
                        raise SpeechError("the server sent too much")
        except (OpenAIError, httpx2.HTTPError) as error:
            raise SpeechError(f"the server did not speak: {type(error).__name__}") from error
        return Audio(bytes(sound), _MEDIA_TYPES[self._asked["response_format"]])
