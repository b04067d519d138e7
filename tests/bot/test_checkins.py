"""Speaking first: only to those who asked, when they asked, and never insistently."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot import greetings
from bot.checkins import Checkins
from bot.events import ChatKey, Level
from bot.greetings import greeting
from bot.protocols import Checkin, Kind, Line, Memory, Preferences
from bot.testing import MemoryStore
from config.decency import faults
from config.errors import Unreachable
from config.moods import Words

HOME = ChatKey(messenger="telegram", chat="1", person="1")
DAY = datetime(2026, 3, 2, tzinfo=UTC).astimezone().replace(hour=0)
MINUTE = timedelta(minutes=1)
ALL = (*greetings.MORNING, *greetings.DAY, *greetings.EVENING)


def at(hour: int, minute: int = 0, *, days: int = 0) -> datetime:
    return DAY.replace(hour=hour, minute=minute) + timedelta(days=days)


class Phone:
    def __init__(self) -> None:
        self.calls: list[tuple[ChatKey, str]] = []
        self.error: Exception | None = None

    async def call(self, chat: ChatKey, text: str, /) -> None:
        if self.error:
            raise self.error
        self.calls.append((chat, text))


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def phone() -> Phone:
    return Phone()


@pytest.fixture
def checkins(companion_of, store, phone) -> Checkins:
    made = Checkins(companion_of(store=store), quiet="22-8", daily=2)
    made.callers["telegram"] = phone
    return made


async def ask_for(store: MemoryStore, *hours: int, chat: ChatKey = HOME) -> None:
    await store.check_in(Checkin(chat=chat, hours=hours, language="ko"))


def said(speaker: str, when: datetime, level: Level = Level.NONE) -> Line:
    return Line(speaker=speaker, text="말", at=when, level=level)


async def test_who_asked_for_it_is_asked_once_at_the_hour(checkins, store, phone) -> None:
    await ask_for(store, 9, 20)
    moments = [at(8, 59), at(9, 0), at(9, 1), at(9, 59), at(15), at(20, 30), at(20, 31)]
    assert [await checkins.look(now) for now in moments] == [0, 1, 0, 0, 0, 1, 0]
    assert [chat for chat, _ in phone.calls] == [HOME, HOME]
    assert [line.text for line in await store.history(HOME, limit=9)] == [
        text for _, text in phone.calls
    ]


async def test_nobody_else_is_asked(checkins, store, phone) -> None:
    await store.append(HOME, said("user", at(1)))
    assert await checkins.look(at(9)) == 0
    await ask_for(store, 9, chat=replace(HOME, messenger="web"))
    assert await checkins.look(at(9)) == 0


async def test_it_is_remembered_over_restarts(checkins, store, phone, companion_of) -> None:
    await ask_for(store, 9)
    await checkins.look(at(9))
    again = Checkins(companion_of(store=store))
    again.callers["telegram"] = phone
    assert await again.look(at(9, 1)) == 0
    assert await again.look(at(9, days=1)) == 1


async def test_quiet_hours_and_the_cap_hold_whatever_was_chosen(checkins, store) -> None:
    await ask_for(store, 3, 9, 12)
    assert [await checkins.look(at(hour)) for hour in (3, 9, 12)] == [0, 1, 0]
    assert [checkins.is_quiet(hour) for hour in (21, 22, 0, 7, 8)] == [
        False,
        True,
        True,
        True,
        False,
    ]


async def test_hours_are_those_of_the_clock_when_it_is_put_forward_or_back(
    companion_of, store, phone
) -> None:
    checkins = Checkins(companion_of(store=store), quiet="0-0", zone=ZoneInfo("Europe/Berlin"))
    checkins.callers["telegram"] = phone
    await ask_for(store, 9)
    for day, hour in ((28, 8), (29, 7)):
        before = datetime(2026, 3, day, hour - 1, 59, tzinfo=UTC)
        assert [await checkins.look(before), await checkins.look(before + MINUTE)] == [0, 1]
    await ask_for(store, 2)
    twice_half_past_two = [datetime(2026, 10, 25, hour, 30, tzinfo=UTC) for hour in (0, 1)]
    assert [await checkins.look(now) for now in twice_half_past_two] == [1, 0]


async def test_the_cap_holds_for_who_changes_the_hours_all_day(checkins, store) -> None:
    asked = 0
    for hour in (9, 12, 15):
        await ask_for(store, hour)
        asked += await checkins.look(at(hour))
    assert asked == 2


async def test_who_is_forgotten_while_others_are_asked_stays_forgotten(
    checkins, store, phone
) -> None:
    class Slow(Phone):
        async def call(self, chat: ChatKey, text: str, /) -> None:
            await super().call(chat, text)
            for who in forgotten:
                await store.forget(who)

    checkins.callers["telegram"] = slow = Slow()
    forgotten = ["telegram:2"]
    await ask_for(store, 9)
    await ask_for(store, 9, chat=replace(HOME, person="2"))
    assert await checkins.look(at(9)) == 1
    assert [chat for chat, _ in slow.calls] == [HOME]
    assert [one.chat for one in await store.checkins()] == [HOME]
    forgotten = [HOME.who]
    assert await checkins.look(at(9, days=1)) == 1
    assert list(await store.people()) == []


async def test_an_hour_that_was_missed_is_let_go(checkins, store) -> None:
    await ask_for(store, 9)
    assert await checkins.look(at(10)) == 0


@pytest.mark.parametrize(
    ("lines", "asked"),
    [
        ([("user", 8, 30, Level.NONE)], 0),  # just spoke
        ([("user", 1, 0, Level.NONE)], 1),
        ([("user", 1, 0, Level.CONCERN), ("companion", 1, 0, Level.CONCERN)], 0),
    ],
)
async def test_who_is_talking_or_in_danger_is_left_alone(checkins, store, lines, asked) -> None:
    await ask_for(store, 9)
    for speaker, hour, minute, level in lines:
        await store.append(HOME, said(speaker, at(hour, minute), level))
    assert await checkins.look(at(9)) == asked


async def test_it_stops_by_itself_where_nobody_answers(checkins, store) -> None:
    await ask_for(store, 9)
    asked = [await checkins.look(at(9, days=day)) for day in range(6)]
    assert asked == [1, 1, 1, 0, 0, 0]
    await store.append(HOME, said("user", at(1, days=6)))
    assert await checkins.look(at(9, days=6)) == 1


async def test_who_cannot_be_reached_is_not_tried_until_the_next_hour(
    checkins, store, phone
) -> None:
    await ask_for(store, 9)
    phone.error = Unreachable()
    assert [await checkins.look(at(9)), await checkins.look(at(9, 1))] == [0, 0]
    assert list(await store.history(HOME, limit=9)) == []


async def test_a_plan_of_the_day_is_asked_about_unless_memory_is_off(
    checkins, store, phone
) -> None:
    await ask_for(store, 9)
    await store.append(HOME, said("user", at(1, days=-3)))
    (line,) = await store.memory.unread(HOME, limit=1)
    plan = Memory(kind=Kind.PLAN, value="면접", text="면접", at=line.line.at, day=DAY.date())
    await store.memory.learn(HOME, (line.number, plan), read=[line])
    await checkins.look(at(9))
    assert "오늘 면접이 있는 날" in phone.calls[0][1]
    await ask_for(store, 9, 20)
    await checkins.look(at(20))
    assert phone.calls[1][1] == "오늘 면접 어땠어요?"
    await checkins.look(at(9, days=1))
    assert "어제 면접" in phone.calls[2][1]
    await store.append(HOME, said("user", at(1, days=2)))
    await store.prefer(HOME, Preferences(remembering=False))
    await checkins.look(at(9, days=2))
    assert "면접" not in phone.calls[3][1]


def test_every_line_is_an_open_door() -> None:
    for words in (*ALL, greetings.TODAY, greetings.TONIGHT, greetings.YESTERDAY):
        assert isinstance(words, Words)
        for language in ("ko", "en"):
            assert list(faults(words[language])) == []


def test_a_friend_who_speaks_casually_does_so_here() -> None:
    for hour in (9, 13, 20):
        for day in range(4):
            text = greeting("ko", at(hour, days=day), banmal=True)
            assert not text.rstrip("?.").endswith("요")
    assert date(2026, 3, 2) == DAY.date()


async def test_who_told_their_clock_is_asked_and_left_in_peace_by_it(
    checkins: Checkins, store: MemoryStore, phone: Phone
) -> None:
    zone = ZoneInfo("Asia/Seoul")
    await store.check_in(Checkin(chat=HOME, hours=(9,), language="ko", zone="Asia/Seoul"))
    morning = datetime(2026, 3, 2, 9, 1, tzinfo=zone)
    assert await checkins.look(morning - timedelta(hours=2)) == 0
    assert await checkins.look(morning.astimezone(UTC)) == 1
    assert phone.calls[-1][1] in {line["ko"] for line in greetings.MORNING}


async def test_the_speech_level_that_was_asked_for_is_kept(
    checkins: Checkins, store: MemoryStore, phone: Phone
) -> None:
    await ask_for(store, 9)
    long_ago = at(9) - timedelta(days=1)
    await store.append(HOME, Line(speaker="user", text="반말로 해줘", at=long_ago))
    assert await checkins.look(at(9)) == 1
    assert not phone.calls[-1][1].endswith(("요?", "요."))
