"""What waits to be told to the bot, and the two ways of telling it."""

import asyncio
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any, TypeAlias

import httpx
from servers.telegram.refusals import Refusal, conflict

Update: TypeAlias = dict[str, Any]

UNASKED = {"chat_member", "message_reaction", "message_reaction_count"}
"""Kinds that are told only to a bot that names them."""

_TERMINATED = (
    "terminated by other getUpdates request; make sure that only one bot instance is running"
)
_WEBHOOK_IS_ACTIVE = (
    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook "
    "first"
)


@dataclass(eq=False, kw_only=True)
class Webhook:
    """Where updates are sent."""

    url: str
    secret: str = ""
    connections: int = 40
    last_error: str = ""
    last_error_date: int = 0


@dataclass(eq=False)
class _Poll:
    """A request that waits for updates."""

    waiting: asyncio.Event = field(default_factory=asyncio.Event)
    refusal: Refusal | None = None

    def end(self, refusal: Refusal) -> None:
        self.refusal = refusal
        self.waiting.set()


class Updates:
    """The bot's updates, from when they happen until the bot confirms them.

    `put`, `tell_again` and `reverse` may be called from any thread; the rest belongs to the
    server's loop.
    """

    def __init__(self, lock: threading.RLock, changed: Callable[[], None]) -> None:
        self._lock = lock
        self._changed = changed
        self._ids = count(801_000_001)
        self._poll: _Poll | None = None
        self._arrived = asyncio.Event()
        self._delivering: asyncio.Task[None] | None = None
        self._busy: set[int] = set()
        self._again: list[Update] = []
        self._reversed = False
        self.waiting: list[Update] = []
        """Not confirmed yet, oldest first."""
        self.confirmed: list[Update] = []
        self.allowed: set[str] = set()
        """Empty: all but `UNASKED`."""
        self.webhook: Webhook | None = None
        self.retry_after = 0.05
        """Seconds until a webhook that failed is tried again; Telegram waits longer."""

    def put(self, kind: str, content: dict[str, Any]) -> None:
        if kind in self.allowed if self.allowed else kind not in UNASKED:
            with self._lock:
                self.waiting.append({"update_id": next(self._ids), kind: content})
            self._changed()

    def tell_again(self, number: int) -> None:
        """Tell the last *number* of confirmed updates a second time."""
        with self._lock:
            self._again += self.confirmed[-number:]
            if self.webhook:
                self.waiting[:0] = self._again
                self._again = []
        self._changed()

    def reverse(self) -> None:
        """Tell the next batch of more than one in reverse order."""
        self._reversed = True

    def jump(self, update_id: int) -> None:
        """Go on counting from *update_id*, as Telegram does after a quiet week."""
        self._ids = count(update_id)

    def wake(self) -> None:
        """See what there is to tell now."""
        self._arrived.set()
        if self._poll:
            self._poll.waiting.set()

    @property
    def is_polled(self) -> bool:
        """Whether a request is waiting for updates."""
        return self._poll is not None

    async def fetch(self, offset: int, limit: int, seconds: float) -> Sequence[Update]:
        """What waits from *offset* on, which confirms all before it."""
        if self.webhook:
            raise conflict(_WEBHOOK_IS_ACTIVE)
        if self._poll:
            self._poll.end(conflict(_TERMINATED))
        mine = self._poll = _Poll()
        self._changed()
        try:
            self._confirm(offset)
            return await self._batch(mine, limit, seconds)
        finally:
            if self._poll is mine:
                self._poll = None

    async def _batch(self, poll: _Poll, limit: int, seconds: float) -> Sequence[Update]:
        end = asyncio.get_running_loop().time() + seconds
        while not (batch := self._take(limit)):
            poll.waiting.clear()
            try:
                async with asyncio.timeout_at(end):
                    await poll.waiting.wait()
            except TimeoutError:
                return []
            if poll.refusal:
                raise poll.refusal
        return batch

    def _confirm(self, offset: int) -> None:
        with self._lock:
            if offset < 0:
                offset = self.waiting[offset:][0]["update_id"] if self.waiting else 0
            self.confirmed += [one for one in self.waiting if one["update_id"] < offset]
            self.waiting = [one for one in self.waiting if one["update_id"] >= offset]

    def _take(self, limit: int) -> Sequence[Update]:
        with self._lock:
            batch = (self._again + self.waiting)[:limit]
            self._again = []
            if self._reversed and len(batch) > 1:
                batch.reverse()
                self._reversed = False
            return batch

    async def send_to(self, webhook: Webhook | None) -> None:
        """Deliver to *webhook* from now on; None: wait to be asked."""
        await self.close()
        self.webhook = webhook
        if webhook:
            if self._poll:
                self._poll.end(conflict("terminated by setWebhook request"))
            self._delivering = asyncio.create_task(self._deliver(webhook))

    async def close(self) -> None:
        if self._delivering:
            self._delivering.cancel()
            await asyncio.gather(self._delivering, return_exceptions=True)
            self._delivering = None
        self._busy.clear()

    async def _deliver(self, webhook: Webhook) -> None:
        """In order within a chat, chats side by side."""
        # Reading the authorities' certificates would take longer than most tests.
        client = httpx.AsyncClient(timeout=60, verify=False)
        async with client, asyncio.TaskGroup() as couriers:
            for _ in range(webhook.connections):
                couriers.create_task(self._carry(client, webhook))

    async def _carry(self, client: httpx.AsyncClient, webhook: Webhook) -> None:
        while True:
            update = self._claim()
            if update is None:
                self._arrived.clear()
                await self._arrived.wait()
                continue
            await self._until_taken(client, webhook, update)
            with self._lock:
                self._busy.discard(_chat_of(update))
                self.waiting.remove(update)
                self.confirmed.append(update)
            self._changed()
            self._arrived.set()

    def _claim(self) -> Update | None:
        with self._lock:
            for update in self.waiting:
                if (chat := _chat_of(update)) not in self._busy:
                    self._busy.add(chat)
                    return update
        return None

    async def _until_taken(
        self, client: httpx.AsyncClient, webhook: Webhook, update: Update
    ) -> None:
        headers = {"X-Telegram-Bot-Api-Secret-Token": webhook.secret} if webhook.secret else {}
        while True:
            try:
                answer = await client.post(webhook.url, json=update, headers=headers)
            except httpx.TransportError:
                webhook.last_error = "Connection failed"
            else:
                if answer.is_success:
                    return
                webhook.last_error = f"Wrong response from the webhook: {answer.status_code}"
            webhook.last_error_date = int(time.time())
            self._changed()
            await asyncio.sleep(self.retry_after)


def _chat_of(update: Update) -> int:
    content = next(value for key, value in update.items() if key != "update_id")
    message = content.get("message", content)
    return int(message["chat"]["id"])
