"""What a person can do in Telegram."""

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from servers.telegram.chats import Chat, Message, Topic, User
from servers.telegram.media import Media, opus_seconds
from servers.telegram.refusals import bad_request
from servers.telegram.text import detected, piece

if TYPE_CHECKING:
    from servers.telegram.world import World

Place: TypeAlias = Chat | Topic


@dataclass(eq=False, kw_only=True)
class Tap:
    """A tap on a button, spinning until the bot answers it."""

    id: str
    answers: list[dict[str, Any]] = field(default_factory=list)
    """What the bot answered: ``text`` and ``show_alert``. It may answer once."""


@dataclass(eq=False, kw_only=True)
class Person(User):
    """Somebody with a telephone. Every method may be called from any thread."""

    chat: Chat = field(repr=False)
    """Their private chat with the bot."""
    forbids_voice: bool = False
    """Whether their privacy settings let nobody send them voice notes."""
    _world: "World" = field(repr=False)

    def says(
        self,
        text: str,
        *,
        to: Place | None = None,
        reply_to: Message | None = None,
        anonymous: bool = False,
    ) -> Message:
        """Send a text; *anonymous*: as an admin in the group's name."""
        words = {"text": text, "entities": detected(text)}
        return self._send(to, words, reply_to=reply_to, anonymous=anonymous)

    def starts(self, code: str = "") -> Message:
        """Press Start, perhaps through a link with a *code*."""
        return self.says(f"/start {code}".strip())

    def speaks(self, ogg: bytes, *, seconds: float | None = None, **sending: Any) -> Message:
        """Send a voice note: an Ogg Opus file."""
        length = round(opus_seconds(ogg) if seconds is None else seconds)
        return self._gives("voice", ogg, {"duration": length}, "audio/ogg", **sending)

    def plays(
        self, data: bytes, *, seconds: float = 1, mime: str = "audio/mpeg", **sending: Any
    ) -> Message:
        """Send an audio file."""
        return self._gives("audio", data, {"duration": round(seconds)}, mime, **sending)

    def films(self, mp4: bytes, *, seconds: float = 1, **sending: Any) -> Message:
        """Send a round video note."""
        facts = {"duration": round(seconds), "length": 384}
        return self._gives("video_note", mp4, facts, "", **sending)

    def shows(self, picture: bytes, *, caption: str = "", **sending: Any) -> Message:
        """Send a photo."""
        facts = {"width": 640, "height": 480}
        return self._gives("photo", picture, facts, "", caption=caption, **sending)

    def hands(self, data: bytes, name: str, *, mime: str, **sending: Any) -> Message:
        """Send a file."""
        return self._gives("document", data, {}, mime, name=name, **sending)

    def sticks(self, emoji: str, **sending: Any) -> Message:
        """Send a sticker."""
        facts = {
            "width": 512, "height": 512, "type": "regular", "emoji": emoji,
            "is_animated": False, "is_video": False,
        }  # fmt: skip
        return self._gives("sticker", b"RIFF....WEBPVP8 ", facts, "", **sending)

    def edits(self, message: Message, text: str) -> None:
        """Change a message of their own."""
        with self._world.changing():
            assert message.by is self
            message.edit(text, detected(text))
            if self._world.sees(message):
                self._world.updates.put("edited_message", message.json())

    def reacts(self, message: Message, emoji: str = "") -> None:
        """React to a message, or take the reaction back."""
        with self._world.changing():
            before = message.reactions.pop(self.id, "")
            if emoji:
                message.reactions[self.id] = emoji
            if message.chat.is_private or self._world.me.id in message.chat.admins:
                self._world.updates.put(
                    "message_reaction",
                    {
                        "chat": message.chat.json(),
                        "message_id": message.id,
                        "user": self.json(),
                        "date": int(time.time()),
                        "old_reaction": _reactions(before),
                        "new_reaction": _reactions(emoji),
                    },
                )

    def deletes(self, message: Message) -> None:
        """Delete a message for both; a bot is not told."""
        with self._world.changing():
            message.deleted = True

    def taps(self, message: Message, label: str) -> Tap:
        """Tap the button with this *label* under *message*."""
        with self._world.changing():
            buttons = (button for row in message.keyboard for button in row)
            button = next(button for button in buttons if button["text"] == label)
            tap = Tap(id=f"{self.id}{len(self._world.taps):09}")
            self._world.taps[tap.id] = tap
            query = {
                "id": tap.id,
                "from": self.json(),
                "message": message.json(),
                "chat_instance": f"{message.chat.id}7",
                "data": button["callback_data"],
            }
            self._world.updates.put("callback_query", query)
            return tap

    def blocks(self) -> None:
        """Stop the bot from writing to them."""
        self._lets_in(False)

    def unblocks(self) -> None:
        self._lets_in(True)

    def _lets_in(self, allowed: bool) -> None:
        with self._world.changing():
            before, after = ("kicked", "member") if allowed else ("member", "kicked")
            self.chat.has_bot = allowed
            self._world.tell_membership(self.chat, self, before, after)

    def _gives(
        self,
        kind: str,
        data: bytes,
        facts: dict[str, Any],
        mime: str,
        *,
        name: str = "",
        caption: str = "",
        **sending: Any,
    ) -> Message:
        file = self._world.keep(kind, data, name=name, mime_type=mime)
        content = {"media": Media(kind=kind, file=file, facts=facts), "text": caption}
        return self._send(sending.pop("to", None), content, **sending)

    def _send(
        self,
        to: Place | None,
        content: dict[str, Any],
        *,
        reply_to: Message | None = None,
        anonymous: bool = False,
    ) -> Message:
        with self._world.changing():
            chat, thread = _place(to or self.chat, reply_to)
            if chat is self.chat:
                self._open()
            assert self.id in chat.members, f"{self.first_name} is not in {chat.title}"
            message = Message(
                id=self._world.next_message(chat),
                chat=chat,
                by=self,
                thread=thread,
                reply_to=reply_to,
                anonymous=anonymous,
                **content,
            )
            chat.add(message)
            if self._world.sees(message):
                self._world.updates.put("message", message.json())
            return message

    def _open(self) -> None:
        """Who writes to a bot lets it write to them."""
        if not self.chat.was_opened:
            self.chat.has_bot = self.chat.was_opened = True
        if not self.chat.has_bot:
            raise bad_request("who has blocked a bot cannot write to it")


def _place(to: Place, reply_to: Message | None) -> tuple[Chat, int | None]:
    """The chat, and the thread that a message there belongs to."""
    if isinstance(to, Topic):
        return to.chat, to.id
    return to, to.thread_of_reply(reply_to)


def _reactions(emoji: str) -> list[dict[str, str]]:
    return [{"type": "emoji", "emoji": emoji}] if emoji else []


def addresses(message: Message, bot: User) -> bool:
    """Whether a bot that may not read everything is told of a group's *message*."""
    if message.reply_to and message.reply_to.by is bot:
        return True
    commands = (one for one in message.entities if one["type"] == "bot_command")
    names = (piece(message.text, one).partition("@")[2] for one in commands)
    return any(name in ("", bot.username) for name in names)
