"""What the page says to the server.

The page sends one JSON object a message::

    {"type": "say", "text": …, "id": …, "speak": true, "language": "ko"}
    {"type": "voice", "id": …, "media_type": "audio/webm", "speak": true, "language": "ko"}
    {"type": "hush"}
    {"type": "why", "id": …, "text": …}
    {"type": "correct", "id": …, "text": …, "read": "sad", "mood": "tired"}
    {"type": "prefer", "voice": "never"}
    {"type": "listen", "on": true, "speak": true, "language": "ko"}
    {"type": "playing", "on": true}

A binary frame is a voice message; the ``voice`` object just before it says whose and what it is,
and may be left out. From ``listen`` with ``on`` until ``listen`` without, binary frames are sound
instead, as it comes from the microphone (`bot.adapters.web.talk`). Only ``type`` and ``text`` are
required.
"""

import json
from typing import Annotated, Literal, TypeAlias
from uuid import uuid4

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter

from bot.protocols import Speaking
from config.errors import GarbledMessage
from config.moods import Mood

VOICE_LIMIT = 20 * 1024 * 1024
"""Bytes; an hour of Opus."""


def _whole(value: object) -> object:
    """*value* without lone surrogates, which no database and no socket can carry."""
    if not isinstance(value, str):
        return value
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


Text: TypeAlias = Annotated[str, BeforeValidator(_whole)]
Quoted: TypeAlias = Annotated[Text, Field(min_length=1, max_length=20_000)]
Id: TypeAlias = Annotated[Text, Field(pattern=r"^[\w-]{1,64}$")]
MediaType: TypeAlias = Annotated[Text, Field(pattern=r"^audio/[\w.+-]{1,40}(;.{0,80})?$")]


class Heading(BaseModel):
    """What every message to the companion says of itself."""

    model_config = ConfigDict(frozen=True)

    id: Id = Field(default_factory=lambda: uuid4().hex)
    speak: bool = False
    language: Literal["ko", "en"] = "ko"


class Say(Heading):
    """A written message."""

    type: Literal["say"] = "say"
    text: Text


class Voice(Heading):
    """Announces the binary frame that follows."""

    type: Literal["voice"] = "voice"
    media_type: MediaType = "audio/webm"


class Hush(BaseModel):
    """Stop what I am being told."""

    type: Literal["hush"]


class Wondering(BaseModel):
    """Why was *text*, which I said, read as it was?"""

    type: Literal["why"]
    id: Id = Field(default_factory=lambda: uuid4().hex)
    text: Quoted
    language: Literal["ko", "en"] = "ko"


class Correct(BaseModel):
    """*text*, which I said and you read as *read*, was *mood*."""

    type: Literal["correct"]
    id: Id = Field(default_factory=lambda: uuid4().hex)
    text: Quoted
    read: Mood
    mood: Mood
    language: Literal["ko", "en"] = "ko"


class Prefer(BaseModel):
    """When I want to be answered aloud."""

    type: Literal["prefer"]
    voice: Speaking


class Listen(Heading):
    """Talk with me without hands; or with *on* false, no more."""

    type: Literal["listen"] = "listen"
    on: bool = True


class Playing(BaseModel):
    """Whether a reply is being heard from my loudspeaker, or is paused there."""

    type: Literal["playing"]
    on: bool = True


Message: TypeAlias = Say | Voice | Hush | Listen | Playing | Wondering | Correct | Prefer
_message: TypeAdapter[Message] = TypeAdapter(Annotated[Message, Field(discriminator="type")])
_id: TypeAdapter[str] = TypeAdapter(Id)


def parse(frame: str) -> Message:
    """The message in a text frame; raises `GarbledMessage`."""
    try:
        return _message.validate_python(json.loads(frame))
    except (ValueError, RecursionError):
        # The cause may quote the person, and what is chained may be logged.
        raise GarbledMessage("a frame is not a message") from None


def named(frame: str) -> str | None:
    """The id in a frame that was refused, if it has a good one: the page waits for its answer."""
    try:
        return _id.validate_python(json.loads(frame)["id"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
