"""The network adds, in time or not at all: missing, broken, hanging, it costs nothing but what it adds."""

import asyncio
import threading
from collections.abc import Callable, Sequence

import pytest
from scenes.noticing import Noticing
from structlog.testing import capture_logs

from bot.care.guard import Guard, Judgement
from bot.care.lexicon import Kind
from bot.care.opinion import Opinion, Opinions, Passage, Reader
from bot.companion import Companion
from bot.events import ChatKey, Incoming, Level, Replied
from config.errors import ConfigError

SAID = "이제 다 정리했어 그동안 애썼다"
WORD = "정리"
UNHURRIED = 60.0


class Failing:
    """Fails as a library does, with the words in the error."""

    def read(self, passages: Sequence[Passage], /) -> Opinion | None:
        raise OSError(f"cannot read {passages}")


class Hanging:
    """Answers when it is let."""

    def __init__(self) -> None:
        self.let = threading.Event()

    def read(self, passages: Sequence[Passage], /) -> Opinion | None:
        self.let.wait()
        return Opinion(Level.IMMINENT, Kind.SELF_HARM)


async def heard(text: str, reader: Reader) -> Judgement:
    async with Opinions(lambda: reader, patience=UNHURRIED) as opinions:
        return await Guard(opinions).hear(text)


@pytest.mark.parametrize("level", [Level.CONCERN, Level.EXPLICIT, Level.IMMINENT])
async def test_it_raises_what_the_lexicon_does_not_know(level: Level) -> None:
    assert Guard().judge(SAID).level is Level.NONE
    found = await heard(SAID, Noticing(WORD, level))
    assert found == Judgement(level, (Kind.SELF_HARM,), hunch=True)


@pytest.mark.parametrize(
    "text", ["죽고 싶어", "유서 썼어", "친구가 죽고 싶대", "my boyfriend hits me"]
)
@pytest.mark.parametrize("level", [Level.CONCERN, Level.EXPLICIT])
async def test_it_takes_nothing_away(text: str, level: Level) -> None:
    alone = Guard().judge(text)
    both = await heard(text, Noticing("", level))
    severity = list(Level).index
    assert severity(both.level) == max(severity(alone.level), severity(level))
    assert set(alone.kinds) <= set(both.kinds)
    assert await heard(text, Noticing("absent", level)) == alone


@pytest.mark.parametrize(
    "text", ["배고파 죽겠다", "오늘 웃겨 죽겠네", "this traffic is killing me"]
)
async def test_what_an_idiom_covers_is_nothing_to_go_by(text: str) -> None:
    words = text.split()
    assert await heard(text, Noticing(words[-1])) == Judgement()


async def test_the_network_reads_the_whole_and_its_sentences_without_disguises() -> None:
    reader = Noticing(WORD)
    await heard("오늘은 쉬었다. 죽 고 싶 어 졌 다", reader)
    read = {passage[0] for passage in reader.read_passages}
    assert {"오늘은 쉬었다. 죽고싶어졌다", "오늘은 쉬었다.", "죽고싶어졌다"} <= read


async def test_links_are_not_read_but_what_stands_around_them() -> None:
    reader = Noticing(WORD)
    await heard(f"이거 봐 봐 https://youtu.be/{WORD} 웃기지 www.{WORD}.kr/{WORD}", reader)
    assert {passage[0] for passage in reader.read_passages} == {"이거 봐 봐 웃기지"}


async def test_a_very_long_message_is_read_in_a_bounded_number_of_passages() -> None:
    reader = Noticing(WORD)
    await heard("오늘 점심은 비빔밥이었다. " * 5000 + SAID, reader)
    assert len(reader.read_passages) <= 20
    assert max(len(one) for passage in reader.read_passages for one in passage) <= 500
    assert (await heard("오늘 점심은 비빔밥이었다. " * 5000 + SAID, reader)).level is Level.EXPLICIT


def missing() -> Noticing:
    raise ConfigError("there is none")


def bare() -> Noticing:
    raise ImportError("no such library")


@pytest.mark.parametrize("load", [missing, bare, Failing])
async def test_without_it_the_lexicon_stands_alone_and_no_word_is_logged(
    load: Callable[[], Reader],
) -> None:
    with capture_logs() as logs:
        async with Opinions(load, patience=UNHURRIED) as opinions:
            guard = Guard(opinions)
            assert await guard.hear(SAID) == Judgement()
            assert (await guard.hear("죽고 싶어")).level is Level.EXPLICIT
    assert logs
    assert "정리" not in str(logs) and "죽고" not in str(logs)


async def test_whoever_cannot_wait_has_the_lexicon_and_the_next_is_heard_again() -> None:
    slow = Hanging()
    async with Opinions(lambda: slow, patience=0.01) as opinions:
        try:
            with capture_logs() as logs:
                assert await Guard(opinions).hear(SAID) == Judgement()
                assert (await Guard(opinions).hear("죽고 싶어")).level is Level.EXPLICIT
            assert "정리" not in str(logs)
        finally:
            slow.let.set()


async def test_nobody_waits_for_the_loading() -> None:
    let = threading.Event()

    def load() -> Noticing:
        let.wait()
        return Noticing(WORD)

    async with Opinions(load, patience=0.01) as opinions:
        try:
            assert (await Guard(opinions).hear("죽고 싶어")).level is Level.EXPLICIT
            assert await Guard(opinions).hear(SAID) == Judgement()
        finally:
            let.set()
        assert await opinions.ready()


async def test_an_imminent_word_of_the_lexicon_waits_for_nobody() -> None:
    reader = Noticing(WORD)
    assert (await heard("유서 썼어", reader)).level is Level.IMMINENT
    assert reader.read_passages == []


async def test_it_is_asked_only_while_it_is_open() -> None:
    opinions = Opinions(lambda: Noticing(WORD), patience=UNHURRIED)
    guard = Guard(opinions)
    assert await guard.hear(SAID) == Judgement()
    async with opinions:
        assert (await guard.hear(SAID)).level is Level.EXPLICIT
    assert await guard.hear(SAID) == Judgement()


async def test_who_is_cancelled_waits_no_longer() -> None:
    slow = Hanging()
    async with Opinions(lambda: slow, patience=UNHURRIED) as opinions:
        asked = asyncio.create_task(Guard(opinions).hear(SAID))
        await asyncio.sleep(0)
        asked.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asked
        slow.let.set()


async def test_a_turn_goes_by_what_the_network_heard(
    companion_of: Callable[..., Companion],
) -> None:
    async with Opinions(lambda: Noticing(WORD), patience=UNHURRIED) as opinions:
        companion = companion_of(guard=Guard(opinions))
        said = Incoming(chat=ChatKey(messenger="test", chat="1", person="1"), text=SAID)
        assert not companion.urgent(said)
        assert await companion.needs_care(said)
        async with companion.turn(said) as turn:
            replied = [event async for event in turn if isinstance(event, Replied)]
    assert "109" in replied[0].text
