"""What generators with a model of their own have in common."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import AsyncGenerator, Callable
from threading import Event
from typing import Self

from bot.dialogue.local.network import Network
from bot.dialogue.local.sampling import Sampling
from bot.protocols import Prompt
from config.errors import ReplyError


class LocalWriter(ABC):
    """Writes with one network, one reply at a time; who comes meanwhile waits.

    An async context manager: the network is loaded on entering, which takes seconds.
    """

    def __init__(self, sampling: Sampling) -> None:
        self._sampling = sampling
        self._network: Network | None = None
        self._turn = asyncio.Lock()

    async def __aenter__(self) -> Self:
        self._network = await asyncio.to_thread(self.load)
        return self

    async def __aexit__(self, *_: object) -> None:
        self._network = None

    @property
    def network(self) -> Network:
        """What writes."""
        assert self._network is not None, "enter the writer first"
        return self._network

    async def reply(self, prompt: Prompt, /) -> AsyncGenerator[str, None]:
        """The words as they are written; the network stops within a token of being left.

        Raises `ReplyError`, also when nothing was written.
        """
        network = self.network
        ids = self.tokens(network, prompt)
        written = False
        async with self._turn:
            pieces = streamed(lambda hand, stop: network.write(ids, self._sampling, hand, stop))
            try:
                async for piece in pieces:
                    written = written or bool(piece.strip())
                    yield piece
            finally:
                await pieces.aclose()
        if not written:
            raise ReplyError("the model wrote nothing")

    @abstractmethod
    def load(self) -> Network:
        """The network, loaded; blocks, raises `ConfigError`."""

    @abstractmethod
    def tokens(self, network: Network, prompt: Prompt) -> list[int]:
        """What the network continues; raises `PromptRefused`."""


async def streamed(
    write: Callable[[Callable[[str], None], Event], None],
) -> AsyncGenerator[str, None]:
    """What *write* hands over from a thread; leaving sets its event and waits for its end."""
    loop, stop = asyncio.get_running_loop(), Event()
    pieces: asyncio.Queue[str | None] = asyncio.Queue()

    def hand(piece: str) -> None:
        loop.call_soon_threadsafe(pieces.put_nowait, piece)

    writing = asyncio.create_task(asyncio.to_thread(write, hand, stop))
    writing.add_done_callback(lambda _: pieces.put_nowait(None))
    try:
        while (piece := await pieces.get()) is not None:
            yield piece
        await writing
    finally:
        stop.set()
        await asyncio.wait([writing])
