"""A voice client that hears, and that is never silently deaf.

discord.py has no way to listen, and some ways to stall or to die without a word; what is mended
here is named where it is mended. Voice is wired to the library's inside, hence the private names.
"""

import asyncio
import select
import socket
import struct
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any, cast
from urllib.parse import urlsplit

import aiohttp
import discord
import structlog
from discord.gateway import DiscordVoiceWebSocket
from discord.voice_state import ConnectionFlowState, SocketReader, VoiceConnectionState

from bot.adapters.discord.voice.receiver import Receiver, Sink
from config.logs import described

log = structlog.get_logger("maum.discord.voice")

_KEEPALIVE = 5.0
"""Seconds; a call to which nothing is sent goes deaf after a minute or more."""
_RESUMING = 5.0
_LOOK, _CLOSED = 0.5, 0.02
"""Seconds between two looks at the socket, while it is open and while it is not."""
_LARGEST = 2048
_DISCOVERY = struct.Struct(">HHI64sH")
_SOUGHT, _FOUND = 1, 2
_ASKED_AGAIN = 1.0
"""Seconds without an answer, after which it is asked again."""
_SENSELESS = (AttributeError, LookupError, RuntimeError, TypeError, ValueError, struct.error)
"""What parsing a frame, or giving it to davey, may raise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ears:
    """Who wants to know what happens in a call."""

    sink: Sink
    """Called on a thread of its own."""
    heard: Callable[[int], bool]
    """Whether a person is to be heard; called on that thread."""
    ended: Callable[[], None]
    """The companion was taken out of the channel."""
    moved: Callable[[], None]
    """It was moved to another one."""


class HearingClient(discord.VoiceClient):
    """A call. Made by ``channel.connect(cls=partial(HearingClient, ears=ears))``."""

    supported_modes = ("aead_xchacha20_poly1305_rtpsize",)

    def __init__(
        self, client: discord.Client, channel: discord.abc.Connectable, *, ears: Ears
    ) -> None:
        super().__init__(client, channel)
        self.ears = ears
        self._sending = threading.Lock()
        self.state = cast(State, self._connection)
        self.receiver = Receiver(self.state, self.ears.sink, heard=self.ears.heard)
        self.state.add_socket_listener(self.receiver.take)
        self._beats = 0
        self._keepalive = asyncio.create_task(self._keep_alive(), name="maum-voice-keepalive")

    def create_connection_state(self) -> "State":
        """What discord.py keeps of the connection; its point for other behaviour."""
        return State(self, hook=self._follow)

    @property
    def healthy(self) -> bool:
        """Whether the connection is there and somebody reads what the server says."""
        runner = self.state._runner
        return self.is_connected() and runner is not None and not runner.done()

    @property
    def encrypted(self) -> bool:
        """Whether what is said is encrypted from end to end by now."""
        return bool(self.state.can_encrypt)

    def send_audio_packet(self, data: bytes, *, encode: bool = True) -> None:
        """Send a frame; also from the player's thread, and no nonce is used twice."""
        with self._sending:
            super().send_audio_packet(data, encode=encode)

    async def disconnect(self, *, force: bool = False) -> None:
        """Leave; where it is out already there is nothing to wait for."""
        if self.state.is_out or self.guild.voice_client is not self:
            self.cleanup()
        else:
            await super().disconnect(force=force)

    def cleanup(self) -> None:
        """Let go of what hears; discord.py calls it whenever a call is over."""
        self._keepalive.cancel()
        self.receiver.close()
        super().cleanup()

    async def _follow(self, _socket: DiscordVoiceWebSocket, message: dict[str, Any]) -> None:
        data = message["d"]
        match message["op"]:
            case DiscordVoiceWebSocket.READY:
                self.receiver.anew()
            case DiscordVoiceWebSocket.SPEAKING:
                self.receiver.owns(int(data["user_id"]), int(data["ssrc"]))
            case DiscordVoiceWebSocket.CLIENT_DISCONNECT:
                self.receiver.gone(int(data["user_id"]))

    async def _keep_alive(self) -> None:
        while True:
            await asyncio.sleep(_KEEPALIVE)
            if self.is_connected():
                self._beats += 1
                try:
                    self.state.send_packet(struct.pack("<Q", self._beats))
                except OSError:
                    log.info("a call's keepalive could not be sent")


class Reader(SocketReader):
    """Reads the call's socket, and looks often whether it is still the same.

    discord.py's own looks every 30 s only, for which a reconnect may have to wait.
    """

    def _do_run(self) -> None:
        while not self._end.is_set():
            if not self._running.wait(_LOOK):
                continue
            try:
                data = self._read()
            except (OSError, TypeError, ValueError):
                self._end.wait(_CLOSED)  # it is being exchanged
                continue
            for take in list(self._callbacks) if data else ():
                take(data)

    def _read(self) -> bytes:
        readable, _, _ = select.select([self.state.socket], [], [], _LOOK)
        return self.state.socket.recv(_LARGEST) if readable else b""


class State(VoiceConnectionState):
    """The connection, with what discord.py 2.7 leaves open mended."""

    voice_client: HearingClient
    is_out = False
    """Whether Discord has said that the companion is in no channel."""

    def __init__(self, voice_client: HearingClient, **options: Any) -> None:
        super().__init__(voice_client, **options)
        self._socket_reader.stop()
        self._socket_reader = Reader(self)
        self._socket_reader.start()

    @property
    def abandoned(self) -> bool:
        """Whether discord.py has given up, or its reader has died."""
        return self._runner is not None and self._runner.done()

    async def voice_state_update(self, data: Any) -> None:
        """Follow the companion itself; tells when others moved it or took it out."""
        before, expected = self.voice_client.channel, self._expecting_disconnect
        self.is_out = data["channel_id"] is None
        await super().voice_state_update(data)
        if self.is_out:
            if not expected:
                self.voice_client.ears.ended()
        elif before != self.voice_client.channel:
            self.voice_client.ears.moved()

    async def _voice_disconnect(self) -> None:
        # discord.py expects the answer only when it has sent all of this, which may be too late.
        self.state = ConnectionFlowState.disconnected
        self._expecting_disconnect = True
        self._disconnected.clear()
        await self.guild.change_voice_state(channel=None)

    async def disconnect(self, **how: Any) -> None:
        """Leave; the thread that reads lets go of the socket at once."""
        self._wake_reader()
        await super().disconnect(**how)

    async def soft_disconnect(self, **how: Any) -> None:
        """Give up a connection for another one."""
        self._wake_reader()
        await super().soft_disconnect(**how)

    def _wake_reader(self) -> None:
        # A mere close does not end the reader's select on Linux.
        self._socket_reader.pause()
        if self.socket:
            with suppress(OSError):  # it was not connected
                self.socket.shutdown(socket.SHUT_RDWR)

    async def _connect_websocket(self, resume: bool) -> "Socket":
        ws = await Socket.opened(self)
        if resume:
            ws.seq_ack = self.ws.seq_ack
            await ws.resume()
        else:
            await ws.identify()
            self.state = ConnectionFlowState.websocket_connected
        return ws

    async def _connect(
        self, reconnect: bool, timeout: float, self_deaf: bool, self_mute: bool, resume: bool
    ) -> None:
        # discord.py means to resume, but waits for what only a new session is told.
        if resume:
            if await self._resumed():
                return
            await self.disconnect(cleanup=False)
        await super()._connect(reconnect, timeout, self_deaf, self_mute, False)

    async def _resumed(self) -> bool:
        """Whether the same session goes on over a new websocket."""
        try:
            async with asyncio.timeout(_RESUMING):
                ws = await self._connect_websocket(True)
                try:
                    await ws.go_on()
                except BaseException:
                    await ws.close()
                    raise
        except (OSError, aiohttp.ClientError, discord.DiscordException, TimeoutError):
            return False
        await self.ws.close()  # which ends its heartbeat
        self.ws = ws
        return True


class Socket(DiscordVoiceWebSocket):
    """The call's websocket, on which no frame ends the reading of the next."""

    _connection: State

    _resumed = False

    @classmethod
    async def opened(cls, state: State) -> "Socket":
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
        self._resumed = self._resumed or msg["op"] == self.RESUMED


def _is_loopback(endpoint: str) -> bool:
    host = urlsplit(f"//{endpoint}").hostname or ""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
