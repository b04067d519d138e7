"""Texts wait their turn; nobody is read by the company they are in."""

import asyncio
import threading

import pytest

from bot.emotion.line import Line
from config.errors import EmotionBusy, EmotionError


class Reader:
    """Reads each text as its capitals, when it is let; remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.started = threading.Semaphore(0)
        self.gate = threading.Semaphore(0)

    def __call__(self, text: str) -> str:
        self.asked.append(text)
        self.started.release()
        assert self.gate.acquire(timeout=60)
        if text == "bad":
            raise EmotionError("cannot read this")
        return text.upper()

    def let(self, texts: int) -> None:
        """Let so many texts through."""
        self.gate.release(texts)

    async def begun(self) -> None:
        """Return when the next text is in work."""
        assert await asyncio.to_thread(self.started.acquire, timeout=60)


def asking(line: Line[str], *texts: str) -> list[asyncio.Task[str]]:
    return [asyncio.create_task(line.ask(text)) for text in texts]


async def test_texts_are_read_one_at_a_time_as_they_came() -> None:
    reader = Reader()
    line = Line(reader)
    answers = asking(line, "a", "b", "c")
    await reader.begun()
    assert reader.asked == ["a"]
    reader.let(3)
    assert await asyncio.gather(*answers) == ["A", "B", "C"]
    assert reader.asked == ["a", "b", "c"]


async def test_who_is_cancelled_leaves_the_line_and_costs_nobody() -> None:
    reader = Reader()
    line = Line(reader)
    (working,) = asking(line, "a")
    await reader.begun()
    gone, stays = asking(line, "b", "c")
    await asyncio.sleep(0)
    gone.cancel()
    working.cancel()
    await asyncio.wait([gone, working])
    reader.let(2)
    assert await stays == "C"
    assert reader.asked == ["a", "c"]


async def test_beyond_its_room_it_refuses() -> None:
    reader = Reader()
    line = Line(reader, room=2)
    inside = asking(line, "a", "b")
    await reader.begun()
    with pytest.raises(EmotionBusy) as refused:
        await line.ask("c")
    assert refused.value.code == "emotion.busy"
    reader.let(3)
    assert await asyncio.gather(*inside) == ["A", "B"]
    assert await line.ask("d") == "D"


async def test_a_text_that_cannot_be_read_costs_only_itself() -> None:
    reader = Reader()
    reader.let(3)
    good, bad, better = asking(Line(reader), "a", "bad", "b")
    assert await asyncio.gather(good, better) == ["A", "B"]
    with pytest.raises(EmotionError, match="cannot read this"):
        await bad


async def test_closing_answers_who_is_in_line_and_refuses_who_comes_later() -> None:
    reader = Reader()
    line = Line(reader)
    answers = asking(line, "a", "b")
    await reader.begun()
    closing = asyncio.create_task(line.close())
    reader.let(2)
    await closing
    assert await asyncio.gather(*answers) == ["A", "B"]
    with pytest.raises(EmotionBusy, match="closed"):
        await line.ask("c")
