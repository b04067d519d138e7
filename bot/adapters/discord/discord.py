"""Discord as an adapter."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import discord
import structlog

from bot.adapters.admission import Guests
from bot.adapters.discord.bounds import Bounds
from bot.adapters.discord.client import Client, explained
from bot.adapters.discord.mail import AWAY
from bot.adapters.discord.missed import Missed
from bot.adapters.discord.session import Session
from bot.conversations import Conversations
from bot.record import Record
from config.settings import Settings

log = structlog.get_logger("maum.discord")

_LONGEST_PAUSE = 30.0
NO_CONTENT = (
    "Discord: in servers only mentions can be read; to be answered there by name too, turn on "
    "Message Content Intent at https://discord.com/developers/applications, Bot"
)


class Discord:
    """The companion on Discord."""

    def __init__(
        self,
        settings: Settings,
        talks: Conversations,
        *,
        announce: Callable[[str], None] = lambda _: None,
        pause: float = 1.0,
        interval: float = 1.5,
        ready_after: float = 2.0,
    ) -> None:
        """*announce* is told how the owner is paired. *pause*: seconds before what failed is tried
        again; *interval*: between two edits of a reply that grows; *ready_after*: as `Client` has
        it. Raises `ConfigError`."""
        self._settings = settings
        self._talks = talks
        self._announce = announce
        self._pause = pause
        self._interval = interval
        self._ready_after = ready_after
        folder = Path(settings.folder)
        self._guests = Guests(folder / "discord.json", listed=settings.discord.allow)
        self._missed = Missed(Record(folder / "discord-seen.json"))
        self._bounds = Bounds(settings.discord)

    async def run(self, _conversations: object, /) -> None:
        """Serve until cancelled; raises `TokenRefused` and `MessengerRefused`."""
        try:
            await self._connect(content=True)
        except discord.PrivilegedIntentsRequired:
            self._announce(NO_CONTENT)
            log.warning("the message content intent is off")
            await self._connect(content=False)

    async def _connect(self, *, content: bool) -> None:
        pause = self._pause
        while True:
            # Once its login has failed, a client cannot be used again.
            settings = self._settings.discord
            async with Client(settings, content=content, ready_after=self._ready_after) as client:
                if await self._logged_in(client):
                    return await self._serve(client)
            await asyncio.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)

    async def _logged_in(self, client: Client) -> bool:
        try:
            await client.login(self._settings.discord.token)
        except discord.LoginFailure as error:
            raise explained(error) from None
        except (discord.HTTPException, *AWAY) as error:
            log.warning("discord does not answer", code=explained(error).code)
            return False
        return True

    async def _serve(self, client: Client) -> None:
        assert client.user is not None
        self._welcome(client, client.user.name)
        session = Session(
            client=client,
            me=client.user,
            settings=self._settings,
            talks=self._talks,
            guests=self._guests,
            missed=self._missed,
            bounds=self._bounds,
            pause=self._pause,
            interval=self._interval,
        )
        await session.serve()

    def _welcome(self, client: Client, name: str) -> None:
        if code := self._guests.pairing_code:
            self._announce(f"Discord: send /start {code} to {name} in private to pair")
        else:
            self._announce(f"Discord: {name}")
        self._announce(f"Discord: invite it to a server with {client.invitation}")
