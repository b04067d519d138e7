"""What comes out of order, twice, late or never."""

import pytest

from bot.adapters.discord.voice.jitter import Break, Hole, Jitter, Step, Whole


def played(*sequences: int, start: float = 0.0) -> list[str]:
    """What is told of frames that come every 20 ms, and of the time after them."""
    jitter, told, now = Jitter(), list[Step](), start
    for sequence in sequences:
        if jitter.wants(sequence):
            told += jitter.push(sequence, str(sequence).encode(), now)
        now += 0.02
        told += jitter.overdue(now)
    told += jitter.overdue(now + 1)
    assert jitter.due is None
    return [shown(step) for step in told]


def shown(step: Step) -> str:
    match step:
        case Whole(frame):
            return frame.decode()
        case Hole(after):
            return f"?{after.decode()}" if after else "?"
        case Break():
            return "|"


@pytest.mark.parametrize(
    ("came", "told"),
    [
        ((1, 2, 3), "1 2 3"),
        ((1, 3, 2, 4), "1 2 3 4"),
        ((1, 1, 2, 2), "1 2"),
        ((1, 3, 3, 2), "1 2 3"),
        ((1, 3, 4, 5), "1 ?3 3 4 5"),
        ((1, 2, 5, 6, 7), "1 2 ? ?5 5 6 7"),
        ((1, 3), "1 ?3 3"),
        ((1, 3, 4, 5, 2, 6), "1 ?3 3 4 5 6"),
        ((1, 2, 90, 91), "1 2 | 90 91"),
        ((500, 501, 3, 4), "500 501 | 3 4"),
        ((300, 301, 90, 302), "300 301 302"),
        ((65_534, 65_535, 0, 1), "65534 65535 0 1"),
        ((65_535, 1, 0), "65535 0 1"),
        ((1, 3, 90), "1 ?3 3 | 90"),
    ],
)
def test_order(came: tuple[int, ...], told: str) -> None:
    assert " ".join(played(*came)) == told


def test_a_frame_waits_sixty_milliseconds_for_the_one_before() -> None:
    jitter = Jitter()
    list(jitter.push(1, b"1", 0.0))
    assert list(jitter.push(3, b"3", 0.02)) == []
    assert jitter.due == pytest.approx(0.08)
    assert list(jitter.overdue(0.079)) == []
    assert list(jitter.overdue(0.081)) == [Hole(b"3"), Whole(b"3")]
