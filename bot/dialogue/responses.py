"""Responses to small, exact messages.

``lines/<language>/responses/*.tsv`` has one a line, three fields with tabs between: what people say, in several
wordings with `` | `` between; what is said to that; and a question that goes with it, or nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from bot.dialogue.lines import Question, Template

_OR = " | "


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What is said to those who say one thing."""

    heard: tuple[str, ...]
    """The thing, in several wordings."""
    say: Template
    ask: Question | None = None


@cache
def responses(language: str) -> tuple[Response, ...]:
    """Those of *language*, in the order of the files; raises `ValueError` if a line does not fit."""
    return tuple(_read(language))


def _read(language: str) -> Iterator[Response]:
    folder = files("bot.dialogue") / "lines" / language / "responses"
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        for line in file.read_text("utf-8").splitlines():
            heard, say, ask = line.split("\t")
            yield Response(
                heard=tuple(heard.split(_OR)),
                say=Template(say),
                ask=Question(ask=Template(ask)) if ask else None,
            )
