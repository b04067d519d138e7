import pickle
from collections.abc import Sequence

from bot.care.guard import Finding, Guard
from bot.care.recent import Recent
from bot.events import Level


class Counting(Guard):
    """A guard that counts how often it reads."""

    read = 0

    def readings(self, text: str, /) -> Sequence[Sequence[Finding]]:
        self.read += 1
        return super().readings(text)


async def test_a_message_that_comes_again_is_not_read_again() -> None:
    guard = Counting()
    assert guard.judge("죽고 싶어") == guard.judge("죽고 싶어") == await guard.hear("죽고 싶어")
    assert guard.judge("배고파").level is Level.NONE
    assert guard.judge("배고파").level is Level.NONE
    assert guard.read == 2


def test_the_oldest_is_forgotten_and_nothing_is_held_of_the_words() -> None:
    recent = Recent[int]()
    for number in range(1000):
        assert recent.keep(f"word {number} \ud800", number) == number
    assert recent.of("word 999 \ud800") == 999
    assert recent.of("word 0 \ud800") is None
    held = pickle.dumps(recent)
    assert len(held) < 10_000
    assert b"word" not in held
