"""What is remembered of people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol, TypeAlias

from bot.events import ChatKey
from bot.protocols.lines import Line
from config.moods import Mood

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors: TypeAlias = NDArray[np.float32]


class Kind(StrEnum):
    """What a memory is about."""

    NAME = "name"
    """What the person is called."""
    PERSON = "person"
    """Somebody around them."""
    PET = "pet"
    WORK = "work"
    """What they do or study."""
    HOME = "home"
    """Where they live."""
    LIKE = "like"
    DISLIKE = "dislike"
    PLAN = "plan"
    """Something to come."""
    EPISODE = "episode"
    """Something that happened to them."""
    SPEECH = "speech"
    """Which level of Korean they want to be spoken to in: 반말 or 존댓말."""


SINGLE = frozenset({Kind.NAME, Kind.HOME, Kind.SPEECH})
"""Of these a person has one at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """Something about a person that they said themselves."""

    kind: Kind
    value: str
    """The thing itself in their words: a name, “동생”, “면접”."""
    text: str
    """The whole as a short sentence, in the language in which it was said."""
    at: datetime
    """When it was said, with time zone."""
    day: date | None = None
    """The day that it is about, if one was said."""
    mood: Mood | None = None
    """The mood of the message that it comes from."""
    source: str = ""
    """The `Line.source` of that message."""
    number: int = 0
    """The store's name for it; 0 until it is kept."""


class Embedder(Protocol):
    """Says which texts are about the same thing."""

    async def embed(self, texts: Sequence[str], /) -> "Vectors":
        """Unit vectors, (texts, width): the product of two is their cosine.

        Raises `EmbeddingError`.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """A line with the store's number for it, which grows with every line."""

    number: int
    line: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What was said in a conversation up to a line, in short."""

    text: str
    until: int
    """The number of the last line in it."""


class LongMemory(Protocol):
    """Keeps what was learned about people. Every method raises `StoreError`.

    A memory lives as long as the line that it was learned from. What was learned where others
    read along may be known everywhere, but there nothing else is known.
    """

    async def unread(self, chat: ChatKey, /, *, limit: int) -> Sequence[Numbered]:
        """The lines that were not read yet, or not in the words they have now, oldest first."""
        ...

    async def learn(
        self, chat: ChatKey, /, *found: tuple[int, Memory], read: Sequence[Numbered]
    ) -> None:
        """Keep memories, each with the number of its line, one of those *read*.

        A memory takes the place of one of the same kind and value, and one of the person's name
        or home that of any other. If its line is gone meanwhile, or has other words, it is not
        kept, and what has other words stays unread.
        """
        ...

    async def known(self, chat: ChatKey, /) -> Sequence[Memory]:
        """What may be spoken of in *chat*, newest first."""
        ...

    async def vectors(self, space: str, /, *numbers: int) -> "Mapping[int, Vectors]":
        """The vectors in *space* of those memories that have one, by number."""
        ...

    async def place(self, space: str, vectors: "Mapping[int, Vectors]", /) -> None:
        """Keep the vectors of memories, by number, in place of those before."""
        ...

    async def revise(self, who: str, number: int, right: Memory, /) -> bool:
        """Let a memory of *who* have the value, text and day of *right*; whether there was one."""
        ...

    async def drop(self, who: str, number: int, /, *, with_line: bool = False) -> bool:
        """Delete a memory of *who* beyond recovery; whether there was one of that number.

        *with_line* deletes the line that it comes from as well, with all that was learned from it.
        """
        ...

    async def summaries(self, who: str, /) -> Sequence[str]:
        """The texts of all summaries of what *who* said."""
        ...

    async def summary(self, chat: ChatKey, /) -> Summary | None:
        """The summary of the conversation since it last began anew."""
        ...

    async def unsummarised(self, chat: ChatKey, /, *, but: int) -> Sequence[Numbered]:
        """The lines behind the summary without the newest *but*, oldest first."""
        ...

    async def summarise(
        self,
        chat: ChatKey,
        summary: Summary,
        /,
        *,
        before: Summary | None = None,
        read: Sequence[Numbered] = (),
    ) -> None:
        """Keep *summary* in place of the one before.

        Not if its last line is gone, nor where what it was made of is not as it was any more: the one
        *before* and the lines *read*.
        """
        ...
