"""One turn at a time for each conversation, and barge-in."""

import asyncio
from collections.abc import AsyncIterator, Collection, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from typing import Self

import structlog

from bot.checkins import Checkins
from bot.companion import Companion
from bot.events import ChatKey, Ended, Failed, Incoming, TurnEvent
from bot.linking import Links
from bot.protocols import Deliver, Dropped, Linkable, Renewed
from bot.turn import Turn
from config.logs import described

log = structlog.get_logger("maum.conversations")


class Conversations:
    """Runs the turns of every chat; an async context manager that leaves none behind."""

    def __init__(
        self,
        companion: Companion,
        *,
        settle: float = 0.4,
        checkins: Checkins | None = None,
        patience: float = 2.0,
    ) -> None:
        """*settle*: seconds to wait for more of a burst before a text is answered; *patience*: those
        that `renew` waits for who shows something anew."""
        self.checkins = checkins or Checkins(companion)
        """Who is asked how they are; an adapter that can speak first says so there."""
        self.companion = companion
        store = companion.parts.store
        self.links = Links(store.doors) if isinstance(store, Linkable) else None
        """Joins the accounts of a person; None where the store cannot."""
        self._holders: list[tuple[Renewed, Dropped | None]] = []
        self._settle, self._patience = settle, patience
        self._chats: dict[ChatKey, _Chat] = {}
        self._coming: set[_Coming] = set()
        self._flying: dict[asyncio.Task[None], _Flight] = {}
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
        with self._comes(incoming.chat) as coming:
            async with chat.lock:
                if urgent:
                    self._silence(chat)
                else:
                    await chat.landed()
                if coming.void and not urgent:
                    await deliver(Ended())
                else:
                    self._begin(chat, incoming, deliver)

    def going(self, chat: ChatKey, /) -> bool:
        """Whether a message of *chat* is being answered."""
        return any(flight.chat == chat for flight in self._flying.values())

    async def hush(self, chat: ChatKey, /) -> None:
        """Stop what *chat* is being told; a message that is still being heard is kept."""
        if found := self._chats.get(chat):
            self._silence(found)

    async def stop(self, chat: ChatKey, /) -> None:
        """The same; returns when nothing more of that turn will be kept."""
        if (found := self._chats.get(chat)) and (ending := self._silence(found)):
            await asyncio.wait([ending])

    @asynccontextmanager
    async def stilled(
        self, accounts: Collection[str], /, *, forgetting: bool = False
    ) -> AsyncIterator[None]:
        """Stop all that is going on with *accounts*: within the block nothing of it will be kept.

        *forgetting* drops what they said and nobody has begun to answer as well. At the end of the
        block whoever reads a turn of theirs is told that it has ended.
        """
        if forgetting:
            self._drop(accounts)
        stopped = [flight for flight in self._flying.values() if flight.chat.who in accounts]
        try:
            await asyncio.gather(*(flight.stop() for flight in stopped))
            if (memories := self.companion.parts.memories) is not None:
                for who in accounts:
                    await memories.leave(who)
            yield
        finally:
            for flight in stopped:
                await flight.end()

    @contextmanager
    def holding(self, renewed: Renewed, /, *, dropped: Dropped | None = None) -> Iterator[None]:
        """Within the block somebody shows words of people or holds them in memory."""
        self._holders.append((renewed, dropped))
        try:
            yield
        finally:
            self._holders.remove((renewed, dropped))

    async def renew(self, accounts: Collection[str], /) -> None:
        """Let nobody go on showing or holding what was said with those *accounts*.

        Never fails. Who takes long to show what is kept now is left to it.
        """
        self.companion.redraw(accounts)
        renewals = [
            asyncio.create_task(_renewal(renewed, accounts), name="maum-renewal")
            for renewed, _ in self._holders
        ]
        for renewal in renewals:
            self._set_aside.add(renewal)
            renewal.add_done_callback(self._set_aside.discard)
        if renewals:
            await asyncio.wait(renewals, timeout=self._patience)

    def _drop(self, accounts: Collection[str]) -> None:
        for coming in self._coming:
            coming.void = coming.void or coming.chat.who in accounts
        for _, dropped in self._holders:
            if dropped is not None:
                dropped(accounts)

    @contextmanager
    def _comes(self, chat: ChatKey) -> Iterator["_Coming"]:
        coming = _Coming(chat)
        self._coming.add(coming)
        try:
            yield coming
        finally:
            self._coming.discard(coming)

    def _begin(self, chat: "_Chat", incoming: Incoming, deliver: Deliver) -> None:
        turn = self.companion.turn(incoming, settle=self._settle)
        chat.flight = flight = _Flight(incoming.chat, turn, deliver)
        self._flying[flight.task] = flight
        flight.task.add_done_callback(self._over)

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
        key = self._flying.pop(task).chat
        if (chat := self._chats.get(key)) and chat.idle:
            del self._chats[key]


async def _renewal(renewed: Renewed, accounts: Collection[str]) -> None:
    try:
        await renewed(accounts)
    except Exception as error:
        log.error("somebody may show what was forgotten", **described(error))


@dataclass(eq=False, slots=True)
class _Coming:
    """A message that waits for the one before it."""

    chat: ChatKey
    void: bool = False
    """Whether it was forgotten before anybody began to answer it."""


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

    def __init__(self, chat: ChatKey, turn: Turn, deliver: Deliver) -> None:
        self.chat = chat
        self.silent = asyncio.Event()
        self._over = False
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
        await self.stop()

    async def stop(self) -> None:
        """End the turn now."""
        self.task.cancel()
        await asyncio.wait([self.task])

    async def end(self) -> None:
        """Tell the reader of a turn that was stopped that nothing more will come."""
        if self._over or self.silent.is_set():
            return
        try:
            await self._deliver(Ended())
        except Exception as error:
            log.warning("delivery failed", **described(error))

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
        self._over = isinstance(event, Ended | Failed)
        await self._deliver(event)
