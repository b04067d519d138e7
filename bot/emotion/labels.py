"""What the columns of somebody else's classifier mean, by its ``config.json``."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self, TypeVar

import numpy as np
from numpy.typing import NDArray

from bot.protocols import Scores
from config.errors import ConfigError
from config.moods import Mood, mood_table
from config.spelling import did_you_mean


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelHead:
    """Some neighbouring columns of a network's logits."""

    start: int
    labels: tuple[str, ...]
    """By the names that ``moods.toml`` has for them."""
    exclusive: bool
    """Whether exactly one label is true of a text (softmax), or any number (sigmoid)."""

    @classmethod
    def of(
        cls, settings: Mapping[str, Any], spec: str, mapped: Mapping[str, str], head: str
    ) -> Self:
        """The head named *head*, or the first, of the network with these *settings*.

        *spec* is what the operator wrote, *mapped* what the operator says that labels mean.
        Raises `ConfigError` for a label without a mood, or a head that is not there.
        """
        start, own, exclusive = _columns(settings, spec, head)
        return cls(start=start, labels=known_labels(own, mapped, spec), exclusive=exclusive)

    def scores(self, logits: NDArray[np.float32]) -> Scores:
        """What one row of *logits* says; moods too where exactly one label is true of a text."""
        mine = logits[self.start : self.start + len(self.labels)]
        odds = (_softmax(mine) if self.exclusive else np.exp(-np.logaddexp(0, -mine))).tolist()
        join = sum if self.exclusive else max
        moods = [mood_table().labels[label] for label in self.labels]
        return Scores(
            labels=_joined(self.labels, odds, join),
            moods=_joined(moods, odds, join) if self.exclusive else {},
        )


def known_labels(own: Sequence[str], mapped: Mapping[str, str], spec: str) -> tuple[str, ...]:
    """A model's labels by the names that ``moods.toml`` has for them.

    Raises `ConfigError` and says what to add if one has no such name.
    """
    known = mood_table().labels
    for label, name in mapped.items():
        if label not in own:
            raise ConfigError(f"{spec} has no label {label!r}{did_you_mean(label, own)}")
        if name not in known:
            raise ConfigError(f"no label or mood is named {name!r}{did_you_mean(name, list(Mood))}")
    names = tuple(mapped.get(label) or _spelled(label, known) for label in own)
    unknown = [name for name in names if name not in known]
    if unknown:
        section = f"[backends.{spec.partition(':')[0]}.labels]"
        raise ConfigError(
            f"{spec} has {len(unknown)} labels without a mood. Add each to maum.toml under "
            f"{section} as one of {', '.join(Mood)}, for example:\n"
            f'{section}\n"{unknown[0]}" = "calm"\n'
            f"Without a mood: {', '.join(unknown)}"
        )
    return names


def _columns(settings: Mapping[str, Any], spec: str, wanted: str) -> tuple[int, list[str], bool]:
    """Where the head begins, its labels, and whether they exclude each other."""
    # Written by `maum train emotion` where a network learned several data sets at once.
    start, heads = 0, settings.get("maum_heads") or []
    for head in heads:
        if wanted in ("", head["name"]):
            return start, list(head["labels"]), bool(head["exclusive"])
        start += len(head["labels"])
    if wanted:
        names = [str(head["name"]) for head in heads]
        raise ConfigError(f"{spec} has no head named {wanted!r}{did_you_mean(wanted, names)}")
    own = [str(name) for _, name in sorted(settings["id2label"].items(), key=_number)]
    multi = settings.get("problem_type") == "multi_label_classification"
    return 0, own, len(own) > 1 and not multi


def _number(pair: tuple[str | int, str]) -> int:
    return int(pair[0])


def _spelled(label: str, known: Mapping[str, Mood]) -> str:
    """*label*, or in small letters if only so it is known: many models write ``Joy`` or ``JOY``."""
    return label.lower() if label not in known and label.lower() in known else label


def _softmax(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    powers = np.exp(logits - logits.max())
    return np.asarray(powers / powers.sum(), np.float32)


_Name = TypeVar("_Name", bound=str)


def _joined(
    names: Sequence[_Name], odds: Sequence[float], join: Callable[[list[float]], float]
) -> dict[_Name, float]:
    """The probabilities of labels, those of the same name as one."""
    found: dict[_Name, list[float]] = {}
    for name, share in zip(names, odds, strict=True):
        found.setdefault(name, []).append(share)
    return {name: join(shares) for name, shares in found.items()}
