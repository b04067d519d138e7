"""Voice activity in a stream."""

from collections.abc import Awaitable, Callable
from typing import TypeAlias

import numpy as np
from faster_whisper.vad import get_vad_model

from speech.live.activity import WINDOW, VoiceActivity
from speech.samples import Samples

Say: TypeAlias = Callable[..., Awaitable[Samples]]


def windows(samples: Samples) -> Samples:
    return samples[: len(samples) // WINDOW * WINDOW].reshape(-1, WINDOW)


async def test_a_stream_is_judged_as_the_whole_clip_is(say: Say) -> None:
    speech = windows(np.pad(await say("Good morning, my friend."), 4_000))
    activity = VoiceActivity()
    streamed = [*activity(speech[:1]), *activity(speech[1:3]), *activity(speech[3:])]
    assert np.allclose(streamed, get_vad_model()(speech.ravel()).ravel(), atol=1e-6)
    assert max(streamed) > 0.9
    assert streamed[0] < 0.1


async def test_streams_do_not_hear_each_other(say: Say) -> None:
    speech = windows(await say("Good morning, my friend."))
    alone, one, other = VoiceActivity(), VoiceActivity(), VoiceActivity()
    expected = [alone(window) for window in speech]
    side_by_side = [(one(window), other(np.zeros(WINDOW, np.float32)))[0] for window in speech]
    assert side_by_side == expected
