"""The gateway: a websocket to each of the bot's sessions."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from aiohttp import WSMsgType, web
from servers.discord.places import STAGE, Guild, Message
from servers.discord.world import World

HELLO, DISPATCH, HEARTBEAT, IDENTIFY, VOICE_STATE, RESUME, INVALID, ACK = 10, 0, 1, 2, 4, 6, 9, 11
RECONNECT, REQUEST_MEMBERS, PRESENCE = 7, 8, 3
CONTENT = 1 << 15
_PRIVILEGED = (1 << 1) | (1 << 8) | CONTENT
_ANY = (1 << 32) - 1
_INTENTS = {
    "MESSAGE_CREATE": (1 << 9, 1 << 12),
    "MESSAGE_UPDATE": (1 << 9, 1 << 12),
    "MESSAGE_REACTION_ADD": (1 << 10, 1 << 13),
    "VOICE_STATE_UPDATE": (1 << 7, 1 << 7),
    "GUILD_CREATE": (1, 1),
    "CHANNEL_CREATE": (1, 1),
    "THREAD_CREATE": (1, 1),
    "INTERACTION_CREATE": (_ANY, _ANY),
}
"""What must have been asked for to be told, in servers and in direct messages."""


class Calls(Protocol):
    """What lets the bot into voice channels."""

    def voice_server(self, session: "Session", guild: Guild, channel: int) -> dict[str, Any]:
        """``token`` and ``endpoint`` of VOICE_SERVER_UPDATE for the bot of *session*."""
        ...


@dataclass(eq=False)
class Session:
    """What the bot was told since it identified; it may resume it."""

    id: str
    intents: int
    socket: web.WebSocketResponse | None
    events: list[dict[str, Any]] = field(default_factory=list)
    waiting: asyncio.Queue[dict[str, Any]] = field(default_factory=asyncio.Queue)

    def dispatch(self, event: str, data: dict[str, Any]) -> None:
        """Tell *event*, now or when the session is resumed."""
        frame = {"op": DISPATCH, "t": event, "s": len(self.events) + 1, "d": data}
        self.events.append(frame)
        if self.socket is not None:
            self.waiting.put_nowait(frame)


class Gateway:
    """Speaks version 10 of the gateway's protocol, uncompressed."""

    def __init__(self, world: World, *, token: Callable[[], str], url: Callable[[], str]) -> None:
        self._world = world
        self._token = token
        self._url = url
        self.reads_content: Callable[[], bool] = lambda: True
        self.calls: Calls | None = None
        """What answers when the bot joins a voice channel; nothing does until it is set."""
        self.sessions: dict[str, Session] = {}
        self.identified: list[dict[str, Any]] = []
        """What each IDENTIFY gave, without the token."""
        self.resumed = 0
        self.open = True
        """Whether connections are taken."""

    def tell(self, event: str, data: dict[str, Any], message: Message | None) -> None:
        """Dispatch to every session that asked for it."""
        for session in self.sessions.values():
            needed = _INTENTS[event][message is not None and message.channel.guild is None]
            if session.intents & needed:
                session.dispatch(event, self._readable(session, data, message))

    async def drop(self, *, code: int = 4000, forget: bool = False) -> None:
        """Close all connections; *forget*: they cannot be resumed."""
        sessions = list(self.sessions.values())
        if forget:
            self.sessions.clear()
        for session in sessions:
            socket, session.socket = session.socket, None
            if socket is not None:
                await socket.close(code=code)

    async def connect(self, request: web.Request) -> web.StreamResponse:
        """Serve one connection."""
        if not self.open:
            return web.Response(status=503)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"op": HELLO, "d": {"heartbeat_interval": 41_250}})
        sending: asyncio.Task[None] | None = None
        session: Session | None = None
        try:
            async for frame in socket:
                if frame.type != WSMsgType.TEXT:
                    break
                told = json.loads(frame.data)
                if told["op"] in (IDENTIFY, RESUME):
                    session = await self._begin(socket, told)
                    if session is None:
                        continue
                    sending = asyncio.create_task(_send(session, socket))
                else:
                    await self._take(socket, session, told)
        finally:
            if sending:
                sending.cancel()
                await asyncio.wait([sending])
            if session and session.socket is socket:
                session.socket = None
        return socket

    async def _begin(self, socket: web.WebSocketResponse, told: dict[str, Any]) -> Session | None:
        given = dict(told["d"])
        if given.pop("token") != self._token():
            await socket.close(code=4004, message=b"Authentication failed.")
            return None
        if told["op"] == RESUME:
            return await self._resume(socket, given)
        if given["intents"] & _PRIVILEGED and not self.reads_content():
            await socket.close(code=4014, message=b"Disallowed intent(s).")
            return None
        self.identified.append(given)
        session = Session(f"s{len(self.identified)}", given["intents"], socket)
        self.sessions = {session.id: session}
        session.dispatch(
            "READY",
            {
                "v": 10,
                "user": self._world.me.json(),
                "session_id": session.id,
                "resume_gateway_url": self._url(),
                "guilds": [{"id": str(id_), "unavailable": True} for id_ in self._world.guilds],
                "application": {"id": str(self._world.me.id), "flags": 0},
                "private_channels": [],
            },
        )
        for guild in self._world.guilds.values():
            session.dispatch("GUILD_CREATE", guild.json())
        self._world.changed()
        return session

    async def _resume(self, socket: web.WebSocketResponse, given: dict[str, Any]) -> Session | None:
        session = self.sessions.get(given["session_id"] or "")
        if session is None:
            await socket.send_json({"op": INVALID, "d": False})
            return None
        self.resumed += 1
        session.waiting = asyncio.Queue()
        for frame in session.events[given["seq"] or 0 :]:
            session.waiting.put_nowait(frame)
        session.socket = socket
        session.dispatch("RESUMED", {})
        self._world.changed()
        return session

    async def _take(
        self, socket: web.WebSocketResponse, session: Session | None, told: dict[str, Any]
    ) -> None:
        match told["op"]:
            case 1:
                await socket.send_json({"op": ACK})
            case 4 if session:
                self._move(session, told["d"])
            case 3 | 8:
                pass
            case _:
                await socket.close(code=4001, message=b"Unknown opcode.")

    def _move(self, session: Session, given: dict[str, Any]) -> None:
        """Let the bot join, leave or change a voice channel."""
        guild = self._world.guilds[int(given["guild_id"])]
        channel, me = given["channel_id"], self._world.me
        state = {
            "guild_id": str(guild.id), "channel_id": channel, "user_id": str(me.id),
            "member": {**guild.member(me), "user": me.json()}, "session_id": session.id,
            "deaf": False, "mute": False, "self_deaf": given["self_deaf"],
            "self_mute": given["self_mute"], "self_video": False,
            "suppress": any(str(one.id) == str(channel) and one.type == STAGE for one in guild.channels),
        }  # fmt: skip
        guild.voice_states = [one for one in guild.voice_states if one["user_id"] != str(me.id)]
        if channel is not None:
            guild.voice_states.append(state)
        session.dispatch("VOICE_STATE_UPDATE", state)
        if channel is not None and self.calls is not None:
            told = self.calls.voice_server(session, guild, int(channel))
            session.dispatch("VOICE_SERVER_UPDATE", {"guild_id": str(guild.id), **told})
        self._world.changed()

    def _readable(
        self, session: Session, data: dict[str, Any], message: Message | None
    ) -> dict[str, Any]:
        if message is None or "content" not in data:
            return _placed(data, message)
        me, guild = self._world.me, message.channel.guild
        open_ = session.intents & CONTENT or guild is None or me in (message.by, *message.mentions)
        return _placed(message.json(bare=not open_), message)


def _placed(data: dict[str, Any], message: Message | None) -> dict[str, Any]:
    """*data* with the server that *message* is in, and with its author's membership there."""
    guild = message.channel.guild if message else None
    if message is None or guild is None:
        return data
    data = {**data, "guild_id": str(guild.id)}
    if "content" in data:
        data["member"] = guild.member(message.by)
    return data


async def _send(session: Session, socket: web.WebSocketResponse) -> None:
    while not socket.closed:
        await socket.send_json(await session.waiting.get())
