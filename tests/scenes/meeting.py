"""Somebody who is no stranger."""

from bot.events import ChatKey
from bot.testing import MemoryStore


async def met(*chats: ChatKey) -> MemoryStore:
    """A store that knows the people of *chats*, who have had the notice."""
    store = MemoryStore()
    for chat in chats:
        await store.meet(chat)
    return store
