"""What a reader makes of files, before it is cleaned."""

from dataclasses import dataclass

from bot.training.cleaning import Example


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Every text of a data set, empty ones too."""

    examples: list[Example]
    exclusive: bool
    """Whether exactly one label is true of a text, or any number."""
    labels: tuple[str, ...] = ()
    """In the publisher's order; empty means those that occur, sorted."""
    left_out: int = 0
    """Texts that this data set leaves out on purpose, such as reviews of two to four stars."""
