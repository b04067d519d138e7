"""The fake Telegram breaks as networks do, and slows bots down as Telegram does."""

import asyncio
from datetime import timedelta

import pytest
from servers.telegram import Fault, Limits, Person, Rate, Telegram, blocked, broken, flood
from servers.telegram.refusals import Refusal
from telegram import Bot
from telegram.error import BadRequest, EndPointNotFound, Forbidden, NetworkError, RetryAfter


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(server: Telegram) -> Clock:
    server.clock = server.pace.clock = Clock()
    return server.clock


async def test_a_call_is_refused_before_it_has_its_effect(
    server: Telegram, bot: Bot, mina: Person
) -> None:
    refusals = (blocked(), broken(), Refusal(400, "Bad Request: MADE_UP"))
    for refusal, error in zip(refusals, (Forbidden, NetworkError, BadRequest), strict=True):
        fault = server.fail("sendMessage", refusal)
        with pytest.raises(error):
            await bot.send_message(mina.id, "안녕")
        assert fault.met == 1
    await bot.send_message(mina.id, "안녕")
    assert mina.chat.texts == ["안녕"]


async def test_a_connection_is_cut_before_or_after_the_effect(
    server: Telegram, bot: Bot, mina: Person
) -> None:
    for fault in (Fault(cut="before"), Fault(cut="after")):
        server.fail("sendMessage", fault)
        with pytest.raises(NetworkError):
            await bot.send_message(mina.id, fault.when)
    assert mina.chat.texts == ["after"]
    assert [call.answer for call in server.calls if call.method == "sendMessage"] == ["cut"] * 2


async def test_a_call_hangs_until_it_is_let_go(server: Telegram, bot: Bot, mina: Person) -> None:
    hang = server.fail("sendMessage", Fault(hang="after"))
    sending = asyncio.create_task(bot.send_message(mina.id, "안녕"))
    await server.until(lambda: hang.met)
    assert mina.chat.texts == ["안녕"]
    assert not sending.done()
    server.release(hang)
    with pytest.raises(NetworkError):
        await sending


async def test_a_fault_meets_the_calls_it_is_meant_for(
    server: Telegram, bot: Bot, mina: Person
) -> None:
    fault = Fault(refusal=broken(), times=2, applies=lambda given: given["text"] == "b")
    server.fail("sendMessage", fault)
    answers = []
    for text in "abbb":
        try:
            answers.append((await bot.send_message(mina.id, text)).text)
        except NetworkError:
            answers.append(None)
    assert answers == ["a", None, None, "b"]


async def test_a_flood_stops_one_chat_and_shows_impatience(
    server: Telegram, bot: Bot, mina: Person, clock: Clock
) -> None:
    jun = server.person("Jun")
    jun.starts()
    server.fail("sendMessage", flood(3))
    with pytest.raises(RetryAfter) as refused:
        await bot.send_message(mina.id, "하나")
    assert refused.value.retry_after == timedelta(seconds=3)
    clock.now += 2.5
    with pytest.raises(RetryAfter) as again:
        await bot.send_message(mina.id, "하나")
    assert again.value.retry_after == timedelta(seconds=1)
    assert server.pace.impatient == [(str(mina.id), 0.5)]
    await bot.send_message(jun.id, "둘")
    clock.now += 0.5
    await bot.send_message(mina.id, "셋")
    assert (mina.chat.texts, jun.chat.texts) == (["셋"], ["둘"])


async def test_messages_and_edits_of_a_chat_are_counted(
    server: Telegram, bot: Bot, mina: Person, clock: Clock
) -> None:
    server.limits = Limits(private=Rate(2, 10), group=Rate(1, 60), draft=Rate(3, 10))
    family = server.group("가족", mina)
    sent = await bot.send_message(mina.id, "하나")
    await bot.edit_message_text("둘", mina.id, sent.message_id)
    with pytest.raises(RetryAfter):
        await bot.send_message(mina.id, "셋")
    await bot.send_message(family.id, "하나")
    with pytest.raises(RetryAfter):
        await bot.send_message(family.id, "둘")
    clock.now += 10
    await bot.send_message(mina.id, "셋")
    for text in "abc":
        await bot.send_message_draft(mina.id, 1, text)
    with pytest.raises(RetryAfter):
        await bot.send_message_draft(mina.id, 1, "d")
    await bot.send_chat_action(mina.id, "typing")


async def test_all_chats_together_are_counted(server: Telegram, bot: Bot, clock: Clock) -> None:
    people = [server.person(str(number)) for number in range(31)]
    for person in people:
        person.starts()
    for person in people[:30]:
        await bot.send_message(person.id, "안녕")
    with pytest.raises(RetryAfter):
        await bot.send_message(people[30].id, "안녕")
    clock.now += 1
    await bot.send_message(people[30].id, "안녕")


async def test_what_telegram_does_not_know_is_told(
    server: Telegram, bot: Bot, mina: Person
) -> None:
    with pytest.raises(EndPointNotFound):
        await bot.do_api_request("sendHug", {"chat_id": mina.id})
    with pytest.raises(BadRequest, match="parameters: mood"):
        await bot.send_message(mina.id, "안녕", api_kwargs={"mood": "sad"})
    assert server.strange == ["sendHug", "sendMessage(mood)"]
    assert mina.chat.replies == []
