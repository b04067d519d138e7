"""Who has the floor in a talk aloud: what somebody's speech does to the reply that is being told.

Pure, and the same for every place where people talk: a call, a browser. Ears tell what they hear
(`speech.live.events`); whoever plays the reply makes the moves.
"""

import re
from enum import StrEnum

from speech.live.events import Dropped, LiveEvent, Partial, Speaking, Started, Turn

_INTERRUPTION = 0.4
"""Seconds of voice from which somebody may be interrupting: a cough and an "mm" are shorter."""
_ONSET = 0.06
"""Seconds of voice without which nobody has `Started`."""
_MOST_PATIENT = 2
"""False alarms after which no more patience is learned."""
_ECHO = 8
"""Letters from which a text can be known for the companion's own; "stop" is never taken for it."""
_BACKCHANNEL = re.compile(
    r"((?:으*응+|어+|음+|흠+|으음|아+|아하|오+|와+|우와|헐|네+|예|넵|그래요?|그렇구나|그렇군요?|그쵸|그치|맞아요?"
    r"|진짜|정말|하하|ㅎ+|m+h*m*|hmm*|u+h+|huh|uhuh|oh+|ah+|yeah|yep|yes|right|ok|okay|isee|wow|haha)\W*)+"
)


class Move(StrEnum):
    """What is to be done."""

    PAUSE = "pause"
    """Stop the sound of the reply for now: somebody may be interrupting."""
    RESUME = "resume"
    """Go on where it was paused: it was nothing."""
    STOP = "stop"
    """Stop the reply for good."""
    ANSWER = "answer"
    """Answer the `Turn` that was followed."""


class Floor:
    """Follows one speaker.

    What sounds like an interruption pauses the reply at once. It stops when the speech goes on or
    has words in it; after a cough, an "mm-hm" or its own echo it resumes, and becomes harder to
    pause until the next reply.
    """

    def __init__(self, *, notice: float = _INTERRUPTION) -> None:
        """*notice*: seconds of voice that pause the reply; twice those of an interruption stop it."""
        self._notice = notice
        self._paused: int | None = None
        self._overlapping: set[int] = set()
        self._false_alarms = 0

    def follow(self, event: LiveEvent, *, telling: bool, said: str = "") -> tuple[Move, ...]:
        """The moves after *event*, in order.

        *telling*: whether a reply is being written or played, or is paused. *said*: its words.
        """
        match event:
            case Started(utterance=utterance) if telling:
                self._overlapping.add(utterance)
                return self._heard_voice(utterance, _ONSET)
            case Speaking(utterance=utterance, seconds=seconds) if telling:
                return self._heard_voice(utterance, seconds)
            case Partial(utterance=utterance, text=text) if telling and utterance == self._paused:
                return () if is_backchannel(text) or is_echo(text, said) else self._stop()
            case Turn(utterance=utterance, transcript=transcript):
                overlapping = utterance in self._overlapping
                self._overlapping.discard(utterance)
                text = transcript.text
                if (telling and is_backchannel(text)) or (overlapping and is_echo(text, said)):
                    return self._nothing(utterance)
                stopped = self._stop()
                return (*stopped, Move.ANSWER) if telling else (Move.ANSWER,)
            case Dropped(utterance=utterance):
                self._overlapping.discard(utterance)
                return self._nothing(utterance)
        return ()

    def _heard_voice(self, utterance: int, seconds: float) -> tuple[Move, ...]:
        patience = 2 ** min(self._false_alarms, _MOST_PATIENT)
        if seconds >= 2 * _INTERRUPTION * patience:
            return self._stop()
        if seconds >= self._notice * patience and self._paused is None:
            self._paused = utterance
            return (Move.PAUSE,)
        return ()

    def _stop(self) -> tuple[Move, ...]:
        self._paused = None
        self._false_alarms = 0
        return (Move.STOP,)

    def _nothing(self, utterance: int) -> tuple[Move, ...]:
        if self._paused != utterance:
            return ()
        self._paused = None
        self._false_alarms += 1
        return (Move.RESUME,)


def is_backchannel(text: str) -> bool:
    """Whether *text* only says that somebody listens: 응, 그렇구나, mm-hm."""
    return _BACKCHANNEL.fullmatch(re.sub(r"[\W_]", "", text).lower()) is not None


def is_echo(text: str, said: str) -> bool:
    """Whether *text*, longer than a word or two, is a misheard part of *said*."""
    heard = _pairs(text)
    if len(heard) + 1 < _ECHO:
        return False
    known = set(_pairs(said))
    return sum(one in known for one in heard) >= 0.7 * len(heard)


def _pairs(text: str) -> list[str]:
    letters = re.sub(r"[\W_]", "", text).lower()
    return [letters[start : start + 2] for start in range(len(letters) - 1)]
