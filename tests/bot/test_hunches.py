"""What only the guard's network finds is asked about, and whoever denies it is believed."""

from collections.abc import AsyncIterator, Callable, Sequence

import pytest
from scenes.meeting import met

from bot.care.guard import Guard
from bot.care.lexicon import Kind
from bot.care.opinion import Opinion, Opinions, Passage
from bot.companion import Companion
from bot.events import Cared, ChatKey, Incoming, Level, Replied
from bot.testing import MemoryStore, ScriptedGenerator, played
from config.errors import StoreError

CHAT = ChatKey(messenger="test", chat="1", person="1")
UNHURRIED = 3600.0
"""Seconds for the network: no test is decided by a busy machine."""
HUNCH = "창밖에 불 꺼지는 거 보고 있어"

Build = Callable[..., Companion]


class Suspicious:
    """A network that hears danger in lights that go out."""

    def read(self, passages: Sequence[Passage], /) -> Opinion | None:
        known = any("불 꺼지는" in one for [one, *_] in passages)
        return Opinion(Level.EXPLICIT, Kind.SELF_HARM) if known else None


class Wary:
    """One that hears it only in two messages together."""

    def read(self, passages: Sequence[Passage], /) -> Opinion | None:
        known = any("고마웠" in one and "지내" in one for [one, *_] in passages)
        return Opinion(Level.EXPLICIT, Kind.SELF_HARM) if known else None


@pytest.fixture
async def suspicious() -> AsyncIterator[Guard]:
    async with Opinions(Suspicious, patience=UNHURRIED) as opinions:
        yield Guard(opinions)


async def told(companion: Companion, *texts: str) -> list[tuple[Level, str]]:
    """How grave each of *texts* was found in one conversation, and what it got."""
    found = []
    for text in texts:
        events = await played(companion.turn(Incoming(chat=CHAT, text=text)))
        level = next((event.level for event in events if isinstance(event, Cared)), Level.NONE)
        found.append((level, next(event.text for event in events if isinstance(event, Replied))))
    return found


@pytest.mark.parametrize("store", [None, MemoryStore(error=StoreError())])
async def test_a_denied_hunch_leaves_nothing_behind(
    companion_of: Build, suspicious: Guard, store: MemoryStore | None
) -> None:
    generator = ScriptedGenerator()
    store = store or await met(CHAT)
    companion = companion_of(guard=suspicious, store=store, generator=generator)
    asked, sorry, after = await told(
        companion, HUNCH, "아이고 아니에요! 그냥 야경 본다고요", "라면이나 하나 끓여 먹을까"
    )
    assert asked[0] is Level.EXPLICIT and "잘못 읽었을지도" in asked[1] and "109" in asked[1]
    assert sorry[0] is Level.NONE and "미안해요" in sorry[1] and "109" not in sorry[1]
    assert after[0] is Level.NONE and "자살예방" not in after[1]
    assert [prompt.message for prompt in generator.prompts] == ["라면이나 하나 끓여 먹을까"]
    assert generator.prompts[0].level is Level.NONE
    assert {line.level for line in generator.prompts[0].history} <= {Level.NONE}


async def test_who_goes_on_as_if_nothing_had_been_asked_is_let_go_on(
    companion_of: Build, suspicious: Guard
) -> None:
    generator = ScriptedGenerator()
    companion = companion_of(guard=suspicious, store=await met(CHAT), generator=generator)
    await told(companion, HUNCH, "라면이나 하나 끓여 먹을까", "배고파")
    assert [prompt.level for prompt in generator.prompts] == [Level.NONE, Level.NONE]


async def test_who_said_no_is_not_asked_again_on_a_hunch(
    companion_of: Build, suspicious: Guard
) -> None:
    companion = companion_of(guard=suspicious, store=await met(CHAT))
    *_, again = await told(companion, HUNCH, "아니", "라면이나 하나 끓여 먹을까", f"또 {HUNCH}")
    assert again[0] is Level.NONE
    [wish] = await told(companion, "죽고 싶어")
    assert wish[0] is Level.EXPLICIT and "1577-0199" in wish[1]


async def test_a_hunch_that_is_borne_out_gets_all_numbers(
    companion_of: Build, suspicious: Guard
) -> None:
    companion = companion_of(guard=suspicious, store=await met(CHAT))
    _, yes, later = await told(companion, HUNCH, "응", "라면이나 하나 끓여 먹을까")
    assert yes[0] is Level.EXPLICIT and "1577-0199" in yes[1] and "119" in yes[1]
    assert later[0] is Level.NONE
    [*_, line] = [line for line in await companion.recall(CHAT) if line.speaker == "user"]
    assert line.text == "라면이나 하나 끓여 먹을까"


async def test_a_wish_in_plain_words_is_no_hunch(companion_of: Build, suspicious: Guard) -> None:
    companion = companion_of(guard=suspicious, store=await met(CHAT))
    hunch, denied = await told(companion, HUNCH, "아니 그냥 죽고 싶어")
    assert "1577-0199" not in hunch[1]
    assert denied[0] is Level.EXPLICIT and "1577-0199" in denied[1]


async def test_a_plain_wish_before_makes_it_more_than_a_hunch(
    companion_of: Build, suspicious: Guard
) -> None:
    companion = companion_of(guard=suspicious, store=await met(CHAT))
    _, again = await told(companion, "죽고 싶어", HUNCH)
    assert again[0] is Level.EXPLICIT and "잘못" not in again[1]


async def test_who_said_no_is_not_asked_again_of_the_same_messages_together(
    companion_of: Build,
) -> None:
    async with Opinions(Wary, patience=UNHURRIED) as opinions:
        companion = companion_of(guard=Guard(opinions), store=await met(CHAT))
        said = ["그동안 고마웠어", "그래", "잘 지내", "아니", "고마웠어 그래"]
        *_, asked, _, again = await told(companion, *said)
    assert asked[0] is not Level.NONE and "잘못 읽었을지도" in asked[1]
    assert again[0] is Level.NONE
