"""Finding what a call is about."""

import re
from typing import TYPE_CHECKING, Any

from servers.telegram.arguments import Arguments
from servers.telegram.chats import Chat, Message, User
from servers.telegram.refusals import Refusal, bad_request, forbidden

if TYPE_CHECKING:
    from servers.telegram.world import World


def chat_of(world: "World", given: Arguments) -> Chat:
    """The chat that ``chat_id`` names."""
    name = given.text("chat_id")
    if not name:
        raise bad_request("chat_id is empty")
    chat = world.chats.get(int(name)) if re.fullmatch(r"-?\d+", name) else None
    if chat is None:
        raise bad_request("chat not found")
    return chat


def writable(world: "World", given: Arguments) -> Chat:
    """The chat, if the bot may write there."""
    chat = chat_of(world, given)
    if chat.moved_to:
        description = "Bad Request: group chat was upgraded to a supergroup chat"
        raise Refusal(400, description, migrate_to_chat_id=chat.moved_to)
    if chat.has_bot:
        return chat
    if not chat.is_private:
        raise forbidden(f"bot was kicked from the {chat.kind} chat")
    if chat.was_opened:
        raise forbidden("bot was blocked by the user")
    raise forbidden("bot can't initiate conversation with a user")


def thread_of(chat: Chat, given: Arguments) -> int | None:
    """The topic that ``message_thread_id`` names; it must be one."""
    thread = given.number("message_thread_id")
    if thread is None:
        return None
    opening = chat.message(thread)
    if not chat.is_forum or not opening or "forum_topic_created" not in opening.service:
        raise bad_request("message thread not found")
    return thread


def answered(chat: Chat, given: Arguments) -> Message | None:
    """The message that the new one answers."""
    wanted: dict[str, Any] = given.json("reply_parameters", {})
    if not wanted:
        return None
    found = chat.message(wanted["message_id"])
    if not found and not wanted.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    return found


def own_message(world: "World", given: Arguments) -> Message:
    """The bot's message that is to be changed."""
    chat = writable(world, given)
    found = chat.message(given.integer("message_id"))
    if not found:
        raise bad_request("message to edit not found")
    if found.by is not world.me:
        raise bad_request("message can't be edited")
    return found


def person_of(world: "World", given: Arguments) -> User | None:
    """Whom ``user_id`` names."""
    id_ = given.integer("user_id")
    return world.me if id_ == world.me.id else world.people.get(id_)
