"""Telegram as an adapter."""

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path

import structlog
from telegram import Bot, Update
from telegram.error import TelegramError

from bot.adapters.admission import Budget, Door, Guests, Hosting
from bot.adapters.messaging.attendant import Attendant
from bot.adapters.messaging.caller import Caller
from bot.adapters.messaging.clerk import Clerk
from bot.adapters.messaging.receiver import Receiver
from bot.adapters.messaging.recordings import Recordings
from bot.adapters.telegram.bot import new_bot
from bot.adapters.telegram.caller import speaking
from bot.adapters.telegram.faces import Faces
from bot.adapters.telegram.letters import MESSENGER, Letters
from bot.adapters.telegram.mail import Mail
from bot.adapters.telegram.menus import Menus
from bot.adapters.telegram.messenger import TelegramMessenger
from bot.adapters.telegram.moves import Moves
from bot.adapters.telegram.pace import Pace
from bot.adapters.telegram.polling import Keep, explained, poll
from bot.adapters.telegram.reader import Reader
from bot.adapters.telegram.recordings import downloading
from bot.adapters.telegram.webhook import be_called
from bot.commands import Commands
from bot.conversations import Conversations
from config.errors import TokenRefused
from config.settings import Settings

log = structlog.get_logger("maum.telegram")

_LONGEST_PAUSE = 30.0


class Telegram:
    """The companion on Telegram."""

    def __init__(
        self,
        settings: Settings,
        talks: Conversations,
        *,
        announce: Callable[[str], None] = lambda _: None,
        pace: Pace | None = None,
        pause: float = 1.0,
    ) -> None:
        """*announce* is told how the owner is paired; *pause* is in seconds, before what failed
        is tried again. Raises `ConfigError`."""
        self._settings = settings
        self._talks = talks
        self._announce = announce
        self._pace = pace or Pace()
        self._pause = pause
        folder = Path(settings.folder)
        self._guests = Guests(folder / "telegram.json", listed=settings.telegram.allow)
        self._faces = Faces(folder / "telegram-faces.json")
        self._moves = Moves(folder / "telegram-groups.json")

    async def run(self, _conversations: object, /) -> None:
        """Serve until cancelled; raises `TokenRefused`."""
        telegram = self._settings.telegram
        bot = new_bot(telegram.token, api_base=telegram.api_base, file_base=telegram.file_base)
        try:
            await self._connect(bot)
            await self._serve(bot)
        finally:
            await bot.shutdown()

    async def _connect(self, bot: Bot) -> None:
        pause = self._pause
        while True:
            try:
                await bot.initialize()
                if not self._settings.telegram.webhook:
                    await bot.delete_webhook()
            except TelegramError as error:
                ours = explained(error)
                if isinstance(ours, TokenRefused):
                    raise ours from None
                log.warning("telegram does not answer", code=ours.code)
            else:
                return
            await asyncio.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)

    async def _serve(self, bot: Bot) -> None:
        companion = self._talks.companion
        commands = Commands(self._talks)
        mail = Mail(bot, self._pace, self._moves, pause=self._pause)
        letters = Letters(Reader(bot.bot, companion.persona.name), mail)
        hosting = self._hosting(bot)
        language = self._settings.language[0]
        menus = Menus(bot, commands.offered, hosting.offered, language=language)
        inbox, clerk = companion.parts.store.inbox, self._clerk(mail, commands, hosting, menus)
        receiver = Receiver(MESSENGER, inbox, clerk, letters.read)

        async def keep(updates: Sequence[Update]) -> None:
            await self._moves.learn_from(updates)
            await receiver.keep(letters.of(updates))

        await menus.offer()
        if owner := self._guests.owner:
            await menus.offer_owner(owner)
        if code := self._guests.pairing_code:
            self._announce(f"Telegram: send /start {code} to @{bot.username} to pair")
        else:
            self._announce(f"Telegram: @{bot.username}")
        await receiver.resume()
        calling = self._talks.checkins.calling(MESSENGER, Caller(self._guests, speaking(mail)))
        try:
            with calling, self._talks.holding(clerk.bursts.renew, dropped=receiver.forget):
                await self._receive(bot, keep)
        finally:
            await receiver.close(self._settings.telegram.grace)

    async def _receive(self, bot: Bot, keep: Keep) -> None:
        chosen = self._settings.telegram
        if not chosen.webhook:
            await poll(bot, keep, pause=self._pause)
        else:
            await be_called(
                bot,
                keep,
                url=chosen.webhook,
                host=chosen.webhook_host,
                port=chosen.webhook_port,
                pause=self._pause,
            )

    def _hosting(self, bot: Bot) -> Hosting:
        name = bot.username
        return Hosting(
            self._guests,
            invitation=lambda code: f"https://t.me/{name}?start={code}",
            counts=self._talks.companion.safeguards.counts,
        )

    def _clerk(self, mail: Mail, commands: Commands, hosting: Hosting, menus: Menus) -> Clerk:
        settings, bot, companion = self._settings, mail.bot, self._talks.companion
        budget = Budget(companion.meter, settings.budget)
        messenger = TelegramMessenger(
            mail=mail,
            inbox=companion.parts.store.inbox,
            faces=self._faces,
            recordings=Recordings(
                downloading(bot), longest=settings.hearing.longest, pause=self._pause
            ),
            language=settings.language[0],
        )
        return Clerk(
            messenger=messenger,
            door=Door(self._guests, budget, owner_came=menus.offer_owner),
            hosting=hosting,
            attendant=Attendant(messenger=messenger, conversations=self._talks, commands=commands),
            companion=companion,
            language=settings.language[0],
        )
