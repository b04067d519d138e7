"""What comes to mind, and what does not although it is near."""

from datetime import UTC, datetime, timedelta

import numpy as np

from bot.memory.recall import nearnesses, recalled
from bot.protocols import Kind, Memory

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


def unit(vector):
    return (vector / np.linalg.norm(vector)).astype(np.float32)


def test_what_is_near_to_everything_is_near_to_nothing_in_particular() -> None:
    draw = np.random.default_rng(0)
    anchors = np.stack([unit(draw.normal(size=64)) for _ in range(14)])
    message = unit(draw.normal(size=64))
    crowd = unit(anchors.sum(0) + message)
    friend = unit(message + 0.2 * draw.normal(size=64))
    stranger = unit(draw.normal(size=64))
    near = nearnesses(message, np.stack([crowd, friend, stranger]), anchors)
    of_crowd, of_friend, of_stranger = near
    assert of_friend > 2 > of_stranger
    assert of_friend > 2 * of_crowd


def test_names_words_and_days_need_no_nearness() -> None:
    def memory(kind: Kind, value: str, number: int, **more) -> Memory:
        at = NOW - timedelta(days=60)
        return Memory(kind=kind, value=value, text=value, at=at, number=number, **more)

    soon, late = NOW.date() + timedelta(days=2), NOW.date() + timedelta(days=9)
    known = [
        memory(Kind.LIKE, "수영", 1),
        memory(Kind.NAME, "지민", 2),
        memory(Kind.PLAN, "면접", 3, day=soon),
        memory(Kind.PLAN, "여행", 4, day=late),
        memory(Kind.LIKE, "등산", 5),
    ]
    found = recalled("수영장에 갔어", known, {}, now=NOW)
    assert [one.value for one in found] == ["수영", "면접", "지민"]
