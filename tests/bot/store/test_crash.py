"""What was acknowledged survives `kill -9`."""

import sqlite3
from collections import Counter
from pathlib import Path
from random import Random
from typing import IO

from bot.store.database import Database

KILLS = 5


def acknowledged(stdout: IO[str], *, at_least: int) -> list[str]:
    """Names until there are *at_least* so many; more may be on their way."""
    return [stdout.readline().strip() for _ in range(at_least)]


async def test_acknowledged_lines_survive_a_kill(file: Path, url: str, program) -> None:
    random = Random(20260301)
    kept: list[str] = []
    for run in range(KILLS):
        with program("appending.py", url, str(run)) as talking:
            kept += acknowledged(talking.stdout, at_least=random.randrange(1, 60))
            talking.kill()
            # What was printed before the kill was acknowledged too; the last may be cut short.
            kept += [line.strip() for line in talking.stdout if line.endswith("\n")]
        assert talking.returncode == -9, talking.stderr.read()

        async with Database(url) as store:
            lines = [line for one in await store.people() for line in await store.lines(one.who)]
        found = Counter(line.text.rstrip("!") for line in lines)
        assert set(kept) <= set(found)
        assert set(found.values()) == {2}, "a line and its answer are kept together"
        assert all(len(line.text.lstrip("0123456789-")) == 3000 for line in lines)
        with sqlite3.connect(file) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        connection.close()
