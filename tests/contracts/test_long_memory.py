"""What every store must do with what was learned."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from bot.events import ChatKey
from bot.protocols import Kind, Line, LongMemory, Memory, Preferences, Store, Summary
from config.moods import Mood

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOME = ChatKey(messenger="web", chat="home", person="1")
AWAY = replace(HOME, chat="away")
GROUP = ChatKey(messenger="web", chat="group", person="1", shared=True)
OTHER = replace(HOME, person="2")


@pytest.fixture
def long(store: Store) -> LongMemory:
    return store.memory


def memory(value: str = "면접", *, kind: Kind = Kind.PLAN, minute: int = 0) -> Memory:
    at = NOON + timedelta(minutes=minute)
    return Memory(kind=kind, value=value, text=f"{value}!", at=at, mood=Mood.SAD, source=value)


async def teach(store: Store, chat: ChatKey, *memories: Memory) -> list[int]:
    """Keep *memories*, each learned from a line of its own; the lines' numbers."""
    for one in memories:
        line = Line(speaker="user", text=one.text, at=one.at, mood=one.mood, source=one.source)
        await store.append(chat, line)
    lines = (await store.memory.unread(chat, limit=99))[-len(memories) :]
    found = zip((line.number for line in lines), memories, strict=True)
    await store.memory.learn(chat, *found, read=lines)
    return [line.number for line in lines]


async def values(long: LongMemory, chat: ChatKey) -> list[str]:
    return [one.value for one in await long.known(chat)]


async def test_nothing_is_known_at_first(long: LongMemory) -> None:
    assert list(await long.known(HOME)) == []
    assert list(await long.unread(HOME, limit=9)) == []
    assert await long.summary(HOME) is None
    assert not await long.drop("web:1", 1)
    assert not await long.revise("web:1", 1, memory())


async def test_a_memory_comes_back_whole_newest_first(store: Store, long: LongMemory) -> None:
    first = replace(memory("생일"), day=date(2026, 5, 3))
    await teach(store, HOME, first, memory("면접", minute=1))
    newest, oldest = await long.known(HOME)
    assert newest.value == "면접"
    assert oldest == replace(first, number=oldest.number)
    assert oldest.number > 0


async def test_lines_are_read_once(store: Store, long: LongMemory) -> None:
    await teach(store, HOME, memory())
    assert list(await long.unread(HOME, limit=9)) == []
    await store.append(
        HOME, Line(speaker="user", text="b", at=NOON), Line(speaker="companion", text="c", at=NOON)
    )
    assert [one.line.text for one in await long.unread(HOME, limit=9)] == ["b", "c"]
    assert [one.line.text for one in await long.unread(HOME, limit=1)] == ["b"]


async def test_a_person_is_known_everywhere_but_a_group_knows_its_own(
    store: Store, long: LongMemory
) -> None:
    await teach(store, HOME, memory("집"))
    await teach(store, GROUP, memory("모임", minute=1))
    await teach(store, OTHER, memory("남"))
    assert await values(long, HOME) == ["모임", "집"]
    assert await values(long, AWAY) == ["모임", "집"]
    assert await values(long, GROUP) == ["모임"]
    assert await values(long, replace(GROUP, chat="another")) == []
    assert await values(long, OTHER) == ["남"]


async def test_the_newest_takes_the_place_of_its_like(store: Store, long: LongMemory) -> None:
    await teach(store, HOME, memory("민지", kind=Kind.NAME), memory("커피", kind=Kind.LIKE))
    await teach(store, HOME, memory("면접"), memory("차", kind=Kind.LIKE, minute=1))
    await teach(store, GROUP, memory("지은", kind=Kind.NAME, minute=2))
    await teach(store, AWAY, memory("수아", kind=Kind.NAME, minute=3))
    await teach(store, AWAY, memory("커피", kind=Kind.DISLIKE, minute=4), memory("면접", minute=5))
    known = [(one.kind, one.value) for one in await long.known(HOME)]
    assert known == [
        (Kind.PLAN, "면접"),
        (Kind.DISLIKE, "커피"),
        (Kind.NAME, "수아"),
        (Kind.NAME, "지은"),
        (Kind.LIKE, "차"),
    ]


async def test_vectors_belong_to_the_embedder_that_made_them(
    store: Store, long: LongMemory
) -> None:
    await teach(store, HOME, memory("a"), memory("b"))
    one, two = sorted(known.number for known in await long.known(HOME))
    vector = np.array([0.5, -1.5], np.float32)
    await long.place("mine", {one: vector, 9999: vector})
    found = await long.vectors("mine", one, two, 9999)
    assert {n: list(v) for n, v in found.items()} == {one: [0.5, -1.5]}
    assert await long.vectors("another", one) == {}
    assert await long.revise("web:1", one, memory("c"))
    assert await long.vectors("mine", one) == {}


async def test_only_its_owner_revises_and_drops_a_memory(store: Store, long: LongMemory) -> None:
    await teach(store, HOME, memory("a"), memory("b", minute=1))
    number = (await long.known(HOME))[0].number
    assert not await long.revise("web:2", number, memory("c"))
    assert not await long.drop("web:2", number)
    right = replace(memory("c"), day=date(2026, 5, 3))
    assert await long.revise("web:1", number, right)
    (revised, other) = await long.known(HOME)
    assert (revised.value, revised.text, revised.day) == ("c", "c!", right.day)
    assert other.value == "a"
    assert await long.drop("web:1", number)
    assert await values(long, HOME) == ["a"]
    assert len(await store.lines("web:1")) == 2


async def test_a_memory_may_be_dropped_with_its_line(store: Store, long: LongMemory) -> None:
    numbers = await teach(store, HOME, memory("a"), memory("b", minute=1), memory("c", minute=2))
    await long.summarise(HOME, Summary(text="ab", until=numbers[1]))
    number = next(one.number for one in await long.known(HOME) if one.value == "b")
    assert await long.drop("web:1", number, with_line=True)
    assert await values(long, HOME) == ["c", "a"]
    assert [line.text for line in await store.lines("web:1")] == ["a!", "c!"]
    assert [line.text for line in await store.history(HOME, limit=9)] == ["a!", "c!"]
    assert await long.summary(HOME) is None


async def test_what_is_learned_from_a_line_that_is_gone_is_not_kept(
    store: Store, long: LongMemory
) -> None:
    await store.append(HOME, Line(speaker="user", text="a", at=NOON, source="1"))
    lines = await long.unread(HOME, limit=9)
    await store.forget("web:1", since=NOON)
    await long.learn(HOME, (lines[0].number, memory("a")), read=lines)
    assert await values(long, HOME) == []


def said(text: str, source: str) -> Line:
    return Line(speaker="user", text=text, at=NOON, source=source)


async def test_what_was_learned_from_other_words_goes_and_the_line_is_read_again(
    store: Store, long: LongMemory
) -> None:
    numbers = await teach(store, HOME, memory("a"), memory("b"), memory("c"))
    await teach(store, AWAY, memory("d"))
    await long.summarise(HOME, Summary(text="ab", until=numbers[1]))
    await store.append(HOME, said("b!", "b"))
    assert set(await values(long, HOME)) == {"a", "b", "c", "d"}
    await store.append(HOME, said("B!", "b"))
    assert set(await values(long, HOME)) == {"a", "c", "d"}
    assert await long.summary(HOME) is None
    lines = await long.unread(HOME, limit=9)
    assert [(one.number, one.line.text) for one in lines] == [(numbers[1], "B!")]
    await long.learn(HOME, (lines[0].number, memory("B")), read=lines)
    assert set(await values(long, HOME)) == {"a", "B", "c", "d"}
    assert list(await long.unread(HOME, limit=9)) == []


async def test_what_changes_while_it_is_read_is_read_again(store: Store, long: LongMemory) -> None:
    await store.append(HOME, said("old", "1"), said("other", "2"))
    lines = await long.unread(HOME, limit=9)
    await store.append(HOME, said("new", "1"))
    found = [(one.number, memory(one.line.text)) for one in lines]
    await long.learn(HOME, *found, read=lines)
    assert await values(long, HOME) == ["other"]
    assert [one.line.text for one in await long.unread(HOME, limit=9)] == ["new"]


async def test_forgetting_takes_memories_and_summaries(store: Store, long: LongMemory) -> None:
    numbers = await teach(store, HOME, memory("a"))
    await teach(store, OTHER, memory("b"))
    await long.summarise(HOME, Summary(text="a", until=numbers[0]))
    await store.forget("web:1")
    assert await values(long, HOME) == []
    assert await long.summary(HOME) is None
    assert await values(long, OTHER) == ["b"]


async def test_the_oldest_lines_are_left_to_summarise(store: Store, long: LongMemory) -> None:
    numbers = await teach(store, HOME, *(memory(str(n), minute=n) for n in range(6)))

    async def left(but: int) -> list[str]:
        return [one.line.text for one in await long.unsummarised(HOME, but=but)]

    assert await left(4) == ["0!", "1!"]
    assert await left(9) == []
    await long.summarise(HOME, Summary(text="0", until=numbers[0]))
    assert await left(3) == ["1!", "2!"]
    assert await long.summary(HOME) == Summary(text="0", until=numbers[0])
    await long.summarise(HOME, Summary(text="01", until=numbers[1]))
    assert await long.summary(HOME) == Summary(text="01", until=numbers[1])
    await store.begin_anew(HOME)
    assert await long.summary(HOME) is None
    assert await left(0) == []
    await store.append(HOME, Line(speaker="user", text="new", at=NOON))
    assert await left(0) == ["new"]


async def test_no_summary_is_kept_of_what_was_forgotten_meanwhile(
    store: Store, long: LongMemory
) -> None:
    await teach(store, HOME, *(memory(str(n), minute=n) for n in range(4)))
    first, second, third, last = await long.unsummarised(HOME, but=0)
    before = Summary(text="01", until=second.number)
    await long.summarise(HOME, before, read=[first, second])
    assert await long.summary(HOME) == before
    await store.expire(before=NOON + timedelta(minutes=1))
    made = Summary(text="012", until=third.number)
    await long.summarise(HOME, made, before=before, read=[third])
    assert await long.summary(HOME) is None
    await store.append(HOME, replace(third.line, text="in other words"))
    await long.summarise(HOME, Summary(text="23", until=last.number), read=[third, last])
    assert await long.summary(HOME) is None


async def test_whether_anything_is_learned_is_theirs_to_choose(store: Store) -> None:
    assert (await store.preferences("web:1")).remembering
    await store.prefer(HOME, Preferences(remembering=False))
    assert not (await store.preferences("web:1")).remembering


async def test_what_is_said_after_forgetting_is_read(store: Store, long: LongMemory) -> None:
    await teach(store, HOME, memory("a"), memory("b", minute=5))
    await store.begin_anew(HOME)
    await store.forget("web:1", since=NOON)
    await store.append(HOME, Line(speaker="user", text="new", at=NOON))
    assert [one.line.text for one in await long.unread(HOME, limit=9)] == ["new"]
    assert [one.text for one in await store.history(HOME, limit=9)] == ["new"]
