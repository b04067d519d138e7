"""How far the answer to a letter has come, kept in the inbox."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from bot.protocols import Inbox, Part, Pending
from config.errors import Unreachable

TEXT = "text.0"
"""The name of the part that shows the text, or its beginning."""


class Progress:
    """Lets every part of an answer be sent once, whatever breaks on the way."""

    def __init__(self, inbox: Inbox, pending: Pending) -> None:
        self._inbox = inbox
        self._pending = pending
        self._number = pending.number
        self._joined: set[int] = set()
        self._unjoined: set[int] = set()
        self._parts = {part.name: part for part in pending.parts}
        self._unnoted: tuple[str, int] | None = None

    @property
    def parts(self) -> Mapping[str, Part]:
        """What was sent, or is in doubt, by its name."""
        return self._parts

    @property
    def begun(self) -> bool:
        """Whether there is a message that shows the text in the making."""
        return TEXT in self._parts

    @property
    def pending(self) -> Pending:
        """The letter, with all that is known of its answer now."""
        return replace(self._pending, parts=tuple(self._parts.values()))

    def join(self, *numbers: int) -> None:
        """Answer the letters *numbers* with this one."""
        self._joined |= {*numbers}
        self._unjoined |= {*numbers}

    async def once(
        self,
        name: str,
        content: str,
        *,
        after: int,
        send: Callable[[], Awaitable[int]],
        look: Callable[[Part], Awaitable[int | None]],
    ) -> tuple[int, bool]:
        """The id of the part *name*, and whether it was sent just now.

        *after* is the newest message known, *look* finds a part whose sending is in doubt. Raises
        what these raise, and `StoreError`.
        """
        known = self._parts.get(name)
        if known and known.message is None:
            known = await self._noted(known, await look(known))
        if known and known.message:
            if content and content != known.content:
                await self._intend(replace(known, content=content))
            return int(known.message), False
        part = Part(name=name, content=content, after=str(after))
        await self._intend(part)
        id_ = await send()
        # Kept before the next part is intended; the last part needs none, `finish` says it all.
        self._unnoted = name, id_
        self._parts[name] = replace(part, message=str(id_))
        return id_, True

    async def ornament(
        self,
        name: str,
        *,
        after: int,
        send: Callable[[], Awaitable[int]],
        look: Callable[[Part], Awaitable[int | None]],
    ) -> bool:
        """Send what may be missing but must not come twice: not again after a crash.

        False if it was not sent.
        """
        if name in self._parts:
            return False
        try:
            await self.once(name, "", after=after, send=send, look=look)
        except Unreachable:
            return False
        return True

    async def finish(self) -> None:
        """Close the letter and all that were joined to it."""
        await self._inbox.finish(self._number, *self._joined)

    async def _intend(self, part: Part) -> None:
        await self._flush()
        self._parts[part.name] = part
        await self._inbox.intend(self._number, part)

    async def _flush(self) -> None:
        if self._unjoined:
            numbers, self._unjoined = self._unjoined, set()
            await self._inbox.join(self._number, *numbers)
        if self._unnoted:
            name, id_ = self._unnoted
            self._unnoted = None
            await self._inbox.sent(self._number, name, str(id_))

    async def _noted(self, part: Part, found: int | None) -> Part | None:
        if found is None:
            return None
        await self._inbox.sent(self._number, part.name, str(found))
        known = self._parts[part.name] = replace(part, message=str(found))
        return known
