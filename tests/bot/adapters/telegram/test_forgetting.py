"""What is forgotten elsewhere while somebody is being answered on Telegram."""

import asyncio
from collections.abc import Sequence

import pytest
from scenes.backends import Introduced, Waiting, voice_of
from scenes.holding import let_go
from scenes.telegram import OWNER, Run
from servers.telegram import Person, Telegram

from bot.adapters.messaging.words import BROKEN_OFF
from bot.adapters.telegram.telegram import Telegram as Adapter
from bot.commands import Commands
from bot.events import ChatKey, Incoming
from bot.protocols import Letter, Pending
from bot.testing import MemoryInbox, ScriptedTranscriber

DANGER = "죽고 싶어. 오늘 밤에 끝낼 거야"
ELSEWHERE = ChatKey(messenger="telegram", chat="elsewhere", person=f"{OWNER}")


class Receiving(MemoryInbox):
    """Lets a test wait for what a messenger tells."""

    def __init__(self) -> None:
        super().__init__()
        self._count = 0
        self._more = asyncio.Event()

    async def receive(self, *letters: Letter) -> Sequence[Pending]:
        self._count += len(letters)
        self._more.set()
        return await super().receive(*letters)

    async def until(self, count: int) -> None:
        """Return when so many letters were told."""
        async with asyncio.timeout(60):
            while self._count < count:
                self._more.clear()
                await self._more.wait()


class Kept(Introduced):
    """A store with such an inbox."""

    def __init__(self) -> None:
        super().__init__()
        self.inbox = Receiving()


class Halting:
    """Writes a word, and no more until it is let."""

    def __init__(self) -> None:
        self.gate = asyncio.Event()

    async def reply(self, prompt, /):  # type: ignore[no-untyped-def]
        yield f"[{prompt.message}] "
        await self.gate.wait()
        yield "끝"


@pytest.fixture
def store() -> Kept:
    return Kept()


async def elsewhere(maum: Adapter, *commands: str) -> None:
    """The same person says *commands* in another chat."""
    answering = Commands(maum._talks)
    for text in commands:
        assert await answering.answer(Incoming(chat=ELSEWHERE, text=text))


@pytest.mark.parametrize("commands", [("/forget", "/forget yes"), ("/forget hour",), ("/reset",)])
async def test_whoever_was_being_answered_is_answered_again(
    server: Telegram, mina: Person, maum: Run, store: Kept, commands: Sequence[str]
) -> None:
    writer = Halting()
    async with maum(generator=writer, store=store) as running:
        mina.says("이야기해 줘")
        await server.until(lambda: mina.chat.draft)
        await elsewhere(running, *commands)
        writer.gate.set()
        mina.says("다시")
        await server.until(lambda: "[다시] 끝" in mina.chat.texts)


@pytest.mark.parametrize(
    ("commands", "told"),
    [
        (("/forget", "/forget yes"), ["[다시] 끝"]),
        (("/reset",), ["[이야기해 줘]" + BROKEN_OFF, "[다시] 끝"]),
    ],
)
async def test_what_was_told_of_an_answer_stays_unless_it_was_forgotten(
    server: Telegram,
    mina: Person,
    maum: Run,
    store: Kept,
    commands: Sequence[str],
    told: Sequence[str],
) -> None:
    writer = Halting()
    async with maum(generator=writer, store=store) as running:
        mina.says("이야기해 줘")
        await server.until(lambda: mina.chat.draft)
        await elsewhere(running, *commands)
        writer.gate.set()
        mina.says("다시")
        await server.until(lambda: "[다시] 끝" in mina.chat.texts)
    assert mina.chat.texts == told


async def test_what_nothing_was_told_of_is_answered_after_the_conversation_began_anew(
    server: Telegram, mina: Person, maum: Run, store: Kept
) -> None:
    writer = Waiting()
    async with maum(generator=writer, store=store) as running:
        mina.says("이야기해 줘")
        await writer.asked()
        await elsewhere(running, "/reset")
        writer.gate.set()
        await server.until(lambda: mina.chat.texts == ["[이야기해 줘]"])


async def test_what_waits_to_be_answered_is_forgotten_too(
    server: Telegram, mina: Person, maum: Run, store: Kept
) -> None:
    writer = Halting()
    async with maum(generator=writer, store=store) as running:
        mina.says("이야기해 줘")
        await server.until(lambda: mina.chat.draft)
        mina.says("비밀이야")
        await store.inbox.until(2)
        await elsewhere(running, "/forget", "/forget yes")
        writer.gate.set()
        mina.says("다시")
        await server.until(lambda: "[다시] 끝" in mina.chat.texts)
        assert [line.text for line in await store.lines(ELSEWHERE.who)][:1] == ["다시"]
        await let_go("비밀이야")


async def test_what_waits_stays_where_the_conversation_only_begins_anew(
    server: Telegram, mina: Person, maum: Run, store: Kept
) -> None:
    writer = Halting()
    async with maum(generator=writer, store=store) as running:
        mina.says("이야기해 줘")
        await server.until(lambda: mina.chat.draft)
        mina.says("또 있어")
        await store.inbox.until(2)
        await elsewhere(running, "/reset")
        writer.gate.set()
        await server.until(lambda: "[또 있어] 끝" in mina.chat.texts)


async def test_what_is_said_behind_the_command_is_answered(
    server: Telegram, mina: Person, maum: Run, store: Kept
) -> None:
    writer = Halting()
    async with maum(generator=writer, store=store):
        mina.says("/forget")
        await server.until(lambda: mina.chat.texts)
        mina.says("이야기해 줘")
        await server.until(lambda: mina.chat.draft)
        mina.says("/forget yes")
        mina.says("다시")
        await store.inbox.until(4)
        writer.gate.set()
        await server.until(lambda: "[다시] 끝" in mina.chat.texts)


async def test_a_recording_that_is_still_fetched_is_forgotten_too(
    server: Telegram, mina: Person, maum: Run, store: Kept
) -> None:
    gate = asyncio.Event()

    class Hearing(ScriptedTranscriber):
        async def transcribe(self, audio, /):  # type: ignore[no-untyped-def]
            await gate.wait()
            return await super().transcribe(audio)

    async with maum(transcriber=Hearing(text="비밀이야"), store=store) as running:
        mina.speaks(voice_of(1.0))
        await server.until(lambda: any(call.method == "download" for call in server.calls))
        await elsewhere(running, "/forget", "/forget yes")
        gate.set()
        mina.says("다시")
        await server.until(lambda: mina.chat.texts)
        assert mina.chat.texts == ["[다시]"]
        assert [line.text for line in await store.lines(ELSEWHERE.who)][:1] == ["다시"]


async def test_who_is_in_danger_is_helped_all_the_same(
    server: Telegram, mina: Person, maum: Run, store: Kept
) -> None:
    async with maum(generator=Halting(), store=store) as running:
        mina.says("이야기해 줘")
        await server.until(lambda: mina.chat.draft)
        mina.says(DANGER)
        await store.inbox.until(2)
        await elsewhere(running, "/forget", "/forget yes")
        await server.until(lambda: any("109" in text for text in mina.chat.texts))


async def test_no_burst_in_the_making_is_held_once_it_is_forgotten(
    server: Telegram, mina: Person, maum: Run, store: Kept
) -> None:
    writer = Waiting()
    async with maum(generator=writer, store=store) as running:
        mina.says("있잖아")
        await writer.asked()
        mina.says("비밀이야")
        await writer.asked(word="비밀이야")
        await elsewhere(running, "/forget", "/forget yes")
        writer.gate.set()
        mina.says("다시")
        await server.until(lambda: "[다시]" in mina.chat.texts)
        await let_go("비밀이야")
