"""One turn at a time for each conversation, and barge-in."""

import asyncio
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Self

import structlog

from bot.checkins import Checkins
from bot.companion import Companion
from bot.events import ChatKey, Incoming, TurnEvent
from bot.linking import Links
from bot.protocols import Deliver, Linkable, Renewed
from bot.turn import Turn
from config.logs import described

log = structlog.get_logger("maum.conversations")


class Conversations:
    """Runs the turns of every chat; an async context manager that leaves none behind."""

    def __init__(
        self, companion: Companion, *, settle: float = 0.4, checkins: Checkins | None = None
    ) -> None:
        """*settle*: seconds to wait for more of a burst before a text is answered."""
        self.checkins = checkins or Checkins(companion)
        """Who is asked how they are; an adapter that can speak first says so there."""
        self.companion = companion
        store = companion.parts.store
        self.links = Links(store.doors) if isinstance(store, Linkable) else None
        """Joins the accounts of a person; None where the store cannot."""
        self._holders: list[Renewed] = []
        self._settle = settle
        self._chats: dict[ChatKey, _Chat] = {}
        self._flying: dict[asyncio.Task[None], ChatKey] = {}
        self._set_aside: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        if running := {*self._flying, *self._set_aside}:
            for task in running:
                task.cancel()
            await asyncio.wait(running)

    async def say(self, incoming: Incoming, deliver: Deliver, /) -> None:
        """Take *incoming* and return; its turn's events go to *deliver*, in order.

        A turn of the same chat that is still in flight is stopped first, once its own message is
        safe: what was delivered of its answer is remembered, and if that was nothing, both
        messages are answered together. Where a person may be in danger nothing is waited for: the
        earlier turn falls silent at once and brings its message to safety on its own.
        """
        chat = self._chats.setdefault(incoming.chat, _Chat())
        urgent = self.companion.urgent(incoming)
        if urgent:
            self._silence(chat)  # whoever waits for it inside the lock waits no longer
        async with chat.lock:
            if urgent:
                self._silence(chat)
            else:
                await chat.landed()
            turn = self.companion.turn(incoming, settle=self._settle)
            chat.flight = _Flight(turn, deliver)
            self._flying[chat.flight.task] = incoming.chat
            chat.flight.task.add_done_callback(self._over)

    async def hush(self, chat: ChatKey, /) -> None:
        """Stop what *chat* is being told; a message that is still being heard is kept."""
        if found := self._chats.get(chat):
            self._silence(found)

    async def stop(self, chat: ChatKey, /) -> None:
        """The same; returns when nothing more of that turn will be kept."""
        if (found := self._chats.get(chat)) and (ending := self._silence(found)):
            await asyncio.wait([ending])

    async def leave(self, who: str, /) -> None:
        """Stop all that is going on with *who*; return when nothing of it will be kept any more."""
        if going := [task for task, chat in self._flying.items() if chat.who == who]:
            for task in going:
                task.cancel()
            await asyncio.wait(going)
        if (memories := self.companion.parts.memories) is not None:
            await memories.leave(who)

    @contextmanager
    def holding(self, renewed: Renewed, /) -> Iterator[None]:
        """Within the block somebody shows words of people or holds them in memory."""
        self._holders.append(renewed)
        try:
            yield
        finally:
            self._holders.remove(renewed)

    async def renew(self, accounts: Collection[str], /) -> None:
        """Let nobody go on showing or holding what was said with those *accounts*."""
        for renewed in list(self._holders):
            await renewed(accounts)

    def _silence(self, chat: "_Chat") -> "asyncio.Task[None] | None":
        """What ends the turn in flight, if there is one."""
        if chat.flight is None:
            return None
        chat.flight.silence()
        ending = asyncio.create_task(chat.flight.land(), name="maum-landing")
        self._set_aside.add(ending)
        ending.add_done_callback(self._set_aside.discard)
        chat.flight = None
        return ending

    def _over(self, task: asyncio.Task[None]) -> None:
        """Forget a flight, and its chat if nothing else is going on there."""
        key = self._flying.pop(task)
        if (chat := self._chats.get(key)) and chat.idle:
            del self._chats[key]


class _Chat:
    """What is going on in one chat."""

    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        """Held by the message that takes over."""
        self.flight: _Flight | None = None

    @property
    def idle(self) -> bool:
        return not self.lock.locked() and (self.flight is None or self.flight.task.done())

    async def landed(self) -> None:
        """Return when the turn in flight is over, ended once its message was safe, or silent."""
        if (flight := self.flight) is not None:
            landing = asyncio.create_task(flight.land())
            silent = asyncio.create_task(flight.silent.wait())
            await asyncio.wait([landing, silent], return_when=asyncio.FIRST_COMPLETED)
            silent.cancel()


class _Flight:
    """A turn and its reader."""

    def __init__(self, turn: Turn, deliver: Deliver) -> None:
        self.silent = asyncio.Event()
        self._turn = turn
        self._deliver = deliver
        self.task = asyncio.create_task(self._read(), name="maum-conversation")

    def silence(self) -> None:
        """Deliver nothing from now on."""
        self.silent.set()

    async def land(self) -> None:
        """End the turn, once the person's message is safe."""
        taking = asyncio.create_task(self._turn.taken.wait())
        await asyncio.wait([taking, self.task], return_when=asyncio.FIRST_COMPLETED)
        taking.cancel()
        self.task.cancel()
        await asyncio.wait([self.task])

    async def _read(self) -> None:
        try:
            async with self._turn:
                async for event in self._turn:
                    await self._pass_on(event)
        except Exception as error:
            # The messenger went away under the turn; the next message starts a new one.
            log.warning("delivery failed", **described(error))

    async def _pass_on(self, event: TurnEvent) -> None:
        if self.silent.is_set():
            await asyncio.Event().wait()  # until it lands; what nobody reads is not delivered
        await self._deliver(event)
