"""The day and the time as people say them."""

from datetime import UTC, datetime, timedelta

from bot.protocols import Prompt
from config.moods import Words

_WEEK = Words(
    ko="월요일 화요일 수요일 목요일 금요일 토요일 일요일",
    en="Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
)
_PARTS = ((1, "밤"), (6, "새벽"), (12, "오전"), (18, "오후"), (21, "저녁"), (24, "밤"))
"""What the hours until then are called."""
_APART = timedelta(hours=5)
"""Silence after which it is another day."""


def today(at: datetime, language: str) -> str:
    """「11월 22일 일요일」, "Sunday, November 22"."""
    weekday = _WEEK[language].split()[at.weekday()]
    if language == "ko":
        return f"{at.month}월 {at.day}일 {weekday}"
    return f"{weekday}, {at:%B} {at.day}"


def time(at: datetime, language: str) -> str:
    """「새벽 3시 12분」, "3:12 am"."""
    hour = at.hour % 12 or 12
    if language != "ko":
        return f"{hour}:{at:%M} {'am' if at.hour < 12 else 'pm'}"
    part = next(name for until, name in _PARTS if at.hour < until)
    return f"{part} {hour}시" + (f" {at.minute}분" if at.minute else "")


def now(prompt: Prompt) -> datetime:
    """When the message of *prompt* came."""
    return prompt.at or datetime.now(UTC).astimezone()


def is_another_day(prompt: Prompt) -> bool:
    """Whether the person comes back after some hours."""
    return bool(prompt.history) and now(prompt) - prompt.history[-1].at > _APART
