from datetime import UTC, datetime

import pytest

from bot.dialogue import clock


@pytest.mark.parametrize(
    ("hour", "korean", "english"),
    [
        (0, "밤 12시 5분", "12:05 am"),
        (5, "새벽 5시 5분", "5:05 am"),
        (11, "오전 11시 5분", "11:05 am"),
        (12, "오후 12시 5분", "12:05 pm"),
        (20, "저녁 8시 5분", "8:05 pm"),
        (23, "밤 11시 5분", "11:05 pm"),
    ],
)
def test_every_hour_has_its_name(hour: int, korean: str, english: str) -> None:
    at = datetime(2026, 3, 1, hour, 5, tzinfo=UTC)
    assert clock.time(at, "ko") == korean
    assert clock.time(at, "en") == english


def test_a_full_hour_has_no_minutes_in_korean() -> None:
    assert clock.time(datetime(2026, 3, 1, 15, tzinfo=UTC), "ko") == "오후 3시"
