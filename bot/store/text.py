"""Text in the form that a database can keep."""

from dataclasses import replace

from bot.events import ChatKey


def storable(text: str) -> str:
    """*text* with U+FFFD for what no database takes: half a surrogate pair, and NUL.

    Two halves that follow each other, as a careless JSON decoder leaves them, become whole.
    """
    if text.isascii() and "\0" not in text:
        return text
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return whole.replace("\0", "\ufffd")


def storable_key(key: ChatKey) -> ChatKey:
    """*key* with its ids in that form."""
    return replace(key, chat=storable(key.chat), person=storable(key.person))
