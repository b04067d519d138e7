"""Commands on a companion of scripted backends."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import pytest
from scenes.reading import Reader

from bot.commands import Answer, Commands
from bot.companion import Companion
from bot.conversations import Conversations
from bot.events import ChatKey, Incoming


class Asking:
    """A person who types commands."""

    chat = ChatKey(messenger="test", chat="1", person="1")
    other = ChatKey(messenger="test", chat="2", person="2")

    def __init__(self, conversations: Conversations) -> None:
        self.conversations = conversations
        self.commands = Commands(conversations)
        self.store = conversations.companion.parts.store
        self.written = Reader()

    async def answer(self, text: str, *, language: str = "ko") -> Answer | None:
        """What maum's commands answer to *text*."""
        return await self.commands.answer(Incoming(chat=self.chat, text=text, language=language))

    async def __call__(self, text: str, *, language: str = "ko") -> Answer:
        """The same, where *text* is a command."""
        answer = await self.answer(text, language=language)
        assert answer is not None
        return answer


@pytest.fixture
def asking(
    companion_of: Callable[..., Companion],
) -> Callable[..., AbstractAsyncContextManager[Asking]]:
    """``async with asking(store=…) as ask``: a person before a companion of the given parts."""

    @asynccontextmanager
    async def open_with(**parts: object) -> AsyncIterator[Asking]:
        async with Conversations(companion_of(**parts), settle=0) as conversations:
            yield Asking(conversations)

    return open_with


@pytest.fixture
async def ask(asking: Callable[..., AbstractAsyncContextManager[Asking]]) -> AsyncIterator[Asking]:
    async with asking() as one:
        yield one
