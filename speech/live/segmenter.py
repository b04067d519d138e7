"""From a stream of sound to utterances.

Pure: no clock of its own, no thread, no model but the voice activity. The same sound gives the
same edges however it is cut into chunks.
"""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from speech.decoding import RATE
from speech.live.activity import WINDOW, VoiceActivity
from speech.samples import Samples

_STEP = WINDOW / RATE
_INT16 = np.float32(1 / 32_768)
_VOICE = 0.5
"""Probability from which a window starts an utterance."""
_STILL = 0.35
"""Probability from which a window goes on with one."""
_TOGETHER = 2
"""Windows that are followed at once within an utterance, where nothing hurries: judged together
they cost less."""
_ONSET = 2
"""Windows of voice in a row that start one: a click has one."""
_REPORT = 3
"""Windows of voice between two `Voiced`."""
_LEAD = round(0.2 / _STEP)
"""Windows kept from before the onset: consonants come before voice."""


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
    """It may be over: `Segmenter.end` ends it. Told once a pause."""


@dataclass(frozen=True, slots=True)
class Ended:
    """It is over."""

    speech: Samples
    """From the last split on; empty if nothing was said since."""
    voiced: float
    """Seconds of voice in the whole utterance."""


Edge: TypeAlias = Onset | Voiced | Paused | Ended
Chunk: TypeAlias = Samples | NDArray[np.int16]
"""Mono sound at 16 kHz, any number of samples."""


class Segmenter:
    """Cuts one speaker's stream into utterances. Not thread-safe; all times are seconds.

    Silence is what the voice activity hears as such, and what the clock shows: where a chunk
    comes more than *gap* late, its stream was silent in between.
    """

    def __init__(
        self,
        activity: Callable[[Samples], Sequence[float]] | None = None,
        *,
        gap: float = 0.2,
        breath: float = 0.25,
        pause: float = 0.8,
        longest: float = 60.0,
    ) -> None:
        """*activity* tells the probability of voice in each window of 512 samples.

        *breath* is the silence after which an utterance has `Paused`, *pause* that after which
        it has `Ended`. One is cut at *longest*; the next goes on from there.
        """
        self._activity = activity or VoiceActivity()
        self._gap = gap
        self._breath = round(breath / _STEP)
        self._pause = round(pause / _STEP)
        self._longest = round(longest / _STEP)
        self._clock: float | None = None
        self._quiet = False
        self._rest: Samples = np.zeros(0, np.float32)
        self._judged: deque[tuple[Samples, float]] = deque()
        self._before: deque[Samples] = deque(maxlen=_LEAD + _ONSET)
        self._utterance: list[Samples] = []
        self._speaking = False
        self._windows = self._voiced = self._silent = 0

    @property
    def speaking(self) -> bool:
        """Whether an utterance is open."""
        return self._speaking

    @property
    def patience(self) -> float:
        """The seconds of silence after which the open utterance has its next edge, at the soonest."""
        wanted = self._breath if self._silent < self._breath else self._pause
        return max(_STEP, (wanted - self._silent) * _STEP - self._unfollowed)

    @property
    def speech(self) -> Samples:
        """The open utterance from the last split on."""
        return np.concatenate([np.zeros(0, np.float32), *self._utterance])

    def feed(self, chunk: Chunk, at: float, *, last: bool = False) -> Iterator[Edge]:
        """The edges in *chunk*, whose last sample was spoken at *at*; to be read to the end.

        After the *last* one there is silence at once, however short the gap.
        """
        sound = _float(chunk)
        began = at - len(sound) / RATE
        yield from self.silence(began)
        if self._quiet:
            # What follows silence begins a window: half a window of voice makes the network doubt.
            yield from self._take(np.zeros(-len(self._rest) % WINDOW, np.float32), began)
        self._clock, self._quiet = at, last
        yield from self._take(sound, at)

    def silence(self, until: float) -> Iterator[Edge]:
        """The edges where nothing came until then; none within the gap. To be read to the end."""
        missing = until - self._clock if self._clock is not None else 0.0
        if missing <= (0.0 if self._quiet else self._gap):
            return
        self._clock, self._quiet = until, True
        # After that much silence nothing is open, and more of it would change nothing.
        heard = min(missing, (self._pause + 2) * _STEP)
        yield from self._take(np.zeros(round(heard * RATE), np.float32), until)

    def split(self) -> Samples:
        """The open utterance from the last split on, which is thereby forgotten here."""
        speech, self._utterance = self.speech, []
        return speech

    def end(self) -> Ended | None:
        """End the utterance, where one is open. Its sound ends a breath after its voice."""
        if not self._speaking:
            return None
        spare = max(0, self._silent - self._breath)
        speech = self.speech
        ended = Ended(speech[: len(speech) - spare * WINDOW], self._voiced * _STEP)
        self._speaking = False
        self._utterance = []
        self._windows = self._voiced = self._silent = 0
        return ended

    def _take(self, sound: Samples, at: float) -> Iterator[Edge]:
        sound = np.concatenate([self._rest, sound])
        whole = len(sound) // WINDOW * WINDOW
        if whole // WINDOW + len(self._judged) < self._together:
            whole = 0
        heard, self._rest = sound[:whole], sound[whole:]
        if whole:
            windows = heard.reshape(-1, WINDOW)
            self._judged.extend(zip(windows, self._activity(heard), strict=True))
        while len(self._judged) >= self._together:
            for _ in range(self._together):
                window, voice = self._judged.popleft()
                if self._speaking:
                    yield from self._go_on(window, voice)
                else:
                    yield from self._wait(window, voice, at - self._unfollowed - _STEP)

    @property
    def _together(self) -> int:
        return _TOGETHER if self._speaking else 1

    @property
    def _unfollowed(self) -> float:
        """The seconds of sound that have come and are in no edge yet."""
        return len(self._judged) * _STEP + len(self._rest) / RATE

    def _wait(self, window: Samples, voice: float, began: float) -> Iterator[Edge]:
        self._before.append(window)
        self._voiced = self._voiced + 1 if voice >= _VOICE else 0
        if self._voiced == _ONSET:
            self._speaking = True
            self._utterance = list(self._before)
            self._before.clear()
            yield Onset(began - (_ONSET - 1) * _STEP)

    def _go_on(self, window: Samples, voice: float) -> Iterator[Edge]:
        self._utterance.append(window)
        self._windows += 1
        if voice >= _STILL:
            self._silent = 0
            self._voiced += 1
            if self._voiced % _REPORT == 0:
                yield Voiced(self._voiced * _STEP)
        else:
            self._silent += 1
            if self._silent == self._breath:
                yield Paused()
        over = self._silent >= self._pause or self._windows >= self._longest
        if over and (ended := self.end()):  # unless whoever read `Paused` has ended it
            yield ended


def _float(chunk: Chunk) -> Samples:
    sound: Samples = chunk.astype(np.float32)
    if chunk.dtype == np.int16:
        return sound * _INT16
    if np.abs(sound).max(initial=0.0) <= 1.0:  # which a NaN is not
        return sound
    return np.nan_to_num(sound).clip(-1.0, 1.0)
