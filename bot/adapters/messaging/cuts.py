"""Where a text is best cut into messages."""

import re
from collections.abc import Callable

_ENDS = tuple(
    re.compile(pattern) for pattern in (r"\n\s*\n", r"\n", r"[.!?…。！？][\"'”’)\]]*\s+", r"\s+")
)
"""The best first: behind paragraphs, lines, sentences, words."""


def best_cut(text: str, start: int, longest: int, *, whole: Callable[[int], bool]) -> int:
    """Where the part of *text* from *start* on is to end, at *longest* at the latest.

    In its second half if it can be, and only where *whole* says that nothing is torn apart.
    """
    for pattern in _ENDS:
        middle = start + (longest - start) // 2
        ends = [one.end() for one in pattern.finditer(text, middle, longest)]
        if good := [end for end in ends if whole(end)]:
            return good[-1]
    return longest
