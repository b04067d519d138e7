"""One websocket, from its greeting to its close."""

import asyncio

from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.adapters.web.chat import Chat
from bot.adapters.web.messages import (
    VOICE_LIMIT,
    Correct,
    Hush,
    Prefer,
    Say,
    Voice,
    Wondering,
    named,
    parse,
)
from bot.adapters.web.room import Room
from bot.adapters.web.tab import Tab
from config.errors import BadAudio, MaumError, MessageError, explain
from speech.audio import Audio


class Session:
    """Reads what a page sends; a message that cannot be taken is answered, and the talk goes on."""

    def __init__(self, socket: WebSocket, room: Room, chat: Chat) -> None:
        self._socket = socket
        self._room = room
        self._chat = chat
        self._tab = Tab(socket)
        self._announced: Voice | None = None
        self._language = "ko"

    async def run(self) -> None:
        """Talk until the page leaves."""
        try:
            # What happens meanwhile waits in the tab and is part of the welcome.
            await self._chat.welcome(self._room, self._tab)
            async with asyncio.TaskGroup() as group:
                writer = group.create_task(self._tab.write())
                await self._read()
                writer.cancel()
        except* WebSocketDisconnect:
            pass  # the page went while something was being sent to it
        finally:
            self._room.leave(self._tab)

    async def _read(self) -> None:
        while (frame := await self._socket.receive())["type"] == "websocket.receive":
            text, data = frame.get("text"), frame.get("bytes")
            try:
                await (self._hear(data) if data is not None else self._take(text or ""))
            except (MessageError, BadAudio) as error:
                self._refuse(error, text)

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

    async def _hear(self, data: bytes) -> None:
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
        self._tab.send(
            {
                "event": "refused",
                "id": named(frame) if frame else None,
                "code": error.code,
                "message": explain(error.code, self._language),
            }
        )
