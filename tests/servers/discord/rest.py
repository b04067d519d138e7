"""The REST API: what each route does."""

import json
from typing import Any

from aiohttp import web
from servers.discord.checking import check
from servers.discord.interactions import Interaction
from servers.discord.people import Person
from servers.discord.places import DM, VOICE_MESSAGE, Attachment, Channel, Message
from servers.discord.refusals import (
    Refusal,
    invalid,
    missing_permissions,
    no_direct_messages,
    unknown,
)
from servers.discord.world import World

CONTENT_LIMITED = 1 << 19
"""Of an application that may read messages, as it has fewer than a hundred servers."""


class Rest:
    """Answers requests; each handler gives what is sent back as JSON, None for nothing."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.reads_content = True
        """Whether the application was given the message content intent."""
        self.commands: list[dict[str, Any]] = []
        """The slash commands that were registered."""

    def routes(self) -> list[tuple[str, str, Any]]:
        return [
            ("GET", "/users/@me", self.me),
            ("GET", "/oauth2/applications/@me", self.application),
            ("GET", "/applications/@me", self.application),
            ("POST", "/users/@me/channels", self.open_direct),
            ("GET", "/channels/{channel}", self.channel),
            ("GET", "/channels/{channel}/messages", self.history),
            ("GET", "/guilds/{guild}/members/{user}", self.member),
            ("PATCH", "/guilds/{guild}/voice-states/@me", self.ask_to_speak),
            ("POST", "/channels/{channel}/messages", self.send),
            ("PATCH", "/channels/{channel}/messages/{message}", self.edit),
            ("POST", "/channels/{channel}/typing", self.typing),
            ("PUT", "/channels/{channel}/messages/{message}/reactions/{emoji}/@me", self.react),
            ("PUT", "/applications/{application}/commands", self.register),
            ("POST", "/interactions/{interaction}/{token}/callback", self.defer),
            ("PATCH", "/webhooks/{application}/{token}/messages/@original", self.answer),
        ]

    async def me(self, _: web.Request, __: dict[str, Any]) -> Any:
        return self.world.me.json()

    async def application(self, _: web.Request, __: dict[str, Any]) -> Any:
        owner = next(iter(self.world.users.values()))
        return {
            "id": str(self.world.me.id), "name": "Maum", "icon": None, "description": "",
            "bot_public": True, "bot_require_code_grant": False, "verify_key": "0" * 64,
            "owner": owner.json(), "flags": CONTENT_LIMITED if self.reads_content else 0,
        }  # fmt: skip

    async def open_direct(self, _: web.Request, given: dict[str, Any]) -> Any:
        user = self.world.users.get(int(given["recipient_id"]))
        if not isinstance(user, Person):
            raise Refusal(400, 50033, "Invalid Recipient(s)")
        return self.world.direct(user).json()

    async def channel(self, request: web.Request, _: dict[str, Any]) -> Any:
        return self._channel(request).json()

    async def history(self, request: web.Request, _: dict[str, Any]) -> Any:
        channel, limit = self._channel(request), int(request.query.get("limit", 50))
        if not 1 <= limit <= 100:
            raise invalid("limit", "Must be between 1 and 100.")
        found = channel.messages
        if after := request.query.get("after"):
            found = [one for one in found if one.id > int(after)][:limit]
        elif before := request.query.get("before"):
            found = [one for one in found if one.id < int(before)][-limit:]
        else:
            found = found[-limit:]
        bare = channel.guild is not None and not self.reads_content
        me = self.world.me
        return [
            one.json(bare=bare and one.by is not me and me not in one.mentions)
            for one in reversed(found)
        ]

    async def member(self, request: web.Request, _: dict[str, Any]) -> Any:
        guild = self.world.guilds.get(int(request.match_info["guild"]))
        user = self.world.users.get(int(request.match_info["user"]))
        if guild is None or user not in guild.members:
            raise unknown("Member", 10007)
        return {**guild.member(user), "user": user.json()}

    async def ask_to_speak(self, request: web.Request, given: dict[str, Any]) -> None:
        guild = self.world.guilds[int(request.match_info["guild"])]
        mine = next(one for one in guild.voice_states if one["user_id"] == str(self.world.me.id))
        if int(mine["channel_id"]) != int(given["channel_id"]) or not mine["suppress"]:
            raise Refusal(400, 50035, "Invalid Form Body")

    async def send(self, request: web.Request, _: dict[str, Any]) -> Any:
        channel = self._channel(request)
        if channel.closed:
            raise no_direct_messages() if channel.type == DM else missing_permissions()
        given, uploads = await form(request)
        check(given, uploads)
        if self.world.refuses_voice and given.get("flags", 0) & VOICE_MESSAGE:
            raise missing_permissions()
        if not (given.get("content") or given.get("embeds") or uploads):
            raise Refusal(400, 50006, "Cannot send an empty message")
        if same := self._said_already(channel, given):
            return {**same.json(), "nonce": same.nonce}
        message = Message(
            id=self.world.new_id(),
            channel=channel,
            by=self.world.me,
            text=(given.get("content") or "").strip(),
            flags=given.get("flags", 0),
            nonce=given.get("nonce"),
            reply_to=self._answered(channel, given.get("message_reference")),
            given=given,
        )
        self._fill(message, given, uploads)
        self.world.post(message)
        return {**message.json(), "nonce": message.nonce}

    async def edit(self, request: web.Request, _: dict[str, Any]) -> Any:
        message = self._message(request)
        if message.by is not self.world.me:
            raise Refusal(403, 50005, "Cannot edit a message authored by another user")
        if message.is_voice:
            raise Refusal(400, 50162, "Voice messages cannot be edited")
        given, uploads = await form(request)
        check(given, uploads)
        if "content" in given:
            message.earlier.append(message.text)
            message.text = given["content"] or ""
        self._fill(message, given, uploads)
        self.world.tell("MESSAGE_UPDATE", message.json(), message=message)
        self.world.changed()
        return message.json()

    async def typing(self, request: web.Request, _: dict[str, Any]) -> Any:
        self._channel(request).typing += 1
        self.world.changed()

    async def react(self, request: web.Request, _: dict[str, Any]) -> Any:
        self._message(request).reactions.append(request.match_info["emoji"])
        self.world.changed()

    async def register(self, request: web.Request, given: dict[str, Any]) -> Any:
        self.commands = json.loads(await request.text())
        self.world.changed()
        return [
            {"id": str(self.world.new_id()), "application_id": str(self.world.me.id),
             "version": "1", "default_member_permissions": None, **one}
            for one in self.commands
        ]  # fmt: skip

    async def defer(self, request: web.Request, given: dict[str, Any]) -> Any:
        return self._interaction(request).defer(given)

    async def answer(self, request: web.Request, _: dict[str, Any]) -> Any:
        asked = self._interaction(request)
        given, uploads = await form(request)
        check(given, uploads)
        asked.text = given.get("content") or ""
        self.world.changed()
        shown = Message(id=asked.id, channel=asked.channel, by=self.world.me, text=asked.text)
        return shown.json()

    def _interaction(self, request: web.Request) -> Interaction:
        found = self.world.interactions.get(request.match_info["token"])
        if found is None:
            raise unknown("interaction", 10062)
        return found

    def _channel(self, request: web.Request) -> Channel:
        channel = self.world.channels.get(int(request.match_info["channel"]))
        if channel is None:
            raise unknown("Channel", 10003)
        return channel

    def _message(self, request: web.Request) -> Message:
        id_ = int(request.match_info["message"])
        found = next((one for one in self._channel(request).messages if one.id == id_), None)
        if found is None:
            raise unknown("Message", 10008)
        return found

    def _said_already(self, channel: Channel, given: dict[str, Any]) -> Message | None:
        if not given.get("enforce_nonce"):
            return None
        said = channel.replies
        return next((one for one in said if one.nonce and one.nonce == given["nonce"]), None)

    def _answered(self, channel: Channel, reference: dict[str, Any] | None) -> Message | None:
        if reference is None:
            return None
        id_ = int(reference["message_id"])
        found = next((one for one in channel.messages if one.id == id_), None)
        if found is None and reference.get("fail_if_not_exists", True):
            raise invalid("message_reference", "Unknown message")
        return found

    def _fill(self, message: Message, given: dict[str, Any], uploads: dict[int, bytes]) -> None:
        for name in ("embeds", "components"):
            if name in given:
                setattr(message, name, given[name] or [])
        if "attachments" in given:
            kept = {one.id: one for one in message.attachments}
            message.attachments = [
                self._attachment(one, uploads, kept) for one in given["attachments"]
            ]

    def _attachment(
        self, told: dict[str, Any], uploads: dict[int, bytes], kept: dict[int, Attachment]
    ) -> Attachment:
        id_ = int(told["id"])
        if id_ in kept:
            return kept[id_]
        return self.world.keep(
            told["filename"],
            uploads[id_],
            "application/octet-stream",
            seconds=told.get("duration_secs"),
            waveform=told.get("waveform"),
        )


async def form(request: web.Request) -> tuple[dict[str, Any], dict[int, bytes]]:
    """The JSON of a request, and the files beside it by their numbers."""
    if request.content_type == "application/json":
        return json.loads(await request.text()), {}
    given: dict[str, Any] = {}
    uploads: dict[int, bytes] = {}
    async for part in await request.multipart():
        if part.name == "payload_json":  # type: ignore[union-attr]
            given = json.loads(await part.text())  # type: ignore[union-attr]
        else:
            number = int(part.name.removeprefix("files[").removesuffix("]"))  # type: ignore[union-attr]
            uploads[number] = bytes(await part.read())  # type: ignore[union-attr]
    return given, uploads
