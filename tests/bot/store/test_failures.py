"""Each way in which a database can be of no use has its own sentence, without anybody's words."""

import sqlite3
import traceback
from contextlib import closing
from pathlib import Path

import pytest

from bot.events import ChatKey
from bot.store.database import Database
from config.errors import ConfigError, MaumError, StoreError

MARKER = "면접에서 떨어졌어"


async def opening(url: str) -> MaumError:
    with pytest.raises(MaumError) as caught:
        async with Database(url, busy_timeout=0.05):
            pass
    return caught.value


async def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    for folder in (tmp_path / "file", Path("/proc/maum")):
        error = await opening(f"sqlite:///{folder}/maum.db")
        assert isinstance(error, ConfigError)
        assert f"{folder}/maum.db cannot be written" in str(error)


async def test_a_folder_in_the_files_place(tmp_path: Path) -> None:
    error = await opening(f"sqlite:///{tmp_path}")
    assert isinstance(error, ConfigError)
    assert "cannot be written" in str(error)


async def test_a_file_that_is_not_a_database(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("dear diary\n" * 100)
    error = await opening(f"sqlite:///{file}")
    assert str(error) == "the database file is not a database"
    assert file.read_text() == "dear diary\n" * 100


async def test_a_database_that_another_program_locks(file: Path, url: str) -> None:
    async with Database(url):
        pass
    with closing(sqlite3.connect(file)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        error = await opening(url)
    assert isinstance(error, StoreError)
    assert str(error) == "the database is locked by another program"
    async with Database(url) as store:
        assert await store.people() == []


async def test_a_lock_that_is_held_for_long_costs_only_what_waited(
    file: Path, url: str, chat: ChatKey, said
) -> None:
    async with Database(url, busy_timeout=0.05) as store:
        await store.append(chat, said("before"))
        with closing(sqlite3.connect(file)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(StoreError, match="locked by another program"):
                await store.append(chat, said("meanwhile"))
            assert [line.text for line in await store.history(chat, limit=9)] == ["before"]
        await store.append(chat, said("after"))
        assert [line.text for line in await store.history(chat, limit=9)] == ["before", "after"]


async def test_no_words_in_an_error(file: Path, url: str, chat: ChatKey, said) -> None:
    errors: list[BaseException] = []
    async with Database(url) as store:
        with closing(sqlite3.connect(file)) as other:
            other.execute("DROP TABLE line")
        for asked in (
            store.append(chat, said(MARKER)),
            store.history(ChatKey(messenger="web", chat=MARKER, person=MARKER), limit=1),
            store.lines(f"web:{MARKER}"),
            store.people(),
        ):
            with pytest.raises(StoreError) as caught:
                await asked
            errors.append(caught.value)
    for error in errors:
        assert MARKER not in "".join(traceback.format_exception(error))
