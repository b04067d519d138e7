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
    speech = windows(np.pad(await say("Good morning, my friend."), 2_500))
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


async def test_after_a_long_silence_a_voice_is_believed_as_soon_as_after_a_short_one(
    say: Say,
) -> None:
    speech = windows(await say("She was here."))
    short, long = VoiceActivity(), VoiceActivity()
    for activity, silence in ((short, 6), (long, 3_000)):
        activity(speech)
        assert activity(still(silence))[-1] < 0.1
    assert list(long(speech)) == list(short(speech))


async def test_a_noise_after_a_voice_that_was_cut_off_is_no_voice(say: Say) -> None:
    """Right after a voice the network takes anything for one."""
    speech = windows(await say("Good morning, my friend."))
    noise = np.random.default_rng(0).normal(0, 0.03, 30 * WINDOW).astype(np.float32)
    activity = VoiceActivity()
    activity(speech[: len(speech) // 2])
    activity(still(6))
    assert max(activity(noise)) < 0.5


def still(windows: int) -> Samples:
    return np.zeros(windows * WINDOW, np.float32)
