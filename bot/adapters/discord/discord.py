"""Discord as an adapter."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import discord
import structlog

from bot.adapters.admission import Budget, Door, Guests, Hosting
from bot.adapters.discord.bounds import Bounds
from bot.adapters.discord.caller import DiscordCaller
from bot.adapters.discord.calling import Calling
from bot.adapters.discord.client import Client, explained
from bot.adapters.discord.events import Events
from bot.adapters.discord.inflow import Inflow
from bot.adapters.discord.letters import MESSENGER, told_by
from bot.adapters.discord.mail import AWAY, Mail
from bot.adapters.discord.messenger import DiscordMessenger
from bot.adapters.discord.missed import Missed
from bot.adapters.discord.reader import Reader
from bot.adapters.discord.reception import Reception
from bot.adapters.discord.recordings import Recordings
from bot.adapters.discord.slash import Tree
from bot.adapters.messaging.attendant import Attendant
from bot.adapters.messaging.clerk import Clerk
from bot.adapters.messaging.receiver import Receiver
from bot.commands import Commands
from bot.conversations import Conversations
from bot.protocols import Inbox
from bot.record import Record
from config.errors import MissingExtra
from config.settings import Settings

if TYPE_CHECKING:
    from bot.adapters.discord.voice.rooms import Rooms

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
        """Serve until cancelled; raises `TokenRefused`."""
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
        commands = Commands(self._talks)
        door, hosting = self._door(), Hosting(self._guests, invitation=self._invitation(client))
        inbox, clerk = self._inbox, self._clerk(client, door, hosting, commands)
        receiver = Receiver(MESSENGER, inbox, clerk, told_by)
        inflow = Inflow(receiver, self._missed, pause=self._pause)
        rooms = self._rooms(client)
        reception = Reception(
            door=door,
            hosting=hosting,
            commands=commands,
            calling=Calling(rooms),
            bounds=self._bounds,
            language=self._settings.language[0],
        )
        self._listen(client, inflow, reception)
        await self._offer(client, reception, commands, hosting)
        self._welcome(client)
        await receiver.resume()
        async with self._flowing(inflow, receiver), rooms or nullcontext(), self._calling(client):
            try:
                await client.connect()
            except discord.ConnectionClosed as error:
                raise explained(error) from None

    @property
    def _inbox(self) -> Inbox:
        return self._talks.companion.parts.store.inbox

    def _listen(self, client: Client, inflow: Inflow, reception: Reception) -> None:
        assert client.user is not None
        name = self._talks.companion.persona.name
        Events(
            client=client,
            bounds=self._bounds,
            reader=Reader(client.user, name, self._bounds),
            inflow=inflow,
            missed=self._missed,
            people=lambda: self._guests.allowed,
            reception=reception,
        ).listen()

    def _rooms(self, client: Client) -> "Rooms | None":
        """The conversations in voice channels; None where a library is missing that they need."""
        try:
            from bot.adapters.discord.voice.rooms import Rooms
        except ImportError:
            log.warning("voice channels need davey and PyNaCl", code=MissingExtra.code)
            return None
        rooms = Rooms(client, self._talks, self._settings, admits=self._admits)
        client.hear("voice_state_update", rooms.moved)
        return rooms

    @asynccontextmanager
    async def _flowing(self, inflow: Inflow, receiver: Receiver) -> AsyncIterator[None]:
        flowing = asyncio.create_task(inflow.run(), name="maum-discord-inflow")
        try:
            yield
        finally:
            flowing.cancel()
            await asyncio.wait([flowing])
            await receiver.close(self._settings.discord.grace)
            await self._missed.keep()

    @asynccontextmanager
    async def _calling(self, client: Client) -> AsyncIterator[None]:
        """Let check-ins be asked here."""
        callers = self._talks.checkins.callers
        callers[MESSENGER] = DiscordCaller(Mail(client, pause=self._pause), self._guests)
        try:
            yield
        finally:
            del callers[MESSENGER]

    async def _offer(
        self, client: Client, reception: Reception, commands: Commands, hosting: Hosting
    ) -> None:
        tree = Tree(client, reception.answer, language=self._settings.language[0])
        try:
            await tree.offer(commands.offered, hosting.offered)
        except (discord.HTTPException, *AWAY):
            log.warning("the slash commands could not be set")

    def _welcome(self, client: Client) -> None:
        name = client.user.name if client.user else ""
        if code := self._guests.pairing_code:
            self._announce(f"Discord: send /start {code} to {name} in private to pair")
        else:
            self._announce(f"Discord: {name}")
        self._announce(f"Discord: invite it to a server with {client.invitation}")

    def _invitation(self, client: Client) -> Callable[[str], str]:
        name = client.user.name if client.user else ""
        return lambda code: f"Discord, {name}: /start {code}"

    def _admits(self, member: discord.Member) -> bool:
        return self._bounds.introduces(member) or self._guests.admits(member.id)

    def _door(self) -> Door:
        return Door(self._guests, Budget(self._talks.companion.meter, self._settings.budget))

    def _clerk(self, client: Client, door: Door, hosting: Hosting, commands: Commands) -> Clerk:
        settings, companion = self._settings, self._talks.companion
        assert client.user is not None
        messenger = DiscordMessenger(
            mail=Mail(client, pause=self._pause),
            inbox=self._inbox,
            recordings=Recordings(client, longest=settings.hearing.longest, pause=self._pause),
            me=client.user,
            name=companion.persona.name[settings.language[0]],
            interval=self._interval,
        )
        return Clerk(
            messenger=messenger,
            door=door,
            hosting=hosting,
            attendant=Attendant(messenger=messenger, conversations=self._talks, commands=commands),
            companion=companion,
            language=settings.language[0],
        )
