"""Opens and closes a database so often; tells whether that took Alembic."""

import asyncio
import sys

from bot.store.database import Database


async def main(url: str, times: int) -> None:
    for _ in range(times):
        async with Database(url):
            print("alembic:", "alembic" in sys.modules)  # noqa: T201 - read by the test


asyncio.run(main(sys.argv[1], int(sys.argv[2])))
