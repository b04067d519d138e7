from datetime import UTC, datetime, time, timedelta

import pytest

from bot.zones import zone_of, zone_showing

NOON = datetime(2026, 3, 2, 12, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    ("shown", "zone"),
    [
        (time(21, 7), "+09:00"),
        (time(21, 0), "+09:00"),
        (time(7, 9), "-05:00"),
        (time(17, 36), "+05:30"),
        (time(12, 7), "+00:00"),
        (time(0, 7), "+12:00"),
        (time(0, 22), "-11:45"),
    ],
)
def test_a_clock_tells_its_zone(shown: time, zone: str) -> None:
    assert zone_showing(shown, NOON) == zone
    there = NOON.astimezone(zone_of(zone))
    assert abs(there - there.replace(hour=shown.hour, minute=shown.minute)) < timedelta(minutes=8)


@pytest.mark.parametrize(
    ("name", "hours"),
    [
        ("Asia/Seoul", 9),
        ("america/new_york", -5),
        ("america/port-au-prince", -5),
        ("+9", 9),
        ("UTC-3:30", -3.5),
        ("gmt+14", 14),
    ],
)
def test_a_zone_is_known_by_name_or_offset(name: str, hours: float) -> None:
    zone = zone_of(name)
    assert zone is not None
    assert zone.utcoffset(NOON.replace(tzinfo=None)) == timedelta(hours=hours)


@pytest.mark.parametrize("name", ["", "9", "20시", "Seoul", "+15", "../etc/passwd", "Asia/Nowhere"])
def test_what_is_no_zone_is_none(name: str) -> None:
    assert zone_of(name) is None
