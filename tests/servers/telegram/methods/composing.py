"""Text and buttons as a call brings them."""

from typing import Any

from servers.telegram.arguments import Arguments
from servers.telegram.html import parse_html
from servers.telegram.markdown import parse_markdown
from servers.telegram.refusals import bad_request
from servers.telegram.text import Formatted, checked, detected, trimmed, units

MOST_TEXT = 4096
MOST_CAPTION = 1024

_PARSERS = {"html": parse_html, "markdownv2": parse_markdown}


def text_of(given: Arguments, *, required: bool = True) -> Formatted:
    """``text`` with its entities, not longer than Telegram takes after parsing."""
    text, entities = _formatted(given, "text", "entities")
    if required and not text:
        raise bad_request("message text is empty")
    if units(text) > MOST_TEXT:
        raise bad_request("message is too long")
    return text, entities


def caption_of(given: Arguments) -> Formatted:
    """``caption`` with its entities; it may be empty."""
    text, entities = _formatted(given, "caption", "caption_entities")
    if units(text) > MOST_CAPTION:
        raise bad_request("message caption is too long")
    return text, entities


def _formatted(given: Arguments, name: str, entities_name: str) -> Formatted:
    text, mode = given.text(name), given.text("parse_mode").lower()
    if not mode:
        text, entities = text, checked(text, given.json(entities_name, []))
    elif parse := _PARSERS.get(mode):
        text, entities = parse(text)
    else:
        raise bad_request("unsupported parse_mode")
    shown, moved = trimmed(text, entities)
    return shown, detected(shown, moved)


_ACTIONS = (
    "callback_data", "url", "web_app", "login_url", "switch_inline_query",
    "switch_inline_query_current_chat", "switch_inline_query_chosen_chat", "copy_text",
    "callback_game", "pay",
)  # fmt: skip


def keyboard_of(given: Arguments) -> list[list[dict[str, Any]]]:
    """The buttons under the message; other kinds of keyboard are not the message's."""
    markup = given.json("reply_markup", {})
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    rows = [row for row in markup.get("inline_keyboard", []) if row]
    for button in (button for row in rows for button in row):
        _check(button)
    return rows


def _check(button: dict[str, Any]) -> None:
    if not button.get("text"):
        raise bad_request('can\'t parse inline keyboard button: field "text" must be non-empty')
    actions = [name for name in _ACTIONS if name in button]
    if len(actions) != 1:
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    if "callback_data" in button and not 1 <= len(button["callback_data"].encode()) <= 64:
        raise bad_request("BUTTON_DATA_INVALID")
