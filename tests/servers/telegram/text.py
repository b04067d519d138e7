"""Text as Telegram counts and reads it: in UTF-16 units, with entities over it."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

from servers.telegram.refusals import Refusal, bad_request

Entity: TypeAlias = dict[str, Any]
Formatted: TypeAlias = tuple[str, list[Entity]]

MOST_ENTITIES = 100
"""What is beyond is dropped in silence."""

_REQUIRED = {
    "text_link": "url",
    "text_mention": "user",
    "custom_emoji": "custom_emoji_id",
    "date_time": "unix_time",
}
_KINDS = {
    "mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bold",
    "italic", "underline", "strikethrough", "spoiler", "blockquote", "expandable_blockquote",
    "code", "pre", *_REQUIRED,
}  # fmt: skip

# As Telegram sees them: a letter right behind one, such as a Korean particle, undoes it.
_DETECTED = {
    "bot_command": r"(?<![\w/<>])/(?>[A-Za-z0-9_]{1,64})(?:@[A-Za-z0-9_]{3,32})?+(?![\w/<>])",
    "mention": r"(?<!\w)@(?>[A-Za-z0-9_]{2,32})(?!\w)",
    "hashtag": r"(?<!\w)#\w*[^\W\d]\w*",
    "url": r"https?://[^\s<>]+",
}


def units(text: str) -> int:
    """The length of *text* in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def piece(text: str, entity: Entity) -> str:
    """What of *text* stands under *entity*."""
    whole = text.encode("utf-16-le")
    start = entity["offset"] * 2
    return whole[start : start + entity["length"] * 2].decode("utf-16-le")


def detected(text: str, found: Sequence[Entity] = ()) -> list[Entity]:
    """*found* and what Telegram sees in *text* by itself: commands, mentions, addresses."""
    taken = list(found)
    for kind, pattern in _DETECTED.items():
        for match in re.finditer(pattern, text):
            entity = _over(kind, text, match.start(), match.end())
            if not any(_share(entity, other) for other in taken):
                taken.append(entity)
    return sorted(taken, key=lambda entity: (entity["offset"], -entity["length"]))


def checked(text: str, entities: Any) -> list[Entity]:
    """*entities* as the bot gave them, if each stands inside *text* and none cuts another.

    Telegram mends entities that overlap in part; its documentation forbids them, and so does this.
    """
    if not isinstance(entities, list) or not all(isinstance(one, dict) for one in entities):
        raise bad_request("can't parse entities: expected an Array of MessageEntity")
    for entity in entities:
        _check(text, entity)
    kept = sorted(entities, key=lambda one: (one["offset"], -one["length"]))[:MOST_ENTITIES]
    for number, one in enumerate(kept):
        if any(_cut(one, other) for other in kept[number + 1 :]):
            raise bad_request("can't parse entities: entities overlap and are not nested")
    return kept


def trimmed(text: str, entities: Sequence[Entity]) -> Formatted:
    """*text* without white space around it, as it is shown, and *entities* moved with it."""
    shown = text.strip()
    before = units(text) - units(text.lstrip())
    end = units(shown)
    moved = [one | {"offset": one["offset"] - before} for one in entities]
    return shown, list(_clipped(moved, end))


def _clipped(entities: Sequence[Entity], end: int) -> Iterator[Entity]:
    for one in entities:
        start = max(one["offset"], 0)
        length = min(one["offset"] + one["length"], end) - start
        if length > 0:
            yield one | {"offset": start, "length": length}


def _check(text: str, entity: Entity) -> None:
    kind, offset, length = (entity.get(name) for name in ("type", "offset", "length"))
    if kind not in _KINDS or (kind in _REQUIRED and not entity.get(_REQUIRED[kind])):
        raise bad_request("can't parse entities: can't parse MessageEntity")
    if not isinstance(offset, int) or not 0 <= offset <= units(text):
        raise bad_request(f"can't parse entities: receive an entity with incorrect offset {offset}")
    if not isinstance(length, int) or length <= 0:
        raise bad_request(f"can't parse entities: receive an entity with incorrect length {length}")
    for edge in (offset, offset + length):
        if refusal := _misplaced(text, offset, edge):
            raise refusal


def _misplaced(text: str, offset: int, edge: int) -> Refusal | None:
    if edge > units(text):
        return bad_request(
            f"entity beginning at UTF-16 offset {offset} ends after the end of the text at "
            f"UTF-16 offset {edge}"
        )
    unit = text.encode("utf-16-le")[edge * 2 : edge * 2 + 2]
    if unit and 0xDC00 <= int.from_bytes(unit, "little") < 0xE000:
        return bad_request(
            f"entity beginning at UTF-16 offset {offset} ends in a middle of a UTF-16 symbol at "
            f"UTF-16 offset {edge}"
        )
    return None


def _over(kind: str, text: str, start: int, end: int) -> Entity:
    return {"type": kind, "offset": units(text[:start]), "length": units(text[start:end])}


def _share(one: Entity, other: Entity) -> bool:
    return bool(_end(one) > other["offset"] and _end(other) > one["offset"])


def _cut(one: Entity, other: Entity) -> bool:
    """Whether two entities share text and neither holds the other; *one* begins no later."""
    return bool(one["offset"] < other["offset"] < _end(one) < _end(other))


def _end(entity: Entity) -> int:
    return int(entity["offset"] + entity["length"])
