"""What the guard's network adds, in time or not at all.

The network (`bot.care.network`) is loaded and run in one thread of its own. A message waits for it for
a fraction of the time that help may take; where it is missing, broken, busy or still being loaded,
the lexicon's judgement stands.
"""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Protocol, Self

import structlog

from bot.care.lexicon import Kind
from bot.events import Level
from config.logs import described

log = structlog.get_logger("maum.care")

Passage = Sequence[str]
"""Wordings of one passage of a message, such as with and without what an idiom covers: only what every
one of them says is believed."""

PATIENCE = 0.15
"""Seconds; a usual message takes a tenth of it. Help goes out within 0.3 with all parts down."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """How grave the network finds a message, and what it is about."""

    level: Level
    """Never `Level.NONE`."""
    kind: Kind


class Reader(Protocol):
    """The network."""

    def read(self, passages: Sequence[Passage], /) -> Opinion | None:
        """The gravest of *passages*; None where all are harmless. Blocks, may raise anything."""
        ...


class Opinions:
    """Asks a reader. An async context manager: the reader is loaded while it is open."""

    def __init__(
        self, load: Callable[[], Reader] | None = None, *, patience: float = PATIENCE
    ) -> None:
        """*load* makes the reader, by default maum's own network; it blocks.

        *patience* is how many seconds an opinion may take.
        """
        self._load = load or _shipped
        self._patience = patience
        self._thread = ThreadPoolExecutor(1, "maum-guard")
        self._reader: Future[Reader | None] | None = None

    async def __aenter__(self) -> Self:
        self._reader = self._thread.submit(self._loaded)
        return self

    async def __aexit__(self, *_: object) -> None:
        await asyncio.to_thread(self._thread.shutdown, cancel_futures=True)

    async def ready(self) -> bool:
        """Whether there is a reader, once that is known."""
        assert self._reader is not None, "it is not open"
        return await asyncio.wrap_future(self._reader) is not None

    async def ask(self, passages: Sequence[Passage], /) -> Opinion | None:
        """The opinion on *passages*; None where it is none, or none in time. Never raises."""
        try:
            async with asyncio.timeout(self._patience):
                return await asyncio.wrap_future(self._thread.submit(self._read, passages))
        except TimeoutError:
            log.info("the guard's network was not in time")
        except RuntimeError:
            log.info("the guard's network is closed")
        return None

    def _loaded(self) -> Reader | None:
        try:
            return self._load()
        except Exception as error:
            log.error("the guard's network cannot be loaded", **described(error))
            return None

    def _read(self, passages: Sequence[Passage]) -> Opinion | None:
        # It is loaded by then: the thread does one thing after another.
        reader = self._reader.result() if self._reader else None
        try:
            return reader.read(passages) if reader else None
        except Exception as error:
            log.error("the guard's network failed", **described(error))
            return None


def _shipped() -> Reader:
    from bot.care.network import shipped  # loads numpy and onnxruntime

    return shipped()
