"""Losing the server and finding it again."""

import asyncio
import json
from contextlib import AsyncExitStack

import pytest
from playwright.async_api import expect

from bot.events import ChatKey
from bot.testing import MemoryStore, ScriptedGenerator

pytestmark = pytest.mark.asyncio(loop_scope="session")


def sent_again(receipts) -> bool:
    """Whether the server took one message, and then the same: how often, the page's patience says."""
    first, *others = [receipt.get("again", False) for receipt in receipts]
    return not first and bool(others) and all(others)


async def test_a_message_written_while_the_server_is_away_arrives_once(
    flat, visit, say, port
) -> None:
    generator = ScriptedGenerator()
    both = ["첫 이야기", "서버가 없을 때 쓴 이야기"]
    async with AsyncExitStack() as pages:
        async with flat(generator=generator, port=port) as home:
            page = await pages.enter_async_context(visit(home, calm=False))
            await say(page, both[0])
            await expect(page.get_by_test_id("message-companion")).to_have_count(1)
        await expect(page.locator("#status")).to_have_text("다시 연결하고 있어요…")
        await say(page, both[1])
        await expect(page.locator(".pending")).to_contain_text("보내는 중…")
        async with home.open():
            await expect(page.get_by_test_id("message-companion")).to_have_count(2)
            await expect(page.get_by_test_id("message-user")).to_have_text(both)
            await expect(page.locator(".pending")).to_have_count(0)
    assert [prompt.message for prompt in generator.prompts] == both


async def test_a_message_survives_its_tab_while_the_server_is_away(flat, visit, say, port) -> None:
    generator = ScriptedGenerator()
    async with AsyncExitStack() as pages:
        async with flat(generator=generator, port=port) as home:
            page = await pages.enter_async_context(visit(home, calm=False))
            await expect(page.locator("#status")).to_have_text("곁에 있어요")
        await say(page, "잊지 말아 줘")
        await page.close()
        async with home.open():
            again = await page.context.new_page()
            await again.goto(home.address)
            await expect(again.get_by_test_id("message-user")).to_have_text("잊지 말아 줘")
            await expect(again.get_by_test_id("message-companion")).to_have_count(1)
    assert len(generator.prompts) == 1


async def test_a_cut_line_shows_the_reply_once_it_is_back(flat, visit, say) -> None:
    class Gated:
        gate = asyncio.Event()

        async def reply(self, prompt, /):
            yield "처음 "
            await self.gate.wait()
            yield "끝"

    async with flat(generator=Gated()) as home, visit(home, calm=False) as page:
        await say(page, "이야기해 줘")
        await expect(page.get_by_test_id("message-companion")).to_have_text("처음 ")
        await page.reload()
        await expect(page.get_by_test_id("message-companion")).to_have_text("처음 ")
        Gated.gate.set()
        await expect(page.get_by_test_id("message-companion")).to_have_text("처음 끝")
        await expect(page.get_by_test_id("message-user")).to_have_count(1)


async def test_a_message_without_an_answer_can_be_sent_again(flat, visit, say, port) -> None:
    class Silent:
        calls = 0

        async def reply(self, prompt, /):
            self.calls += 1
            if self.calls == 1:
                await asyncio.Event().wait()
            yield "이제 왔어요"

    async with AsyncExitStack() as pages:
        async with flat(generator=Silent(), port=port) as home:
            page = await pages.enter_async_context(visit(home, calm=False))
            await say(page, "거기 있어?")
            await expect(page.get_by_test_id("emotion")).to_be_visible()
        async with home.open():
            await page.get_by_role("button", name="다시 보내기").click()
            await expect(page.get_by_test_id("message-companion")).to_have_text("이제 왔어요")


async def test_what_the_server_took_and_lost_in_a_crash_is_sent_again(flat, visit, say) -> None:
    """Between taking a message and keeping it, a server may die; the page still has it."""
    generator, crashed = ScriptedGenerator(), []

    def crash_once(route) -> None:
        server = route.connect_to_server()

        def to_server(frame) -> None:
            message = json.loads(frame)
            if crashed or message["type"] != "say":
                server.send(frame)
                return
            crashed.append(message)
            taken = {"event": "received", "id": message["id"], "text": message["text"]}
            route.send(json.dumps(taken | {"kind": "text"}))
            asyncio.get_running_loop().create_task(route.close(code=1012))

        def to_page(frame) -> None:
            message = json.loads(frame)
            if message["event"] == "state" and not crashed:
                message["life"] = "the first"
            route.send(json.dumps(message))

        route.on_message(to_server)
        server.on_message(to_page)

    async with flat(generator=generator) as home, visit(home, calm=False) as page:
        await page.route_web_socket("**/ws", crash_once)
        await page.reload()
        await say(page, "꼭 전해 줘")
        await expect(page.get_by_test_id("message-companion")).to_have_count(1)
        await expect(page.get_by_test_id("message-user")).to_have_text("꼭 전해 줘")
    assert [prompt.message for prompt in generator.prompts] == ["꼭 전해 줘"]
    assert crashed


async def test_a_message_that_is_sent_twice_keeps_its_label(flat, visit, say) -> None:
    """Written before the page knew the state of things, it is sent again when that comes."""
    taken = []

    def late_until_felt(route) -> None:
        server, held = route.connect_to_server(), []

        def to_page(frame) -> None:
            event = json.loads(frame)
            if event["event"] == "received":
                taken.append(event)
            held.append(frame)
            if event["event"] == "felt" or any(one.get("again") for one in taken):
                while held:
                    route.send(held.pop(0))

        server.on_message(to_page)

    async with flat() as home, visit(home) as page:
        await page.route_web_socket("**/ws", late_until_felt)
        await page.reload()
        await expect(page.locator("#status")).to_have_text("곁에 있어요")
        await say(page, "면접에서 떨어졌어")
        await expect(page.get_by_test_id("message-companion")).to_have_count(1)
        await expect(page.get_by_test_id("emotion")).to_be_visible()
    assert sent_again(taken)


async def test_what_was_answered_while_the_line_was_cut_is_shown_once(flat, visit, say) -> None:
    """The page, which never heard that the server has the message, sends it again."""
    taken, answered = [], asyncio.Event()

    def cut_once(route) -> None:
        server = route.connect_to_server()

        def to_page(frame) -> None:
            event = json.loads(frame)
            if event["event"] == "received":
                taken.append(event)
            if not taken or answered.is_set():
                route.send(frame)
            elif event["event"] == "ended":
                answered.set()

        server.on_message(to_page)

    # Of one page at a time, the next one comes when the server has seen the last go.
    async with flat(tabs=1) as home, visit(home, calm=False) as page:
        await page.route_web_socket("**/ws", cut_once)
        await page.reload()
        await expect(page.locator("#status")).to_have_text("곁에 있어요")
        await say(page, "면접에서 떨어졌어")
        await answered.wait()
        await page.reload()
        await expect(page.get_by_test_id("message-companion")).to_have_count(1)
        await expect(page.locator(".pending")).to_have_count(0)
        await expect(page.get_by_test_id("message-user")).to_have_text("면접에서 떨어졌어")
    assert sent_again(taken)


HURRY = "() => dispatchEvent(new Event('online'))"


class Slow(MemoryStore):
    """Tells the history when it is let."""

    def __init__(self) -> None:
        super().__init__()
        self.gate = asyncio.Event()
        self.gate.set()

    async def history(self, chat, /, *, limit):
        await self.gate.wait()
        return await super().history(chat, limit=limit)


async def test_a_page_keeps_what_it_shows_while_the_store_is_slow_unless_it_was_forgotten(
    flat, visit, say
) -> None:
    store, lines, asleep, answered = Slow(), [], asyncio.Event(), asyncio.Event()

    async def through(route) -> None:
        if asleep.is_set():
            await route.close(code=1012)
            return
        lines.append(route)

        def to_page(frame) -> None:
            event = json.loads(frame)
            route.send(frame)
            if event["event"] == "ended":
                answered.set()
            elif event["event"] == "state" and event["lines"] is None:
                behind = {"event": "degraded", "code": f"{len(lines)}", "message": "느려요"}
                route.send(json.dumps(behind))

        route.connect_to_server().on_message(to_page)

    async with flat(store=store) as home, visit(home, calm=False) as page:
        await page.route_web_socket("**/ws", through)
        await page.reload()
        await say(page, "면접에서 떨어졌어")
        await answered.wait()
        mine = page.get_by_test_id("message-user")
        await mine.evaluate("(bubble) => { bubble.id = 'before'; }")
        store.gate.clear()
        await lines[-1].close(code=1012)
        await page.evaluate(HURRY)
        await expect(page.get_by_text("느려요")).to_be_visible()
        await expect(page.locator("#before")).to_have_text("면접에서 떨어졌어")
        store.gate.set()
        await expect(mine).to_have_text("면접에서 떨어졌어")

        asleep.set()
        await lines[-1].close(code=1012)
        await expect(page.locator("#status")).to_have_text("다시 연결하고 있어요…")
        (person,) = await store.people()
        elsewhere = ChatKey(messenger="web", chat="", person=person.who.removeprefix("web:"))
        await home.command(elsewhere, "/forget")
        await home.command(elsewhere, "/forget yes")
        store.gate.clear()
        asleep.clear()
        await page.evaluate(HURRY)
        await expect(mine).to_have_count(0)
        store.gate.set()
