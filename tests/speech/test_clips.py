"""The memory of what was said."""

from speech.audio import Audio
from speech.clips import Clips


def clip(size: int) -> Audio:
    return Audio(b"x" * size, "audio/mpeg")


def test_the_longest_unused_goes_first() -> None:
    clips = Clips(most=10)
    clips.keep("a", clip(4))
    clips.keep("b", clip(4))
    assert clips.get("a") is not None
    clips.keep("c", clip(4))
    assert (clips.get("a"), clips.get("b"), clips.get("c")) == (clip(4), None, clip(4))


def test_the_same_key_takes_its_room_once() -> None:
    clips = Clips(most=10)
    for _ in range(5):
        clips.keep("a", clip(6))
    clips.keep("b", clip(4))
    assert clips.get("a") is not None
    assert clips.get("b") is not None


def test_what_is_too_large_is_not_kept() -> None:
    clips = Clips(most=10)
    clips.keep("a", clip(11))
    assert clips.get("a") is None
    clips.keep("b", clip(10))
    assert clips.get("b") is not None
