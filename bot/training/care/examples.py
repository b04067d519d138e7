"""What the guard's network learns from.

Its lines are in ``lines.tsv`` beside this file, written for it by people who knew neither the lexicon nor
the lines that measure it, and in the tuning part of ``bot/care/lines.tsv``. What people write on an
ordinary day is in ``ordinary.txt``, harmless lines that were written for it, half of them close to grave
ones; in the conversations of `bot.training.reranking`; in the utterances of the scripted voice and the
lines that teach the moods; and in whatever further texts a run is given.
"""

import csv
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files

import numpy as np

from bot.care.guard import Guard
from bot.care.lexicon import Kind
from bot.care.measure import TUNING, labelled_lines
from bot.care.network import KINDS, LEVELS, Floats
from bot.dialogue.lines import LANGUAGES
from bot.dialogue.utterances import utterances
from bot.events import Level
from bot.training import companion
from bot.training.dataset import Dataset, Head
from bot.training.reranking.examples import messages

HEAD = Head(name="guard", labels=(*LEVELS, *KINDS))

_KINDS = {
    "abuse": Kind.ABUSE,
    "bullying": Kind.ABUSE,
    "eating": Kind.EATING,
    "violence": Kind.VIOLENCE,
    "violence-now": Kind.VIOLENCE,
    "third": Kind.SOMEONE_ELSE,
    "third-person": Kind.SOMEONE_ELSE,
    "grief": Kind.BEREAVED,
}
"""By the class of a line; all others are about the person's own death or, as concerns, distress."""
_OWN = {"past", "negated", "denied", "self-injury", "selfinjury"}
"""Concerns that are about one's own death all the same."""

_TOGETHER = 0.15
"""How many lines come once more with an everyday line before or behind them …"""
_IN_A_ROW = 0.5
"""How many messages of several lines there are to every everyday line."""
_UNSPACED = 0.1
"""… and how many Korean ones without spaces."""


@dataclass(frozen=True, slots=True)
class Example:
    """A text and what is to be learned of it."""

    text: str
    level: Level = Level.NONE
    kind: Kind | None = None


def lines() -> Sequence[Example]:
    """The labelled lines; none of those that measure."""
    measured = {_letters(line.text) for line in labelled_lines() if line.half != TUNING}
    own = (
        _example(one.text, one.level, one.topic) for one in labelled_lines() if one.half == TUNING
    )
    with (files("bot.training.care") / "lines.tsv").open(encoding="utf-8") as rows:
        table = csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE)
        new = [_example(row["text"], Level(row["level"]), row["class"]) for row in table]
    by_letters = {_letters(one.text): one for one in (*own, *new)}
    return [one for letters, one in by_letters.items() if letters not in measured]


def ordinary() -> Sequence[str]:
    """What maum's own texts have people say on an ordinary day."""
    harmless = (files("bot.training.care") / "ordinary.txt").read_text("utf-8").splitlines()
    talked = [message for _, message in messages("learned")]
    heard = [one.text for language in LANGUAGES for one in utterances(language)]
    spoken = [one.text for part in ("train", "calibrate") for one in companion.spoken(part)]
    return [*harmless, *talked, *heard, *spoken]


def evenings() -> Sequence[str]:
    """The messages of conversations that nothing is learned from; they set the bars."""
    return [message for _, message in messages("heldout")]


def in_a_row(texts: Sequence[str], *, seed: int) -> Sequence[str]:
    """Messages of two or three of the everyday *texts*: half of what people send at once is longer than a line."""
    random_ = random.Random(seed)  # noqa: S311 - nothing is kept secret by it
    by_language = [
        [text for text in texts if is_korean(text) is korean] for korean in (True, False)
    ]
    found = []
    for some in filter(None, by_language):
        for _ in range(round(len(some) * _IN_A_ROW)):
            pieces = random_.choices(some, k=random_.choice([2, 2, 2, 3]))
            found.append(random_.choice([". ", " ", ", ", "\n"]).join(pieces))
    return found


def everyday(texts: Iterable[str], guard: Guard) -> Sequence[str]:
    """Those of *texts* in which *guard* finds nothing, and that do not measure."""
    measured = {_letters(line.text) for line in labelled_lines()}
    some = [text for text in dict.fromkeys(texts) if text.strip()]
    calm = (text for text in some if guard.judge(text).level is Level.NONE)
    return [text for text in calm if _letters(text) not in measured]


def varied(examples: Sequence[Example], calm: Sequence[str], *, seed: int) -> Sequence[Example]:
    """*examples*, and some of them again: within a longer message, and without spaces."""
    random_ = random.Random(seed)  # noqa: S311 - nothing is kept secret by it
    return [*examples, *_within_more(examples, calm, random_), *_unspaced(examples, random_)]


def _within_more(
    examples: Sequence[Example], calm: Sequence[str], random_: random.Random
) -> Iterator[Example]:
    for one in examples:
        if random_.random() < _TOGETHER:
            pieces = [one.text, random_.choice(calm)]
            random_.shuffle(pieces)
            yield Example(random_.choice([". ", " ", "\n"]).join(pieces), one.level, one.kind)


def _unspaced(examples: Sequence[Example], random_: random.Random) -> Iterator[Example]:
    for one in examples:
        if is_korean(one.text) and random_.random() < _UNSPACED:
            yield Example(one.text.replace(" ", ""), one.level, one.kind)


def is_korean(text: str) -> bool:
    """Whether *text* is written in Hangul."""
    return "가" <= max(text, default="") <= "힣"


def dataset(examples: Sequence[Example], guard: Guard) -> Dataset:
    """*examples* as the network reads them: without their disguises."""
    return Dataset(
        head=HEAD,
        texts=tuple(guard.views(one.text)[0] for one in examples),
        targets=np.stack([_targets(one) for one in examples]),
    )


def _targets(one: Example) -> Floats:
    severity = list(Level).index
    reached = [severity(level) <= severity(one.level) for level in LEVELS]
    return np.array([*reached, *(kind is one.kind for kind in KINDS)], np.float32)


def _example(text: str, level: Level, topic: str) -> Example:
    if level is Level.NONE:
        return Example(text)
    otherwise = Kind.DISTRESS if level is Level.CONCERN and topic not in _OWN else Kind.SELF_HARM
    return Example(text, level, _KINDS.get(topic, otherwise))


def _letters(text: str) -> str:
    return "".join(text.lower().split())
