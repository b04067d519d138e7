"""Tempo and pitch of a spoken sentence, by the engine's own means or libav's filters."""

from collections.abc import Set
from dataclasses import replace

from speech.filters import Step, filtered
from speech.protocols import Means, Prosody
from speech.samples import Samples

SEMITONES = 2.0
"""Beyond this the formants, which move along, make another person of the speaker."""
SLOWEST, FASTEST = 0.88, 1.15
"""Within these Whisper understands as much as at the voice's own tempo."""

_GAIN = 12.0
_PAUSE = 2.0


def within_limits(prosody: Prosody) -> Prosody:
    """*prosody* as far as it sounds natural."""
    return replace(
        prosody,
        rate=min(max(prosody.rate, SLOWEST), FASTEST),
        pitch=min(max(prosody.pitch, -SEMITONES), SEMITONES),
        gain=min(max(prosody.gain, -_GAIN), _GAIN),
        pause=min(max(prosody.pause, 0.0), _PAUSE),
    )


def divided(prosody: Prosody, means: Set[Means]) -> tuple[Prosody, Prosody]:
    """*prosody* in two: what an engine with *means* is asked for, and what is done afterwards."""
    plain = Prosody()
    asked = {name: getattr(prosody, name) for name in means}
    left = {name: getattr(plain, name) for name in {*means, "manner"}}
    return replace(plain, **asked), replace(prosody, **left)


def shape(samples: Samples, rate: int, prosody: Prosody, *, to: int = 0) -> Samples:
    """*samples* at the rate and pitch of *prosody*, within the limits, at *to* hertz.

    Resampling shifts the pitch by a factor k, and the tempo by as much, which is taken back.
    """
    wanted = within_limits(prosody)
    k = 2 ** (wanted.pitch / 12)
    steps: list[Step] = []
    if wanted.pitch:
        steps.append(("asetrate", str(round(rate * k))))
    if wanted.rate != k:
        steps.append(("atempo", f"{wanted.rate / k:.6f}"))
    return filtered(samples, rate, steps, to=to or rate)
