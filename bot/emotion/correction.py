"""How a person's corrections tilt that person's own later readings.

Each mood *m* is shifted by *s(m)* nats of log-odds, which two things make up:

- **habit**: every correction pushes the mood that was meant up and the one that was read down, by
  `STEP` that halves every `HALF_LIFE`. What adds up is held within ±`HABIT`.
- **likeness**: where the text is nearly one that was corrected (Dice's coefficient of their pairs
  of characters, from `NEAR` on), the nearest correction pushes by up to `LIKENESS`; where it is
  the same text, by `SAME`: however sure the classifier is, the person has said what they meant.

A distribution over moods becomes *p(m) e^s(m)*, brought to its old sum; a label keeps its share
within its mood. Where a classifier knows no moods, the log-odds of each label move by the shift of
its mood. So no odds of other texts change by more than the factor *e^(2 (HABIT + LIKENESS))*, without
corrections nothing changes, and nothing but a reading is touched: the crisis guard never sees one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from math import exp

from bot.protocols import Correction, Scores
from config.moods import Mood, MoodTable

STEP = 0.25
HABIT = 1.0
LIKENESS = 3.0
SAME = 8.0
"""Nats."""
HALF_LIFE = timedelta(days=60)
NEAR = 0.6
MOST = 200
"""Corrections that count, the newest."""


def tilted(
    scores: Scores, text: str, corrections: Sequence[Correction], *, now: datetime, table: MoodTable
) -> Scores:
    """*scores* of *text* as the person with these *corrections*, newest first, would have them."""
    shifts = shifts_of(text, corrections[:MOST], now=now)
    if not any(shifts.values()):
        return scores
    if not scores.moods:
        moved = {
            label: _shifted(odds, shifts[table.labels[label]])
            for label, odds in scores.labels.items()
        }
        return replace(scores, labels=moved)
    moods = _tilted(scores.moods, shifts)
    return Scores(
        labels={
            label: _in_share(odds, table.labels[label], scores.moods, moods)
            for label, odds in scores.labels.items()
        },
        moods=moods,
        polarity=_polarity(scores, moods, table),
    )


def shifts_of(
    text: str, corrections: Sequence[Correction], *, now: datetime
) -> Mapping[Mood, float]:
    """By how many nats each mood is shifted for *text*."""
    habit = dict.fromkeys(Mood, 0.0)
    for one in corrections:
        weight = STEP * 0.5 ** max((now - one.at) / HALF_LIFE, 0.0)
        habit[one.meant] += weight
        habit[one.read] -= weight
    shifts = {mood: min(max(sum_, -HABIT), HABIT) for mood, sum_ in habit.items()}
    near, likeness = _nearest(text, corrections)
    if near is not None:
        push = LIKENESS * likeness if likeness < 1 else SAME
        shifts[near.meant] += push
        shifts[near.read] -= push
    return shifts


def _nearest(text: str, corrections: Sequence[Correction]) -> tuple[Correction | None, float]:
    """The newest of the corrections whose text is most like *text*, and how like it is."""
    pairs, nearest, best = _pairs(text), None, 0.0
    for one in corrections:
        others = _pairs(one.text)
        likeness = 2 * len(pairs & others) / (len(pairs) + len(others))
        if likeness >= NEAR and likeness > best:
            nearest, best = one, likeness
    return nearest, best


def _pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters, and where the text begins and ends; never empty."""
    tight = "".join(text.lower().split())[:500]
    return frozenset(map("".join, zip(f"\n{tight}", f"{tight}\n", strict=True)))


def _tilted(moods: Mapping[Mood, float], shifts: Mapping[Mood, float]) -> dict[Mood, float]:
    raised = {mood: share * exp(shifts[mood]) for mood, share in moods.items()}
    whole, before = sum(raised.values()) or 1.0, min(sum(moods.values()), 1.0)
    return {mood: min(share / whole * before, before) for mood, share in raised.items()}


def _in_share(
    odds: float, mood: Mood, before: Mapping[Mood, float], after: Mapping[Mood, float]
) -> float:
    share = before.get(mood, 0.0)
    return min(odds * after[mood] / share, 1.0) if share else odds


def _shifted(probability: float, shift: float) -> float:
    raised = probability * exp(shift)
    return raised / (raised + (1 - probability))


def _polarity(scores: Scores, moods: Mapping[Mood, float], table: MoodTable) -> float | None:
    if scores.polarity is None:
        return None
    moved = sum(
        table.responses[mood].polarity * (share - scores.moods[mood])
        for mood, share in moods.items()
    )
    return min(max(scores.polarity + moved, -1.0), 1.0)
