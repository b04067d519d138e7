"""Waiting for something to happen, from any thread."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

Found = TypeVar("Found")


class Watched:
    """Something that changes under a lock, and tells those who watch it."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self._changed = threading.Condition(self.lock)
        self._watchers: set[Callable[[], object]] = set()

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Change something; whoever waits looks again afterwards."""
        with self.lock:
            yield
        self.notify()

    def notify(self) -> None:
        """Let everybody look again."""
        with self.lock:
            self._changed.notify_all()
            watchers = list(self._watchers)
        for look in watchers:
            look()

    def watch(self, look: Callable[[], object]) -> None:
        """Call *look* after every change, in whatever thread it was made."""
        self._watchers.add(look)

    async def until(self, found: Callable[[], Found], *, seconds: float = 60) -> Found:
        """The first truth of *found*, asked again after every change."""
        loop, changed = asyncio.get_running_loop(), asyncio.Event()

        def tell() -> None:
            loop.call_soon_threadsafe(changed.set)

        self._watchers.add(tell)
        try:
            async with asyncio.timeout(seconds):
                while not (value := self._look(found)):
                    await changed.wait()
                    changed.clear()
                return value
        except TimeoutError:
            raise AssertionError(f"it did not happen; {self.told()}") from None
        finally:
            self._watchers.discard(tell)

    def wait(self, found: Callable[[], Found], *, seconds: float = 60) -> Found:
        """As `until`, for a caller without a loop."""
        with self.lock:
            value = self._changed.wait_for(found, seconds)
        assert value, f"it did not happen; {self.told()}"
        return value

    def told(self) -> str:
        """What was last heard, for whoever waited in vain."""
        return ""

    def _look(self, found: Callable[[], Found]) -> Found:
        with self.lock:
            return found()
