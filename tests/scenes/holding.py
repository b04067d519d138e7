"""What a messenger's adapter still has in memory."""

import asyncio
import gc

from bot.adapters.messaging.note import Note


async def let_go(word: str) -> None:
    """Return when no note holds *word* any more; what is being finished may do so for a moment."""
    async with asyncio.timeout(60):
        while any(isinstance(one, Note) and word in one.text for one in gc.get_objects()):  # noqa: ASYNC110
            await asyncio.sleep(0.01)
