"""From a stream of sound to utterances.

Pure: no clock of its own, no thread, no model but the voice activity. The same sound gives the
same edges however it is cut into chunks.
"""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from speech.decoding import RATE
from speech.live.activity import WINDOW, VoiceActivity
from speech.samples import Samples

_STEP = WINDOW / RATE
_VOICE = 0.5
"""Probability from which a window starts an utterance."""
_STILL = 0.35
"""Probability from which a window goes on with one."""
_ONSET = 2
"""Windows of voice in a row that start one: a click has one."""
_REPORT = 3
"""Windows of voice between two `Voiced`."""
_LEAD = 0.3
"""Seconds kept from before the onset: consonants come before voice."""
_TAIL = 0.3
"""Seconds of the last pause that are kept."""


@dataclass(frozen=True, slots=True)
class Onset:
    """An utterance begins, at that time on the clock of the chunks."""

    at: float


@dataclass(frozen=True, slots=True)
class Voiced:
    """It goes on; the seconds of voice in it so far."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Paused:
    """It may be over; told once a pause. `Segmenter.end` ends it."""

    voiced: float
    """Seconds of voice in it so far."""


@dataclass(frozen=True, slots=True)
class Ended:
    """It is over."""

    speech: Samples
    voiced: float
    """Seconds of voice in it."""


Edge: TypeAlias = Onset | Voiced | Paused | Ended
Chunk: TypeAlias = Samples | NDArray[np.int16]
"""Mono sound at 16 kHz, any number of samples."""


class Segmenter:
    """Cuts one speaker's stream into utterances. Not thread-safe.

    Silence is what the voice activity hears as such, and what the clock shows: where a chunk
    comes more than *gap* seconds late, its stream was silent in between. All times are seconds.
    """

    def __init__(
        self,
        activity: Callable[[Samples], float] | None = None,
        *,
        gap: float = 0.2,
        breath: float = 0.25,
        pause: float = 0.8,
        longest: float = 60.0,
    ) -> None:
        """*breath*: silence after which it is `Paused`; *pause*: after which it has `Ended`.

        An utterance is cut at *longest*; the next one goes on from there.
        """
        self._activity = activity or VoiceActivity()
        self._gap = gap
        self._breath = round(breath / _STEP)
        self._pause = round(pause / _STEP)
        self._longest = round(longest / _STEP)
        self._clock: float | None = None
        self._rest: Samples = np.zeros(0, np.float32)
        self._windows: deque[Samples] = deque(maxlen=round(_LEAD / _STEP) + _ONSET)
        self._utterance: list[Samples] | None = None
        self._voiced = 0
        self._silent = 0

    @property
    def speaking(self) -> bool:
        """Whether an utterance is open."""
        return self._utterance is not None

    @property
    def speech(self) -> Samples:
        """The utterance so far; empty where none is open."""
        return np.concatenate(self._utterance) if self._utterance else self._rest[:0]

    def feed(self, chunk: Chunk, at: float) -> Iterator[Edge]:
        """The edges in *chunk*, whose last sample was spoken at *at*; to be read to the end."""
        sound = _float(chunk)
        began = at - len(sound) / RATE
        yield from self.silence(began)
        self._clock = at
        yield from self._take(sound, at)

    def silence(self, until: float) -> Iterator[Edge]:
        """The edges in the silence up to *until*, if it is longer than the gap; read to the end."""
        missing = until - self._clock if self._clock is not None else 0.0
        if missing <= self._gap:
            return
        self._clock = until
        # After that much silence nothing is open, and the network has forgotten everything.
        heard = min(missing, (self._pause + 2) * _STEP)
        yield from self._take(np.zeros(round(heard * RATE), np.float32), until)

    def end(self) -> Ended | None:
        """End the utterance here, where one is open."""
        if self._utterance is None:
            return None
        spare = max(0, self._silent - round(_TAIL / _STEP))
        ended = Ended(
            np.concatenate(self._utterance[: len(self._utterance) - spare]), self._voiced * _STEP
        )
        self._utterance = None
        self._voiced = self._silent = 0
        self._windows.clear()
        return ended

    def _take(self, sound: Samples, at: float) -> Iterator[Edge]:
        sound = np.concatenate([self._rest, sound])
        whole = len(sound) // WINDOW * WINDOW
        # Set before the first edge is told: whoever reads may call `end`.
        self._rest = sound[whole:].copy()
        for start in range(0, whole, WINDOW):
            window = sound[start : start + WINDOW]
            end = at - (len(sound) - start - WINDOW) / RATE
            yield from self._hear(window, self._activity(window), end)

    def _hear(self, window: Samples, voice: float, end: float) -> Iterator[Edge]:
        if self._utterance is None:
            yield from self._wait(window, voice, end)
        else:
            self._utterance.append(window)
            yield from self._go_on(voice)

    def _wait(self, window: Samples, voice: float, end: float) -> Iterator[Edge]:
        self._windows.append(window)
        self._voiced = self._voiced + 1 if voice >= _VOICE else 0
        if self._voiced == _ONSET:
            self._utterance = list(self._windows)
            yield Onset(end - _ONSET * _STEP)

    def _go_on(self, voice: float) -> Iterator[Edge]:
        assert self._utterance is not None
        if voice >= _STILL:
            self._silent = 0
            self._voiced += 1
            if self._voiced % _REPORT == 0:
                yield Voiced(self._voiced * _STEP)
        else:
            self._silent += 1
            if self._silent == self._breath:
                yield Paused(self._voiced * _STEP)
        over = self._silent >= self._pause or len(self._utterance) >= self._longest
        if over and (ended := self.end()):  # unless whoever read `Paused` has ended it
            yield ended


def _float(chunk: Chunk) -> Samples:
    sound: Samples = chunk.astype(np.float32)
    if chunk.dtype == np.int16:
        sound /= 32_768
    return np.nan_to_num(sound).clip(-1.0, 1.0)
