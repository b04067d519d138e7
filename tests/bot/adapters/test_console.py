"""Commands on the console; its turns are tested through ``maum chat``."""

import io
import json
import stat
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

from bot.adapters.console import CHAT, Console, JsonLines, Printer, Prose
from bot.commands import Commands
from bot.companion import Companion
from bot.conversations import Conversations

Build = Callable[..., Companion]


class Typed(io.RawIOBase):
    """What was typed, line by line."""

    def __init__(self, text: str) -> None:
        self._lines = io.BytesIO(text.encode())

    def readline(self, size: int | None = -1, /) -> bytes:
        return self._lines.readline()


async def talk(
    companion: Companion, text: str, printer: Callable[[io.StringIO], Printer], folder: Path
) -> str:
    out = io.StringIO()
    async with Conversations(companion, settle=0) as talks:
        console = Console(
            printer=printer(out),
            source=Typed(text),
            prompt=lambda: None,
            commands=Commands(talks),
            folder=folder,
        )
        await console.run(talks)
    return out.getvalue()


async def test_each_command_is_answered_with_a_line_and_an_end(
    companion_of: Build, tmp_path: Path
) -> None:
    told = await talk(companion_of(), "/voice\n면접에서 떨어졌어\n/why\n", JsonLines, tmp_path)
    events = [json.loads(line) for line in told.splitlines()]
    assert [event["event"] for event in events[:3]] == ["answered", "ended", "felt"]
    assert events[0]["choices"][0] == {"label": "말할 때만", "command": "/voice auto"}
    assert [event["event"] for event in events[-2:]] == ["answered", "ended"]
    assert "슬픔으로 읽었어요" in events[-2]["text"]


async def test_a_person_sees_what_may_be_typed_next(companion_of: Build, tmp_path: Path) -> None:
    told = await talk(companion_of(), "/voice\n", lambda out: Prose(out, "ko"), tmp_path)
    assert "   /voice never  끄기\n" in told


async def test_what_speaks_of_danger_reaches_care(companion_of: Build, tmp_path: Path) -> None:
    told = await talk(companion_of(), "/help 죽고 싶어\n", lambda out: Prose(out, "ko"), tmp_path)
    assert "109" in told
    assert "/voice" not in told


async def test_an_export_lies_in_the_folder_and_overwrites_nothing(
    companion_of: Build, tmp_path: Path
) -> None:
    told = await talk(companion_of(), "안녕\n/export\n/export\n", JsonLines, tmp_path)
    saved = [json.loads(line)["saved"] for line in told.splitlines() if '"saved"' in line]
    assert len(set(saved)) == 2
    for path in map(Path, saved):
        assert path.parent == tmp_path
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert "maum.json" in ZipFile(path).namelist()


async def test_a_folder_that_takes_no_file_is_told(companion_of: Build, tmp_path: Path) -> None:
    told = await talk(companion_of(), "안녕\n/export\n/voice\n", JsonLines, tmp_path / "gone")
    assert "cannot be written" in told
    assert '"saved"' not in told
    assert told.count('"answered"') == 2


async def test_the_console_is_one_person() -> None:
    assert CHAT.who == "console:me"
