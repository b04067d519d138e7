"""From Discord's messages to what was told."""

import re
from collections.abc import Sequence

import discord

from bot.adapters.discord.bounds import Bounds
from bot.adapters.discord.place import Place
from bot.adapters.messaging.told import Edited, Reacted, Recorded, Said, Sender, Showed, Told
from bot.language import language_of
from config.moods import Words

_KINDS = (discord.MessageType.default, discord.MessageType.reply)
_AUDIBLE = re.compile(r"audio/|video/|application/ogg")
_USER = re.compile(r"<@!?(\d+)>")
_CHANNEL = re.compile(r"<#(\d+)>")
_EMOJI = re.compile(r"<a?(:\w+:)\d+>")


class Reader:
    """Reads messages; what is not meant for the bot is nothing."""

    def __init__(self, me: discord.ClientUser, name: Words, bounds: Bounds) -> None:
        """*name* is what the companion is called in servers."""
        self._me = me
        self._bounds = bounds
        ko, en = re.escape(name.ko), re.escape(name.en)
        self._called = re.compile(rf"({ko}(아|야)\b|({ko}|{en})\s*[,，!~?]|(hi|hey) {en}\b)", re.I)

    def read(self, message: discord.Message) -> Told | None:
        """What *message* tells; None if it is not for the bot."""
        author, guild = message.author, message.guild
        if author.bot or message.webhook_id or message.type not in _KINDS:
            return None
        parent = getattr(message.channel, "parent_id", None)
        if not self._bounds.answers_in(guild.id if guild else None, message.channel.id, parent):
            return None
        if not (guild is None or self._addressed(message)) or self._is_hidden(message):
            return None
        sender = Sender(
            place=Place(message.channel.id, is_private=guild is None),
            person=author.id,
            language=_language(message.content),
            message=message.id,
            name=author.display_name,
            introduced=self._bounds.introduces(author),
        )
        return self._content(message, sender)

    def read_edit(self, message: discord.Message) -> Told | None:
        """What *message* tells now that it was changed."""
        if message.edited_at is None:  # Discord only added the preview of a link
            return None
        match self.read(message):
            case Said(sender=sender, text=text):
                return Edited(sender=sender, text=text)
            case _:
                return None

    def read_reaction(self, reaction: discord.RawReactionActionEvent) -> Told | None:
        """What *reaction* tells, to a message of the bot in a private chat."""
        mine = reaction.message_author_id == self._me.id
        if reaction.guild_id or not mine or reaction.emoji.is_custom_emoji():
            return None
        sender = Sender(
            place=Place(reaction.channel_id, is_private=True),
            person=reaction.user_id,
            language="",
            message=reaction.message_id,
        )
        return Reacted(sender=sender, emoji=reaction.emoji.name or "")

    def _content(self, message: discord.Message, sender: Sender) -> Told:
        if recording := _recording(message.attachments):
            return Recorded(
                sender=sender,
                file=recording.url,
                seconds=recording.duration or 0.0,
                size=recording.size,
                media_type=(recording.content_type or "audio/ogg").partition(";")[0],
            )
        text = self._readable(message)
        if not text and message.stickers:
            return Said(sender=sender, text=message.stickers[0].name)
        if not text and (message.attachments or message.message_snapshots):
            return Showed(sender=sender)
        return Said(sender=sender, text=text)

    def _addressed(self, message: discord.Message) -> bool:
        """Whether *message*, of a server, is meant for the bot."""
        own = message.guild.self_role if message.guild else None
        if self._me in message.mentions or own in message.role_mentions:
            return True  # Discord offers the role of the same name as well
        answered = message.reference.resolved if message.reference else None
        if isinstance(answered, discord.Message) and answered.author == self._me:
            return True
        return self._called.match(message.content) is not None

    def _is_hidden(self, message: discord.Message) -> bool:
        """Whether Discord keeps from the bot what is in *message*: it lacks the intent."""
        shown = message.content or message.attachments or message.stickers
        return not (shown or message.message_snapshots)

    def _readable(self, message: discord.Message) -> str:
        """The text with names for numbers, and without the bot's own."""
        names = {user.id: f"@{user.display_name}" for user in message.mentions}
        names[self._me.id] = ""
        guild = message.guild

        def channel(found: re.Match[str]) -> str:
            known = guild.get_channel_or_thread(int(found[1])) if guild else None
            return f"#{known.name}" if known else found[0]

        own = guild.self_role if guild else None
        text = message.content.replace(own.mention, "") if own else message.content
        text = _USER.sub(lambda found: names.get(int(found[1]), found[0]), text)
        return _EMOJI.sub(r"\1", _CHANNEL.sub(channel, text)).strip()


def _language(text: str) -> str:
    """What is spoken in *text*; empty of a command, whose name may be English to anybody."""
    return "" if text.startswith(("/", "／")) else language_of(_USER.sub("", text), otherwise="")


def _recording(attachments: Sequence[discord.Attachment]) -> discord.Attachment | None:
    heard = (one for one in attachments if _AUDIBLE.match(one.content_type or ""))
    return next((one for one in attachments if one.is_voice_message()), None) or next(heard, None)
