"""What is old goes by itself, where the settings say so."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.events import ChatKey
from bot.protocols import Line
from bot.retention import Retention
from bot.testing import MemoryStore
from config.errors import StoreError

HOME = ChatKey(messenger="web", chat="home", person="1")


def said(days: float) -> Line:
    return Line(speaker="user", text=f"{days}", at=datetime.now(UTC) - timedelta(days=days))


@pytest.mark.parametrize(("days", "left"), [(0, ["40", "1"]), (30, ["1"])])
async def test_what_is_old_is_deleted_at_the_start(days: int, left: list[str]) -> None:
    store = MemoryStore()
    await store.append(HOME, said(40), said(1))
    async with Retention(store, days=days):
        assert [line.text for line in await store.lines(HOME.who)] == left


async def test_a_store_that_fails_keeps_nobody_from_starting() -> None:
    async with Retention(MemoryStore(error=StoreError("x")), days=1):
        pass
