"""Where a person's clock stands, as they tell it."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

_OFFSET = re.compile(
    r"(?:utc|gmt)?(?P<sign>[+-])(?P<hours>\d{1,2})(?::?(?P<minutes>[0-5]\d))?", re.I
)
_FARTHEST = timedelta(hours=14)
_QUARTER = timedelta(minutes=15)
"""All zones stand at quarters of an hour, so a clock that is told goes to the nearest."""


def zone_of(name: str) -> tzinfo | None:
    """The zone that *name* means, "Asia/Seoul", in any case, or "+9"; None if it means none."""
    if offset := _OFFSET.fullmatch(name):
        size = timedelta(hours=int(offset["hours"]), minutes=int(offset["minutes"] or 0))
        return timezone(size if offset["sign"] == "+" else -size) if size <= _FARTHEST else None
    if "/" not in name:
        return None
    return _listed(name) or _listed(_names().get(name.lower(), ""))


@cache
def _names() -> Mapping[str, str]:
    """The zones by their names in small letters."""
    return {name.lower(): name for name in available_timezones()}


def _listed(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def zone_showing(shown: time, now: datetime) -> str:
    """The offset of a clock that shows *shown* at *now*: "+09:00"."""
    here = now.astimezone(UTC)
    ahead = datetime.combine(here, shown, UTC) - here.replace(second=0, microsecond=0)
    quarters = round(ahead / _QUARTER)
    day = timedelta(days=1) // _QUARTER
    quarters = (quarters + day // 2 - 1) % day - (day // 2 - 1)  # from -11:45 to +12:00
    hours, rest = divmod(abs(quarters), 4)
    return f"{'-' if quarters < 0 else '+'}{hours:02}:{15 * rest:02}"
