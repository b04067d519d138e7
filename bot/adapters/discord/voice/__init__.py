"""Spoken conversations in voice channels.

``bot.adapters.discord.voice.rooms.Rooms`` is what holds them. Whoever owns the client opens one::

    async with Rooms(talks, settings, admits=lambda member: ..., spend=door.spend) as calls:
        await client.start(token)

and hands it what happens: ``/join`` is `Calls.join`, ``/leave`` is `Calls.leave`, ``/status`` is
`Calls.status`, and the client's event ``voice_state_update`` is `Calls.moved`. The client needs the
intents ``guilds`` and ``voice_states``.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import discord


@dataclass(frozen=True, slots=True, kw_only=True)
class CallStatus:
    """How a conversation in one channel is doing; holds nobody's words."""

    channel: int
    connected: bool
    encrypted: bool
    """Whether what is said is encrypted from end to end by now."""
    deafened: bool
    """Whether the server keeps from the companion what is said."""
    muted: bool
    """Whether it keeps from the others what the companion says."""
    listening_to: int
    """People in the channel who are heard."""
    frames: int
    """Frames of 20 ms heard so far."""
    last_frame: float | None
    """Seconds since the last one; None before the first."""
    unopened: int
    """Frames that no key opened."""
    lost: int
    """Frames that never came, and were filled in."""
    rejoined: int
    """How often the channel was left and entered anew because the connection was broken."""
    hearing: str
    """The code of the last error of the transcriber; empty where it works."""
    speaking: str
    """The same of the synthesiser."""
    by_pause: bool
    """Whether a pause alone ends what is said: what judges by the melody is damaged."""
    latency: tuple[tuple[str, float], ...]
    """The seconds of each stage of the last answer, in order: ``pause`` from the last sound to the
    words, ``thought`` to the first words of the reply, ``voice`` to their sound, ``sent`` to the
    first packet."""


class Calls(Protocol):
    """The conversations in voice channels: at most one in each server."""

    async def join(self, channel: "discord.VoiceChannel | discord.StageChannel", /) -> None:
        """Enter *channel*, say who is there and that it listens; leaves another one of its server.

        Returns when it is connected; where it was already, nothing happens. Raises `CallFailed`.
        """
        ...

    async def leave(self, guild: int, /) -> bool:
        """Leave the channel of that server; whether it was in one."""
        ...

    def status(self, guild: int, /) -> CallStatus | None:
        """How the conversation in that server is doing; None where there is none."""
        ...

    def hears(self, person: int, /) -> bool:
        """Whether *person* wants to be heard; everybody does until they say otherwise."""
        ...

    async def hear(self, person: int, wanted: bool, /) -> None:
        """From now on, and after a restart, hear *person* or do not, in every server."""
        ...

    async def moved(
        self,
        member: "discord.Member",
        before: "discord.VoiceState",
        after: "discord.VoiceState",
        /,
    ) -> None:
        """Somebody came, went or changed: the arguments of the event ``voice_state_update``."""
        ...
