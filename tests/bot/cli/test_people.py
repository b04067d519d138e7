import asyncio
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.cli import main
from bot.events import ChatKey
from bot.protocols import Line
from bot.store.database import Database

WORDS = "면접에서 떨어졌어"


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAUM_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.chdir(tmp_path)


def keep(messenger: str, person: str, *, day: int) -> None:
    async def write() -> None:
        async with Database(f"sqlite:///{Path.cwd() / 'home' / 'maum.db'}") as store:
            chat = ChatKey(messenger=messenger, chat="home", person=person)
            for speaker in ("user", "companion"):
                at = datetime(2026, 3, day, 12, tzinfo=UTC)
                await store.append(chat, Line(speaker=speaker, text=WORDS, at=at))

    asyncio.run(write())


def test_everybody_is_listed_latest_first(capsys: pytest.CaptureFixture[str]) -> None:
    keep("console", "me", day=1)
    keep("telegram", "123456", day=2)
    keep("console", "me", day=3)
    assert main(["people"]) == 0
    assert [line.split() for line in capsys.readouterr().out.splitlines()] == [
        ["who", "messages", "first", "last"],
        ["console:me", "2", "2026-03-01", "12:00", "2026-03-03", "12:00"],
        ["telegram:123456", "1", "2026-03-02", "12:00", "2026-03-02", "12:00"],
    ]


def test_json_is_one_person_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    keep("console", "me", day=1)
    keep("web", "a\x1b[31m", day=2)
    assert main(["people", "--json"]) == 0
    people = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [one["who"] for one in people] == ["web:a\x1b[31m", "console:me"]
    assert people[1] == {
        "who": "console:me",
        "messenger": "console",
        "messages": 1,
        "first": "2026-03-01T12:00:00+00:00",
        "last": "2026-03-01T12:00:00+00:00",
    }


def test_no_word_of_anybody_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    keep("console", "me", day=1)
    assert main(["people"]) == main(["people", "--json"]) == 0
    printed = capsys.readouterr()
    assert WORDS not in printed.out + printed.err


def test_an_id_cannot_move_the_cursor(capsys: pytest.CaptureFixture[str]) -> None:
    keep("web", "a\x1b[31m", day=1)
    assert main(["people"]) == 0
    assert "\x1b" not in capsys.readouterr().out


def test_nobody_is_known_at_first(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["people", "--json"]) == 0
    assert capsys.readouterr().out == ""
    assert main(["people"]) == 0
    assert capsys.readouterr().out.split() == ["who", "messages", "first", "last"]


def test_a_database_that_cannot_be_used_is_said(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "mysql://me:secret@host/maum")
    assert main(["people"]) == 2
    printed = capsys.readouterr().err
    assert "sqlite:///" in printed
    assert "secret" not in printed
