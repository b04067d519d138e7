"""A list of generators: the next one answers when one cannot."""

import asyncio
import time
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing

import structlog

from bot.events import Degraded, Stage
from bot.protocols import Prompt, ReplyGenerator, Used
from config.errors import FellBack, MaumError, PromptRefused, ReplyError
from config.logs import described

log = structlog.get_logger("maum.dialogue")

_REST = 30.0
"""Seconds for which a generator that failed is not asked, so that nobody waits for it again."""


_OFTEN, _PHRASE = 4, 4
"""So often behind each other something of at least so many letters says nothing any more."""
_LOOKED_AT = 600
"""Characters at the end of a reply."""


class Chain:
    """Tries its generators in order; the last one is asked always."""

    def __init__(
        self,
        generators: Sequence[ReplyGenerator],
        *,
        patience: float = 20.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """*patience*: seconds of silence after which the next generator writes."""
        self._patience = patience
        self._generators = generators
        self._clock = clock
        self._rested = [0.0] * len(generators)

    async def reply(self, prompt: Prompt, /) -> AsyncGenerator[str | Degraded | Used, None]:
        """The pieces of the first generator that gets to its end.

        One that breaks off in the middle is followed by the next on a new line, after a
        `Degraded`; the pieces that a person has read are not taken back.
        """
        last = len(self._generators) - 1
        for place, generator in enumerate(self._generators):
            if place < last and self._clock() < self._rested[place]:
                continue
            written = ""
            try:
                limit = None if place == last else self._patience
                async with (
                    aclosing(generator.reply(prompt)) as source,
                    aclosing(_in_time(source, limit)) as pieces,
                ):
                    async for piece in pieces:
                        written += piece if isinstance(piece, str) else ""
                        yield piece
                        if _repeats(written):  # a small model would go on so for ever
                            log.info("a reply was ended that went in circles", place=place)
                            break
            except Exception as error:
                # Whatever a generator raises, the person still gets an answer from the next.
                if place == last:
                    raise
                if not isinstance(error, PromptRefused):
                    self._rested[place] = self._clock() + _REST
                code = error.code if isinstance(error, MaumError) else ReplyError.code
                log.warning("generator failed", place=place, code=code, **described(error))
                yield Degraded(Stage.REPLY, FellBack.code)
                if written.strip():
                    yield "…\n\n"
                continue
            if written.strip() or place == last:
                return
        raise ReplyError("no generator wrote anything")


def _repeats(written: str) -> bool:
    """Whether *written* ends in the same words over and over."""
    tail = "".join(written[-_LOOKED_AT:].split())
    return any(
        tail.endswith(tail[-size:] * _OFTEN) for size in range(_PHRASE, len(tail) // _OFTEN + 1)
    )


async def _in_time(
    pieces: AsyncGenerator[str | Degraded | Used, None], limit: float | None
) -> AsyncGenerator[str | Degraded | Used, None]:
    """*pieces*; raises `TimeoutError` where the next one does not come within *limit* seconds."""
    while True:
        try:
            async with asyncio.timeout(limit):
                piece = await anext(pieces)
        except StopAsyncIteration:
            return
        yield piece
