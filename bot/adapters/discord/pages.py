"""From a text to messages that Discord takes: at most 2,000 characters each."""

import re
from collections.abc import Sequence

from discord.utils import escape_markdown

from bot.adapters.messaging.cuts import best_cut

MOST = 2000
"""Characters of a message."""
_FENCED = re.compile(r"^```[^`\n]*\n.*?(?:^```[ \t]*$|\Z)", re.MULTILINE | re.DOTALL)
_CLOSE = "\n```"
_LONGEST_OPENING = 40


def pages(text: str, *, markdown: bool = False) -> Sequence[str]:
    """*text* as messages, at least one, cut at ends of paragraphs and sentences.

    Discord shows Markdown by itself; what is none is escaped. A block of code stays whole where it
    fits into a message, and else is closed and opened again.
    """
    left = (text if markdown else escape_markdown(text)).strip()
    found: list[str] = []
    while len(left) > MOST:
        page, left = _cut(left)
        found.append(page)
    return [*found, left] if left or found else ["…"]


def growing(text: str) -> str:
    """The beginning of a text that is still written, as one message."""
    shown = text.strip()[: MOST - len(" …") - len(_CLOSE)]
    fenced = shown.count("```") % 2
    return f"{shown}{_CLOSE}" if fenced else f"{shown} …"


def _cut(text: str) -> tuple[str, str]:
    """A first message of *text*, and what is left."""
    fences = [one.span() for one in _FENCED.finditer(text)]
    start = next((start for start, end in fences if start < MOST < end), MOST)
    if start == 0:
        return _torn(text)
    place = start  # a block that does not fit begins the next message
    if start == MOST:
        place = best_cut(text, 0, MOST, whole=lambda at: _whole(at, fences))
    return text[:place].rstrip(), text[place:].lstrip("\n ")


def _whole(at: int, fences: Sequence[tuple[int, int]]) -> bool:
    return not any(start < at < end for start, end in fences)


def _torn(text: str) -> tuple[str, str]:
    """The same of a *text* that begins with a block of code of more than a message."""
    opening = text[: text.index("\n") + 1]
    if len(opening) > _LONGEST_OPENING:
        opening = "```\n"
    room = MOST - len(_CLOSE)
    place = text.rfind("\n", room // 2, room)
    place = place if place > 0 else room
    return text[:place] + _CLOSE, opening + text[place:].removeprefix("\n")
