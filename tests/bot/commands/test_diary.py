"""Readings of today and of many days; days begin at this machine's midnight."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from bot.commands import Call
from bot.commands.diary import Diary
from bot.events import Level
from bot.protocols import Line
from bot.testing import MemoryStore
from config.moods import Mood


@pytest.fixture
def today() -> datetime:
    """A moment of today that has already been, whenever the test runs."""
    return datetime.now().astimezone()


@pytest.fixture
def said(ask) -> Callable:
    async def append(at: datetime, *moods: Mood, level: Level = Level.NONE) -> None:
        lines = [Line(speaker="user", text="…", at=at, mood=mood, level=level) for mood in moods]
        await ask.store.append(ask.chat, *lines)

    return append


async def test_a_day_without_readings_says_so(ask) -> None:
    answer = await ask("/mood")
    assert "없어요" in answer.text
    assert "없어요" in (await ask("/diary")).text


async def test_today_has_each_reading_with_its_time(ask, said, today) -> None:
    await said(today - timedelta(days=2), Mood.JOY)
    await said(today, Mood.SAD, Mood.SAD, Mood.TIRED)
    text = (await ask("/mood")).text
    assert text.count(f"{today:%H:%M} 슬픔") == 2
    assert f"{today:%H:%M} 지침" in text
    assert "기쁨" not in text
    assert text.endswith("가장 자주 읽은 마음: 슬픔")


async def test_many_readings_are_cut_and_counted(ask, said, today) -> None:
    await said(today, *[Mood.ANXIOUS] * 11)
    text = (await ask("/mood", language="en")).text
    assert text.count(f"{today:%H:%M} anxiety") == 8
    assert "3 more" in text


async def test_days_are_counted_newest_first(ask, said, today) -> None:
    for days, moods in ((8, [Mood.ANGRY]), (2, [Mood.SAD] * 2 + [Mood.JOY]), (0, [Mood.WARM])):
        await said(today - timedelta(days=days), *moods)
    rows = [row for row in (await ask("/diary")).text.splitlines() if "·" in row]
    assert [row.partition(" · ")[2] for row in rows] == ["따뜻함 1", "슬픔 2, 기쁨 1"]
    assert rows[0].startswith(f"{today.month}월 {today.day}일 (")


async def test_more_days_are_a_tap_away(ask, said, today) -> None:
    await said(today - timedelta(days=8), Mood.ANGRY)
    (*_, choice) = (await ask("/diary")).choices
    answer = await ask(choice.command, language="en")
    assert "anger 1" in answer.text
    assert choice not in answer.choices


@pytest.mark.parametrize("count", ["0", "999999999999", "-3", "many", "٣"])
async def test_a_count_of_days_is_bounded(ask, count: str) -> None:
    assert await ask(f"/diary {count}")


async def test_what_the_guard_took_is_no_mood(ask, said, today) -> None:
    await said(today, Mood.SAD, level=Level.EXPLICIT)
    assert "슬픔" not in (await ask("/mood")).text


async def test_calm_is_said_to_be_unsure_as_well(ask, said, today) -> None:
    await said(today, Mood.CALM)
    assert "확실하지 않았던" in (await ask("/mood")).text


async def test_days_begin_where_the_diary_is_kept(ask) -> None:
    from zoneinfo import ZoneInfo

    store = MemoryStore()
    seoul = ZoneInfo("Asia/Seoul")
    midnight = datetime.now(seoul).replace(hour=0, minute=0, second=0, microsecond=0)
    for minutes in (-1, 0):
        at = midnight + timedelta(minutes=minutes)
        await store.append(ask.chat, Line(speaker="user", text="…", at=at, mood=Mood.JOY))
    call = Call(chat=ask.chat, arguments=(), language="ko")
    text = (await Diary(store, zone=seoul).today(call)).text
    assert text.count("기쁨") == 1
    assert "00:00 기쁨" in text
