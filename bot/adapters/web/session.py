"""One websocket, from its greeting to its close."""

import asyncio
from collections.abc import Coroutine
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.adapters.web.chat import Chat
from bot.adapters.web.hearing import Hearing
from bot.adapters.web.messages import (
    VOICE_LIMIT,
    Correct,
    Hush,
    Listen,
    Playing,
    Prefer,
    Say,
    Voice,
    Wondering,
    named,
    parse,
)
from bot.adapters.web.room import Json, Room
from bot.adapters.web.tab import Tab
from bot.adapters.web.talk import Talk
from config.errors import BadAudio, MaumError, MessageError, TalkOver, explain
from speech.audio import Audio


class Session:
    """Reads what a page sends; a message that cannot be taken is answered, and the talk goes on."""

    def __init__(self, socket: WebSocket, room: Room, chat: Chat, hearing: Hearing) -> None:
        self._socket = socket
        self._room = room
        self._chat = chat
        self._hearing = hearing
        self._tab = Tab(socket)
        self._group = asyncio.TaskGroup()
        self._beside: set[asyncio.Task[None]] = set()
        self._talk: Talk | None = None
        """Where binary frames go, also when it is over: the page may not know yet."""
        self._announced: Voice | None = None
        self._language = "ko"

    async def run(self) -> None:
        """Talk until the page leaves."""
        try:
            # What happens meanwhile waits in the tab and is part of the welcome.
            known = await self._chat.welcome(self._room, self._tab)
            async with self._group:
                self._start(self._tab.write())
                if not known:
                    self._start(self._chat.catch_up(self._room, self._tab))
                await self._read()
                for task in self._beside:
                    task.cancel()
        except* WebSocketDisconnect:
            pass  # the page went while something was being sent to it
        finally:
            if self._talk is not None:
                self._talk.end()
            self._room.leave(self._tab)

    async def _read(self) -> None:
        while (frame := await self._socket.receive())["type"] == "websocket.receive":
            text, data = frame.get("text"), frame.get("bytes")
            try:
                await (self._hear(data) if data is not None else self._take(text or ""))
            except (MessageError, BadAudio) as error:
                self._refuse(error, text)
            except TalkOver as error:
                self._tab.send({"event": "listening", "on": False, **self._reason(error)})

    async def _take(self, frame: str) -> None:
        match parse(frame):
            case Hush():
                await self._chat.hush(self._room)
            case Voice() as voice:
                self._announced = voice
            case Say() as say:
                await self._say(say)
            case Wondering() | Correct() | Prefer() as asked:
                await self._chat.desk.ask(self._room, self._tab, asked)
            case Listen() as wish:
                self._listen(wish)
            case Playing(on=on):
                if self._talk is not None:
                    self._talk.playing = on

    def _listen(self, wish: Listen) -> None:
        self._language = wish.language
        if wish.on and self._talk is not None and self._talk.listens:
            self._talk.wish = wish
            return
        if self._talk is not None:
            self._talk.end()
            self._talk = None
        if wish.on:
            self._talk = self._hearing.open(self._chat, self._room, self._tab, wish)
            self._start(self._talk.run())

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = self._group.create_task(work)
        self._beside.add(task)
        task.add_done_callback(self._beside.discard)

    async def _hear(self, data: bytes) -> None:
        if self._talk is not None:
            self._talk.feed(data)
            return
        voice, self._announced = self._announced or Voice(), None
        if len(data) > VOICE_LIMIT:
            raise BadAudio("the voice message is too long")
        await self._say(voice, Audio(data, voice.media_type))

    async def _say(self, message: Say | Voice, audio: Audio | None = None) -> None:
        self._language = message.language
        if self._room.take(message.id):
            await self._chat.say(self._room, message, audio)
        else:
            self._tab.send({"event": "received", "id": message.id, "again": True})

    def _refuse(self, error: MaumError, frame: str | None) -> None:
        whose = named(frame) if frame else None
        self._tab.send({"event": "refused", "id": whose, **self._reason(error)})

    def _reason(self, error: MaumError) -> Json:
        return {"code": error.code, "message": explain(error.code, self._language)}
