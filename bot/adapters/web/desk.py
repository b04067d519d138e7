"""What a page asks besides talking: commands, why, corrections, preferences.

::

    {"event": "answered", "id", "text", "choices", "file"}     what a command says
    {"event": "why", "id", "mood", "sure", "confidence", "labels", "words", "told"}
    {"event": "corrected", "id", "text", "mood", "message"}    no mood: it was not taken
    {"event": "preferences", "voice"}                          null until the person chooses

``why`` and ``corrected`` have ``error`` and ``message`` instead where they fail.
"""

import asyncio
from collections.abc import Coroutine, Sequence
from dataclasses import asdict, replace
from typing import Any, Self

from bot.adapters.web.messages import Correct, Prefer, Say, Wondering
from bot.adapters.web.room import Json, Listener, Room
from bot.commands import Commands, as_json
from bot.commands.why import LABELS, REFUSED, thanks
from bot.events import Degraded, Incoming, Stage
from bot.insight import Why
from bot.optional import attempt
from bot.protocols import Speaking
from config.errors import explain
from config.labels import label_name

_PATIENCE = 5.0
_WELCOME = 1.0
"""Seconds."""
_AT_ONCE = 16
"""Errands that run side by side; a page that asks for more waits with what it asks next."""


class Desk:
    """Runs errands beside the talk, so that a message never waits behind one.

    An async context manager: leaving it ends those that are still running.
    """

    def __init__(self, commands: Commands) -> None:
        self._commands = commands
        self._insight = commands.companion.insight
        self._store = commands.companion.parts.store
        self._free = asyncio.Semaphore(_AT_ONCE)
        self._running: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in self._running:
            task.cancel()
        if self._running:
            await asyncio.wait(self._running)

    async def command(self, room: Room, message: Say) -> bool:
        """Whether *message* is a command; then its answer goes to every tab of *room*."""
        incoming = Incoming(chat=room.chat, text=message.text, language=message.language)
        if not self._commands.takes(incoming):
            return False
        room.tell({"event": "received", "id": message.id, "text": message.text, "kind": "command"})
        await self._start(self._answer(room, message.id, incoming))
        return True

    async def ask(self, room: Room, tab: Listener, asked: Wondering | Correct | Prefer) -> None:
        """Begin what *tab* asks for and return."""
        match asked:
            case Wondering():
                await self._start(self._explain(room, tab, asked))
            case Correct():
                await self._start(self._correct(room, tab, asked))
            case Prefer():
                await self._start(self._prefer(room, asked.voice))

    async def speaking(self, who: str) -> Speaking | None:
        """When *who* wants to be answered aloud, as far as that is known in time."""
        found = await attempt(Stage.MEMORY, self._store.preferences(who), within=_WELCOME)
        return None if isinstance(found, Degraded) else found.speaking

    async def _start(self, errand: Coroutine[Any, Any, None]) -> None:
        await self._free.acquire()
        task = asyncio.create_task(errand, name="maum-errand")
        self._running.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        self._free.release()

    async def _answer(self, room: Room, id_: str, incoming: Incoming) -> None:
        answer = await self._commands.answer(incoming)
        assert answer is not None
        room.tell({**as_json(answer), "id": id_})
        room.tell({"event": "preferences", "voice": await self.speaking(room.chat.who)})

    async def _explain(self, room: Room, tab: Listener, asked: Wondering) -> None:
        explaining = self._insight.why(room.chat.who, asked.text)
        why = await attempt(Stage.EMOTION, explaining, within=_PATIENCE)
        found = _failed(why, asked.language) if isinstance(why, Degraded) else _shown(why)
        tab.send({"event": "why", "id": asked.id, **found})

    async def _correct(self, room: Room, tab: Listener, asked: Correct) -> None:
        correcting = self._insight.correct(room.chat, asked.text, read=asked.read, meant=asked.mood)
        kept = await attempt(Stage.MEMORY, correcting, within=_PATIENCE)
        told: Json = {"event": "corrected", "id": asked.id}
        if isinstance(kept, Degraded):
            tab.send({**told, **_failed(kept, asked.language)})
        elif not kept:
            tab.send({**told, "mood": None, "message": REFUSED[asked.language]})
        else:
            message = thanks(asked.mood, asked.language)
            room.tell({**told, "text": asked.text, "mood": asked.mood, "message": message})

    async def _prefer(self, room: Room, speaking: Speaking) -> None:
        async def keep() -> None:
            before = await self._store.preferences(room.chat.who)
            await self._store.prefer(room.chat, replace(before, speaking=speaking))

        if not isinstance(await attempt(Stage.MEMORY, keep(), within=_PATIENCE), Degraded):
            room.tell({"event": "preferences", "voice": speaking})


def menu(commands: Commands) -> Sequence[Json]:
    """The commands as a page offers them."""
    return [
        {
            "name": command.name,
            "alias": command.alias,
            "description": asdict(command.description),
            "takes": list(command.takes),
        }
        for command in commands.offered
    ]


def _shown(why: Why) -> Json:
    emotion = why.felt.emotion
    return {
        "mood": why.felt.mood,
        "sure": why.sure,
        "confidence": emotion.confidence,
        "labels": [
            {"name": asdict(label_name(label)), "share": share}
            for label, share in emotion.labels[:LABELS]
        ],
        "words": list(why.words),
        "told": why.told,
    }


def _failed(trouble: Degraded, language: str) -> Json:
    return {"error": trouble.code, "message": explain(trouble.code, language)}
