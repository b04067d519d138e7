"""People in the fake Telegram do what they do in the real one, and its bot is told so."""

import pytest
from servers.telegram import Person, Telegram
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, ReplyParameters, Update
from telegram.constants import ChatMemberStatus
from telegram.error import BadRequest, ChatMigrated, Forbidden


async def told(bot: Bot) -> list[Update]:
    """What is new, and confirmed with that."""
    updates = await bot.get_updates(timeout=0)
    if updates:
        await bot.get_updates(offset=updates[-1].update_id + 1, timeout=0)
    return list(updates)


async def texts(bot: Bot) -> list[str | None]:
    updates = await told(bot)
    return [update.effective_message.text for update in updates if update.effective_message]


def keyboard(*data: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(one, callback_data=one) for one in data]])


async def test_a_bot_with_privacy_hears_in_a_group_what_is_meant_for_it(
    server: Telegram, bot: Bot, mina: Person
) -> None:
    jun = server.person("Jun")
    family = server.group("가족", mina, jun)
    (added,) = await told(bot)
    assert added.my_chat_member
    ours = await bot.send_message(family.id, "안녕하세요")
    said = family.message(ours.message_id)
    mina.says("우리끼리 하는 말", to=family)
    mina.says("@maum_test_bot 듣니", to=family)
    mina.says("/help", to=family)
    mina.says("/help@other_bot", to=family)
    mina.says("/help@maum_test_bot", to=family)
    jun.says("응, 안녕", to=family, reply_to=said)
    assert await texts(bot) == ["/help", "/help@maum_test_bot", "응, 안녕"]
    server.privacy = False
    mina.says("@maum_test_bot 듣니", to=family)
    server.privacy = True
    server.promote(family)
    mina.says("이제 다 들린다", to=family)
    assert await texts(bot) == ["@maum_test_bot 듣니", "이제 다 들린다"]


async def test_get_me_tells_of_privacy(server: Telegram, bot: Bot) -> None:
    assert (await bot.get_me()).can_read_all_group_messages is False
    server.privacy = False
    assert (await bot.get_me()).can_read_all_group_messages is True


async def test_in_a_topic_every_message_answers_its_beginning(
    server: Telegram, bot: Bot, mina: Person
) -> None:
    server.privacy = False
    trip = server.topic(server.group("가족", mina, topics=True), "여행")
    mina.says("어디로?", to=trip)
    *_, update = await told(bot)
    message = update.message
    assert message and message.is_topic_message
    assert message.message_thread_id == trip.id
    assert message.reply_to_message and message.reply_to_message.forum_topic_created
    await bot.send_message(
        trip.chat.id, "바다요", reply_parameters=ReplyParameters(message.message_id)
    )
    assert trip.texts == ["바다요"]


async def test_replies_in_a_plain_supergroup_make_a_thread_that_is_no_topic(
    server: Telegram, bot: Bot, mina: Person
) -> None:
    server.privacy = False
    family = server.group("가족", mina)
    first = mina.says("저녁?", to=family)
    mina.says("응", to=family, reply_to=first)
    *_, update = await told(bot)
    message = update.message
    assert message and message.message_thread_id == first.id
    assert message.is_topic_message is None
    with pytest.raises(BadRequest, match="thread not found"):
        await bot.send_message(family.id, "x", message_thread_id=first.id)


async def test_an_anonymous_admin_writes_as_the_group(
    server: Telegram, bot: Bot, mina: Person
) -> None:
    family = server.group("가족", mina)
    mina.says("/help", to=family, anonymous=True)
    *_, update = await told(bot)
    assert update.message and update.message.from_user and update.message.sender_chat
    assert update.message.from_user.is_bot
    assert update.message.sender_chat.id == family.id


async def test_a_tap_is_answered_once(server: Telegram, bot: Bot, mina: Person) -> None:
    await bot.send_message(mina.id, "목소리는?", reply_markup=keyboard("켜기", "끄기"))
    (asked,) = mina.chat.replies
    assert asked.buttons == ["켜기", "끄기"]
    tap = mina.taps(asked, "끄기")
    (update,) = await told(bot)
    query = update.callback_query
    assert query and (query.data, query.from_user.id) == ("끄기", mina.id)
    await query.answer("껐어요")
    assert tap.answers == [{"text": "껐어요", "show_alert": False}]
    with pytest.raises(BadRequest, match="is too old"):
        await query.answer()
    await query.edit_message_reply_markup(None)
    assert asked.buttons == []


@pytest.mark.parametrize("data", ["가" * 22, "x" * 65])
async def test_a_button_carries_64_bytes(bot: Bot, mina: Person, data: str) -> None:
    await bot.send_message(mina.id, "x", reply_markup=keyboard("가" * 21, "x" * 64))
    with pytest.raises(BadRequest, match="Button_data_invalid"):
        await bot.send_message(mina.id, "x", reply_markup=keyboard(data))


async def test_a_button_does_something(bot: Bot, mina: Person) -> None:
    idle = InlineKeyboardMarkup([[InlineKeyboardButton("아무것도")]])
    with pytest.raises(BadRequest, match="unallowed in the inline keyboard"):
        await bot.send_message(mina.id, "x", reply_markup=idle)


async def test_blocking_is_told_and_taken_back(bot: Bot, mina: Person) -> None:
    mina.blocks()
    mina.unblocks()
    changes = [update.my_chat_member for update in await told(bot)]
    statuses = [change.new_chat_member.status for change in changes if change]
    assert statuses == [ChatMemberStatus.BANNED, ChatMemberStatus.MEMBER]
    await bot.send_message(mina.id, "다시 안녕")


async def test_a_bot_that_was_removed_writes_no_more(
    server: Telegram, bot: Bot, mina: Person
) -> None:
    family = server.group("가족", mina, basic=True)
    server.remove_bot(family, mina)
    with pytest.raises(Forbidden, match="kicked from the group chat"):
        await bot.send_message(family.id, "안녕")


async def test_a_group_that_grew_tells_where_it_is_now(
    server: Telegram, bot: Bot, mina: Person
) -> None:
    small = server.group("반", mina, basic=True)
    grown = server.upgrade(small)
    with pytest.raises(ChatMigrated) as moved:
        await bot.send_message(small.id, "안녕")
    assert moved.value.new_chat_id == grown.id
    await bot.send_message(grown.id, "안녕")
    messages = [update.message for update in await told(bot) if update.message]
    assert [one.migrate_to_chat_id for one in messages] == [grown.id, None]
    assert [one.migrate_from_chat_id for one in messages] == [None, small.id]


async def test_members_and_chats_can_be_asked_for(server: Telegram, bot: Bot, mina: Person) -> None:
    jun = server.person("Jun")
    family = server.group("가족", mina)
    assert (await bot.get_chat(family.id)).title == "가족"
    assert (await bot.get_chat(mina.id)).first_name == "Mina"
    statuses = [
        (await bot.get_chat_member(family.id, who.id)).status for who in (mina, server.me, jun)
    ]
    assert statuses == ["administrator", "member", "left"]


async def test_ids_of_messages_are_counted_as_telegram_counts(
    server: Telegram, bot: Bot, mina: Person
) -> None:
    """All private chats together, each supergroup alone: what an answer in doubt is found by."""
    jun = server.person("Jun")
    first = mina.says("하나").id
    assert jun.says("둘").id == first + 1
    assert (await bot.send_message(mina.id, "셋")).message_id == first + 2
    family = server.group("가족", mina)
    assert mina.says("넷", to=family).id + 1 == (await bot.send_message(family.id, "x")).message_id
    with pytest.raises(BadRequest, match="to edit not found"):
        await bot.edit_message_reply_markup(jun.id, first + 2)
    with pytest.raises(BadRequest, match="can't be edited"):
        await bot.edit_message_reply_markup(mina.id, first)
    with pytest.raises(BadRequest, match="not modified"):
        await bot.edit_message_reply_markup(mina.id, first + 2)
