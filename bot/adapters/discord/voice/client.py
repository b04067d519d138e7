"""A voice client that hears, and that is never silently deaf.

discord.py has no way to listen, and some ways to stall or to die without a word; what is mended is
named where it is mended, in `connection` and `websocket`.
"""

import asyncio
import struct
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

import discord
import structlog
from discord.gateway import DiscordVoiceWebSocket
from discord.voice_state import ConnectionFlowState

from bot.adapters.discord.voice.connection import Connection
from bot.adapters.discord.voice.receiver import Receiver, Sink

log = structlog.get_logger("maum.discord.voice")

_UNOPENED = 250
"""Frames in a row, five seconds, that no key opens where the keys do not fit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ears:
    """Who wants to know what happens in a call."""

    sink: Sink
    """Called on a thread of its own."""
    heard: Callable[[int], bool]
    """Whether a person is to be heard; called on that thread."""
    urgent: Callable[[int], bool]
    """Whether what a person says may not wait; called on that thread."""
    ended: Callable[[], None]
    """The companion was taken out of the channel."""
    moved: Callable[[], None]
    """It was moved to another one."""


class HearingClient(discord.VoiceClient):
    """A call. Made by ``channel.connect(cls=partial(HearingClient, ears=ears))``."""

    supported_modes = ("aead_xchacha20_poly1305_rtpsize",)
    keepalive = 5.0
    """Seconds between two; a call to which nothing is sent goes deaf after a minute or more."""

    def __init__(
        self, client: discord.Client, channel: discord.abc.Connectable, *, ears: Ears
    ) -> None:
        super().__init__(client, channel)
        self.ears = ears
        self._sending = threading.Lock()
        self.state = cast(Connection, self._connection)
        self.receiver = Receiver(self.state, ears.sink, heard=ears.heard, urgent=ears.urgent)
        self.state.listen(self.receiver)
        self._beats = 0
        self._keepalive = asyncio.create_task(self._keep_alive(), name="maum-voice-keepalive")

    def create_connection_state(self) -> Connection:
        """What discord.py keeps of the connection; its point for other behaviour."""
        return Connection(self, hook=self._follow)

    @property
    def healthy(self) -> bool:
        """Whether the connection is there, somebody reads what the server says, and keys fit."""
        opens = self.receiver.counts.unopened_in_a_row < _UNOPENED
        return opens and self.is_connected() and self.state.followed

    @property
    def encrypted(self) -> bool:
        """Whether what is said is encrypted from end to end by now."""
        return bool(self.state.can_encrypt)

    @property
    def awaits_keys(self) -> bool:
        """Whether it is to be, and is not yet."""
        return bool(self.state.dave_protocol_version) and not self.encrypted

    @property
    def telling(self) -> bool:
        """Whether something is being played, or is paused; from any thread."""
        player = self._player  # which may be None a moment later
        return player is not None and (player.is_playing() or player.is_paused())

    def send_audio_packet(self, data: bytes, *, encode: bool = True) -> None:
        """Send a frame; also from the player's thread, and no nonce is used twice."""
        with self._sending:
            super().send_audio_packet(data, encode=encode)

    async def disconnect(self, *, force: bool = False) -> None:
        """Leave; where it is out already there is nothing to wait for."""
        if self.state.is_in is False or self.guild.voice_client is not self:
            await self.state.soft_disconnect(with_state=ConnectionFlowState.disconnected)
            self.cleanup()
        else:
            await super().disconnect(force=force)

    def cleanup(self) -> None:
        """Let go of what hears; discord.py calls it whenever a call is over."""
        self._keepalive.cancel()
        self.receiver.close()
        self.state.let_go()
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
            await asyncio.sleep(self.keepalive)
            if self.is_connected():
                self._beats += 1
                try:
                    self.state.send_packet(struct.pack("<Q", self._beats))
                except OSError:
                    log.info("a call's keepalive could not be sent")
