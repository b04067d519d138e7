"""What only a database does; what every store does stands in ``tests/contracts``."""

import asyncio
import stat
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from bot.events import ChatKey
from bot.protocols import Line
from bot.store.database import Database
from bot.store.failures import Refused


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


async def test_history_survives_closing(url: str, chat: ChatKey, said) -> None:
    async with Database(url) as store:
        await store.meet(chat)
        await store.append(chat, said("a"))
    async with Database(url) as store:
        assert list(await store.history(chat, limit=9)) == [said("a")]
        assert await store.meet(chat) is False


async def test_a_store_can_be_opened_again(url: str, chat: ChatKey, said) -> None:
    store = Database(url)
    for number in range(2):
        async with store:
            await store.append(chat, said(str(number)))
            assert len(await store.history(chat, limit=9)) == number + 1


async def test_file_and_folder_are_the_owners_alone(file: Path, url: str, chat, said) -> None:
    async with Database(url) as store:
        await store.append(chat, said("a"))
        assert mode(file.parent) == 0o700
        assert {path.name: mode(path) for path in file.parent.iterdir()} == {
            "maum.db": 0o600,
            "maum.db-wal": 0o600,
            "maum.db-shm": 0o600,
        }


async def test_commits_are_durable_and_deletions_overwrite(url: str) -> None:
    def pragmas_of(connection: Connection) -> dict[str, object]:
        return {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        }

    async with Database(url) as store:
        pragmas = await store._threads.read(pragmas_of)
    assert pragmas == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
    }


async def test_half_a_surrogate_pair_and_nul_become_the_replacement_character(
    url: str, chat: ChatKey, said
) -> None:
    async with Database(url) as store:
        await store.append(chat, said("a\ud83db\0c"), said("\ud83d\ude42"))
        assert [line.text for line in await store.history(chat, limit=9)] == [
            "a\ufffdb\ufffdc",
            "🙂",
        ]


async def test_appending_nothing_makes_nobody_known(url: str, chat: ChatKey) -> None:
    async with Database(url) as store:
        await store.append(chat)
        assert await store.people() == []


async def test_a_line_without_a_time_zone_costs_only_itself(url: str, chat, said) -> None:
    timeless = Line(speaker="user", text="x", at=datetime(2026, 3, 1))  # noqa: DTZ001
    async with Database(url) as store:
        results = await asyncio.gather(
            store.append(chat, said("a")),
            store.append(chat, timeless),
            store.append(chat, said("b")),
            return_exceptions=True,
        )
        assert [type(result) for result in results] == [type(None), Refused, type(None)]
        assert [line.text for line in await store.history(chat, limit=9)] == ["a", "b"]


async def test_600_at_once_all_succeed_over_two_stores_of_one_file(url: str, said) -> None:
    async with Database(url) as one, Database(url) as other:
        chats = [ChatKey(messenger="web", chat="home", person=str(n % 30)) for n in range(600)]
        await asyncio.gather(
            *(store.append(key, said("a")) for key in chats[:300] for store in (one, other))
        )
        met = await asyncio.gather(
            *(store.meet(key) for key in chats[:30] for store in (one, other))
        )
        assert sum(met) == 30
        assert sum(person.messages for person in await one.people()) == 600


async def test_cancelled_work_leaves_the_store_usable(url: str, chat: ChatKey, said) -> None:
    async with Database(url) as store:
        for steps in range(30):
            work = [
                asyncio.create_task(store.meet(chat)),
                asyncio.create_task(store.append(chat, said(str(steps)))),
                asyncio.create_task(store.history(chat, limit=5)),
            ]
            for _ in range(steps):
                await asyncio.sleep(0)
            for task in work:
                task.cancel()
            await asyncio.gather(*work, return_exceptions=True)
        await store.append(chat, said("after"))
        texts = [line.text for line in await store.history(chat, limit=99)]
        assert texts[-1] == "after"
        assert len(texts) == len(set(texts))
