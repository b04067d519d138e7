"""What the rules of both languages are made of."""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import TypeAlias

Rule: TypeAlias = tuple[str, Callable[[re.Match[str]], str]]

WHOLE = r"(?:\d{1,3}(?:,\d{3})+|\d+)"
NUMBER = rf"{WHOLE}(?:\.\d+)?"
FREE = r"(?<![\w.])(?<!\d,)"
"""No part of a longer word or number goes before."""
TO = r"\s?[~～∼〜–-]\s?"


def rules(*rows: tuple[str, Callable[[re.Match[str]], str] | str]) -> Sequence[Rule]:
    """Patterns with what is said for them; a plain text stands for itself."""
    return tuple((pattern, _said(said)) for pattern, said in rows)


def applied(text: str, several: Iterable[Rule]) -> str:
    """*text* after one rule behind another."""
    for pattern, said in several:
        text = _compiled(pattern).sub(said, text)
    return text


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compiled when something is spoken: at the start it would take a tenth of a second."""
    return re.compile(pattern)


def _said(said: Callable[[re.Match[str]], str] | str) -> Callable[[re.Match[str]], str]:
    return (lambda _: said) if isinstance(said, str) else said
