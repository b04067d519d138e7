"""Asking about the bot, chats and people."""

from typing import TYPE_CHECKING, Any

from servers.telegram.arguments import Arguments
from servers.telegram.methods.places import chat_of, person_of, writable
from servers.telegram.methods.table import method
from servers.telegram.refusals import bad_request

if TYPE_CHECKING:
    from servers.telegram.world import World

_RIGHTS = (
    "can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages",
    "can_manage_video_chats", "can_restrict_members", "can_promote_members", "can_change_info",
    "can_invite_users", "can_post_stories", "can_edit_stories", "can_delete_stories",
)  # fmt: skip


@method("getMe")
def get_me(world: "World", given: Arguments) -> Any:
    return world.me.json() | {
        "can_join_groups": True,
        "can_read_all_group_messages": not world.privacy,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": any(c.is_private and c.is_forum for c in world.chats.values()),
    }


@method("getChat", "chat_id")
def get_chat(world: "World", given: Arguments) -> Any:
    gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription")
    return chat_of(world, given).json() | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys((*gifts, "gifts_from_channels"), False),
    }


@method("getChatMember", "chat_id user_id")
def get_chat_member(world: "World", given: Arguments) -> Any:
    chat, user = writable(world, given), person_of(world, given)
    if user is None:
        raise bad_request("user not found")
    whole = {"user": user.json()}
    if user.id in chat.admins:
        return whole | {"status": "administrator"} | dict.fromkeys(_RIGHTS, False)
    present = user is world.me or user.id in chat.members
    return whole | {"status": "member" if present else "left"}


@method("getChatMemberCount", "chat_id")
def get_chat_member_count(world: "World", given: Arguments) -> int:
    return len(writable(world, given).members) + 1


@method("leaveChat", "chat_id")
def leave_chat(world: "World", given: Arguments) -> bool:
    writable(world, given).has_bot = False
    return True
