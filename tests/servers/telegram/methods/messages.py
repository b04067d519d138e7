"""Writing, changing and taking back messages; drafts and chat actions."""

import json
from typing import TYPE_CHECKING, Any

from servers.telegram.arguments import Arguments
from servers.telegram.chats import Action, Chat, Draft, Message
from servers.telegram.media import Media
from servers.telegram.methods.composing import caption_of, keyboard_of, text_of
from servers.telegram.methods.files import media_of
from servers.telegram.methods.places import answered, chat_of, own_message, thread_of, writable
from servers.telegram.methods.table import method
from servers.telegram.refusals import bad_request
from servers.telegram.text import Formatted

if TYPE_CHECKING:
    from servers.telegram.world import World

_SENDING = (
    "chat_id message_thread_id reply_parameters reply_markup parse_mode disable_notification "
    "protect_content business_connection_id message_effect_id allow_paid_broadcast "
    "direct_messages_topic_id suggested_post_parameters "
)
_MEDIA = _SENDING + "caption caption_entities "
_EDITING = "business_connection_id chat_id message_id inline_message_id reply_markup parse_mode "

_ACTIONS = {
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
    "upload_document", "choose_sticker", "find_location", "record_video_note", "upload_video_note",
}  # fmt: skip

_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


@method("sendMessage", _SENDING + "text entities link_preview_options")
def send_message(world: "World", given: Arguments) -> Any:
    return _post(world, given, writable(world, given), text_of(given))


@method("sendPhoto", _MEDIA + "photo has_spoiler show_caption_above_media")
def send_photo(world: "World", given: Arguments) -> Any:
    return _post_media(world, given, "photo")


@method("sendAudio", _MEDIA + "audio duration performer title thumbnail")
def send_audio(world: "World", given: Arguments) -> Any:
    return _post_media(world, given, "audio")


@method("sendDocument", _MEDIA + "document thumbnail disable_content_type_detection")
def send_document(world: "World", given: Arguments) -> Any:
    return _post_media(world, given, "document")


@method("sendVoice", _MEDIA + "voice duration")
def send_voice(world: "World", given: Arguments) -> Any:
    person = world.people.get(chat_of(world, given).id)
    if person and person.forbids_voice:
        raise bad_request("VOICE_MESSAGES_FORBIDDEN")
    return _post_media(world, given, "voice")


def _post_media(world: "World", given: Arguments, kind: str) -> Any:
    chat, caption = writable(world, given), caption_of(given)
    return _post(world, given, chat, caption, media_of(world, given, kind))


def _post(
    world: "World", given: Arguments, chat: Chat, words: Formatted, media: Media | None = None
) -> Any:
    thread, reply_to, keyboard = thread_of(chat, given), answered(chat, given), keyboard_of(given)
    world.pace_message(chat)
    text, entities = words
    message = Message(
        id=world.next_message(chat),
        chat=chat,
        by=world.me,
        text=text,
        entities=entities,
        media=media,
        thread=thread or chat.thread_of_reply(reply_to),
        reply_to=reply_to,
        keyboard=keyboard,
    )
    chat.add(message)
    return message.json()


@method("sendMessageDraft", "chat_id message_thread_id draft_id text parse_mode entities can_stop")
def send_message_draft(world: "World", given: Arguments) -> bool:
    chat = chat_of(world, given)
    if not chat.is_private:
        raise bad_request("TEXTDRAFT_PEER_INVALID")
    writable(world, given)
    if not given.integer("draft_id"):
        raise bad_request("draft identifier must be non-zero")
    text, _ = text_of(given, required=False)
    thread = thread_of(chat, given)
    world.pace_draft(chat)
    draft = Draft(id=given.integer("draft_id"), text=text, thread=thread, at=world.clock())
    chat.show_draft(draft)
    return True


@method("sendChatAction", "business_connection_id chat_id message_thread_id action")
def send_chat_action(world: "World", given: Arguments) -> bool:
    chat = writable(world, given)
    if given.text("action") not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    thread = thread_of(chat, given)
    chat.show_action(Action(name=given.text("action"), thread=thread, at=world.clock()))
    return True


@method("editMessageText", _EDITING + "text entities link_preview_options")
def edit_message_text(world: "World", given: Arguments) -> Any:
    words, message = text_of(given), own_message(world, given)
    if message.media:
        raise bad_request("there is no text in the message to edit")
    return _change(world, given, message, words, message.media)


@method("editMessageCaption", _EDITING + "caption caption_entities show_caption_above_media")
def edit_message_caption(world: "World", given: Arguments) -> Any:
    words, message = caption_of(given), own_message(world, given)
    if not message.media:
        raise bad_request("there is no caption in the message to edit")
    return _change(world, given, message, words, message.media)


@method("editMessageMedia", _EDITING + "media")
def edit_message_media(world: "World", given: Arguments) -> Any:
    message = own_message(world, given)
    new = given.json("media", {})
    if not isinstance(new, dict) or new.get("type") not in {"photo", "audio", "document"}:
        raise bad_request("can't parse InputMedia: type must be one of photo, audio, document")
    parts = {
        key: value if isinstance(value, str) else json.dumps(value) for key, value in new.items()
    }
    inside = Arguments({new["type"]: parts.pop("media", ""), **parts}, given.uploads)
    media = media_of(world, inside, new["type"])
    return _change(world, given, message, caption_of(inside), media)


@method("editMessageReplyMarkup", _EDITING)
def edit_message_reply_markup(world: "World", given: Arguments) -> Any:
    message = own_message(world, given)
    return _change(world, given, message, (message.text, message.entities), message.media)


def _change(
    world: "World",
    given: Arguments,
    message: Message,
    words: Formatted,
    media: Media | None,
) -> Any:
    after = (*words, media, keyboard_of(given))
    if after == (message.text, message.entities, message.media, message.keyboard):
        raise bad_request(_NOT_MODIFIED)
    world.pace_message(message.chat)
    message.edit(*words)
    message.media, message.keyboard = media, after[3]
    return message.json()


@method("deleteMessage", "chat_id message_id")
def delete_message(world: "World", given: Arguments) -> bool:
    chat = writable(world, given)
    found = chat.message(given.integer("message_id"))
    if not found:
        raise bad_request("message to delete not found")
    allowed = chat.is_private or found.by is world.me or world.me.id in chat.admins
    if not allowed or found.service:
        raise bad_request("message can't be deleted")
    found.deleted = True
    return True


@method("deleteMessages", "chat_id message_ids")
def delete_messages(world: "World", given: Arguments) -> bool:
    chat = writable(world, given)
    ids = given.json("message_ids", [])
    if not 1 <= len(ids) <= 100:
        raise bad_request("too many message identifiers specified")
    for found in filter(None, map(chat.message, ids)):
        found.deleted = True
    return True
