"""Cleans what a reader found, and counts what was left out."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

_PRECEDENCE = ("test", "dev", "train", "")
"""A text of two parts stays in the earlier of these, so that nothing measured was learned from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One text as a reader found it."""

    text: str | None
    labels: tuple[str, ...] | None
    """None where they are missing; empty where no label is true of the text."""
    group: int
    """Examples of one number, such as the lines of one dialogue, belong together."""
    part: str = ""
    """``train``, ``dev``, ``test``, or empty where nothing was published apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaning:
    """What became of each text that was read; the counts add up to *read*."""

    read: int
    left_out: int
    """Not asked for, such as reviews of two to four stars."""
    without_text: int
    without_label: int
    duplicates: int
    """Further copies of a text with the same labels, in the same part."""
    conflicts: int
    """Copies of a text that said something else of it than most; all of them where none prevailed."""
    leaks: int
    """Copies in another part of what stays in a part that measures."""
    kept: int

    def as_json(self) -> dict[str, int]:
        """The counts by name."""
        return asdict(self)

    def summary(self) -> str:
        """One line for the person who asked; nothing that did not happen."""
        losses = {
            "left out on purpose": self.left_out,
            "without text": self.without_text,
            "without label": self.without_label,
            "copies": self.duplicates,
            "copies that say something else": self.conflicts,
            "copies of what another part measures": self.leaks,
        }
        told = ", ".join(f"{count:,} {what}" for what, count in losses.items() if count)
        return f"{self.kept:,} of {self.read:,} texts kept" + (f"; dropped: {told}" if told else "")


def clean(examples: Iterable[Example], *, left_out: int = 0) -> tuple[list[Example], Cleaning]:
    """What is worth keeping of *examples*, in their order, and the count of all the rest.

    The reader has left out *left_out* already. Texts are put into Unicode's composed form (NFC)
    without white space around them. Of a text that stands more than once in a part, the labels
    that stand most often are believed; a text of several parts stays where it measures.
    """
    found = [_tidied(example) for example in examples]
    texts = [example for example in found if example.text]
    labelled = [example for example in texts if example.labels is not None]
    single, duplicates, conflicts = _single(labelled)
    kept = _without_leaks(single)
    return kept, Cleaning(
        read=len(found) + left_out,
        left_out=left_out,
        without_text=len(found) - len(texts),
        without_label=len(texts) - len(labelled),
        duplicates=duplicates,
        conflicts=conflicts,
        leaks=len(single) - len(kept),
        kept=len(kept),
    )


def _tidied(example: Example) -> Example:
    text = unicodedata.normalize("NFC", example.text or "").strip()
    return Example(text=text, labels=example.labels, part=example.part, group=example.group)


def _single(examples: Sequence[Example]) -> tuple[list[Example], int, int]:
    """Each text once a part; how many copies agreed with it and how many did not."""
    copies: dict[tuple[str, str | None], list[Example]] = {}
    for example in examples:
        copies.setdefault((example.part, example.text), []).append(example)
    kept, duplicates, conflicts = [], 0, 0
    for same in copies.values():
        believed = _believed(same)
        agreeing = [
            one for one in same if believed is not None and set(one.labels or ()) == believed
        ]
        kept += agreeing[:1]
        duplicates += max(0, len(agreeing) - 1)
        conflicts += len(same) - len(agreeing)
    return kept, duplicates, conflicts


def _believed(copies: Sequence[Example]) -> frozenset[str] | None:
    """The labels that stand on most *copies*; None where two sets of them stand equally often."""
    if len(copies) == 1:
        return frozenset(copies[0].labels or ())
    (first, most), *others = Counter(frozenset(one.labels or ()) for one in copies).most_common(2)
    return None if others and others[0][1] == most else first


def _without_leaks(examples: Sequence[Example]) -> list[Example]:
    rank = {part: place for place, part in enumerate(_PRECEDENCE)}
    home: dict[str | None, int] = {}
    for example in examples:
        home[example.text] = min(home.get(example.text, len(rank)), rank[example.part])
    return [example for example in examples if home[example.text] == rank[example.part]]
