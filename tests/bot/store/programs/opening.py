"""Opens and closes a database; tells whether that took Alembic."""

import asyncio
import sys

from bot.store.database import Database


async def main(url: str) -> None:
    async with Database(url):
        print("alembic:", "alembic" in sys.modules)  # noqa: T201 - read by the test


asyncio.run(main(sys.argv[1]))
