"""Chats, and what they show."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from servers.telegram.media import Media
from servers.telegram.text import Entity

GROUP_ANONYMOUS_BOT = 1087968824


@dataclass(eq=False, kw_only=True)
class User:
    """Somebody with an account: a person or a bot."""

    id: int
    first_name: str
    is_bot: bool = False
    username: str = ""
    language_code: str = ""

    def json(self) -> dict[str, Any]:
        always = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        known = {"username": self.username, "language_code": self.language_code}
        return always | {key: value for key, value in known.items() if value}


@dataclass(eq=False, kw_only=True)
class Message:
    """A message as its chat shows it now."""

    id: int
    chat: "Chat" = field(repr=False)
    by: User = field(repr=False)
    text: str = ""
    """Of a message with media, its caption."""
    entities: list[Entity] = field(default_factory=list)
    media: Media | None = None
    thread: int | None = None
    """The topic; in a group without topics, the message that this thread of replies began with."""
    reply_to: "Message | None" = field(default=None, repr=False)
    keyboard: list[list[dict[str, Any]]] = field(default_factory=list)
    service: dict[str, Any] = field(default_factory=dict)
    """What happened, where nobody wrote anything."""
    anonymous: bool = False
    """Whether an admin wrote in the group's own name."""
    earlier: list[str] = field(default_factory=list)
    """The texts that it had before it was edited, oldest first."""
    reactions: dict[int, str] = field(default_factory=dict)
    """By the id of who reacted."""
    deleted: bool = False
    date: int = field(default_factory=lambda: int(time.time()))
    edit_date: int | None = None

    @property
    def data(self) -> bytes:
        """The file of its media."""
        assert self.media is not None
        return self.media.file.data

    @property
    def seconds(self) -> float:
        """How long its voice note is said to be."""
        assert self.media is not None
        return float(self.media.facts["duration"])

    @property
    def buttons(self) -> list[str]:
        """The labels under it."""
        return [button["text"] for row in self.keyboard for button in row]

    def edit(self, text: str, entities: list[Entity]) -> None:
        if text != self.text:
            self.earlier.append(self.text)
        self.text, self.entities = text, entities
        self.edit_date = int(time.time())

    def json(self, *, whole: bool = True) -> dict[str, Any]:
        """As the bot is told of it; not *whole*, as the answered part of another message."""
        values: dict[str, Any] = {
            "message_id": self.id,
            "date": self.date,
            "chat": self.chat.json(),
            **self._sender(),
            **self._content(),
            **self.service,
            "edit_date": self.edit_date,
            "message_thread_id": self.thread,
            "is_topic_message": (self.chat.is_forum and self.thread is not None) or None,
            "reply_markup": {"inline_keyboard": self.keyboard} if self.keyboard else None,
            "reply_to_message": self._answered() if whole else None,
        }
        return {key: value for key, value in values.items() if value is not None}

    def _sender(self) -> dict[str, Any]:
        if self.anonymous:
            admin = User(id=GROUP_ANONYMOUS_BOT, is_bot=True, first_name="Group")
            return {"from": admin.json(), "sender_chat": self.chat.json()}
        return {"from": self.by.json()}

    def _content(self) -> dict[str, Any]:
        text, entities = ("caption", "caption_entities") if self.media else ("text", "entities")
        content: dict[str, Any] = {text: self.text or None, entities: self.entities or None}
        if self.media:
            content[self.media.kind] = self.media.json()
        return content

    def _answered(self) -> dict[str, Any] | None:
        # In a topic, what answers nothing answers the message that the topic began with.
        topic = self.chat.message(self.thread) if self.chat.is_forum and self.thread else None
        answered = self.reply_to or topic
        return answered.json(whole=False) if answered and answered is not self else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a message in the making looked like for a moment."""

    id: int
    text: str
    thread: int | None
    at: float
    """Seconds of the server's clock."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """``typing`` and the like."""

    name: str
    thread: int | None
    at: float


@dataclass(eq=False, kw_only=True)
class Chat:
    """A private chat with the bot, or a group with it."""

    id: int
    kind: str
    """``private``, ``group`` or ``supergroup``."""
    title: str
    person: User | None = field(default=None, repr=False)
    """The person of a private chat."""
    is_forum: bool = False
    members: dict[int, User] = field(default_factory=dict, repr=False)
    admins: set[int] = field(default_factory=set)
    has_bot: bool = True
    """False before the person has written or when they have blocked it; in a group, when removed."""
    moved_to: int | None = None
    """The supergroup that it has become."""
    was_opened: bool = False
    """Whether the bot has ever been let in."""
    everything: list[Message] = field(default_factory=list, repr=False)
    """Every message there ever was, oldest first."""
    drafts: list[Draft] = field(default_factory=list)
    draft: Draft | None = None
    """The one that is shown now; a message of the bot ends it."""
    actions: list[Action] = field(default_factory=list)
    deeds: list[Message | Draft | Action] = field(default_factory=list, repr=False)
    """All that the bot did here for the first time, in order."""
    _by_id: dict[int, Message] = field(default_factory=dict, repr=False)

    @property
    def is_private(self) -> bool:
        return self.kind == "private"

    @property
    def messages(self) -> list[Message]:
        """What is shown, oldest first."""
        return [one for one in self.everything if not one.deleted]

    @property
    def replies(self) -> list[Message]:
        """What is shown of the bot's, oldest first."""
        return [one for one in self.messages if one.by.is_bot]

    @property
    def texts(self) -> list[str]:
        """The texts of `replies`; a caption counts as one."""
        return [one.text for one in self.replies if one.text]

    @property
    def voices(self) -> list[Message]:
        return self._of_bot("voice")

    @property
    def photos(self) -> list[Message]:
        return self._of_bot("photo")

    def _of_bot(self, kind: str) -> list[Message]:
        return [one for one in self.replies if one.media and one.media.kind == kind]

    def message(self, id_: int) -> Message | None:
        """The message with this id, unless it is gone."""
        found = self._by_id.get(id_)
        return found if found and not found.deleted else None

    def thread_of_reply(self, reply_to: Message | None) -> int | None:
        """The thread of a message that answers *reply_to*.

        Outside of forums too, replies in a supergroup make one; it is no topic and cannot be
        written to.
        """
        if reply_to and (self.is_forum or self.kind == "supergroup"):
            return reply_to.thread or (None if self.is_forum else reply_to.id)
        return None

    def add(self, message: Message) -> None:
        self.everything.append(message)
        self._by_id[message.id] = message
        if message.by.is_bot:
            self.draft = None
            self.deeds.append(message)

    def show_draft(self, draft: Draft) -> None:
        self.draft = draft
        self.drafts.append(draft)
        self.deeds.append(draft)

    def show_action(self, action: Action) -> None:
        self.actions.append(action)
        self.deeds.append(action)

    def json(self) -> dict[str, Any]:
        if self.person:
            known = {"first_name": self.person.first_name, "username": self.person.username}
            named = {key: value for key, value in known.items() if value}
        else:
            named = {"title": self.title}
        forum = {"is_forum": True} if self.is_forum else {}
        return {"id": self.id, "type": self.kind, **named, **forum}


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A topic of a chat."""

    chat: Chat
    id: int
    name: str

    @property
    def messages(self) -> list[Message]:
        return self._here(self.chat.messages)

    @property
    def replies(self) -> list[Message]:
        return self._here(self.chat.replies)

    @property
    def texts(self) -> list[str]:
        return [one.text for one in self.replies if one.text]

    @property
    def drafts(self) -> list[Draft]:
        return [one for one in self.chat.drafts if one.thread == self.id]

    def _here(self, messages: Sequence[Message]) -> list[Message]:
        return [one for one in messages if one.thread == self.id]
