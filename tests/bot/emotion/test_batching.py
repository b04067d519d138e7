"""Batches form while others are in work; nobody waits for company."""

import asyncio
import threading
from collections.abc import Callable, Sequence

import pytest

from bot.emotion.batching import Batcher
from config.errors import EmotionBusy, EmotionError


class Reader:
    """Reads each text as its capitals, when it is let; remembers what it was asked together."""

    def __init__(self, *, refusing: str = "") -> None:
        self.batches: list[list[str]] = []
        self.started = threading.Semaphore(0)
        self.gate = threading.Semaphore(0)
        self.refusing = refusing

    def __call__(self, texts: Sequence[str]) -> list[str]:
        self.batches.append(list(texts))
        self.started.release()
        assert self.gate.acquire(timeout=20)
        if self.refusing in texts:
            raise EmotionError("cannot read one of these")
        return [text.upper() for text in texts]

    def let(self, batches: int = 1) -> None:
        """Let so many batches through."""
        self.gate.release(batches)

    async def begun(self) -> None:
        """Return when the next batch is in work."""
        assert await asyncio.to_thread(self.started.acquire, timeout=20)


def asking(batcher: Batcher[str], *texts: str) -> list[asyncio.Task[str]]:
    return [asyncio.create_task(batcher.ask(text)) for text in texts]


async def test_one_caller_is_read_at_once_and_alone() -> None:
    reader = Reader()
    batcher = Batcher(reader)
    reader.let()
    assert await batcher.ask("a") == "A"
    assert reader.batches == [["a"]]


async def test_what_arrives_meanwhile_is_read_together() -> None:
    reader = Reader()
    batcher = Batcher(reader)
    first = asking(batcher, "a")
    await reader.begun()
    others = asking(batcher, "b", "c", "d")
    await asyncio.sleep(0)
    reader.let(2)
    assert await asyncio.gather(*first, *others) == ["A", "B", "C", "D"]
    assert reader.batches == [["a"], ["b", "c", "d"]]


async def test_a_batch_has_its_limit_and_texts_of_one_length() -> None:
    reader = Reader()
    batcher = Batcher(reader, most=2)
    first = asking(batcher, "a")
    await reader.begun()
    others = asking(batcher, "b" * 100, "c", "d" * 90, "e", "f")
    await asyncio.sleep(0)
    reader.let(9)
    await asyncio.gather(*first, *others)
    assert reader.batches == [["a"], ["b" * 100, "d" * 90], ["c", "e"], ["f"]]


async def test_who_is_cancelled_leaves_the_line_and_costs_nobody() -> None:
    reader = Reader()
    batcher = Batcher(reader)
    (working,) = asking(batcher, "a")
    await reader.begun()
    gone, stays = asking(batcher, "b", "c")
    await asyncio.sleep(0)
    gone.cancel()
    working.cancel()
    await asyncio.wait([gone, working])
    reader.let(2)
    assert await stays == "C"
    assert reader.batches == [["a"], ["c"]]


async def test_beyond_its_room_it_refuses() -> None:
    reader = Reader()
    batcher = Batcher(reader, room=2)
    first = asking(batcher, "a")
    await reader.begun()
    waiting = asking(batcher, "b", "c")
    await asyncio.sleep(0)
    with pytest.raises(EmotionBusy) as refused:
        await batcher.ask("d")
    assert refused.value.code == "emotion.busy"
    reader.let(2)
    assert await asyncio.gather(*first, *waiting) == ["A", "B", "C"]


async def test_a_text_that_cannot_be_read_costs_only_itself() -> None:
    reader = Reader(refusing="bad")
    batcher = Batcher(reader)
    first = asking(batcher, "a")
    await reader.begun()
    good, bad, better = asking(batcher, "b", "bad", "c")
    await asyncio.sleep(0)
    reader.let(9)
    assert await asyncio.gather(*first, good, better) == ["A", "B", "C"]
    with pytest.raises(EmotionError):
        await bad


@pytest.mark.parametrize("broken", [lambda texts: texts[1:], lambda texts: 1 / 0])
async def test_a_broken_reader_leaves_nobody_waiting(
    broken: Callable[[Sequence[str]], list[str]],
) -> None:
    batcher: Batcher[str] = Batcher(broken)
    for _ in range(2):
        with pytest.raises((ValueError, ZeroDivisionError)):
            await batcher.ask("a")


async def test_no_task_is_left_when_nobody_waits() -> None:
    before = asyncio.all_tasks()
    reader = Reader()
    reader.let()
    await Batcher(reader).ask("a")
    assert asyncio.all_tasks() == before


async def test_closing_waits_for_what_is_in_work_and_refuses_the_rest() -> None:
    before = asyncio.all_tasks()
    reader = Reader()
    batcher = Batcher(reader)
    (working,) = asking(batcher, "a")
    await reader.begun()
    (waiting,) = asking(batcher, "b")
    await asyncio.sleep(0)
    closing = asyncio.create_task(batcher.close())
    with pytest.raises(EmotionBusy):
        await waiting
    reader.let()
    await closing
    assert await working == "A"
    assert asyncio.all_tasks() == before
