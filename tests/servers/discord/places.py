"""Users, servers, channels and messages, as Discord writes them in JSON."""

import re
from dataclasses import dataclass, field
from typing import Any

from servers.discord.snowflakes import moment

TEXT, DM, VOICE, THREAD, STAGE = 0, 1, 2, 11, 13
"""Types of channels."""
VOICE_MESSAGE = 1 << 13
_ROLE = re.compile(r"<@&(\d+)>")
_ALL = str((1 << 50) - 1)
"""Every permission."""


@dataclass(eq=False, kw_only=True)
class User:
    id: int
    name: str
    bot: bool = False

    def json(self) -> dict[str, Any]:
        return {
            "id": str(self.id), "username": self.name.lower(), "global_name": self.name,
            "discriminator": "0", "avatar": None, "bot": self.bot, "public_flags": 0,
        }  # fmt: skip

    @property
    def mention(self) -> str:
        return f"<@{self.id}>"


@dataclass(eq=False, kw_only=True)
class Role:
    id: int
    name: str
    bot: User | None = None
    """Whose own it is."""

    def json(self) -> dict[str, Any]:
        own = {"tags": {"bot_id": str(self.bot.id)}} if self.bot else {}
        return own | {
            "id": str(self.id), "name": self.name, "permissions": _ALL, "position": 0, "color": 0,
            "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
            "hoist": False, "managed": bool(self.bot), "mentionable": True, "flags": 0,
        }  # fmt: skip


@dataclass(eq=False, kw_only=True)
class Guild:
    """A server."""

    id: int
    name: str
    owner: User
    members: dict[User, list[Role]] = field(default_factory=dict)
    """With the roles that each has beside ``@everyone``."""
    roles: list[Role] = field(default_factory=list)
    channels: list["Channel"] = field(default_factory=list)
    voice_states: list[dict[str, Any]] = field(default_factory=list)

    def member(self, user: User) -> dict[str, Any]:
        return {
            "roles": [str(role.id) for role in self.members[user]], "nick": None, "flags": 0,
            "joined_at": moment(self.id), "deaf": False, "mute": False, "avatar": None,
        }  # fmt: skip

    def json(self) -> dict[str, Any]:
        everyone = Role(id=self.id, name="@everyone")
        return {
            "id": str(self.id), "name": self.name, "icon": None, "owner_id": str(self.owner.id),
            "roles": [role.json() for role in (everyone, *self.roles)],
            "emojis": [], "stickers": [], "features": [], "premium_tier": 0,
            "verification_level": 0, "default_message_notifications": 0, "mfa_level": 0,
            "explicit_content_filter": 0, "nsfw_level": 0, "system_channel_id": None,
            "system_channel_flags": 0, "afk_channel_id": None, "afk_timeout": 300,
            "preferred_locale": "ko", "premium_subscription_count": 0, "large": False,
            "member_count": len(self.members), "unavailable": False, "presences": [],
            "members": [{**self.member(one), "user": one.json()} for one in self.members],
            "channels": [one.json() for one in self.channels if one.type != THREAD],
            "threads": [one.json() for one in self.channels if one.type == THREAD],
            "voice_states": self.voice_states, "stage_instances": [],
            "guild_scheduled_events": [], "soundboard_sounds": [],
        }  # fmt: skip


@dataclass(eq=False, kw_only=True)
class Attachment:
    id: int
    name: str
    data: bytes
    media_type: str
    url: str
    seconds: float | None = None
    waveform: str | None = None

    def json(self) -> dict[str, Any]:
        told: dict[str, Any] = {
            "id": str(self.id), "filename": self.name, "size": len(self.data), "url": self.url,
            "proxy_url": self.url, "content_type": self.media_type,
        }  # fmt: skip
        if self.seconds is not None:
            told |= {"duration_secs": self.seconds, "waveform": self.waveform or "AAAA"}
        return told


@dataclass(eq=False, kw_only=True)
class Message:
    id: int
    channel: "Channel"
    by: User
    text: str = ""
    embeds: list[dict[str, Any]] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    components: list[dict[str, Any]] = field(default_factory=list)
    reply_to: "Message | None" = None
    mentions: list[User] = field(default_factory=list)
    flags: int = 0
    nonce: str | None = None
    earlier: list[str] = field(default_factory=list)
    """Its texts before edits."""
    reactions: list[str] = field(default_factory=list)
    """Of the bot."""
    given: dict[str, Any] = field(default_factory=dict)
    """The request that made it."""

    @property
    def is_voice(self) -> bool:
        return bool(self.flags & VOICE_MESSAGE)

    def json(self, *, bare: bool = False) -> dict[str, Any]:
        """*bare*: without what only who has the intent may read."""
        told: dict[str, Any] = {
            "id": str(self.id), "channel_id": str(self.channel.id), "author": self.by.json(),
            "content": "" if bare else self.text, "timestamp": moment(self.id),
            "edited_timestamp": moment(self.id) if self.earlier else None, "tts": False,
            "mention_everyone": False, "mentions": [user.json() for user in self.mentions],
            "mention_roles": _ROLE.findall(self.text), "pinned": False, "type": 19 if self.reply_to else 0,
            "attachments": [] if bare else [one.json() for one in self.attachments],
            "embeds": [] if bare else self.embeds, "flags": self.flags,
            "components": [] if bare else self.components,
        }  # fmt: skip
        if self.reply_to:
            told["message_reference"] = {
                "message_id": str(self.reply_to.id), "channel_id": str(self.channel.id),
            }  # fmt: skip
            told["referenced_message"] = {**self.reply_to.json(), "referenced_message": None}
        return told


@dataclass(eq=False, kw_only=True)
class Channel:
    id: int
    name: str = ""
    type: int = TEXT
    guild: Guild | None = None
    parent: "Channel | None" = None
    recipient: User | None = None
    closed: bool = False
    """Whether the bot may not write here: it was blocked, or has no permission."""
    messages: list[Message] = field(default_factory=list)
    typing: int = 0
    """How often it was shown that the bot writes."""

    @property
    def replies(self) -> list[Message]:
        """What the bot said."""
        return [one for one in self.messages if one.by.bot]

    @property
    def texts(self) -> list[str]:
        return [one.text for one in self.replies if one.text]

    def json(self) -> dict[str, Any]:
        last = str(self.messages[-1].id) if self.messages else None
        told: dict[str, Any] = {"id": str(self.id), "type": self.type, "last_message_id": last}
        if self.recipient:
            return told | {"recipients": [self.recipient.json()]}
        assert self.guild is not None
        told |= {"guild_id": str(self.guild.id), "name": self.name, "position": 0, "nsfw": False}
        if self.parent:
            return told | {
                "parent_id": str(self.parent.id), "owner_id": str(self.guild.owner.id),
                "message_count": 0, "member_count": 1,
                "thread_metadata": {
                    "archived": False, "auto_archive_duration": 60, "locked": False,
                    "archive_timestamp": moment(self.id),
                },
            }  # fmt: skip
        return told | {
            "topic": None, "parent_id": None, "rate_limit_per_user": 0, "permission_overwrites": [],
            "bitrate": 64_000, "user_limit": 0, "rtc_region": None,
        }  # fmt: skip
