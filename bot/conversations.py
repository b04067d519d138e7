"""One turn at a time for each conversation, and barge-in."""

import asyncio
from typing import Self

import structlog

from bot.companion import Companion
from bot.events import ChatKey, Incoming
from bot.protocols import Deliver
from bot.turn import Turn
from config.logs import described

log = structlog.get_logger("maum.conversations")


class Conversations:
    """Runs the turns of every chat; an async context manager that leaves none behind."""

    def __init__(self, companion: Companion, *, settle: float = 0.4) -> None:
        """*settle*: seconds to wait for more of a burst before a text is answered."""
        self.companion = companion
        self._settle = settle
        self._chats: dict[ChatKey, _Chat] = {}

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        for chat in list(self._chats):
            await self.hush(chat)

    async def say(self, incoming: Incoming, deliver: Deliver, /) -> None:
        """Take *incoming* and return; its turn's events go to *deliver*, in order.

        A turn of the same chat that is still in flight is stopped first, once its own message is
        safe: what was delivered of its answer is remembered, and if that was nothing, both
        messages are answered together.
        """
        chat = self._chats.setdefault(incoming.chat, _Chat())
        async with chat.lock:
            await chat.interrupt()
            task = chat.begin(self.companion.turn(incoming, settle=self._settle), deliver)
        task.add_done_callback(lambda _: self._drop(incoming.chat))

    async def hush(self, chat: ChatKey, /) -> None:
        """Stop what *chat* is being told; return when it has stopped."""
        if running := self._chats.get(chat):
            async with running.lock:
                await running.interrupt()

    def _drop(self, key: ChatKey) -> None:
        """Forget a chat in which nothing is going on."""
        if (chat := self._chats.get(key)) and chat.idle:
            del self._chats[key]


class _Chat:
    """The turn in flight of one chat."""

    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self._turn: Turn | None = None
        self._task: asyncio.Task[None] | None = None

    @property
    def idle(self) -> bool:
        return not self.lock.locked() and (self._task is None or self._task.done())

    def begin(self, turn: Turn, deliver: Deliver) -> asyncio.Task[None]:
        self._turn = turn
        self._task = asyncio.create_task(_serve(turn, deliver), name="maum-conversation")
        return self._task

    async def interrupt(self) -> None:
        if self._turn is None or self._task is None:
            return
        taking = asyncio.ensure_future(self._turn.taken.wait())
        await asyncio.wait([taking, self._task], return_when=asyncio.FIRST_COMPLETED)
        taking.cancel()
        self._task.cancel()
        await asyncio.wait([self._task])
        self._turn = self._task = None


async def _serve(turn: Turn, deliver: Deliver) -> None:
    try:
        async with turn:
            async for event in turn:
                await deliver(event)
    except Exception as error:
        # The messenger went away under the turn; the next message starts a new one.
        log.warning("delivery failed", **described(error))
