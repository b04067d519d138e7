"""Updates that Telegram sends by itself."""

import socket

import httpx
from scenes.backends import Repeating
from scenes.telegram import Run
from servers.telegram import Person, Telegram


async def test_updates_are_taken_from_telegram_alone(
    server: Telegram, mina: Person, maum: Run
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    url, writer = f"http://127.0.0.1:{port}/telegram", Repeating()
    async with maum(settings={"webhook": url, "webhook_port": port}, generator=writer):
        mina.says("안녕")
        assert await server.until(lambda: mina.chat.texts) == ["[안녕]"]
        async with httpx.AsyncClient() as client:
            update = server.updates.confirmed[-1] | {"update_id": 1}
            forged = await client.post(url, json=update)
            wrong = {"X-Telegram-Bot-Api-Secret-Token": "x"}
            guessed = await client.post(url, json=update, headers=wrong)
            asked = await client.get(url)
    assert [one.status_code for one in (forged, guessed, asked)] == [403, 403, 405]
    assert writer.prompts == ["안녕"]


async def test_who_polls_again_takes_the_webhook_away(
    server: Telegram, mina: Person, maum: Run
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}/telegram"
    async with maum(settings={"webhook": url, "webhook_port": port}):
        await server.until(lambda: server.updates.webhook)
    mina.says("안녕")
    async with maum():
        assert await server.until(lambda: mina.chat.texts) == ["[안녕]"]
