"""Hearing by OpenAI, or by any server that speaks its API: Speaches, vLLM, whisper.cpp, Groq, …"""

import asyncio
import math
import re
from collections.abc import Sequence
from typing import Any, Self

from openai import (
    APIConnectionError,
    AsyncOpenAI,
    AuthenticationError,
    InternalServerError,
    OpenAIError,
    PermissionDeniedError,
    RateLimitError,
    Timeout,
)

from config.errors import ConfigError, EarsBusy, EarsRefused, EarsUnreachable, SpeechError
from speech.audio import Audio
from speech.decoding import LIMIT, RATE, decode
from speech.encoding import encode_ogg, encode_wav
from speech.protocols import Transcript
from speech.transcripts import transcript

_HOSTED_MODEL = "gpt-transcribe"
_COMMON_MODEL = "whisper-1"
_ENCODERS = {"ogg": encode_ogg, "wav": encode_wav}
_CODES = {"korean": "ko", "english": "en"}
"""OpenAI tells the name of a language, others tell its code."""
_LETTER = re.compile(r"[^\W\d_]")
_LATIN = re.compile(r"[A-Za-z]")
_UNKNOWN = 0.5
"""The confidence where the server does not tell any."""


class OpenAIEars:
    """Hears through ``POST /v1/audio/transcriptions``; speech, and no silence, is sent there.

    *model* is named as the server names it. What is heard is taken to be in one of *languages*:
    where the server finds another one, it is asked again for the likeliest. *form* is the
    container that is sent, ``ogg`` or ``wav``. *timeout* is the longest silence in seconds.
    """

    def __init__(
        self,
        model: str = "",
        *,
        languages: Sequence[str] = ("ko", "en"),
        api_key: str = "",
        base_url: str = "",
        form: str = "ogg",
        timeout: float = 30.0,
        retries: int = 1,
        longest: float = LIMIT,
    ) -> None:
        """Raises `ConfigError` where neither a key nor a base URL is given."""
        if not (api_key or base_url):
            raise ConfigError("openai needs OPENAI_API_KEY, or OPENAI_BASE_URL for another server")
        if form not in _ENCODERS:
            raise ConfigError(f"openai takes {' or '.join(_ENCODERS)}, not {form!r}")
        self._model = model or (_COMMON_MODEL if base_url else _HOSTED_MODEL)
        self._languages = tuple(languages)
        self._form = form
        self._longest = longest
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

    async def transcribe(self, audio: Audio, /) -> Transcript:
        """What *audio* says; raises `BadAudio`, `EarsRefused`, `EarsBusy` or `EarsUnreachable`."""
        seconds, clip = await asyncio.to_thread(self._packed, audio)
        if clip is None:
            return transcript([], language="", seconds=seconds)
        only = self._languages[0] if len(self._languages) == 1 else ""
        answer = await self._ask(clip, only)
        language = only or _named(answer) or self._likeliest(answer)
        if language not in self._languages:
            language = self._likeliest(answer)
            answer = await self._ask(clip, language)
        return _understood(answer, language, seconds)

    def _packed(self, audio: Audio) -> tuple[float, Audio | None]:
        """The length of *audio*, and its speech in the container that is sent."""
        from speech.stretches import spoken

        samples = decode(audio, rate=RATE, limit=self._longest)
        speech = spoken(samples)
        clip = _ENCODERS[self._form](speech, RATE) if speech.size else None
        return len(samples) / RATE, clip

    async def _ask(self, clip: Audio, language: str) -> Any:
        asked: dict[str, Any] = _wanted(self._model)
        if language:
            asked["language"] = language
        elif self._model.startswith("gpt-transcribe"):
            asked["languages"] = self._languages
        file = (f"speech.{self._form}", clip.data, clip.media_type)
        transcriptions = self._client.audio.transcriptions
        try:
            answer = await transcriptions.create(model=self._model, file=file, **asked)
        except (OpenAIError, ValueError) as error:  # ValueError: the server sent no JSON
            raise _coded(error) from error
        if not isinstance(getattr(answer, "text", None), str):
            raise SpeechError("the server does not answer like OpenAI's")
        return answer

    def _likeliest(self, answer: Any) -> str:
        """The configured language that goes with the script of the text."""
        latin = len(_LATIN.findall(answer.text)) * 2 > len(_LETTER.findall(answer.text))
        return next((one for one in self._languages if (one != "ko") == latin), self._languages[0])


def _wanted(model: str) -> dict[str, Any]:
    """The most that each family of models tells about what it heard."""
    if model.startswith("gpt-4o") and "diarize" not in model:
        return {"response_format": "json", "include": ["logprobs"]}
    return {"response_format": "json" if model.startswith("gpt-") else "verbose_json"}


def _named(answer: Any) -> str:
    """The language that the server found; empty if it does not tell."""
    for one in getattr(answer, "languages", None) or ():
        return str(one.code)
    name = str(getattr(answer, "language", None) or "").lower()
    return _CODES.get(name, name)


def _understood(answer: Any, language: str, seconds: float) -> Transcript:
    segments = getattr(answer, "segments", None) or ()
    if segments and all(_has_figures(one) for one in segments):
        return transcript(segments, language=language, seconds=seconds)
    text = answer.text.strip()
    return Transcript(
        text=text,
        language=language if text else "",
        confidence=_confidence(answer) if text else 0.0,
        seconds=seconds,
    )


def _has_figures(segment: Any) -> bool:
    figures = ("avg_logprob", "no_speech_prob", "compression_ratio")
    return all(isinstance(getattr(segment, name, None), int | float) for name in figures)


def _confidence(answer: Any) -> float:
    told = [one.logprob for one in getattr(answer, "logprobs", None) or () if one.logprob]
    return min(1.0, math.exp(sum(told) / len(told))) if told else _UNKNOWN


def _coded(error: Exception) -> SpeechError:
    # The server's own sentence may quote the request, so it is not repeated.
    match error:
        case AuthenticationError() | PermissionDeniedError():
            return EarsRefused("the server refused the API key")
        case RateLimitError():
            return EarsBusy("the server is over its rate limit or the account is out of credit")
        case APIConnectionError() | InternalServerError():
            return EarsUnreachable(
                f"the server cannot be reached or failed: {type(error).__name__}"
            )
        case _:
            return SpeechError(f"the server did not hear it: {type(error).__name__}")
