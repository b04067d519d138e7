"""A talk on a messenger, as far as it is the same on every one of them."""

import asyncio
import re
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from typing import ClassVar, TypeAlias

from scenes.backends import Introduced, Repeating, Waiting
from scenes.holding import let_go
from servers import discord, telegram

from bot.testing import MemoryInbox, ScriptedGenerator
from config.errors import ReplyError, StoreError

Server: TypeAlias = telegram.Telegram | discord.Discord
Person: TypeAlias = telegram.Person | discord.Person
Run: TypeAlias = Callable[..., AbstractAsyncContextManager[object]]

DANGER = "죽고 싶어. 오늘 밤에 끝낼 거야"


class Talking:
    """A messenger's own tests inherit these; the fixtures are that messenger's."""

    announced: ClassVar[Sequence[str]]
    """What stands in each line that is announced when nobody is let in yet."""
    invitation: ClassVar[str]
    """What an invitation holds, as a pattern with the code in it."""

    async def test_a_text_is_answered(self, server: Server, mina: Person, maum: Run) -> None:
        async with maum():
            mina.says("안녕")
            assert await server.until(lambda: mina.chat.texts) == ["[안녕]"]
        assert server.strange == []
        assert mina.chat.replies[0].reply_to is None

    async def test_a_burst_is_answered_once(self, server: Server, mina: Person, maum: Run) -> None:
        writer = Waiting()
        async with maum(generator=writer):
            mina.says("있잖아")
            await writer.asked()
            mina.says("오늘")
            mina.says("힘들었어")
            await writer.asked(word="힘들었어")
            writer.gate.set()
            await server.until(lambda: mina.chat.texts)
        assert mina.chat.texts == ["[있잖아\n오늘\n힘들었어]"]

    async def test_a_burst_that_is_forgotten_is_held_by_nobody(
        self, server: Server, mina: Person, maum: Run
    ) -> None:
        writer = Waiting()
        async with maum(generator=writer):
            mina.says("있잖아")
            mina.says("비밀인데 곧 그만둬")
            await writer.asked(word="그만둬")
            writer.gate.set()
            await server.until(lambda: mina.chat.texts)
            mina.says("/forget hour")
            await server.until(lambda: len(mina.chat.texts) == 2)
            await let_go("그만둬")

    async def test_a_text_that_is_changed_before_its_answer_is_answered_as_changed(
        self, server: Server, mina: Person, maum: Run
    ) -> None:
        writer = Waiting()
        async with maum(generator=writer):
            asked = mina.says("오늘 너무 좋아")
            await writer.asked()
            mina.edits(asked, "오늘 너무 슬퍼")
            await writer.asked(times=2)
            writer.gate.set()
            await server.until(lambda: mina.chat.texts)
        assert mina.chat.texts == ["[오늘 너무 슬퍼]"]

    async def test_thanks_are_answered_with_a_heart(
        self, server: Server, mina: Person, maum: Run
    ) -> None:
        async with maum():
            mina.says("안녕")
            await server.until(lambda: mina.chat.texts)
            thanks = mina.says("고마워요!!")
            await server.until(lambda: thanks.reactions)
        assert mina.chat.texts == ["[안녕]"]

    async def test_danger_breaks_into_an_answer(
        self, server: Server, mina: Person, maum: Run
    ) -> None:
        writer = Waiting()
        async with maum(generator=writer):
            mina.says("안녕")
            await writer.asked()
            mina.says(DANGER)
            await server.until(lambda: mina.chat.texts)
        (answer,) = mina.chat.texts
        assert "109" in answer

    async def test_the_first_start_pairs_the_owner_with_a_code(
        self, server: Server, mina: Person, maum: Run
    ) -> None:
        announced, writer = list[str](), Repeating()
        async with maum(settings={"allow": []}, announced=announced, generator=writer):
            line, *_ = await server.until(lambda: announced)
            code = re.search(r"/start (\w{8})", line)
            pairs = zip(self.announced, announced, strict=True)
            assert code and all(part in line for part, line in pairs)
            mina.says("안녕")
            assert str(mina.id) in (await server.until(lambda: mina.chat.texts))[0]
            mina.says("/start WRONG234")
            mina.says(f"/start {code[1].lower()}")
            await server.until(lambda: len(mina.chat.texts) == 3)  # the pairing, and the greeting
            mina.says("안녕")
            await server.until(lambda: len(mina.chat.texts) == 4)
        assert writer.prompts == ["안녕"]
        again: list[str] = []
        async with maum(settings={"allow": []}, announced=again):
            await server.until(lambda: again)
            assert "/start" not in "".join(again)
            mina.says("다시")
            await server.until(lambda: len(mina.chat.texts) == 5)

    async def test_an_invitation_lets_one_person_in(
        self, server: Server, mina: Person, maum: Run
    ) -> None:
        jun, sua = server.person("Jun"), server.person("Sua")
        async with maum():
            mina.says("/invite 2")
            (text,) = await server.until(lambda: mina.chat.texts)
            code = re.search(self.invitation, text)
            assert code and "2시간" in text
            jun.says(f"/start {code[1]}")
            await server.until(lambda: jun.chat.texts)
            sua.says(f"/start {code[1]}")
            await server.until(lambda: sua.chat.texts)
        assert str(jun.id) not in jun.chat.texts[0]
        assert str(sua.id) in sua.chat.texts[0]

    async def test_a_reply_that_fails_is_one_sentence(
        self, server: Server, mina: Person, maum: Run
    ) -> None:
        async with maum(generator=ScriptedGenerator(pieces=(), error=ReplyError("down"))):
            mina.says("안녕")
            assert await server.until(lambda: mina.chat.texts) == [ReplyError.ko]

    async def test_a_store_that_is_down_for_a_moment_costs_no_message(
        self, server: Server, mina: Person, maum: Run
    ) -> None:
        store = Introduced()
        store.inbox = Failing(times=2)
        async with maum(store=store):
            mina.says("하나")
            await server.until(lambda: mina.chat.texts)
        assert mina.chat.texts == ["[하나]"]

    async def test_a_stop_finishes_what_was_begun_and_leaves_the_rest_for_the_next_start(
        self, server: Server, mina: Person, maum: Run
    ) -> None:
        store, writer = Introduced(), Waiting()
        async with maum(store=store, generator=writer):
            mina.says("하나")
            await writer.asked()
            asyncio.get_running_loop().call_later(0.2, writer.gate.set)
        assert mina.chat.texts == ["[하나]"]
        stuck = Waiting()
        async with maum(store=store, generator=stuck, settings={"grace": 0}):
            mina.says("둘")
            await stuck.asked()
        async with maum(store=store):
            await server.until(lambda: mina.chat.texts[-1] == "[둘]")
        assert len(mina.chat.texts) == 2


class Failing(MemoryInbox):
    """Cannot keep the first letters that it is given."""

    def __init__(self, *, times: int) -> None:
        super().__init__()
        self._times = times

    async def receive(self, *letters):  # type: ignore[no-untyped-def]
        self._times -= 1
        if self._times >= 0:
            raise StoreError("down")
        return await super().receive(*letters)
