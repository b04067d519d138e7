"""From Markdown to messages that Telegram takes: at most 4096 UTF-16 units each."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from telegramify_markdown import MessageEntity, RenderConfig, convert

from bot.adapters.messaging.cuts import best_cut

MOST = 4096
"""UTF-16 units of a message."""
MOST_ENTITIES = 100

_MARKED = re.compile(r"[*_`~#|>\[\]]|^\s*[-+] |^\s*\d+\. |^---", re.MULTILINE)
# CommonMark takes **"말"**은 for no bold: a mark between quote and particle is no boundary to it.
# A character that is neither punctuation nor space, put inside and taken out again, makes it one.
_GUARD = "\ue000"
_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")


@dataclass(frozen=True, slots=True)
class Page:
    """One message's text."""

    text: str
    entities: tuple[MessageEntity, ...] = ()
    """Their places in UTF-16 units."""


def plain(text: str) -> str:
    """*text* without the marks that a half-written Markdown would show."""
    return re.sub(r"\*\*|__|`+|^#+ ", "", text, flags=re.MULTILINE)


def pages(text: str, *, markdown: bool = False) -> Sequence[Page]:
    """*text* as messages, at least one, cut at ends of paragraphs and sentences."""
    shown, entities = _formatted(text) if markdown else (text, ())
    return _split(shown, entities) or [Page(text.strip() or "…")]


def _formatted(markdown: str) -> tuple[str, Sequence[MessageEntity]]:
    if not _MARKED.search(markdown):
        return markdown, ()
    guarded = _BOLD.sub(rf"**{_GUARD}\1{_GUARD}**", markdown)
    text, entities = convert(guarded, latex_escape=False, config=_config())
    return _without_guards(text, entities)


def _config() -> RenderConfig:
    config = RenderConfig.isolated()
    for level in range(1, 7):
        setattr(config.markdown_symbol, f"heading_level_{level}", "")
    return config


def _without_guards(
    text: str, entities: Sequence[MessageEntity]
) -> tuple[str, Sequence[MessageEntity]]:
    wide = text.encode("utf-16-le")
    places = [i for i in range(len(wide) // 2) if wide[2 * i : 2 * i + 2] == b"\x00\xe0"]
    if not places:
        return text, entities

    def moved(entity: MessageEntity) -> MessageEntity:
        start = bisect_right(places, entity.offset - 1)
        inside = bisect_right(places, entity.offset + entity.length - 1) - start
        return replace(entity, offset=entity.offset - start, length=entity.length - inside)

    return text.replace(_GUARD, ""), [one for one in map(moved, entities) if one.length > 0]


def _split(text: str, entities: Sequence[MessageEntity]) -> list[Page]:
    # places[i] is where the i-th character begins, in UTF-16 units.
    places = [0, *accumulate(2 if character > "\uffff" else 1 for character in text)]
    found: list[Page] = []
    start = 0
    while start < len(text):
        end = len(text)
        if places[end] - places[start] > MOST:
            longest = bisect_right(places, places[start] + MOST) - 1
            end = _cut(text, places, start, longest, entities)
        found += _page(text, places, start, end, entities)
        start = end
    return found


def _cut(
    text: str, places: list[int], start: int, longest: int, entities: Sequence[MessageEntity]
) -> int:
    def whole(end: int) -> bool:
        cut = places[end]
        return not any(
            one.offset < cut < one.offset + one.length and one.length < MOST // 2
            for one in entities
        )

    return best_cut(text, start, longest, whole=whole)


def _page(
    text: str, places: list[int], start: int, end: int, entities: Sequence[MessageEntity]
) -> list[Page]:
    """The part from *start* to *end* without the white space around it; none if it is empty."""
    part = text[start:end]
    left = start + len(part) - len(part.lstrip())
    right = start + len(part.rstrip())
    if left >= right:
        return []
    kept = [_clipped(one, places[left], places[right]) for one in entities]
    inside = [one for one in kept if one.length > 0]
    return [Page(text[left:right], tuple(inside[:MOST_ENTITIES]))]


def _clipped(entity: MessageEntity, start: int, end: int) -> MessageEntity:
    first = max(entity.offset, start)
    last = min(entity.offset + entity.length, end)
    return replace(entity, offset=first - start, length=last - first)
