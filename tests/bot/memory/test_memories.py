"""Learning behind a conversation and recalling before a reply."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.events import ChatKey, Level
from bot.memory.memories import Memories
from bot.protocols import Checkin, Kind, Line, Memory, Preferences
from bot.testing import MemoryStore
from config.errors import ReplyError, StoreError

NOW = datetime.now(UTC)
HOME = ChatKey(messenger="web", chat="home", person="1")
GROUP = ChatKey(messenger="web", chat="group", person="1", shared=True)
OTHER = ChatKey(messenger="web", chat="home", person="2")


def said(text: str, *, minute: int = 0, speaker: str = "user", level: Level = Level.NONE) -> Line:
    at = NOW - timedelta(days=1) + timedelta(minutes=minute)
    return Line(speaker=speaker, text=text, at=at, level=level)


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
async def memories(store: MemoryStore, embedder) -> AsyncIterator[Memories]:
    async with Memories(store, embedder, within=4) as one:
        yield one


async def told(memories: Memories, store: MemoryStore, chat: ChatKey, *lines: Line) -> None:
    await store.append(chat, *lines)
    memories.learn(chat)
    await memories.settled()


async def recalled(memories: Memories, chat: ChatKey, message: str) -> list[str]:
    return [one.value for one in (await memories.recall(chat, message)).memories]


async def test_what_was_said_comes_back_where_it_belongs(memories, store) -> None:
    await told(
        memories, store, HOME, said("우리 강아지 이름은 초코야"), said("나 땅콩 알레르기 있어")
    )
    assert await recalled(memories, HOME, "강아지가 아파") == ["강아지 초코"]
    assert await recalled(memories, HOME, "땅콩버터 먹을까") == ["땅콩"]
    assert await recalled(memories, HOME, "심심해") == []


async def test_a_plan_comes_to_mind_around_its_day(memories, store) -> None:
    await told(memories, store, HOME, said("모레 면접이 있어"))
    assert await recalled(memories, HOME, "안녕") == ["면접"]


@pytest.mark.parametrize(("zone", "day"), [("+14", 4), ("-10", 3)])
async def test_tomorrow_is_that_of_the_persons_clock(memories, store, zone, day) -> None:
    await store.check_in(Checkin(chat=HOME, hours=(9,), language="ko", zone=zone))
    noon = datetime(2026, 3, 2, 12, tzinfo=UTC)
    await told(memories, store, HOME, Line(speaker="user", text="내일 면접이 있어", at=noon))
    (plan,) = await store.memory.known(HOME)
    assert plan.day == date(2026, 3, day)
    assert plan.at == noon


async def test_nothing_goes_across_people_nor_from_private_to_a_group(memories, store) -> None:
    await told(memories, store, HOME, said("우리 강아지 이름은 초코야"))
    await told(memories, store, GROUP, said("나는 간호사로 일해"))
    assert await recalled(memories, OTHER, "강아지 초코") == []
    assert await recalled(memories, GROUP, "강아지 초코") == []
    assert await recalled(memories, GROUP, "간호사 일은 힘들어") == ["간호사"]
    assert await recalled(memories, HOME, "간호사 일은 힘들어") == ["간호사"]


async def test_what_is_still_in_view_is_not_recalled(memories, store) -> None:
    line = said("우리 강아지 이름은 초코야")
    await told(memories, store, HOME, line)
    seen = await memories.recall(HOME, "강아지가 아파", beside=[line])
    same_breath = await memories.recall(HOME, "강아지가 아파", before=line.at)
    assert not seen.memories
    assert not same_breath.memories


async def test_what_one_asks_to_be_reminded_of_is_recalled_from_view_too(memories, store) -> None:
    lines = [said("저는 고수를 좋아해요"), said("우리 언니 이름은 민지예요", minute=1)]
    await told(memories, store, HOME, *lines)
    asked = await memories.recall(HOME, "나 뭐 좋아한다고 했지?", beside=lines)
    assert [one.kind for one in asked.memories] == [Kind.LIKE]


async def test_what_was_corrected_is_recalled_beside_the_old_words(memories, store) -> None:
    line = said("내 이름은 지민이야")
    await told(memories, store, HOME, line)
    (wrong,) = await store.memory.known(HOME)
    right = replace(wrong, value="지인", text="이름은 지인이에요")
    await store.memory.revise(HOME.who, wrong.number, right)
    seen = await memories.recall(HOME, "내 이름이 뭐야?", beside=[line])
    assert [one.value for one in seen.memories] == ["지인"]


async def test_a_turn_that_the_guard_took_is_not_learned_from(memories, store) -> None:
    line = said("내 이름은 지민이야", level=Level.CONCERN)
    await told(memories, store, HOME, line, said("내 이름은 마음이야", speaker="companion"))
    assert list(await store.memory.known(HOME)) == []


async def test_who_wants_nothing_learned_is_not_learned_from_later_either(memories, store) -> None:
    await store.prefer(HOME, Preferences(remembering=False))
    await told(memories, store, HOME, said("우리 강아지 이름은 초코야"))
    await store.prefer(HOME, Preferences())
    await told(memories, store, HOME, said("나는 간호사로 일해"))
    assert [one.value for one in await store.memory.known(HOME)] == ["간호사"]
    await store.prefer(HOME, Preferences(remembering=False))
    assert await recalled(memories, HOME, "간호사") == []


async def test_each_memory_is_embedded_once(memories, store, embedder) -> None:
    await told(memories, store, HOME, said("우리 강아지 이름은 초코야"))
    await told(memories, store, HOME, said("나는 간호사로 일해"))
    assert embedder.texts == ["강아지 초코", "간호사"]


async def test_what_a_crash_left_unread_is_read_later(memories, store) -> None:
    await store.append(HOME, said("우리 강아지 이름은 초코야"))
    await told(memories, store, HOME, said("안녕", minute=1))
    assert [one.value for one in await store.memory.known(HOME)] == ["강아지 초코"]


async def test_a_store_that_fails_ends_nothing(embedder) -> None:
    broken = MemoryStore(error=StoreError("x"))
    async with Memories(broken, embedder) as memories:
        memories.learn(HOME)
        await memories.settled()
        broken.error = None
        await told(memories, broken, HOME, said("우리 강아지 이름은 초코야"))
        assert len(await broken.memory.known(HOME)) == 1


def exchanges(count: int, *, first: int = 0) -> list[Line]:
    return [
        line
        for n in range(first, first + count)
        for line in (
            said(f"{n}번째로 한 이야기예요", minute=2 * n),
            said("그랬군요.", minute=2 * n + 1, speaker="companion"),
        )
    ]


async def test_the_oldest_exchanges_are_summed_up_whole(memories, store) -> None:
    await told(memories, store, HOME, *exchanges(3), said("남은 말이에요", minute=9))
    assert (await memories.recall(HOME, "안녕")).summary == ""
    await told(memories, store, HOME, *exchanges(2, first=5))
    summary = (await memories.recall(HOME, "안녕")).summary
    assert [row[-12:] for row in summary.splitlines()] == [
        f"{n}번째로 한 이야기예요" for n in range(3)
    ]
    assert "남은 말" not in summary
    await told(memories, store, HOME, *exchanges(3, first=7))
    assert "0번째" in (await memories.recall(HOME, "안녕")).summary
    await store.begin_anew(HOME)
    assert (await memories.recall(HOME, "안녕")).summary == ""


class Model:
    """A distiller that says what it was told to say, after it has been let go."""

    def __init__(self, *found: Memory, error: Exception | None = None) -> None:
        self.found = found
        self.error = error
        self.asked = asyncio.Event()
        self.go = asyncio.Event()

    async def learned_from(self, line: Line, /) -> Sequence[Memory]:
        self.asked.set()
        await self.go.wait()
        if self.error:
            raise self.error
        return [replace(one, at=line.at) for one in self.found]

    async def summary(self, before: str, lines: Sequence[Line], /) -> str:
        if self.error:
            raise self.error
        return f"{before}{len(lines)}"


async def test_a_long_past_is_summed_up_in_bites(store, embedder) -> None:
    model = Model()
    model.go.set()
    async with Memories(store, embedder, within=2, distiller=model) as memories:
        await told(memories, store, HOME, *exchanges(60))
        assert (await memories.recall(HOME, "안녕")).summary == "505018"


async def test_a_model_has_no_say_in_what_the_rules_found(store, embedder) -> None:
    wrong = [
        Memory(kind=Kind.NAME, value="안녕", text="“x”", at=NOW),
        Memory(kind=Kind.WORK, value="지민", text="“x”", at=NOW),
    ]
    model = Model(BOOK, *wrong)
    model.go.set()
    async with Memories(store, embedder, distiller=model) as memories:
        await told(memories, store, HOME, said("안녕 내 이름은 지민이야"))
    known = {(one.kind, one.value) for one in await store.memory.known(HOME)}
    assert known == {(Kind.NAME, "지민"), (Kind.LIKE, "책")}


BOOK = Memory(kind=Kind.LIKE, value="책", text="“책을 늘 들고 다녀”", at=NOW)


@pytest.mark.parametrize("error", [None, ReplyError("x")])
async def test_a_model_adds_to_the_rules_and_may_fail(store, embedder, error) -> None:
    model = Model(BOOK, error=error)
    model.go.set()
    async with Memories(store, embedder, within=2, distiller=model) as memories:
        await told(
            memories, store, HOME, said("나는 간호사로 일해. 책을 늘 들고 다녀"), *exchanges(4)
        )
        known = {one.value for one in await store.memory.known(HOME)}
        assert known == ({"간호사"} if error else {"간호사", "책"})
        summary = (await memories.recall(HOME, "안녕")).summary
        assert ("0번째" in summary) if error else summary.isdigit()


async def test_who_leaves_is_learned_about_no_more(store, embedder) -> None:
    model = Model(BOOK)
    async with Memories(store, embedder, distiller=model) as memories:
        await store.append(HOME, said("책을 늘 들고 다녀"))
        memories.learn(HOME)
        await model.asked.wait()
        await memories.leave(HOME.who)
        model.go.set()
        await memories.settled()
        assert list(await store.memory.known(HOME)) == []
