"""A turn as a block: its edge, its reader, and that it leaves nothing behind."""

import asyncio

import pytest

from bot.events import Delta, Ended, Failed, Replied
from bot.turn import Turn
from config.errors import ReplyError


async def test_what_goes_wrong_inside_ends_the_turn_with_its_code() -> None:
    async def play(turn: Turn) -> None:
        await turn.emit(Delta("a"))
        raise ReplyError("no server")

    async with Turn(play) as turn:
        assert [event async for event in turn] == [Delta("a"), Failed("reply")]


async def test_a_bug_inside_ends_the_turn_without_a_traceback_for_the_person() -> None:
    async def play(_turn: Turn) -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(_break())

    async def _break() -> None:
        raise ZeroDivisionError

    async with Turn(play) as turn:
        assert [event async for event in turn] == [Failed("maum")]


class Untidy:
    """Goes on for ever, and takes a moment to clean up."""

    cleaned_up = False

    async def play(self, turn: Turn) -> None:
        try:
            await turn.emit(Delta("a"))
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0)
            self.cleaned_up = True


async def test_leaving_the_block_stops_the_work_and_waits_for_its_cleaning_up() -> None:
    work = Untidy()
    async with Turn(work.play) as turn:
        assert await anext(turn) == Delta("a")
    assert work.cleaned_up
    assert len(asyncio.all_tasks()) == 1


async def test_a_slow_reader_slows_the_work_down() -> None:
    written = 0

    async def play(turn: Turn) -> None:
        nonlocal written
        for written in range(1, 1001):  # noqa: B007 - read by the test
            await turn.emit(Delta("x"))

    async with Turn(play) as turn:
        await anext(turn)
        for _ in range(100):
            await asyncio.sleep(0)
        assert written < 50


async def test_only_what_the_reader_took_counts_as_delivered() -> None:
    async def play(turn: Turn) -> None:
        for piece in "abcdef":
            await turn.emit(Delta(piece))

    async with Turn(play) as turn:
        await anext(turn)
        await anext(turn)
        assert turn.delivered == "ab"


async def test_the_work_can_wait_until_all_was_taken() -> None:
    steps: list[object] = []

    async def play(turn: Turn) -> None:
        await turn.emit(Replied("a"))
        await turn.drained()
        steps.append("drained")

    async with Turn(play) as turn:
        await asyncio.sleep(0)
        assert steps == []
        assert await anext(turn) == Replied("a")
        assert await anext(turn) == Ended()
        assert steps == ["drained"]


async def test_a_turn_that_is_over_stays_over() -> None:
    async def play(_turn: Turn) -> None:
        return

    async with Turn(play) as turn:
        assert await anext(turn) == Ended()
        with pytest.raises(StopAsyncIteration):
            await anext(turn)


async def test_cancelling_the_reader_still_waits_for_the_work() -> None:
    work = Untidy()

    async def read() -> None:
        async with Turn(work.play) as turn:
            async for _ in turn:
                pass

    reading = asyncio.create_task(read())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading
    assert work.cleaned_up


async def test_a_part_that_cancels_itself_does_not_hang_the_reader() -> None:
    async def play(_turn: Turn) -> None:
        raise asyncio.CancelledError

    async with Turn(play) as turn:
        assert [event async for event in turn] == [Failed("maum")]
