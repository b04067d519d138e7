"""Texts that arrive while others are being read are read together."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from config.errors import EmotionBusy, EmotionError

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True, eq=False)
class _Asked(Generic[Answer]):
    """A text, and the caller who waits for its answer."""

    text: str
    answer: asyncio.Future[Answer] = field(default_factory=lambda: asyncio.Future())

    def fail(self, error: Exception) -> None:
        if not self.answer.done():
            self.answer.set_exception(error)


class Batcher(Generic[Answer]):
    """Has texts answered in batches, one batch at a time.

    A text that finds nothing in work begins at once and alone, so nobody waits for company. What
    arrives meanwhile waits for that batch and makes the next one: the oldest text with those of a
    similar length, as a batch costs as much as its longest text for every one in it.
    """

    def __init__(
        self,
        work: Callable[[Sequence[str]], Sequence[Answer]],
        *,
        most: int = 8,
        room: int = 256,
    ) -> None:
        """*work* answers up to *most* texts, in order; it blocks, and runs in a thread. It raises
        `EmotionError` if it cannot read them. *room* is how many texts may wait."""
        self._work = work
        self._most = most
        self._room = room
        self._waiting: list[_Asked[Answer]] = []
        self._working: asyncio.Task[None] | None = None

    async def ask(self, text: str, /) -> Answer:
        """What *text* is answered; raises `EmotionBusy` if too many wait already.

        A caller who is cancelled leaves the line; what is in work already is finished for nobody.
        """
        if len(self._waiting) >= self._room:
            raise EmotionBusy(f"{self._room} texts are waiting to be read")
        asked: _Asked[Answer] = _Asked(text)
        self._waiting.append(asked)
        if self._working is None:
            self._working = asyncio.create_task(self._run(), name="maum-batches")
        try:
            return await asked.answer
        finally:
            if asked in self._waiting:
                self._waiting.remove(asked)

    async def close(self) -> None:
        """Return when nothing is in work any more; who still waits is refused."""
        self._refuse()
        if self._working is not None:
            await asyncio.wait([self._working])

    async def _run(self) -> None:
        try:
            while batch := self._next():
                await self._settle(batch)
        finally:
            self._working = None
            self._refuse()

    def _next(self) -> Sequence[_Asked[Answer]]:
        """The oldest text and those most like it in length; empty if nobody waits."""
        if not self._waiting:
            return ()
        length = len(self._waiting[0].text)
        near = [one for one in self._waiting if _similar(len(one.text), length)]
        near.sort(key=lambda one: abs(len(one.text) - length))
        batch = near[: self._most]
        self._waiting = [one for one in self._waiting if one not in batch]
        return batch

    async def _settle(self, batch: Sequence[_Asked[Answer]]) -> None:
        """Answer *batch*; if one of it cannot be read, one by one, so that it costs only itself."""
        try:
            found = await asyncio.to_thread(self._work, [one.text for one in batch])
            answers = list(zip(batch, found, strict=True))
        except EmotionError as error:
            if len(batch) == 1:
                batch[0].fail(error)
                return
            for one in batch:
                await self._settle([one])
        except Exception as error:
            for one in batch:
                one.fail(error)
        else:
            for one, answer in answers:
                if not one.answer.done():
                    one.answer.set_result(answer)

    def _refuse(self) -> None:
        for one in self._waiting:
            one.fail(EmotionBusy("the classifier was closed"))
        self._waiting = []


def _similar(length: int, other: int) -> bool:
    return max(length, other) <= 2 * min(length, other) + 16
