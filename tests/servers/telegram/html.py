"""Telegram's HTML: a few tags, nested as they should be, and four entities."""

import html
import re
from typing import NamedTuple

from servers.telegram.refusals import Refusal, bad_request
from servers.telegram.text import Entity, Formatted, units

_TAGS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline",
    "ins": "underline", "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough",
    "tg-spoiler": "spoiler", "span": "spoiler", "a": "text_link", "code": "code", "pre": "pre",
    "blockquote": "blockquote", "tg-emoji": "custom_emoji",
}  # fmt: skip

_TOKEN = re.compile(
    r"<(/?)([A-Za-z-]*)((?:[^>\"]|\"[^\"]*\")*)(>?)|&(?:lt|gt|amp|quot|#\w+);|[^<&]+|&"
)


class _Open(NamedTuple):
    tag: str
    attributes: str
    start: int


def parse_html(source: str) -> Formatted:
    """The text and entities of *source*; refuses what Telegram does."""
    text, entities, stack = "", list[Entity](), list[_Open]()
    for token in _TOKEN.finditer(source):
        if not token[0].startswith("<"):
            text += html.unescape(token[0])
            continue
        tag, at = token[2].lower(), len(source[: token.start()].encode())
        if tag not in _TAGS or not token[4]:
            raise _unparsed(f'Unsupported start tag "{tag}" at byte offset {at}')
        if not token[1]:
            stack.append(_Open(tag, token[3], len(text)))
            continue
        if not stack:
            raise _unparsed(f"Unexpected end tag at byte offset {at}")
        opened = stack.pop()
        if opened.tag != tag:
            raise _unparsed(
                f'Unmatched end tag at byte offset {at}, expected "</{opened.tag}>", found "</{tag}>"'
            )
        entities += _entity(opened, text)
    if stack:
        raise _unparsed(f'Can\'t find end tag corresponding to start tag "{stack[-1].tag}"')
    return text, sorted(entities, key=lambda one: (one["offset"], -one["length"]))


def _entity(opened: _Open, text: str) -> list[Entity]:
    inside = text[opened.start :]
    if not inside:
        return []
    entity = {
        "type": _TAGS[opened.tag],
        "offset": units(text[: opened.start]),
        "length": units(inside),
    }
    if opened.tag == "a":
        address = re.search(r'href\s*=\s*"([^"]*)"', opened.attributes)
        return [entity | {"url": html.unescape(address[1])}] if address and address[1] else []
    if opened.tag == "tg-emoji":
        emoji = re.search(r'emoji-id\s*=\s*"(\d+)"', opened.attributes)
        return [entity | {"custom_emoji_id": emoji[1]}] if emoji else []
    if opened.tag == "blockquote" and "expandable" in opened.attributes:
        entity["type"] = "expandable_blockquote"
    return [entity]


def _unparsed(reason: str) -> Refusal:
    return bad_request(f"can't parse entities: {reason}")
