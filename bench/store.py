"""How fast conversations are kept: ``python bench/store.py [FOLDER]``.

Each figure is of durable lines: on the disk, not in a cache. FOLDER is where the database is
made; another disk, other figures.
"""

import asyncio
import subprocess
import sys
import tempfile
from collections.abc import Awaitable
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from bot.events import ChatKey
from bot.protocols import Line
from bot.store.database import Database

LINE = Line(speaker="user", text="오늘 면접을 봤는데 생각보다 괜찮았어. " * 3, at=datetime.now(UTC))


def chat(person: int) -> ChatKey:
    return ChatKey(messenger="bench", chat="home", person=str(person))


async def seconds(work: Awaitable[object]) -> float:
    start = perf_counter()
    await work
    return perf_counter() - start


async def opening(url: str) -> float:
    async def open_and_close() -> None:
        async with Database(url):
            pass

    return await seconds(open_and_close())


async def one_by_one(store: Database, times: int) -> list[float]:
    return [await seconds(store.append(chat(0), LINE)) for _ in range(times)]


async def at_once(store: Database, people: int, times: int) -> float:
    async def talk(person: int) -> None:
        for _ in range(times):
            await store.append(chat(person), LINE)

    return people * times / await seconds(asyncio.gather(*map(talk, range(people))))


def importing() -> float:
    """Seconds that importing the store takes in a fresh interpreter, less the bare one."""

    def run(code: str) -> float:
        start = perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True)
        return perf_counter() - start

    return min(run("import bot.store.database") for _ in range(3)) - min(
        run("pass") for _ in range(3)
    )


async def main(folder: Path) -> None:
    print(f"import                          {importing() * 1e3:8.0f} ms")
    fresh = [await opening(f"sqlite:///{folder}/{number}.db") for number in range(7)]
    print(f"open and close, new             {median(fresh) * 1e3:8.1f} ms")
    current = [await opening(f"sqlite:///{folder}/0.db") for _ in range(15)]
    print(f"open and close, current         {median(current) * 1e3:8.1f} ms")
    async with Database(f"sqlite:///{folder}/0.db") as store:
        await at_once(store, 600, 1)  # everybody is known from here on
        busy = process_time()
        alone = await one_by_one(store, 300)
        busy = process_time() - busy
        print(f"append, one by one              {len(alone) / sum(alone):8.0f} lines/s")
        print(f"  median                        {median(alone) * 1e3:8.2f} ms")
        print(f"  processor time                {busy / len(alone) * 1e3:8.2f} ms")
        print(f"append, 600 at once             {await at_once(store, 600, 10):8.0f} lines/s")
        history = [await seconds(store.history(chat(0), limit=20)) for _ in range(200)]
        print(f"history of 20 lines, median     {median(history) * 1e3:8.2f} ms")
        print(f"people, 600 of them             {await seconds(store.people()) * 1e3:8.1f} ms")
        print(
            f"forget, 311 of 6900 lines       {await seconds(store.forget('bench:0')) * 1e3:8.1f} ms"
        )


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(dir=sys.argv[1] if len(sys.argv) > 1 else None) as made:
        asyncio.run(main(Path(made)))
