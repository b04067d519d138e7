"""Notices, minors and counts, as the whole companion keeps them."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.care.safeguards import Safeguards
from bot.companion import Companion
from bot.events import ChatKey, Incoming, Replied
from bot.protocols import Line
from bot.testing import MemoryStore, ScriptedGenerator, played

CHAT = ChatKey(messenger="test", chat="1", person="1")
Build = Callable[..., Companion]


async def reply_to(companion: Companion, text: str) -> str:
    events = await played(companion.turn(Incoming(chat=CHAT, text=text)))
    return next(event.text for event in events if isinstance(event, Replied))


def guarded(companion: Companion, safeguards: Safeguards) -> Companion:
    companion.safeguards = safeguards
    return companion


async def talked(store: MemoryStore, *, hours: int) -> MemoryStore:
    """A store with a conversation that has gone on for *hours* until now."""
    await store.meet(CHAT)
    for minutes in range(60 * hours + 5, 0, -20):
        at = datetime.now(UTC) - timedelta(minutes=minutes)
        await store.append(CHAT, Line(speaker="user", text="음", at=at))
        await store.append(CHAT, Line(speaker="companion", text="네.", at=at))
    return store


async def test_after_three_hours_the_reply_begins_with_a_reminder(companion_of: Build) -> None:
    store = await talked(MemoryStore(), hours=3)
    reply = await reply_to(companion_of(store=store), "그래서 말이야")
    assert reply.startswith("3시간 5분째 이야기했어요.")
    assert "사람이 아니라 AI" in reply


async def test_a_minor_is_reminded_after_an_hour(companion_of: Build, tmp_path: Path) -> None:
    store = await talked(MemoryStore(), hours=1)
    assert "째 이야기" not in await reply_to(companion_of(store=store), "그래서 말이야")
    safeguards = Safeguards.of(tmp_path, policies=(), minors=True)
    companion = guarded(companion_of(store=store), safeguards)
    assert (await reply_to(companion, "그래서 말이야")).startswith("1시간 5분째")


async def test_new_york_is_told_at_every_beginning(companion_of: Build) -> None:
    store = MemoryStore()
    await store.meet(CHAT)
    companion = guarded(companion_of(store=store), Safeguards(policies=["ny"]))
    law = "IS A COMPUTER PROGRAM AND NOT A HUMAN BEING. IT IS UNABLE TO FEEL HUMAN EMOTION."
    assert law in await reply_to(companion, "안녕")
    assert law not in await reply_to(companion, "잘 지냈어?")


@pytest.mark.parametrize("policy", ["ny", "ca", "kr", "eu"])
@pytest.mark.parametrize("language", ["ko", "en"])
def test_each_policy_adds_its_wording(policy: str, language: str) -> None:
    plain = Safeguards().notice(language, name="마음")
    told = Safeguards(policies=[policy]).notice(language, name="마음")
    assert told.startswith(plain)
    assert len(told) > len(plain)
    assert "{" not in told


async def test_who_says_they_are_a_minor_stays_one(companion_of: Build, tmp_path: Path) -> None:
    generator = ScriptedGenerator(pieces=("자기야, ", "보고 싶었어."))
    safeguards = Safeguards.of(tmp_path, policies=(), minors=False)
    store = MemoryStore()
    await store.meet(CHAT)
    companion = guarded(companion_of(generator=generator, store=store), safeguards)
    assert "자기야" in await reply_to(companion, "안녕")
    assert "자기야" not in await reply_to(companion, "나 15살이야")
    assert "자기야" not in await reply_to(companion, "사실 나 25살이야")
    assert "미성년자" in generator.prompts[-1].persona.character.ko
    assert CHAT.who in Safeguards.of(tmp_path, policies=(), minors=False).minors


async def test_an_answer_of_the_guard_is_counted_without_words(
    companion_of: Build, tmp_path: Path
) -> None:
    companion = guarded(companion_of(), Safeguards.of(tmp_path, policies=(), minors=False))
    await reply_to(companion, "죽고 싶어 표식이야")
    await reply_to(companion, "오늘은 출근했어")
    text = (tmp_path / "care-counts.tsv").read_text()
    assert text.split()[1:] == ["explicit", "ko", "test"]


async def test_a_full_disk_costs_no_answer(companion_of: Build, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    safeguards = Safeguards.of(tmp_path / "file", policies=(), minors=False)
    reply = await reply_to(guarded(companion_of(), safeguards), "나 15살이야. 죽고 싶어")
    assert "1388" in reply
