"""What every turn must hold to."""

import asyncio
import re
from collections.abc import Sequence

from bot.events import TurnEvent
from bot.turn import Turn

_LETTERS = {
    "Heard": "H",
    "Felt": "F",
    "Cared": "C",
    "Delta": "D",
    "Replied": "R",
    "Ended": "E",
    "Failed": "X",
    "Spoke": "s",
    "Pictured": "p",
    "Degraded": "g",
}

_WHOLE = re.compile(r"H?FC?D*R[EX]")

_CUT = re.compile(r"H?(F(C?D*R?)?)?X")


def check_grammar(events: Sequence[TurnEvent]) -> None:
    """Assert that *events* are in the order that `bot.events` promises."""
    letters = "".join(_LETTERS[type(event).__name__] for event in events)
    main = re.sub("[spg]", "", letters)
    assert _WHOLE.fullmatch(main) or _CUT.fullmatch(main), letters
    beside = re.search("[spg]", letters)
    assert beside is None or beside.start() > letters.index("F"), letters
    assert letters[-1] in "EX", letters


async def played(turn: Turn) -> list[TurnEvent]:
    """The events of *turn*, whose grammar holds and which leaves no task behind."""
    before = asyncio.all_tasks()
    async with turn:
        events = [event async for event in turn]
    check_grammar(events)
    assert asyncio.all_tasks() == before
    return events
