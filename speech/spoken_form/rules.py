"""What the rules of both languages are made of."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

Rule: TypeAlias = tuple[re.Pattern[str], Callable[[re.Match[str]], str]]

WHOLE = r"(?:\d{1,3}(?:,\d{3})+|\d+)"
NUMBER = rf"{WHOLE}(?:\.\d+)?"
FREE = r"(?<![\w.])(?<!\d,)"
"""No part of a longer word or number goes before."""
TO = r"\s?[~～∼〜–-]\s?"


def rules(*rows: tuple[str, Callable[[re.Match[str]], str] | str]) -> Sequence[Rule]:
    """Patterns with what is said for them; a plain text stands for itself."""
    return tuple((re.compile(pattern), _said(said)) for pattern, said in rows)


def applied(text: str, several: Iterable[Rule]) -> str:
    """*text* after one rule behind another."""
    for pattern, said in several:
        text = pattern.sub(said, text)
    return text


def _said(said: Callable[[re.Match[str]], str] | str) -> Callable[[re.Match[str]], str]:
    return (lambda _: said) if isinstance(said, str) else said
