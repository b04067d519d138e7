import asyncio
import json
import stat
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest

from bot.cli import main
from bot.events import ChatKey
from bot.protocols import Line
from bot.store.database import Database

WORDS = "면접에서 떨어졌어"


@pytest.fixture(autouse=True)
def _known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAUM_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    asyncio.run(keep(tmp_path / "home" / "maum.db"))


async def keep(file: Path) -> None:
    async with Database(f"sqlite:///{file}") as store:
        chat = ChatKey(messenger="console", chat="home", person="me")
        await store.append(
            chat, Line(speaker="user", text=WORDS, at=datetime(2026, 3, 1, tzinfo=UTC))
        )


def test_the_file_holds_what_was_said(tmp_path: Path) -> None:
    file = tmp_path / "me.zip"
    assert main(["export", "console:me", "--out", str(file)]) == 0
    with ZipFile(file) as zipped:
        assert [line["text"] for line in json.loads(zipped.read("maum.json"))["lines"]] == [WORDS]
        assert WORDS in zipped.read("maum.html").decode()
        assert '<html lang="ko">' in zipped.read("maum.html").decode()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_the_page_is_in_the_language_that_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAUM_LANGUAGE", "en")
    assert main(["export", "console:me", "--out", "me.zip"]) == 0
    with ZipFile("me.zip") as zipped:
        assert '<html lang="en">' in zipped.read("maum.html").decode()


@pytest.mark.parametrize("who", ["console:you", "me", "", "console:\udcff"])
def test_somebody_unknown_is_an_error_with_a_code(
    who: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", who, "--out", "me.zip"]) == 1
    assert capsys.readouterr().err.startswith("maum: usage.person: ")
    assert not Path("me.zip").exists()


def test_a_file_that_cannot_be_written_is_said_and_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", "console:me", "--out", "missing/me.zip"]) == 2
    assert "missing/me.zip cannot be written" in capsys.readouterr().err
    (tmp_path / "folder").mkdir()
    assert main(["export", "console:me", "--out", "folder"]) == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "home"]


def test_an_earlier_file_is_replaced(tmp_path: Path) -> None:
    file = tmp_path / "me.zip"
    file.write_text("earlier")
    assert main(["export", "console:me", "--out", str(file)]) == 0
    assert ZipFile(file).testzip() is None
