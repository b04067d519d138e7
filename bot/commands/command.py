"""A chat command: how it is called, and what it answers."""

from base64 import b64encode
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from bot.events import ChatKey
from config.moods import Words


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to tap."""

    label: str
    command: str
    """What the tap sends, for example ``/voice never``; at most 64 bytes of UTF-8, which is what
    Telegram lets a button carry."""


def number_in(said: str, /) -> int | None:
    """The number that *said* is, one that a database can look for; None if it is none."""
    return min(int(said), 2**31 - 1) if said.isdecimal() else None


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """Something to take along."""

    name: str
    data: bytes
    media_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a command says, in values that every messenger can show."""

    text: str
    """Plain, in the person's language; lines and paragraphs are set by line breaks."""
    choices: tuple[Choice, ...] = ()
    """At most ten, in the order to show them."""
    file: File | None = None
    anew: bool = False
    """Whether the conversation begins anew: what was said before is not to be shown any more."""


def as_json(answer: Answer) -> dict[str, object]:
    """*answer* as the outside reads it, in the form of an event; the file as base64."""
    found: dict[str, object] = {
        "event": "answered",
        "text": answer.text,
        "choices": [{"label": one.label, "command": one.command} for one in answer.choices],
        "anew": answer.anew,
    }
    if answer.file is not None:
        data = b64encode(answer.file.data).decode("ascii")
        file = {"name": answer.file.name, "media_type": answer.file.media_type, "data": data}
        found["file"] = file
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A command as a person gave it."""

    chat: ChatKey
    arguments: tuple[str, ...]
    """In small letters."""
    language: str
    """``ko`` or ``en``: what the person reads."""
    said: str = ""
    """The arguments as they were typed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One of the commands, for menus and for answering."""

    name: str
    """Without the slash, in Latin letters."""
    alias: str
    """What it is called in Korean; that may be typed too."""
    description: Words
    """A short line for a menu."""
    answer: Callable[[Call], Awaitable[Answer]]
    """Raises `MaumError`."""
    takes: Sequence[str] = ()
    """The arguments that a menu may offer."""
    private: bool = False
    """Whether the answer shows what the person said or felt, and so is for their eyes only."""
