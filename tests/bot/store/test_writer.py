"""Group commit, with a list as the disk."""

import asyncio
from collections.abc import Sequence

import pytest

from bot.store.failures import Refused
from bot.store.writer import MOST, Writer
from config.errors import StoreError


class Disk:
    """Takes a batch whenever it is let; refuses a batch with a bad word, breaks on command."""

    def __init__(self, *, broken: bool = False) -> None:
        self.batches: list[list[str]] = []
        self.tries = 0
        self.free = asyncio.Event()
        self.free.set()
        self.broken = broken

    @property
    def items(self) -> list[str]:
        return [item for batch in self.batches for item in batch]

    async def write(self, batch: Sequence[str]) -> None:
        self.tries += 1
        await self.free.wait()
        if self.broken:
            raise StoreError("the disk is full")
        if "bad" in batch:
            raise Refused("not this")
        self.batches.append(list(batch))


async def turn_over() -> None:
    """Let every other task go as far as it can."""
    for _ in range(10):
        await asyncio.sleep(0)


async def test_one_item_is_written_at_once() -> None:
    disk = Disk()
    async with Writer(disk.write) as writer:
        await writer.put("a")
        assert disk.batches == [["a"]]


async def test_what_arrives_while_writing_shares_the_next_batch() -> None:
    disk = Disk()
    disk.free.clear()
    async with Writer(disk.write) as writer, asyncio.TaskGroup() as callers:
        callers.create_task(writer.put("first"))
        await turn_over()
        for number in range(MOST + 10):
            callers.create_task(writer.put(str(number)))
        await turn_over()
        disk.free.set()
    assert [len(batch) for batch in disk.batches] == [1, MOST, 10]
    assert disk.items == ["first", *map(str, range(MOST + 10))]


async def test_nothing_is_acknowledged_before_it_is_written() -> None:
    disk = Disk()
    disk.free.clear()
    async with Writer(disk.write) as writer:
        putting = asyncio.create_task(writer.put("a"))
        await turn_over()
        assert not putting.done()
        disk.free.set()
        await putting


async def test_a_refused_item_costs_only_itself() -> None:
    disk = Disk()
    async with Writer(disk.write) as writer:
        results = await asyncio.gather(*map(writer.put, ["a", "bad", "b"]), return_exceptions=True)
        await writer.put("c")
    assert [type(result) for result in results] == [type(None), Refused, type(None)]
    assert disk.items == ["a", "b", "c"]


async def test_a_broken_disk_is_tried_once_a_batch() -> None:
    disk = Disk(broken=True)
    async with Writer(disk.write) as writer:
        results = await asyncio.gather(*map(writer.put, "abc"), return_exceptions=True)
        assert all(isinstance(result, StoreError) for result in results)
        assert disk.tries == 1
        disk.broken = False
        await writer.put("d")
    assert disk.batches == [["d"]]


async def test_a_cancelled_caller_has_still_put_its_item() -> None:
    disk = Disk()
    disk.free.clear()
    async with Writer(disk.write) as writer:
        putting = asyncio.create_task(writer.put("a"))
        await turn_over()
        putting.cancel()
        await turn_over()
        disk.free.set()
        await writer.put("b")
    assert disk.items == ["a", "b"]


async def test_leaving_the_block_writes_what_waits() -> None:
    disk = Disk()
    disk.free.clear()
    async with Writer(disk.write) as writer:
        putting = [asyncio.create_task(writer.put(str(number))) for number in range(300)]
        await turn_over()
        disk.free.set()
    await asyncio.gather(*putting)
    assert len(disk.items) == 300


async def test_a_closed_writer_takes_nothing() -> None:
    disk = Disk()
    async with Writer(disk.write) as writer:
        pass
    with pytest.raises(StoreError, match="closed"):
        await writer.put("a")
    assert disk.batches == []


async def test_nobody_waits_for_a_writer_that_broke() -> None:
    async def write(batch: Sequence[str]) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        async with Writer(write) as writer:
            with pytest.raises(StoreError, match="closed"):
                await writer.put("a")
