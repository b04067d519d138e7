"""Google Translate's voice, spoken to as gTTS does, with the guards that gTTS leaves out.

gTTS knows the languages and packs the request. What it does with it is not for a server that
people rely on: it turns the check of certificates off, waits for ever and takes a page of HTML
for silence. So the request is sent from here. The service is unofficial and may end any day.
"""

import asyncio
import base64
import binascii
import json
import logging
import re
from typing import Self

import httpx
from gtts import gTTS  # type: ignore[import-untyped]
from gtts.lang import tts_langs  # type: ignore[import-untyped]

from config.errors import ConfigError, LanguageNotSpoken, SpeechError
from speech.audio import Audio
from speech.protocols import Capabilities, Prosody

# gTTS logs what it is asked to say, at debug level.
logging.getLogger("gtts.tts").addFilter(lambda _: False)

_PATH = "/_/TranslateWebserverUi/data/batchexecute"
_ANSWER = re.compile(rf'"{gTTS.GOOGLE_TTS_RPC}",("(?:[^"\\]|\\.)*")'.encode())
_LARGEST = 4 * 2**20
"""Bytes of one answer; a hundred characters make a tenth of it."""
_STARTS = (b"ID3", b"\xff\xf3", b"\xff\xf2", b"\xff\xfb", b"\xff\xfa")
"""How MP3 begins: with a tag, or with the frame that is its sound."""
_ATTEMPTS = 2
_RENAMED = {"he": "iw", "jv": "jw", "nb": "no", "fil": "tl"}
"""ISO codes that the service knows by another name."""


class GoogleVoice:
    """Speaks through Google Translate; every sentence is sent to Google.

    *model* is the top-level domain of the service, which chooses an accent: ``gtts:co.uk``.
    *server* is another address of the same protocol. *timeout* is in seconds for one sentence.
    """

    capabilities = Capabilities(
        languages=frozenset(name.partition("-")[0].lower() for name in tts_langs())
        | _RENAMED.keys(),
        network=True,
        licence="MIT; an unofficial service",
    )

    def __init__(self, model: str = "com", *, server: str = "", timeout: float = 8.0) -> None:
        if not re.fullmatch(r"[a-z]{2,3}(?:\.[a-z]{2})?", model):
            raise ConfigError(f"gtts:{model} is no top-level domain; try gtts:co.uk")
        self._url = (server.rstrip("/") or f"https://translate.google.{model}") + _PATH
        self._timeout = timeout
        self._client = httpx.AsyncClient(timeout=timeout, headers=gTTS.GOOGLE_TTS_HEADERS)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._client.aclose()

    async def synthesize(
        self,
        sentence: str,
        /,
        *,
        language: str,
        prosody: Prosody,  # noqa: ARG002 - this voice has no means of its own
    ) -> Audio:
        """*sentence* as MP3; raises `LanguageNotSpoken` or `SpeechError`."""
        voice = _voice(language)
        parts = [part for part in _parts(sentence) if any(map(str.isalnum, part))]
        if not parts:
            raise SpeechError("there is nothing to say")
        try:
            async with asyncio.timeout(self._timeout):
                clips = [await self._clip(part, voice) for part in parts]
        except TimeoutError as error:
            raise SpeechError("Google's voice took too long") from error
        return Audio(b"".join(clips), "audio/mpeg")

    async def _clip(self, part: str, voice: str) -> bytes:
        (request,) = _packed(part, voice).get_bodies()
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                return _mp3(await self._answer(request))
            except httpx.HTTPError as error:
                if attempt == _ATTEMPTS or not _passing(error):
                    raise SpeechError("Google's voice cannot be reached or refuses") from error
        raise AssertionError("the last attempt returns or raises")

    async def _answer(self, request: str) -> bytes:
        self._client.cookies.clear()
        answer = bytearray()
        async with self._client.stream("POST", self._url, content=request) as response:
            if not response.is_success:
                raise httpx.HTTPStatusError("refused", request=response.request, response=response)
            async for piece in response.aiter_bytes():
                answer += piece
                if len(answer) > _LARGEST:
                    raise SpeechError("Google's voice sent too much")
        return bytes(answer)


def _voice(language: str) -> str:
    """*language*, for example ``ko`` or ``ko-KR``, by the name that the service has for it."""
    base = language.partition("-")[0].lower()
    for name in (language, _RENAMED.get(base, base)):
        if name in tts_langs():
            return name
    raise LanguageNotSpoken("Google has no voice for that language")


def _parts(text: str) -> list[str]:
    """*text* in as few parts as the service takes, cut behind a mark or between words."""
    most: int = gTTS.GOOGLE_TTS_MAX_CHARS
    parts, rest = [], " ".join(text.split())
    while len(rest) > most:
        marks = [found.end() for found in re.finditer(r"[.!?,;:…](?= )", rest[: most + 1])]
        cut = max(
            [mark for mark in marks if mark > most // 2], default=rest.rfind(" ", 1, most + 1)
        )
        cut = cut if cut > 0 else most
        parts.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return [*parts, rest] if rest else parts


def _packed(part: str, voice: str) -> gTTS:
    """*part* as gTTS sends it: as it is, in one request."""
    return gTTS(
        part,
        lang=voice,
        lang_check=False,
        pre_processor_funcs=[],
        tokenizer_func=lambda text: [text],
    )


def _passing(error: httpx.HTTPError) -> bool:
    """Whether a second attempt may well do: a lost connection, a server's own trouble."""
    if isinstance(error, httpx.HTTPStatusError):
        return error.response.is_server_error
    return isinstance(error, httpx.NetworkError | httpx.RemoteProtocolError)


def _mp3(answer: bytes) -> bytes:
    """The clip in an answer of ``batchexecute``: base64 in JSON in JSON."""
    found = _ANSWER.search(answer)
    if found is None:
        raise SpeechError("Google's voice sent no sound")
    try:
        (clip, *_) = json.loads(json.loads(found[1]))
        sound = base64.b64decode(clip, validate=True)
    except (ValueError, TypeError, binascii.Error) as error:
        raise SpeechError("Google's voice sent something else than sound") from error
    if not sound.startswith(_STARTS):
        raise SpeechError("Google's voice sent something else than sound")
    return sound
