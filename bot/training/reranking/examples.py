"""What the network learns from: lines that may be said to messages, with what readers thought of them.

``<language>/learned.tsv`` has them for the messages of some conversations, ``heldout.tsv`` for those of others,
which nothing is learned from. A message is a line ``=``, what the person said before, and the message, with
tabs between; each line that may be said follows as the verdict (``W``, ``P`` or ``G``: wrong, passable, good), the
score by which it was found, ``exact`` or ``kind``, what the message is likest to, and the line.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Literal

from bot.dialogue.lines import LANGUAGES, Template
from bot.dialogue.paraphrases import Paraphrase
from bot.dialogue.reranking import shown
from bot.dialogue.responses import Response

VERDICTS = "WPG"

Part = Literal["learned", "heldout"]


@dataclass(frozen=True, slots=True)
class Example:
    """A line that may be said, and what a reader thought of it."""

    message: int
    """The number of the message in its file."""
    text: str
    """What the network reads."""
    offered: Paraphrase
    verdict: int
    """The place among `VERDICTS`."""


def examples(part: Part, languages: Sequence[str] = LANGUAGES) -> Sequence[Example]:
    """Those of *part* in *languages*."""
    return [one for language in languages for one in _read(language, part)]


def messages(part: Part, languages: Sequence[str] = LANGUAGES) -> Sequence[tuple[str, str]]:
    """Those of *part*, each behind what the person said before, which may be empty."""
    found = []
    for language in languages:
        for line in _lines(language, part):
            first, *rest = line.split("\t")
            if first == "=":
                before, message = rest
                found.append((before, message))
    return found


def _lines(language: str, part: Part) -> Sequence[str]:
    file = files("bot.training.reranking") / language / f"{part}.tsv"
    return file.read_text("utf-8").splitlines()


def _read(language: str, part: Part) -> Iterator[Example]:
    number, before, message = -1, "", ""
    for line in _lines(language, part):
        first, *rest = line.split("\t")
        if first == "=":
            number += 1
            before, message = rest
            continue
        score, found, heard, said = rest
        response = Response(heard=(), say=Template(said))
        offered = Paraphrase(response, heard, float(score), "" if found == "exact" else found)
        text = shown(message, before, offered)
        yield Example(number, text, offered, VERDICTS.index(first))
