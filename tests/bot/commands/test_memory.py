"""``/memory`` on a companion that learns, and what ``/forget`` does to what it knows."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from scenes.backends import Blind

from bot.memory.memories import Memories
from bot.protocols import Kind, Line
from bot.store.database import Database
from bot.testing import MemoryStore, ScriptedSynthesizer
from speech.prosody import Prosody
from speech.voice import Voice


@pytest.fixture
async def ask(asking) -> AsyncIterator[object]:
    store = MemoryStore()
    async with Memories(store, Blind()) as memories, asking(store=store, memories=memories) as one:
        yield one


async def tell(ask, *texts: str, hours: float = 0.0) -> None:
    at = datetime.now(UTC) - timedelta(hours=hours)
    for number, text in enumerate(texts):
        line = Line(speaker="user", text=text, at=at + timedelta(microseconds=number))
        await ask.store.append(ask.chat, line)
    memories = ask.conversations.companion.parts.memories
    memories.learn(ask.chat)
    await memories.settled()


async def known(ask) -> list[str]:
    return [one.text for one in await ask.store.memory.known(ask.chat)]


async def test_the_list_shows_what_is_known_and_how_to_remove_it(ask) -> None:
    await tell(ask, "내 이름은 지민이야", "나 떡볶이 진짜 좋아해")
    answer = await ask("/memory")
    assert "2. 떡볶이를 좋아해요." in answer.text
    assert "1. 이름은 지민이에요." in answer.text
    commands = [choice.command for choice in answer.choices]
    assert commands == ["/memory remove 2", "/memory remove 1", "/memory off"]
    assert (await ask("/기억")).text == answer.text


async def test_nothing_known_is_said(ask) -> None:
    assert "I remember nothing" in (await ask("/memory", language="en")).text


async def test_a_long_list_goes_on(ask) -> None:
    foods = ["사과", "수박", "참외", "자두", "포도", "딸기", "귤", "감", "배"]
    await tell(ask, *(f"나 {food} 좋아해" for food in foods))
    first = await ask("/memory")
    assert len(first.choices) <= 10
    (more,) = [one.command for one in first.choices if "more" in one.command]
    assert more == "/memory more 7"
    second = await ask(more)
    assert (await ask("/memory more 99")).text == first.text
    assert "사과를 좋아해요" in second.text
    assert "사과를 좋아해요" not in first.text


async def test_a_memory_is_removed_and_its_message_stays(ask) -> None:
    await tell(ask, "내 이름은 지민이야", "나 떡볶이 진짜 좋아해")
    await ask("/memory 지우기 2")
    assert await known(ask) == ["이름은 지민이에요."]
    assert len(await ask.store.lines(ask.chat.who)) == 2
    assert "번호" in (await ask("/memory remove 2")).text


async def test_a_memory_is_corrected_in_the_words_as_typed(ask) -> None:
    await tell(ask, "My name is Sam.")
    answer = await ask("/memory fix 1 My name is Samira", language="en")
    assert "My name is Samira" in answer.text
    assert await known(ask) == ["My name is Samira"]
    for command in ("/memory fix 1", "/memory fix", "/memory fix it"):
        assert "example" in (await ask(command, language="en")).text


async def test_no_number_is_too_large_to_be_told(asking, tmp_path: Path) -> None:
    async with (
        Database(f"sqlite:///{tmp_path / 'maum.db'}") as store,
        Memories(store, Blind()) as memories,
        asking(store=store, memories=memories) as ask,
    ):
        for command in ("/forget", "/memory remove", "/memory fix"):
            assert "번호로" in (await ask(f"{command} {'9' * 30} x")).text


@pytest.mark.parametrize(
    ("said", "right", "value", "day"),
    [
        ("내 이름은 지민이야", "이름은 지인이에요", "지인", False),
        ("내 이름은 지민이야", "이름은 지인이야", "지인", False),
        ("내 이름은 지민이야", "지인", "지인", False),
        ("My name is Sam", "Is called Samira.", "Samira", False),
        ("I love hiking", "Likes climbing", "climbing", False),
        ("My dog Biscuit is asleep", "The dog is called Cookie.", "dog Cookie", False),
        ("I have a dog called Biscuit", "Has a cat called Miso", "Has a cat called Miso", False),
        ("나는 부산에 살아", "서울에 살아요", "서울", False),
        ("내 이름은 지민이야", "그렇게 부르지 마", "", False),
        ("모레 면접이 있어", "12월 24일에 면접이 있어요", "면접", True),
        ("모레 면접이 있어", "면접은 없던 일이 됐어", "면접은 없던 일이 됐어", False),
        ("나 떡볶이 진짜 좋아해", "김밥을 좋아해요.", "김밥", False),
    ],
)
async def test_what_is_corrected_is_known_as_what_it_is(ask, said, right, value, day) -> None:
    await tell(ask, said)
    await ask(f"/memory fix 1 {right}")
    (known,) = await ask.store.memory.known(ask.chat)
    assert (known.text, known.value, known.day is not None) == (right, value, day)


async def test_it_can_be_turned_off_and_on(ask) -> None:
    await ask("/memory off")
    await tell(ask, "내 이름은 지민이야")
    assert await known(ask) == []
    answer = await ask("/memory")
    assert [one.command for one in answer.choices] == ["/memory on"]
    await ask("/기억 켜기")
    await tell(ask, "나 떡볶이 진짜 좋아해")
    assert await known(ask) == ["떡볶이를 좋아해요."]


async def test_without_a_memory_it_says_so(asking) -> None:
    async with asking() as ask:
        answer = await ask("/memory")
    assert "기억하지 않게" in answer.text
    assert answer.choices == ()


async def test_nobody_touches_what_another_is_known_for(ask) -> None:
    await ask.store.append(
        ask.other, Line(speaker="user", text="내 이름은 수아야", at=datetime.now(UTC))
    )
    memories = ask.conversations.companion.parts.memories
    memories.learn(ask.other)
    await memories.settled()
    for command in ("/memory remove 1", "/memory fix 1 하하", "/forget 1"):
        await ask(command)
    (kept,) = await ask.store.memory.known(ask.other)
    assert (kept.kind, kept.value) == (Kind.NAME, "수아")


async def test_the_last_hour_is_forgotten_with_what_was_learned_in_it(ask) -> None:
    await tell(ask, "내 이름은 지민이야", hours=2)
    await tell(ask, "나 떡볶이 진짜 좋아해")
    answer = await ask("/forget hour")
    assert answer.anew
    assert "1줄" in answer.text
    assert await known(ask) == ["이름은 지민이에요."]
    assert [line.text for line in await ask.store.lines(ask.chat.who)] == ["내 이름은 지민이야"]


async def test_one_memory_is_forgotten_with_its_message(ask) -> None:
    await tell(ask, "내 이름은 지민이야", "나 떡볶이 진짜 좋아해")
    assert (await ask("/forget 1")).anew
    assert await known(ask) == ["떡볶이를 좋아해요."]
    assert [line.text for line in await ask.store.lines(ask.chat.who)] == ["나 떡볶이 진짜 좋아해"]
    assert not (await ask("/forget 1")).anew


async def test_forgetting_drops_what_was_spoken(asking) -> None:
    engine = ScriptedSynthesizer()
    async with asking(synthesizer=Voice([engine], room=2**20)) as ask:
        voice = ask.conversations.companion.parts.synthesizer
        assert isinstance(voice, Voice)
        voice._clips.keep(
            "지민 씨", await engine.synthesize("지민", language="ko", prosody=Prosody())
        )
        await ask("/forget hour")
        assert voice._clips.get("지민 씨") is None
