"""``/mood`` and ``/diary``: the moods of a day and of many, without the words."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta, tzinfo
from itertools import groupby

from bot.commands.command import Answer, Call, Choice
from bot.protocols import Reading, Store
from config.moods import Mood, Words, mood_table

_SHOWN = 8
"""Readings of a day, the newest."""
_DAYS = 7
_MOST_DAYS = 31

_TODAY = Words(ko="오늘 읽은 마음이에요.", en="What I read today:")
_EARLIER = Words(ko="… 그 앞에 {count}번 더", en="… {count} more before that")
_NOTHING_TODAY = Words(ko="오늘은 아직 읽은 마음이 없어요.", en="I have read nothing yet today.")
_DIARY = Words(ko="지난 {days}일의 마음이에요.", en="The moods of the last {days} days:")
_NOTHING = Words(
    ko="지난 {days}일 동안 읽은 마음이 없어요.", en="I have read nothing in the last {days} days."
)
_MOSTLY = Words(ko="가장 자주 읽은 마음: {moods}", en="Read most often: {moods}")
_UNSURE = Words(
    ko="차분함에는 어떤 마음인지 확실하지 않았던 때도 들어 있어요.",
    en="Calm also stands for when I was not sure.",
)
_LINKS = {"/diary": Words(ko="지난 7일", en="Last 7 days"), "/mood": Words(ko="오늘", en="Today")}
_MONTH = Words(ko="지난 31일", en="Last 31 days")
_WEEKDAYS = "월화수목금토일"


class Diary:
    """Tells when which mood was read; a reading that was corrected counts as it was meant."""

    def __init__(self, store: Store, *, zone: tzinfo | None = None) -> None:
        """*zone* is where days begin; this machine's unless given."""
        self._store = store
        self._zone = zone

    async def today(self, call: Call) -> Answer:
        """The readings of today, each with its time."""
        read = await self._since(call, days=1)
        if not read:
            return _answer(call, [_NOTHING_TODAY[call.language]], "/diary")
        names = mood_table().names
        rows = [
            f"{one.at.astimezone(self._zone):%H:%M} {names[one.mood][call.language]}"
            for one in read
        ]
        if more := len(rows[:-_SHOWN]):
            rows = [_EARLIER[call.language].format(count=more), *rows[-_SHOWN:]]
        return _answer(
            call, [_TODAY[call.language], "\n".join(rows), *_summary(read, call)], "/diary"
        )

    async def days(self, call: Call) -> Answer:
        """How often each mood was read on each day, the newest day first."""
        days = _count(call)
        read = await self._since(call, days=days)
        choices = (Choice(_MONTH[call.language], f"/diary {_MOST_DAYS}"),) * (days < _MOST_DAYS)
        if not read:
            return _answer(call, [_NOTHING[call.language].format(days=days)], "/mood", *choices)
        by_day = groupby(read, key=lambda one: one.at.astimezone(self._zone).date())
        rows = [
            f"{_day(day, call.language)} · {_counted(list(of_day), call)}" for day, of_day in by_day
        ]
        parts = [
            _DIARY[call.language].format(days=days),
            "\n".join(reversed(rows)),
            *_summary(read, call),
        ]
        return _answer(call, parts, "/mood", *choices)

    async def _since(self, call: Call, *, days: int) -> Sequence[Reading]:
        """The readings of the last so many days, today included, oldest first."""
        now = datetime.now(self._zone).astimezone(self._zone)
        first = (now - timedelta(days=days - 1)).replace(hour=0, minute=0, second=0, microsecond=0)
        read = await self._store.readings(call.chat.who, since=first)
        return sorted(read, key=lambda one: one.at)


def _count(call: Call) -> int:
    asked = call.arguments[0] if call.arguments else ""
    return min(max(int(asked), 1), _MOST_DAYS) if asked.isdecimal() and len(asked) < 5 else _DAYS


def _day(day: date, language: str) -> str:
    if language == "ko":
        return f"{day.month}월 {day.day}일 ({_WEEKDAYS[day.weekday()]})"
    return f"{day:%a} {day.day} {day:%b}"


def _counted(read: Sequence[Reading], call: Call) -> str:
    counts = Counter(one.mood for one in read).most_common()
    names = mood_table().names
    return ", ".join(f"{names[mood][call.language]} {count}" for mood, count in counts)


def _summary(read: Sequence[Reading], call: Call) -> list[str]:
    counts = Counter(one.mood for one in read)
    most = max(counts.values())
    often = [mood_table().names[mood][call.language] for mood in Mood if counts[mood] == most]
    parts = [_MOSTLY[call.language].format(moods=", ".join(often))] if len(read) > 1 else []
    return [*parts, *([_UNSURE[call.language]] if Mood.CALM in counts else [])]


def _answer(call: Call, parts: Sequence[str], other: str, *choices: Choice) -> Answer:
    link = Choice(_LINKS[other][call.language], other)
    return Answer(text="\n\n".join(parts), choices=(link, *choices))
