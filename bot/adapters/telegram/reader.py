"""From Telegram's updates to what was told."""

import re
from datetime import timedelta

from telegram import Message, MessageEntity, ReactionTypeEmoji, Update, User

from bot.adapters.messaging.told import (
    Edited,
    Reacted,
    Recorded,
    Said,
    Sender,
    Showed,
    Tapped,
    Told,
)
from bot.adapters.telegram.place import Place
from config.moods import Words

KINDS = ("message", "edited_message", "callback_query", "message_reaction")
"""The updates that are asked for."""

_AUDIBLE = re.compile(r"audio/|video/|application/ogg")


class Reader:
    """Reads updates; what is not meant for the bot is nothing."""

    def __init__(self, me: User, name: Words) -> None:
        """*name* is what the companion is called in groups."""
        self._me = me
        self._handle = f"@{me.username}".lower()
        ko, en = re.escape(name.ko), re.escape(name.en)
        self._called = re.compile(rf"({ko}(아|야)\b|({ko}|{en})\s*[,，!~?]|(hi|hey) {en}\b)", re.I)

    def read(self, update: Update) -> Told | None:
        """What *update* tells; None if it is not for the bot."""
        if update.message:
            return self._message(update.message)
        if update.edited_message:
            return self._edit(update.edited_message)
        if query := update.callback_query:
            if not isinstance(query.message, Message) or not query.data:
                return None
            sender = _sender(query.message, query.from_user)
            return Tapped(sender=sender, query=query.id, command=query.data)
        return _reaction(update)

    def _message(self, message: Message) -> Told | None:
        user = message.from_user
        if user is None or user.is_bot or message.sender_chat or not self._addressed(message):
            return None
        sender = _sender(message, user)
        if recording := _recording(message, sender):
            return recording
        if message.sticker:
            return Said(sender=sender, text=message.sticker.emoji or "")
        text = message.text or message.caption
        if text is not None:
            return Said(sender=sender, text=self._without_name(text))
        return Showed(sender=sender) if message.effective_attachment else None

    def _edit(self, message: Message) -> Told | None:
        match self._message(message):
            case Said(sender=sender, text=text):
                return Edited(sender=sender, text=text)
            case _:
                return None

    def _addressed(self, message: Message) -> bool:
        """Whether *message* is meant for the bot; in a private chat all is."""
        entities = message.parse_entities() | message.parse_caption_entities()
        commands = [
            text for entity, text in entities.items() if entity.type == MessageEntity.BOT_COMMAND
        ]
        if commands:
            name = commands[0].partition("@")[2].lower()
            return not name or f"@{name}" == self._handle
        if message.chat.type == message.chat.PRIVATE or self._answers_me(message):
            return True
        if any(self._names_me(entity, text) for entity, text in entities.items()):
            return True
        return bool(self._called.match(message.text or message.caption or ""))

    def _answers_me(self, message: Message) -> bool:
        answered = message.reply_to_message
        # In a topic every message answers the one that the topic began with.
        if answered is None or answered.forum_topic_created or answered.from_user is None:
            return False
        return answered.from_user.id == self._me.id

    def _names_me(self, entity: MessageEntity, text: str) -> bool:
        if entity.type == MessageEntity.TEXT_MENTION:
            return entity.user is not None and entity.user.id == self._me.id
        return entity.type == MessageEntity.MENTION and text.lower() == self._handle

    def _without_name(self, text: str) -> str:
        if text.startswith("/"):
            return text
        return re.sub(re.escape(self._handle) + r"\b", "", text, flags=re.I).strip()


def _sender(message: Message, user: User) -> Sender:
    language = user.language_code or ""
    return Sender(
        place=Place(
            message.chat.id, message.message_thread_id if message.is_topic_message else None
        ),
        person=user.id,
        language="ko" if language.startswith("ko") else language and "en",
        message=message.message_id,
        name=user.full_name,
    )


def _recording(message: Message, sender: Sender) -> Recorded | None:
    file = message.voice or message.audio or message.video_note or message.document
    if file is None:
        return None
    media_type = getattr(file, "mime_type", None) or ""
    if file is message.document and not _AUDIBLE.match(media_type):
        return None
    seconds = getattr(file, "duration", timedelta())
    return Recorded(
        sender=sender,
        file=file.file_id,
        seconds=seconds.total_seconds(),
        size=file.file_size or 0,
        media_type=media_type or "video/mp4",
    )


def _reaction(update: Update) -> Reacted | None:
    reaction = update.message_reaction
    if reaction is None or reaction.user is None or reaction.chat.type != reaction.chat.PRIVATE:
        return None
    new = [one.emoji for one in reaction.new_reaction if isinstance(one, ReactionTypeEmoji)]
    if not new:
        return None
    language = reaction.user.language_code or ""
    sender = Sender(
        place=Place(reaction.chat.id),
        person=reaction.user.id,
        language="ko" if language.startswith("ko") else language and "en",
        message=reaction.message_id,
    )
    return Reacted(sender=sender, emoji=new[-1])
