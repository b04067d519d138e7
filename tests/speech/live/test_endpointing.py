"""Whether a turn is over, by the real smart-turn."""

import sys
from collections.abc import Awaitable, Callable
from typing import TypeAlias

import numpy as np
import pytest

from speech.live import endpointing
from speech.live.ear import LiveEar
from speech.live.events import Turn
from speech.protocols import Transcript
from speech.samples import Samples

Say: TypeAlias = Callable[..., Awaitable[Samples]]

RATE = 16_000
BREATH = np.zeros(RATE // 4, np.float32)


async def test_a_whole_sentence_is_told_from_half_of_one(say: Say) -> None:
    judge = endpointing.installed()
    assert judge is not None
    for text, complete in (
        ("Thank you very much.", True),
        ("How are you?", True),
        ("I went for a walk with my", False),
        ("because,", False),
    ):
        assert await judge(np.concatenate([await say(text), BREATH])) is complete
    assert "pipecat" not in sys.modules


@pytest.mark.parametrize("seconds", [0, 1, 8, 60])
async def test_any_length_is_judged(seconds: int) -> None:
    judge = endpointing.installed()
    assert judge is not None
    assert await judge(np.zeros(seconds * RATE, np.float32)) in (True, False)


async def test_an_ear_takes_its_word(say: Say) -> None:
    """No second of silence is needed."""

    class Words:
        async def hear(self, speech: Samples, /) -> Transcript:
            return Transcript(text="Hello", language="en", confidence=1.0, seconds=1.0)

        async def draft(self, speech: Samples, /) -> Transcript | None:
            return None

    spoken = np.concatenate([await say("Thank you very much."), BREATH, BREATH])
    async with LiveEar(Words(), gap=60.0) as ear:
        ear.feed(spoken, 0.0)
        async for event in ear:
            if isinstance(event, Turn):
                return


def test_without_the_package_there_is_no_judge(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [])
    assert endpointing.installed() is None
