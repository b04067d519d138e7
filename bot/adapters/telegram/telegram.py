"""Telegram as an adapter."""

import asyncio
import json
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import structlog
from telegram import Bot, Update
from telegram.error import TelegramError

from bot.adapters.admission import Budget, Door, Guests, Hosting
from bot.adapters.telegram.attendant import Attendant
from bot.adapters.telegram.bot import new_bot
from bot.adapters.telegram.clerk import Clerk
from bot.adapters.telegram.faces import Faces
from bot.adapters.telegram.lane import Desk
from bot.adapters.telegram.mail import Mail
from bot.adapters.telegram.menus import set_menus
from bot.adapters.telegram.pace import Pace
from bot.adapters.telegram.polling import Keep, explained, poll
from bot.adapters.telegram.reader import Reader
from bot.adapters.telegram.recordings import Recordings
from bot.adapters.telegram.told import Told
from bot.adapters.telegram.webhook import be_called
from bot.commands import Commands
from bot.conversations import Conversations
from bot.events import ChatKey
from bot.protocols import Inbox, Letter, Pending
from config.errors import StoreError, TokenRefused
from config.logs import described
from config.settings import Settings

log = structlog.get_logger("maum.telegram")

MESSENGER = "telegram"
_KNOWN_FOR = timedelta(days=3)
"""Telegram tells an update again within a day, and counts anew after a week."""
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

    async def run(self, _conversations: object, /) -> None:
        """Serve until cancelled; raises `TokenRefused`."""
        telegram = self._settings.telegram
        bot = new_bot(telegram.token, api_base=telegram.api_base, file_base=telegram.file_base)
        async with AsyncExitStack() as stack:
            await self._connect(bot)
            stack.push_async_callback(bot.shutdown)
            await self._serve(bot)

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
        inbox, reader = companion.parts.store.inbox, Reader(bot.bot, companion.persona.name)
        commands, mail = Commands(self._talks), Mail(bot, self._pace, pause=self._pause)
        receiver = _Receiver(inbox, reader, mail, self._clerk(mail, commands))
        await set_menus(bot, commands.offered, language=self._settings.language[0])
        if code := self._guests.pairing_code:
            self._announce(f"Telegram: send /start {code} to @{bot.username} to pair")
        else:
            self._announce(f"Telegram: @{bot.username}")
        await receiver.resume()
        try:
            await self._receive(bot, receiver.keep)
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

    def _clerk(self, mail: Mail, commands: Commands) -> Clerk:
        settings, bot = self._settings, mail.bot
        budget = Budget(self._talks.companion.ledger, settings.budget)
        return Clerk(
            mail=mail,
            door=Door(self._guests, budget),
            hosting=Hosting(
                self._guests,
                invitation=lambda code: f"https://t.me/{bot.username}?start={code}",
            ),
            attendant=Attendant(
                mail=mail,
                faces=self._faces,
                recordings=Recordings(bot, longest=settings.hearing.longest, pause=self._pause),
                conversations=self._talks,
                commands=commands,
                handle=bot.username,
            ),
            companion=self._talks.companion,
            language=settings.language[0],
        )


class _Receiver:
    """Keeps updates in the inbox and hands them on."""

    def __init__(self, inbox: Inbox, reader: Reader, mail: Mail, clerk: Clerk) -> None:
        self._inbox = inbox
        self._reader = reader
        self._mail = mail
        self._desk = Desk(clerk, inbox, self._read_again)
        self._pruned = datetime.now(UTC)

    async def resume(self) -> None:
        """Begin with what an earlier run has left; raises `StoreError`."""
        await self._desk.resume(await self._inbox.resume(MESSENGER))
        await self._inbox.prune(before=datetime.now(UTC) - _KNOWN_FOR)

    async def keep(self, updates: Sequence[Update]) -> None:
        """Make *updates* durable, then answer them; raises `StoreError`."""
        read = [(update, one) for update in updates if (one := self._read(update))]
        told = {str(update.update_id): one for update, one in read}
        for pending in await self._inbox.receive(*(_letter(*one) for one in read)):
            self._desk.take(pending, told[pending.letter.update])
        await self._prune()

    async def close(self, grace: float) -> None:
        """Return when what was begun is over, at most *grace* seconds later."""
        await self._desk.close(grace)

    def _read_again(self, pending: Pending) -> Told | None:
        return self._read(Update.de_json(json.loads(pending.letter.content), self._mail.bot))

    def _read(self, update: Update) -> Told | None:
        try:
            told = self._reader.read(update)
        except Exception as error:  # of a kind that nobody foresaw; the next one may be fine
            log.error("an update could not be read", **described(error))
            return None
        if told:
            self._mail.saw(told.sender.place, told.sender.message)
        return told

    async def _prune(self) -> None:
        now = datetime.now(UTC)
        if now - self._pruned < timedelta(hours=1):
            return
        self._pruned = now
        try:
            await self._inbox.prune(before=now - _KNOWN_FOR)
        except StoreError as error:
            log.warning("old letters could not be deleted", code=error.code)


def _letter(update: Update, told: Told) -> Letter:
    sender = told.sender
    return Letter(
        chat=ChatKey(messenger=MESSENGER, chat=sender.place.key, person=str(sender.person)),
        update=str(update.update_id),
        content=update.to_json(),
        at=datetime.now(UTC),
    )
