"""A call's websocket, on which no frame ends the reading of the next."""

import asyncio
import struct
import threading
from contextlib import suppress
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import davey
import structlog
from discord.gateway import DiscordVoiceWebSocket

from config.logs import described

if TYPE_CHECKING:
    from bot.adapters.discord.voice.connection import Connection

log = structlog.get_logger("maum.discord.voice")

_DISCOVERY = struct.Struct(">HHI64sH")
_SOUGHT, _FOUND = 1, 2
_ASKED_AGAIN = 1.0
"""Seconds without an answer, after which it is asked again."""
_SENSELESS = (AttributeError, LookupError, RuntimeError, TypeError, ValueError, struct.error)
"""What parsing a frame, or giving it to davey, may raise."""


class Socket(DiscordVoiceWebSocket):
    """What the server says of a call, and what it is told."""

    _connection: "Connection"

    _resumed = False

    @classmethod
    async def opened(cls, state: "Connection") -> "Socket":
        """A websocket to the server of *state*; plain where that is on this machine."""
        client, endpoint = state.voice_client, state.endpoint or ""
        scheme = "ws" if _is_loopback(endpoint) else "wss"
        url = f"{scheme}://{endpoint}/?v=8"
        ws = cls(await client._state.http.ws_connect(url), loop=client.loop, hook=state.hook)
        ws.gateway = url
        ws._connection = state
        ws._max_heartbeat_timeout = 60.0
        ws.thread_id = threading.get_ident()
        return ws

    async def discover_ip(self) -> tuple[str, int]:
        """The address under which the server sees this program.

        discord.py begins to listen when it has asked, which may be too late while something else
        listens already, and waits for ever for an answer that was lost.
        """
        state, answers = self._connection, asyncio.Queue[bytes]()

        def take(data: bytes) -> None:
            if len(data) == _DISCOVERY.size and data[1] == _FOUND:
                self.loop.call_soon_threadsafe(answers.put_nowait, data)

        state.add_socket_listener(take)
        try:
            answer = None
            while answer is None:
                question = _DISCOVERY.pack(_SOUGHT, _DISCOVERY.size - 4, state.ssrc, b"", 0)
                await self.loop.sock_sendall(state.socket, question)
                with suppress(TimeoutError):
                    async with asyncio.timeout(_ASKED_AGAIN):
                        answer = await answers.get()
        finally:
            state.remove_socket_listener(take)
        *_, host, port = _DISCOVERY.unpack(answer)
        return host.rstrip(b"\0").decode("ascii"), port

    async def poll_event(self) -> None:
        """Follow the next frame; one that makes no sense is left out.

        discord.py's reader would die of it, and the call would look well and be deaf.
        """
        try:
            await super().poll_event()
        except _SENSELESS as error:
            log.warning("a frame of a call made no sense", **described(error))

    async def go_on(self) -> None:
        """Wait until the server says that the session goes on."""
        while not self._resumed:
            await self.poll_event()
        self.secret_key = self._connection.secret_key

    async def received_message(self, msg: dict[str, Any]) -> None:
        """Follow a JSON frame."""
        await super().received_message(msg)
        present = self._connection.present
        match msg["op"]:
            case self.RESUMED:
                self._resumed = True
            case self.READY:
                present.clear()
            case self.CLIENTS_CONNECT:
                present.update(map(int, msg["d"]["user_ids"]))
            case self.CLIENT_DISCONNECT:
                present.discard(int(msg["d"]["user_id"]))

    async def received_binary_message(self, msg: bytes) -> None:
        """Follow a frame of the encryption; takes nobody into its group who is not in the channel.

        discord.py would take in whomever the server proposes.
        """
        session = self._connection.dave_session
        if msg[2] != self.MLS_PROPOSALS or session is None:
            await super().received_binary_message(msg)
            return
        (self.seq_ack,) = struct.unpack_from(">H", msg)
        kinds = davey.ProposalsOperationType
        kind = kinds.revoke if msg[3] else kinds.append
        made = session.process_proposals(kind, msg[4:], self._connection.members)
        if made is not None:
            await self.send_binary(self.MLS_COMMIT_WELCOME, made.commit + (made.welcome or b""))


def _is_loopback(endpoint: str) -> bool:
    host = urlsplit(f"//{endpoint}").hostname or ""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
