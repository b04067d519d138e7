"""What was acknowledged survives `kill -9`."""

import sqlite3
from collections import Counter
from pathlib import Path
from random import Random

from bot.store.database import Database

KILLS = 5


async def test_acknowledged_lines_survive_a_kill(file: Path, url: str, lives) -> None:
    random = Random(20260301)
    kept: list[str] = []
    talking = lives("appending.py", url)
    for run in range(KILLS):
        kept += talking.until_killed(str(run), lines=random.randrange(1, 60))
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
