"""A check-up of everything that the settings ask for: each part does a little real work."""

import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import numpy as np

from bot.events import ChatKey
from bot.protocols import Prompt
from bot.wiring import Wiring, opened
from config.errors import MaumError
from config.moods import Mood, mood_table
from config.personas import Persona, persona
from config.settings import Settings, shipped_settings
from speech.encoding import encode_wav
from speech.protocols import Prosody, capabilities_of

State: TypeAlias = Literal["ok", "missing", "broken"]
"""``missing``: does not work, but only a default asks for it, or another of the chain does."""
Work: TypeAlias = Callable[[Any], Awaitable[object]]

_HELLO = {"ko": "안녕하세요.", "en": "Hello."}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What came of one check."""

    part: str
    spec: str
    state: State
    message: str = ""


class Checkup:
    """Checks the parts one after another."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._wiring = Wiring(settings)
        self._language = settings.language[0]

    async def findings(self) -> AsyncIterator[Finding]:
        """What works and what does not, in the order of a turn."""
        settings, wiring = self._settings, self._wiring
        yield await self._one("home", str(settings.folder), self._home)
        yield await self._one("persona", settings.persona, self._persona)
        yield await self._one("care", settings.country, self._care)
        yield await self._one("database", "", lambda: self._using(wiring.store, self._recall))
        async for finding in self._chain("transcriber", self._hear):
            yield finding
        yield await self._one(
            "classifier", settings.classifier, lambda: self._using(wiring.classifier, self._feel)
        )
        yield await self._one(
            "embedder", settings.embedder, lambda: self._using(wiring.embedder, self._embed)
        )
        async for finding in self._chain("generator", self._write):
            yield finding
        async for finding in self._chain("synthesizer", self._speak):
            yield finding
        yield await self._one("avatar", "", lambda: self._using(wiring.renderer, self._draw))
        if settings.telegram.token:
            yield await self._one("telegram", settings.telegram.api_base, self._telegram)
        if settings.discord.token:
            yield await self._one("discord", settings.discord.api_base, self._discord)
        yield await self._one("web", f"{settings.web.host}:{settings.web.port}", self._listen)

    async def _one(self, part: str, spec: str, check: Callable[[], Awaitable[object]]) -> Finding:
        try:
            told = await check()
        except (MaumError, OSError) as error:
            return Finding(part=part, spec=spec, state="broken", message=_sentence(error))
        return Finding(
            part=part, spec=spec, state="ok", message=told if isinstance(told, str) else ""
        )

    async def _chain(self, part: str, work: Work) -> AsyncIterator[Finding]:
        found = [
            await self._one(part, spec, lambda spec=spec: self._link(part, spec, work))  # type: ignore[misc]
            for spec in getattr(self._settings, part)
        ]
        spared = any(one.state == "ok" for one in found) or self._is_default(part)
        for one in found:
            missing = spared and one.state == "broken"
            yield Finding(
                part=one.part,
                spec=one.spec,
                state="missing" if missing else one.state,
                message=one.message,
            )

    async def _link(self, part: str, spec: str, work: Work) -> object:
        return await self._using(lambda: self._wiring.build(f"{part}s", spec), work)

    async def _using(self, build: Callable[[], Any], work: Work) -> object:
        async with opened(build()) as part:
            return await work(part)

    def _is_default(self, name: str) -> bool:
        return bool(getattr(self._settings, name) == getattr(shipped_settings(), name))

    async def _home(self) -> None:
        folder = self._settings.folder
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".doctor"
        probe.write_bytes(b"")
        probe.unlink()

    async def _persona(self) -> None:
        self._who()

    def _who(self) -> Persona:
        return persona(self._settings.persona, own=self._settings.folder / "personas")

    async def _care(self) -> None:
        self._wiring.answers()

    async def _recall(self, store: Any) -> None:
        await store.history(ChatKey(messenger="doctor", chat="", person=""), limit=1)

    async def _hear(self, transcriber: Any) -> None:
        await transcriber.transcribe(encode_wav(np.zeros(16_000, np.float32), 16_000))

    async def _feel(self, classifier: Any) -> None:
        await classifier.classify(_HELLO[self._language])

    async def _embed(self, embedder: Any) -> None:
        await embedder.embed([_HELLO[self._language]])

    async def _write(self, generator: Any) -> None:
        prompt = Prompt(
            message=_HELLO[self._language],
            language=self._language,
            mood=Mood.CALM,
            tone=mood_table().responses[Mood.CALM].tone,
            persona=self._who(),
        )
        async with aclosing(generator.reply(prompt)) as pieces:
            await anext(pieces)

    async def _speak(self, synthesizer: Any) -> str:
        able = capabilities_of(synthesizer)
        language = next(filter(able.speak, self._settings.language), self._language)
        await synthesizer.synthesize(_HELLO[language], language=language, prosody=Prosody())
        spoken = ", ".join(filter(able.speak, self._settings.language))
        place = "sends sentences away" if able.network else "stays on this machine"
        return "; ".join(filter(None, [f"speaks {spoken}", place, able.licence]))

    async def _draw(self, renderer: Any) -> None:
        face = mood_table().responses[Mood.CALM].face
        await renderer.render(face, look=self._who().look)

    async def _telegram(self) -> str:
        from bot.adapters.telegram.checking import checked

        return await checked(self._settings.telegram)

    async def _discord(self) -> str:
        from bot.adapters.discord.checking import checked

        return await checked(self._settings.discord)

    async def _listen(self) -> None:
        with socket.create_server((self._settings.web.host, self._settings.web.port)):
            pass


def _sentence(error: Exception) -> str:
    if isinstance(error, OSError):
        return error.strerror or type(error).__name__
    return str(error) or getattr(error, "en", "")
