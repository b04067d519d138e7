"""From what a person types to the name of a command and its arguments."""

import re
from typing import NamedTuple
from unicodedata import normalize

_LONGEST = 200
"""Characters; what is longer is a message that happens to begin with a slash."""
_CALL = re.compile(r"[/／]\s?([^\W\d][\w-]*)(?:[@＠]\w+)?(?:\s+(.*))?", re.DOTALL)


class Spelled(NamedTuple):
    """A command as it was typed."""

    name: str
    arguments: tuple[str, ...]
    """In small letters."""
    said: str = ""
    """The arguments as they were typed."""


def spelled(text: str) -> Spelled | None:
    """The command in *text*, for example ``/voice@maum_bot never``; None if there is none.

    The slash and the letters may be full-width, as Korean and Japanese keyboards write them; a
    hyphen in the name is an underscore.
    """
    if len(text) > _LONGEST or not (found := _CALL.fullmatch(text.strip())):
        return None
    name, rest = (normalize("NFKC", part or "") for part in found.groups())
    return Spelled(name.lower().replace("-", "_"), tuple(rest.lower().split()), rest.strip())
