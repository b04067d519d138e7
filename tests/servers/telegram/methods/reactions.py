"""Reactions, and answers to taps."""

from typing import TYPE_CHECKING

from servers.telegram.arguments import Arguments
from servers.telegram.methods.places import writable
from servers.telegram.methods.table import method
from servers.telegram.refusals import bad_request

if TYPE_CHECKING:
    from servers.telegram.world import World

_EMOJI = """
👍 👎 ❤ 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤‍🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈
😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀ 😡
"""
REACTIONS = frozenset(_EMOJI.split())
"""Those that everybody may use, without the variation selector that Telegram passes over."""


@method("setMessageReaction", "chat_id message_id reaction is_big")
def set_message_reaction(world: "World", given: Arguments) -> bool:
    chat = writable(world, given)
    message = chat.message(given.integer("message_id"))
    if not message:
        raise bad_request("message to react not found")
    reactions = given.json("reaction", [])
    if len(reactions) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    emoji = [one.get("emoji", "").replace("\ufe0f", "") for one in reactions]
    if any(one not in REACTIONS for one in emoji):
        raise bad_request("REACTION_INVALID")
    message.reactions.pop(world.me.id, None)
    message.reactions |= dict.fromkeys([world.me.id][: len(emoji)], "".join(emoji))
    return True


@method("answerCallbackQuery", "callback_query_id text show_alert url cache_time")
def answer_callback_query(world: "World", given: Arguments) -> bool:
    tap = world.taps.get(given.text("callback_query_id"))
    if tap is None or tap.answers:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    if len(given.text("text")) > 200:
        raise bad_request("MESSAGE_TOO_LONG")
    tap.answers.append({"text": given.text("text"), "show_alert": given.flag("show_alert")})
    return True
