"""Commands on a companion of scripted backends."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import pytest

from bot.commands import Answer, Commands
from bot.companion import Companion
from bot.conversations import Conversations
from bot.events import ChatKey, Incoming, TurnEvent


class Written:
    """Collects the events of a turn and lets a test wait for one of a kind."""

    def __init__(self) -> None:
        self.events: list[TurnEvent] = []
        self._changed = asyncio.Event()

    async def __call__(self, event: TurnEvent) -> None:
        self.events.append(event)
        self._changed.set()

    async def until(self, kind: type[TurnEvent]) -> None:
        while not any(isinstance(event, kind) for event in self.events):
            self._changed.clear()
            await self._changed.wait()


class Asking:
    """A person who types commands."""

    chat = ChatKey(messenger="test", chat="1", person="1")
    other = ChatKey(messenger="test", chat="2", person="2")

    def __init__(self, conversations: Conversations) -> None:
        self.conversations = conversations
        self.commands = Commands(conversations)
        self.store = conversations.companion.parts.store
        self.written = Written()

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
