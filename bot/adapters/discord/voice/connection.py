"""What is known of a call's connection, with what discord.py 2.7 leaves open mended.

Voice is wired to the library's inside, hence the private names.
"""

import asyncio
import socket
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import aiohttp
import discord
from discord.voice_state import ConnectionFlowState, VoiceConnectionState

from bot.adapters.discord.voice.reader import Reader
from bot.adapters.discord.voice.receiver import Receiver
from bot.adapters.discord.voice.websocket import Socket
from config.errors import CallRefused

if TYPE_CHECKING:
    from bot.adapters.discord.voice.client import HearingClient

_RESUMING = 5.0
_WAITING = 1 << 20
"""Bytes of packets that may wait, where the system allows as many."""
_REFUSALS = {4012, 4016, 4017}
"""Why a voice server closes at once, and would again: the protocol, the mode or DAVE is too old."""


class Connection(VoiceConnectionState):
    """A connection that resumes, and that never waits for what does not come."""

    voice_client: "HearingClient"
    is_in: bool | None = None
    """Whether the companion is in a channel; None before Discord has said anything of it."""

    def __init__(self, voice_client: "HearingClient", **options: Any) -> None:
        super().__init__(voice_client, **options)
        self.present: set[int] = set()
        """Who is connected, as the voice server tells."""
        self._socket_reader.stop()
        self._socket_reader: Reader = Reader(self)
        self._socket_reader.start()

    def listen(self, receiver: Receiver) -> None:
        """Let *receiver* hear what comes."""
        self._socket_reader.receiver = receiver
        self.add_socket_listener(receiver.take)

    def let_go(self) -> None:
        """End the thread that reads."""
        self._socket_reader.stop()

    @property
    def members(self) -> list[int]:
        """Who may share the keys: whoever one of Discord's servers says is in the channel."""
        return [self.user.id, *(self.present | self.voice_client.channel.voice_states.keys())]

    @property
    def followed(self) -> bool:
        """Whether the server's websocket is open, and somebody reads it and the socket."""
        follows = self._runner is not None and not self._runner.done()
        return follows and self._socket_reader.is_alive() and self.ws.ws.close_code is None

    @property
    def abandoned(self) -> bool:
        """Whether discord.py has given up, or its reader has died."""
        return self._runner is not None and self._runner.done()

    async def voice_state_update(self, data: Any) -> None:
        """Follow the companion itself; tells when others moved it or took it out."""
        before, expected = self.voice_client.channel, self._expecting_disconnect
        is_in = data["channel_id"] is not None
        if not is_in and self.is_in is None:
            return  # the answer to the departure from a call before this one
        self.is_in = is_in
        await super().voice_state_update(data)
        if is_in and before != self.voice_client.channel:
            self.voice_client.ears.moved()
        elif not (is_in or expected):
            self.voice_client.ears.ended()

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

    def _create_socket(self) -> None:
        super()._create_socket()
        # Packets of many speakers wait here while the reader lets them gather.
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _WAITING)

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

    async def _handshake_websocket(self) -> None:
        # discord.py would try for half a minute what is refused for good.
        try:
            await super()._handshake_websocket()
        except discord.ConnectionClosed as error:
            if error.code in _REFUSALS:
                raise CallRefused(f"the voice server refuses the call: {error.code}") from error
            raise

    async def _connect(
        self, reconnect: bool, timeout: float, self_deaf: bool, self_mute: bool, resume: bool
    ) -> None:
        # discord.py means to resume, but waits for what only a new session is told.
        if resume:
            if await self._resumed():
                return
            await self.disconnect(cleanup=False)
        await super()._connect(reconnect, timeout, self_deaf, self_mute, False)
        # Or discord.py takes the next 4014 for the answer to a departure that is long over.
        self._disconnected.clear()

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
