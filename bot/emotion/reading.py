"""From a classifier's scores to what the companion goes by."""

from collections.abc import Mapping

from bot.events import Emotion, Felt
from bot.protocols import Scores
from config.moods import Mood, MoodTable

UNSURE = 0.4
"""A mood less probable than this is not claimed: the companion stays calm."""

_LABELS = 5


def read(scores: Scores, table: MoodTable, *, every: bool = False) -> Felt:
    """The mood of a message, its tone, and the emotion as it may be shown.

    That has the most probable labels, or *every* one.
    """
    moods = scores.moods or strongest(scores.labels, table)
    mood = _choose(moods)
    labels = _ranked(scores.labels or {str(name): share for name, share in moods.items()})
    emotion = Emotion(
        labels=labels if every else labels[:_LABELS],
        polarity=_polarity(scores, moods, table),
        confidence=_bounded(moods.get(mood, 0.0), 0, 1),
    )
    return Felt(emotion, mood, table.responses[mood].tone)


def strongest(labels: Mapping[str, float], table: MoodTable) -> dict[Mood, float]:
    """Each mood as probable as its strongest label.

    Not their sum: a mood with nine labels would win over one with three by their number.
    """
    moods: dict[Mood, float] = {}
    for label, probability in labels.items():
        mood = table.labels[label]
        moods[mood] = max(moods.get(mood, 0.0), probability)
    return moods


def _choose(moods: Mapping[Mood, float]) -> Mood:
    if not moods:
        return Mood.CALM
    best = max(moods, key=lambda mood: moods[mood])
    return best if moods[best] >= UNSURE else Mood.CALM


def _ranked(labels: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
    ranked = sorted(labels.items(), key=lambda pair: pair[1], reverse=True)
    return tuple((label, _bounded(probability, 0, 1)) for label, probability in ranked)


def _polarity(scores: Scores, moods: Mapping[Mood, float], table: MoodTable) -> float:
    if scores.polarity is not None:
        return _bounded(scores.polarity, -1, 1)
    whole = sum(moods.values())
    if not whole:
        return 0.0
    expected = sum(table.responses[mood].polarity * share for mood, share in moods.items())
    return _bounded(expected / whole, -1, 1)


def _bounded(value: float, low: float, high: float) -> float:
    return round(min(max(value, low), high), 4)
