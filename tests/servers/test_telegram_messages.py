"""The fake Telegram takes and refuses messages as Telegram does; seen through the real library."""

import pytest
from servers.telegram import Person, Telegram, Topic
from servers.telegram.methods.reactions import REACTIONS
from telegram import Bot, MessageEntity, ReplyParameters
from telegram.constants import ReactionEmoji
from telegram.error import BadRequest, Forbidden


async def test_a_message_is_shown_as_it_was_sent(bot: Bot, mina: Person) -> None:
    bold = MessageEntity(MessageEntity.BOLD, offset=2, length=2)
    sent = await bot.send_message(mina.id, "🙂안녕", entities=[bold])
    (shown,) = mina.chat.replies
    assert (shown.id, shown.text) == (sent.message_id, "🙂안녕")
    assert sent.parse_entities() == {bold: "안녕"}


@pytest.mark.parametrize("text", ["a" * 4096, "가" * 4096, "🙂" * 2048, "  가  "])
async def test_4096_utf_16_units_are_taken(bot: Bot, mina: Person, text: str) -> None:
    await bot.send_message(mina.id, text)
    assert mina.chat.texts == [text.strip()]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a" * 4097, "too long"),
        ("🙂" * 2048 + ".", "too long"),
        ("", "empty"),
        (" \n ", "empty"),
    ],
)
async def test_longer_or_empty_text_is_refused(
    bot: Bot, mina: Person, text: str, reason: str
) -> None:
    with pytest.raises(BadRequest, match=reason):
        await bot.send_message(mina.id, text)
    assert mina.chat.replies == []


@pytest.mark.parametrize(
    ("places", "reason"),
    [
        ([(0, 6)], "ends after the end of the text"),
        ([(1, 2)], "in a middle of a utf-16 symbol"),
        ([(-1, 2)], "incorrect offset"),
        ([(0, 0)], "incorrect length"),
        ([(0, 3), (2, 3)], "overlap"),
    ],
)
async def test_entities_stand_inside_the_text_and_are_nested(
    bot: Bot, mina: Person, places: list[tuple[int, int]], reason: str
) -> None:
    kinds = ("bold", "italic")
    entities = [MessageEntity(kind, *place) for kind, place in zip(kinds, places, strict=False)]
    with pytest.raises(BadRequest, match=reason):
        await bot.send_message(mina.id, "🙂안녕a", entities=entities)


async def test_an_edit_must_change_something(bot: Bot, mina: Person) -> None:
    sent = await bot.send_message(mina.id, "하나")
    await bot.edit_message_text("둘", mina.id, sent.message_id)
    assert (mina.chat.texts, mina.chat.replies[0].earlier) == (["둘"], ["하나"])
    with pytest.raises(BadRequest, match="not modified"):
        await bot.edit_message_text("둘", mina.id, sent.message_id)


async def test_only_what_is_the_bots_is_edited(bot: Bot, mina: Person) -> None:
    with pytest.raises(BadRequest, match="can't be edited"):
        await bot.edit_message_text("x", mina.id, mina.says("내 말").id)
    with pytest.raises(BadRequest, match="to edit not found"):
        await bot.edit_message_text("x", mina.id, 99)


async def test_an_answer_needs_what_it_answers(bot: Bot, mina: Person) -> None:
    asked = mina.says("지울 말")
    mina.deletes(asked)
    with pytest.raises(BadRequest, match="replied not found"):
        await bot.send_message(mina.id, "x", reply_parameters=ReplyParameters(asked.id))
    anyway = ReplyParameters(asked.id, allow_sending_without_reply=True)
    await bot.send_message(mina.id, "x", reply_parameters=anyway)
    assert mina.chat.replies[0].reply_to is None


async def test_nobody_is_written_to_who_does_not_want_it(
    server: Telegram, bot: Bot, mina: Person
) -> None:
    with pytest.raises(Forbidden, match="initiate"):
        await bot.send_message(server.person("Jun").id, "안녕하세요")
    mina.blocks()
    with pytest.raises(Forbidden, match="blocked by the user"):
        await bot.send_message(mina.id, "안녕하세요")
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(42, "안녕하세요")


async def test_drafts_are_for_private_chats_and_end_with_a_message(
    server: Telegram, bot: Bot, mina: Person
) -> None:
    await bot.send_message_draft(mina.id, 7, "안")
    await bot.send_message_draft(mina.id, 7, "안녕")
    assert mina.chat.draft and mina.chat.draft.text == "안녕"
    await bot.send_message(mina.id, "안녕!")
    assert mina.chat.draft is None
    with pytest.raises(BadRequest, match="non-zero"):
        await bot.send_message_draft(mina.id, 0, "안")
    with pytest.raises(BadRequest, match="Textdraft_peer_invalid"):
        await bot.send_message_draft(server.group("가족", mina).id, 7, "안")


async def test_a_topic_is_written_to_by_its_thread(
    server: Telegram, bot: Bot, mina: Person
) -> None:
    trip = server.topic(server.group("가족", mina, topics=True), "여행")
    await bot.send_message(trip.chat.id, "어디로?", message_thread_id=trip.id)
    assert trip.texts == ["어디로?"]
    for chat, thread in ((trip.chat.id, 1), (server.group("반", mina).id, 5), (mina.id, 3)):
        with pytest.raises(BadRequest, match="thread not found"):
            await bot.send_message(chat, "x", message_thread_id=thread)


async def test_a_private_chat_may_have_topics(server: Telegram, bot: Bot, mina: Person) -> None:
    trip: Topic = server.topic(mina.chat, "여행")
    await bot.send_message_draft(mina.id, 1, "어", message_thread_id=trip.id)
    await bot.send_message(mina.id, "어디로?", message_thread_id=trip.id)
    assert [draft.text for draft in trip.drafts] == ["어"]
    assert trip.texts == ["어디로?"]


async def test_a_reaction_is_one_of_telegrams(bot: Bot, mina: Person) -> None:
    thanks = mina.says("고마워")
    await bot.set_message_reaction(mina.id, thanks.id, "❤")
    assert thanks.reactions == {bot.id: "❤"}
    await bot.set_message_reaction(mina.id, thanks.id, [])
    assert thanks.reactions == {}
    with pytest.raises(BadRequest, match="Reaction_invalid"):
        await bot.set_message_reaction(mina.id, thanks.id, "🌻")
    with pytest.raises(BadRequest, match="Reactions_too_many"):
        await bot.set_message_reaction(mina.id, thanks.id, ["❤", "👍"])
    assert {one.value.replace("\ufe0f", "") for one in ReactionEmoji} == REACTIONS


async def test_what_was_taken_back_is_gone(bot: Bot, mina: Person) -> None:
    sent = await bot.send_message(mina.id, "아니")
    await bot.delete_message(mina.id, sent.message_id)
    assert mina.chat.replies == []
    with pytest.raises(BadRequest, match="to delete not found"):
        await bot.delete_message(mina.id, sent.message_id)


async def test_a_chat_action_is_a_known_one(bot: Bot, mina: Person) -> None:
    await bot.send_chat_action(mina.id, "record_voice")
    with pytest.raises(BadRequest, match="parameter action"):
        await bot.send_chat_action(mina.id, "thinking")
    assert [action.name for action in mina.chat.actions] == ["record_voice"]
