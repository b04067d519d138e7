"""The fake Telegram tells its bot of things, by polling and by webhook."""

import asyncio
import json
from collections.abc import AsyncIterator

import pytest
from servers.telegram import Fault, Person, Telegram
from servers.telegram.wire import Listener, Request, Response
from telegram import Bot, Update
from telegram.error import BadRequest, Conflict, InvalidToken, NetworkError


def texts(updates: tuple[Update, ...]) -> list[str | None]:
    return [update.effective_message.text for update in updates if update.effective_message]


async def test_updates_wait_until_they_are_confirmed(bot: Bot, mina: Person) -> None:
    for text in ("하나", "둘", "셋"):
        mina.says(text)
    one, two = await bot.get_updates(limit=2)
    assert texts((one, two)) == ["하나", "둘"]
    assert texts(await bot.get_updates()) == ["하나", "둘", "셋"]
    assert texts(await bot.get_updates(offset=one.update_id + 1)) == ["둘", "셋"]
    assert texts(await bot.get_updates()) == ["둘", "셋"]
    assert texts(await bot.get_updates(offset=-1)) == ["셋"]
    assert texts(await bot.get_updates()) == ["셋"]


async def test_a_long_poll_ends_with_an_update(server: Telegram, bot: Bot, mina: Person) -> None:
    waiting = asyncio.create_task(bot.get_updates(timeout=30))
    await server.until(lambda: server.updates.is_polled)
    mina.says("안녕")
    assert texts(await waiting) == ["안녕"]


async def test_a_second_poller_ends_the_first(server: Telegram, bot: Bot, mina: Person) -> None:
    first = asyncio.create_task(bot.get_updates(timeout=30))
    await server.until(lambda: server.updates.is_polled)
    second = asyncio.create_task(bot.get_updates(timeout=30))
    with pytest.raises(Conflict, match="terminated by other getUpdates"):
        await first
    mina.says("안녕")
    assert texts(await second) == ["안녕"]


async def test_kinds_that_were_named_stay_named(server: Telegram, bot: Bot, mina: Person) -> None:
    said = mina.says("안녕")
    mina.reacts(said, "❤")
    mina.edits(said, "안녕!")
    (new, edited) = await bot.get_updates()
    assert new.message and edited.edited_message
    await bot.get_updates(edited.update_id + 1, allowed_updates=["message_reaction"])
    mina.says("이건 묻지 않은 말")
    mina.reacts(said)
    (update,) = await bot.get_updates(timeout=0)
    assert update.message_reaction
    assert [one.emoji for one in update.message_reaction.old_reaction] == ["❤"]
    assert update.message_reaction.new_reaction == ()


async def test_updates_are_told_twice_backwards_and_with_other_numbers(
    server: Telegram, bot: Bot, mina: Person
) -> None:
    mina.says("하나")
    (one,) = await bot.get_updates()
    await bot.get_updates(offset=one.update_id + 1)
    server.updates.tell_again(1)
    server.updates.jump(5)
    mina.says("둘")
    mina.says("셋")
    server.updates.reverse()
    update_ids = [update.update_id for update in await bot.get_updates()]
    assert update_ids == [6, 5, one.update_id]
    assert texts(await bot.get_updates(offset=0)) == ["둘", "셋"]


async def test_a_batch_whose_answer_was_lost_comes_again(
    server: Telegram, bot: Bot, mina: Person
) -> None:
    mina.says("안녕")
    server.fail("getUpdates", Fault(cut="after"))
    with pytest.raises(NetworkError):
        await bot.get_updates()
    assert texts(await bot.get_updates()) == ["안녕"]


class Hook:
    """The bot's side of a webhook."""

    def __init__(self) -> None:
        self.statuses: list[int] = []
        """Of the next answers; 200 after them."""
        self.told: list[str] = []
        self.url = ""

    async def take(self, request: Request) -> Response:
        self.told.append(json.loads(request.fields["message"])["text"])
        return Response(self.statuses.pop(0) if self.statuses else 200, b"")


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    hook = Hook()
    async with Listener(hook.take) as listener:
        hook.url = f"http://127.0.0.1:{listener.port}/telegram"
        yield hook


async def test_a_webhook_is_told_in_order_until_it_has_taken(
    server: Telegram, bot: Bot, mina: Person, hook: Hook
) -> None:
    hook.statuses = [500, 503]
    mina.says("하나")
    mina.says("둘")
    await bot.set_webhook(hook.url)
    await server.until(lambda: not server.updates.waiting)
    assert hook.told == ["하나", "하나", "하나", "둘"]
    info = await bot.get_webhook_info()
    assert (info.url, info.pending_update_count) == (hook.url, 0)
    assert info.last_error_message == "Wrong response from the webhook: 503"


async def test_chats_do_not_wait_for_each_other_at_a_webhook(
    server: Telegram, bot: Bot, mina: Person
) -> None:
    told: list[str] = []
    jun_was_told = asyncio.Event()

    async def take(request: Request) -> Response:
        text = json.loads(request.fields["message"])["text"]
        if text == "mina":
            await jun_was_told.wait()
        else:
            jun_was_told.set()
        told.append(text)
        return Response(200, b"")

    async with Listener(take) as listener:
        mina.says("mina")
        server.person("Jun").says("jun")
        await bot.set_webhook(f"http://127.0.0.1:{listener.port}/")
        await server.until(lambda: not server.updates.waiting)
        await bot.delete_webhook()
    assert told == ["jun", "mina"]


async def test_the_secret_goes_with_every_update(server: Telegram, bot: Bot, mina: Person) -> None:
    secrets: list[str] = []

    async def take(request: Request) -> Response:
        secrets.append(request.headers["x-telegram-bot-api-secret-token"])
        return Response(200, b"")

    async with Listener(take) as listener:
        await bot.set_webhook(f"http://127.0.0.1:{listener.port}/", secret_token="s3cret")
        mina.says("안녕")
        await server.until(lambda: secrets)
        await bot.delete_webhook()
    assert secrets == ["s3cret"]
    with pytest.raises(BadRequest, match="unallowed characters"):
        await bot.set_webhook("https://maum.example/", secret_token="한글")
    with pytest.raises(BadRequest, match="https url must be provided"):
        await bot.set_webhook("http://maum.example/")


async def test_there_is_no_polling_beside_a_webhook(
    server: Telegram, bot: Bot, mina: Person, hook: Hook
) -> None:
    polling = asyncio.create_task(bot.get_updates(timeout=30))
    await server.until(lambda: server.updates.is_polled)
    await bot.set_webhook(hook.url)
    with pytest.raises(Conflict, match="terminated by setWebhook"):
        await polling
    with pytest.raises(Conflict, match="webhook is active"):
        await bot.get_updates()
    await bot.delete_webhook()
    mina.says("안녕")
    assert texts(await bot.get_updates()) == ["안녕"]


async def test_pending_updates_can_be_dropped(bot: Bot, mina: Person) -> None:
    mina.says("안녕")
    await bot.delete_webhook(drop_pending_updates=True)
    assert await bot.get_updates() == ()


async def test_a_wrong_token_is_nobodys(server: Telegram, bot: Bot) -> None:
    server.calls.clear()
    server.revoke("7123456789:other")
    with pytest.raises(InvalidToken):
        await bot.get_me()
    assert server.calls == []
