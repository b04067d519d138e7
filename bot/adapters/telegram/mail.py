"""Messages that arrive once, whatever breaks on the way.

Telegram has no idempotency key. Before a new message is sent, its intent is kept; where the answer
to the call is lost, the message is looked for: it would have one of the next ids of the chat, and
an edit that changes nothing tells whether an id is the bot's own. As one message at a time goes
to a chat, an own one that was not there before is the one in doubt.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from itertools import compress, count, islice
from typing import Any, TypeVar
from weakref import WeakValueDictionary

import structlog
from telegram import Bot, InlineKeyboardMarkup, Message
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter

from bot.adapters.telegram.moves import Moves
from bot.adapters.telegram.pace import Pace
from bot.adapters.telegram.place import Place
from config.errors import Unreachable

log = structlog.get_logger("maum.telegram")

T = TypeVar("T")

_LOOKED_AT = 16
"""Ids of which nothing is known yet; private chats share theirs with each other."""
_AT_ONCE = 8
_REMEMBERED = 2_000
_LONGEST_PAUSE = 30.0
_MOST_NOTHING = "message is not modified"
_GONE = ("message to edit not found", "message can't be edited")


class Mail:
    """The calls that change what a chat shows."""

    def __init__(self, bot: Bot, pace: Pace, moves: Moves, *, pause: float = 1.0) -> None:
        """*pause* is how many seconds a call that did not get through is first waited for."""
        self.bot = bot
        self.pace = pace
        self.moves = moves
        self._pause = pause
        self._newest: dict[int, int] = {}
        self._seen: dict[int, set[int]] = {}
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    def alone(self, place: Place) -> asyncio.Lock:
        """Held while one new message is on its way to the chat of *place*."""
        return self._locks.setdefault(place.chat, asyncio.Lock())

    def newest(self, place: Place) -> int:
        """The newest message id known where *place* is counted."""
        return self._newest.get(place.counter, 0)

    def saw(self, place: Place, message: int) -> None:
        """Note an id that Telegram has given."""
        self._newest[place.counter] = max(self.newest(place), message)
        seen = self._seen.setdefault(place.counter, set())
        seen.add(message)
        if len(seen) > 2 * _REMEMBERED:
            self._seen[place.counter] = set(sorted(seen)[-_REMEMBERED:])

    async def send(
        self,
        place: Place,
        ways: Sequence[Callable[[], Awaitable[Message]]],
        *,
        markup: InlineKeyboardMarkup | None = None,
    ) -> int:
        """Send one new message and return its id; raises `Unreachable`.

        *ways* are tried in turn where Telegram refuses one as it is, and again where the group
        turns out to have moved. *markup* is under it.
        """
        after = self.newest(place)
        for way in ways:
            if (sent := await self._send_by(way, place, after, markup)) is not None:
                return sent
        log.warning("telegram refused a message", code=Unreachable.code)
        raise Unreachable

    async def _send_by(
        self,
        way: Callable[[], Awaitable[Message]],
        place: Place,
        after: int,
        markup: InlineKeyboardMarkup | None,
    ) -> int | None:
        """The id of what *way* sent behind *after*; None where Telegram refuses it as it is."""
        pause = self._pause
        while True:
            place = self.moves.now(place)
            await self.pace.turn(place)
            try:
                sent = (await way()).message_id
            except RetryAfter as error:
                self.pace.stop(place, seconds_of(error))
                continue
            except BadRequest:
                return None
            except ChatMigrated as error:
                await self.moves.learn(place.chat, error.new_chat_id)
                continue
            except Forbidden as error:
                raise Unreachable from error
            except NetworkError:
                await asyncio.sleep(pause)
                pause = min(2 * pause, _LONGEST_PAUSE)
                if (found := await self.look(place, after, markup=markup)) is None:
                    continue
                sent = found
            self.saw(place, sent)
            return sent

    async def look(
        self, place: Place, after: int, *, markup: InlineKeyboardMarkup | None = None
    ) -> int | None:
        """The id of the bot's message behind *after* in the chat of *place*, if there is one."""
        seen = self._seen.get(place.counter, set())
        unknown = islice((id_ for id_ in count(after + 1) if id_ not in seen), _LOOKED_AT)
        while ids := list(islice(unknown, _AT_ONCE)):
            own = await asyncio.gather(*(self._is_own(place, id_, markup) for id_ in ids))
            if found := next(compress(ids, own), None):
                self.saw(place, found)
                return found
        return None

    async def _is_own(self, place: Place, id_: int, markup: InlineKeyboardMarkup | None) -> bool:
        async def probe() -> bool:
            try:
                await self.bot.edit_message_reply_markup(place.chat, id_, reply_markup=markup)
            except BadRequest as error:
                return _MOST_NOTHING in str(error).lower()
            return True

        return await self.repeat(probe)

    async def repeat(self, call: Callable[[], Awaitable[T]]) -> T:
        """What *call* returns, made until Telegram answers; it may be made twice without harm.

        Raises `Unreachable`, and `BadRequest` for the caller to read.
        """
        pause = self._pause
        while True:
            try:
                return await call()
            except RetryAfter as error:
                await asyncio.sleep(seconds_of(error))
            except BadRequest:
                raise
            except (Forbidden, ChatMigrated) as error:
                raise Unreachable from error
            except NetworkError:
                await asyncio.sleep(pause)
                pause = min(2 * pause, _LONGEST_PAUSE)

    async def edit(self, place: Place, id_: int, **content: Any) -> bool:
        """Let the bot's message show *content*; false where there is no such message any more.

        Raises `Unreachable`, and `BadRequest` where the content is refused.
        """

        async def change() -> bool:
            try:
                await self.bot.edit_message_text(chat_id=place.chat, message_id=id_, **content)
            except RetryAfter as error:
                self.pace.stop(place, seconds_of(error))
                raise
            except ChatMigrated as error:
                await self.moves.learn(place.chat, error.new_chat_id)
                return False
            except BadRequest as error:
                told = str(error).lower()
                if any(gone in told for gone in _GONE):
                    return False
                if _MOST_NOTHING not in told:
                    raise
            return True

        await self.pace.turn(place)
        return await self.repeat(change)


def seconds_of(error: RetryAfter) -> float:
    """How long *error* asks to wait."""
    assert isinstance(error.retry_after, timedelta)
    return error.retry_after.total_seconds()
