"""An inbox in memory only."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import count
from typing import Any

from bot.protocols import Letter, Part, Pending


class MemoryInbox:
    """Keeps letters in memory only: `resume` shows what another inbox would after a crash."""

    def __init__(self) -> None:
        self._numbers = count(1)
        self._known: dict[tuple[str, str], Pending] = {}
        self._finished: set[int] = set()

    async def receive(self, *letters: Letter) -> Sequence[Pending]:
        new: list[Pending] = []
        for letter in letters:
            key = letter.chat.messenger, letter.update
            if key not in self._known:
                number = next(self._numbers)
                new.append(Pending(number=number, letter=letter, lead=number))
                self._known[key] = new[-1]
        return new

    async def resume(self, messenger: str, /) -> Sequence[Pending]:
        for one in self._open:
            if one.letter.chat.messenger == messenger:
                self._change(one, tries=one.tries + 1)
        return [one for one in self._open if one.letter.chat.messenger == messenger]

    async def join(self, lead: int, /, *numbers: int) -> None:
        for one in self._numbered(*numbers):
            self._change(one, lead=lead)

    async def intend(self, number: int, part: Part, /) -> None:
        for one in self._numbered(number):
            parts = {known.name: known for known in one.parts}
            message = parts[part.name].message if part.name in parts else part.message
            parts[part.name] = replace(part, message=message)
            self._change(one, parts=tuple(parts.values()))

    async def sent(self, number: int, name: str, message: str, /) -> None:
        for one in self._numbered(number):
            parts = (replace(p, message=message) if p.name == name else p for p in one.parts)
            self._change(one, parts=tuple(parts))

    async def finish(self, *numbers: int) -> None:
        self._finished |= {one.number for one in self._open if {one.number, one.lead} & {*numbers}}

    async def prune(self, *, before: datetime) -> int:
        return self._drop(lambda one: one.letter.at < before)

    def forget(self, who: str, *, since: datetime | None = None) -> int:
        """Delete the letters of *who*, those from *since* on; how many there were."""

        def gone(one: Pending) -> bool:
            return one.letter.chat.who == who and (since is None or one.letter.at >= since)

        return self._drop(gone)

    @property
    def _open(self) -> Sequence[Pending]:
        return [one for one in self._known.values() if one.number not in self._finished]

    def _numbered(self, *numbers: int) -> Sequence[Pending]:
        return [one for one in self._open if one.number in numbers]

    def _change(self, pending: Pending, **values: Any) -> None:
        letter = pending.letter
        self._known[letter.chat.messenger, letter.update] = replace(pending, **values)

    def _drop(self, gone: Callable[[Pending], bool]) -> int:
        before = len(self._known)
        self._known = {key: one for key, one in self._known.items() if not gone(one)}
        return before - len(self._known)
