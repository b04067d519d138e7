"""What a model writes, held to ``screen.toml`` before anybody reads it.

::

    async for piece in screened(pieces, language="ko", danger=False, minor=False): ...

A model never passes for a human or a therapist, holds nobody back who wants to go, and tells
nobody how to die. Text flows on as it is written, but a sentence with a telling word is held back
until it is whole. `Ended` from `screened` means that the rest was dropped.
"""

import re
import tomllib
from collections.abc import AsyncGenerator, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from bot.events import Degraded
from bot.protocols import Used
from config.moods import Words

_END = re.compile(r"(?<=[.!?…。\n])(?=[\s\"'”’)]|$)|(?<=\n)")
_TAIL = re.compile(r"\S+$")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    name: str
    only: str
    pattern: re.Pattern[str]
    instead: Words | None
    """What is said in its place; None where the reply ends."""


class Harmful(Exception):
    """The rest of a reply may not be told."""


class Screen:
    """Reads one reply as it is written."""

    def __init__(self, language: str, *, danger: bool = False, minor: bool = False) -> None:
        """*danger*: the guard has answered in this conversation. *minor*: so is the person."""
        self._language = language
        self._whole = danger
        modes = {""} | ({"danger"} if danger else set()) | ({"minor"} if minor else set())
        groups, self._triggers = _shipped()
        self._groups = [group for group in groups if group.only in modes]
        self._sentence = ""
        self._told = 0

    def feed(self, piece: str, /) -> str:
        """What may be told of the reply so far and was not; raises `Harmful`."""
        told = ""
        self._sentence += piece
        while end := _END.search(self._sentence.rstrip(" ") or " ", max(1, self._told)):
            if end.end() >= len(self._sentence):
                break
            told += self._finish(end.start())
        return told + self._open()

    def flush(self) -> str:
        """What is left at the end; raises `Harmful`."""
        return self._finish(len(self._sentence))

    def _finish(self, end: int) -> str:
        sentence, rest = self._sentence[:end], self._sentence[end:]
        told, self._sentence, self._told = self._told, rest, 0
        found = self._found(sentence)
        if found is None:
            return sentence[told:]
        if found.instead is None:
            raise Harmful
        space = sentence[: len(sentence) - len(sentence.lstrip())] if not told else "… "
        return space + found.instead[self._language]

    def _open(self) -> str:
        """As much of the unfinished sentence as cannot be the beginning of what is screened."""
        start = self._told
        if not self._whole:
            self._told = max(start, self._safe())
        return self._sentence[start : self._told]

    def _safe(self) -> int:
        for word in re.finditer(r"\S+", self._sentence):
            low = word[0].lower()
            whole = word.end() < len(self._sentence)
            if any(
                low.startswith(one) or (not whole and one.startswith(low)) for one in self._triggers
            ):
                return word.start()
        return len(self._sentence)

    def _found(self, sentence: str) -> _Group | None:
        low = sentence.strip().lower()
        return next((group for group in self._groups if group.pattern.search(low)), None)


async def screened(
    pieces: AsyncGenerator[str | Degraded | Used, None], screen: Screen, /
) -> AsyncGenerator[str | Degraded | Used, None]:
    """*pieces* as *screen* lets them through; raises `Harmful`."""
    async for piece in pieces:
        if not isinstance(piece, str):
            yield piece
        elif told := screen.feed(piece):
            yield told
    if told := screen.flush():
        yield told


def objections(text: str, /, *, danger: bool = False, minor: bool = False) -> Sequence[str]:
    """The names of what is found in *text*, for a persona's words as well as for a model's."""
    groups, _ = _shipped()
    modes = {""} | ({"danger"} if danger else set()) | ({"minor"} if minor else set())
    low = [sentence.strip().lower() for sentence in re.split(r"(?<=[.!?\n])\s", text)]
    return [
        group.name
        for group in groups
        if group.only in modes and any(group.pattern.search(one) for one in low)
    ]


@cache
def _shipped() -> tuple[Sequence[_Group], Sequence[str]]:
    raw = tomllib.loads((files("bot.care") / "screen.toml").read_text("utf-8"))
    return tuple(_groups(raw["groups"])), tuple(raw["triggers"])


def _groups(rows: Sequence[dict[str, object]]) -> Iterator[_Group]:
    for row in rows:
        patterns = row["patterns"]
        assert isinstance(patterns, list)
        yield _Group(
            name=str(row["name"]),
            only=str(row.get("only", "")),
            pattern=re.compile("|".join(f"(?:{pattern})" for pattern in patterns)),
            instead=None if row.get("ends") else Words(ko=str(row["ko"]), en=str(row["en"])),
        )
