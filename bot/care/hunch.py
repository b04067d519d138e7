"""What becomes of a hunch: of what was but asked, and not held to be so.

Only the guard's network found it, and no word that a reader would point at. The person is asked, and
believed: where the next message bears it out in no way, nothing of it is left.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.events import Level
from bot.protocols import Line


def without_dropped(lines: Sequence[Line], is_hunch: Callable[[str], bool], /) -> Sequence[Line]:
    """*lines*, oldest first, without the level of those that came to nothing.

    *is_hunch* tells the guard's question by its text.
    """
    kept, began = list(lines), 0
    for place, line in enumerate(lines):
        if line.speaker == "user":
            continue
        then = next((one for one in lines[place + 1 :] if one.speaker == "user"), None)
        if then and then.level is Level.NONE is not line.level and is_hunch(line.text):
            kept[began : place + 1] = [
                replace(one, level=Level.NONE) for one in lines[began : place + 1]
            ]
        began = place + 1
    return kept
