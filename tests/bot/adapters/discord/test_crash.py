"""Broken off at every step of an answer, maum answers every message once."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from scenes.backends import Growing, Introduced
from scenes.discord import Run
from servers.discord import Discord, Fault, Person

from bot.testing import MemoryInbox

STEPS = [
    "before receive", "after receive", "before intend", "after intend", "before sent",
    "after sent", "before finish", "after finish",
]  # fmt: skip


class Doomed:
    """An inbox that stands still for ever before or after one of its steps."""

    def __init__(self, inbox: MemoryInbox, step: str) -> None:
        self._inbox = inbox
        self._when, _, self._step = step.partition(" ")
        self.met = asyncio.Event()

    def __getattr__(self, step: str) -> Any:
        work = getattr(self._inbox, step)

        async def call(*given: Any, **named: Any) -> Any:
            if self.met.is_set() or (step, self._when) == (self._step, "before"):
                await self._stand_still()
            found = await work(*given, **named)
            if step == self._step:
                await self._stand_still()
            return found

        return call

    async def _stand_still(self) -> None:
        self.met.set()
        await asyncio.Event().wait()


class Asked(Introduced):
    """A store whose inbox is doomed."""

    def __init__(self, step: str) -> None:
        super().__init__()
        self.kept = self.inbox
        self.inbox = self.doom = Doomed(self.kept, step)  # type: ignore[assignment]


class Lengthy:
    """Answers with two messages, so that the first is noted before the second is intended."""

    async def reply(self, prompt: Any, /) -> AsyncIterator[str]:
        yield f"[{prompt.message}] " * 600


@pytest.mark.parametrize("step", STEPS)
async def test_an_answer_that_was_broken_off_is_finished_once(
    server: Discord, mina: Person, maum: Run, step: str
) -> None:
    store = Asked(step)
    async with maum(store=store, generator=Lengthy(), settings={"grace": 0}):
        mina.says("하나")
        await store.doom.met.wait()
    store.inbox = store.kept
    await finish(server, mina, maum, store)


@pytest.mark.parametrize("when", ["before", "after"])
async def test_a_message_whose_fate_is_unknown_is_sent_once(
    server: Discord, mina: Person, maum: Run, when: Any
) -> None:
    store = Introduced()
    hang = server.fail("POST /channels/{channel}/messages", Fault(hang=when))
    async with maum(store=store, generator=Lengthy(), settings={"grace": 0}):
        mina.says("하나")
        await server.until(lambda: hang.met)
    hang.released.set()
    server.forget_nonces()
    await finish(server, mina, maum, store)


async def finish(server: Discord, mina: Person, maum: Run, store: Introduced) -> None:
    """Start once more, and look that all is answered once."""
    async with maum(store=store, generator=Lengthy()):
        await server.until(lambda: len(mina.chat.texts) >= 2)
        mina.says("끝")
        await server.until(lambda: "[끝]" in mina.chat.texts[-1])
    shown = " ".join(mina.chat.texts).split()
    assert shown.count("[하나]") == 600
    assert len(mina.chat.texts) == 4


async def test_a_reply_that_had_begun_to_show_is_completed(
    server: Discord, mina: Person, maum: Run
) -> None:
    store, writer = Introduced(), Growing()
    async with maum(store=store, generator=writer, settings={"grace": 0}):
        mina.says("세어 줘")
        await server.until(lambda: mina.chat.texts)
    async with maum(store=store):
        await server.until(lambda: mina.chat.texts == ["[세어 줘]"])
    assert mina.chat.replies[0].earlier[0] == "하나 …"
