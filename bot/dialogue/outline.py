"""What a reply may be made of."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.dialogue.lines import Question, Template


@dataclass(frozen=True, kw_only=True)
class Outline:
    """The parts of a reply; of several pools, the first that has something new serves."""

    opening: Sequence[Template] = ()
    echo: str | None = None
    """The person's own words, which may take the place of *say*."""
    say: Sequence[Sequence[Template]] = ()
    help: Sequence[Template] = ()
    """Where there is help; always said if it is here."""
    ask: Sequence[Sequence[Question]] = ()
    close: Sequence[Sequence[Template]] = ()
    """What stands in the place of a question."""
