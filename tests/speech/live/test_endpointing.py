"""Whether a turn is over, by the real smart-turn."""

import sys
from collections.abc import Awaitable, Callable
from importlib.util import find_spec
from pathlib import Path
from typing import TypeAlias

import numpy as np
import pytest
from structlog.testing import capture_logs

from speech.live import endpointing
from speech.live.ear import LiveEar
from speech.live.events import Turn
from speech.protocols import Transcript
from speech.samples import Samples

Say: TypeAlias = Callable[..., Awaitable[Samples]]

RATE = 16_000
BREATH = np.zeros(RATE // 4, np.float32)


class Words:
    """Hears the same whatever is said."""

    async def hear(self, speech: Samples, /) -> Transcript:
        return Transcript(text="Hello", language="en", confidence=1.0, seconds=1.0)

    async def draft(self, speech: Samples, /) -> Transcript | None:
        return None


async def first_turn(ear: LiveEar) -> Turn:
    return await anext(event async for event in ear if isinstance(event, Turn))


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
    spoken = np.concatenate([await say("Thank you very much."), BREATH, BREATH])
    async with LiveEar(Words(), gap=60.0) as ear:
        ear.feed(spoken, 0.0)
        assert (await first_turn(ear)).transcript.text == "Hello"


def test_without_the_package_there_is_no_judge(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [])
    assert endpointing.installed() is None


@pytest.mark.parametrize("kept", [0.0, 0.5, 0.999])
async def test_with_damaged_weights_the_pause_alone_ends_a_turn(
    kept: float, say: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that was cut short ends no talk, and is told in the log once."""
    package = find_spec("pipecat")
    assert package is not None and package.origin is not None
    (whole,) = Path(package.origin).parent.rglob("smart-turn*.onnx")
    data = whole.read_bytes()
    damaged = tmp_path / whole.relative_to(Path(package.origin).parents[1])
    damaged.parent.mkdir(parents=True)
    (tmp_path / "pipecat" / "__init__.py").touch()
    damaged.write_bytes(data[: int(len(data) * kept)])
    monkeypatch.syspath_prepend(tmp_path)
    spoken = np.concatenate([await say("Thank you very much."), *[BREATH] * 8])
    with capture_logs() as logs:
        for _ in range(2):
            async with LiveEar(Words(), gap=60.0) as ear:
                ear.feed(spoken, 0.0)
                assert (await first_turn(ear)).transcript.text == "Hello"
    assert [entry["log_level"] for entry in logs] == ["warning"]
    assert endpointing.broken()
    assert endpointing.installed() is None
