"""Whatever goes wrong between maum and Telegram, each message is answered once."""

import asyncio
import io
import logging
import sys

import pytest
from scenes.backends import Introduced, Waiting, voice_of
from scenes.telegram import Run
from servers.telegram import Fault, Person, Telegram, blocked, broken, flood

from config.errors import TokenRefused
from config.logs import configure


@pytest.mark.parametrize(
    "fault",
    [broken(502), Fault(cut="before"), Fault(cut="after"), Fault(cut="after", times=2), flood(1)],
)
async def test_an_answer_arrives_once(
    server: Telegram, mina: Person, maum: Run, fault: Fault
) -> None:
    server.fail("sendMessage", fault)
    async with maum():
        mina.says("하나")
        await server.until(lambda: mina.chat.texts)
        mina.says("둘")
        await server.until(lambda: "[둘]" in mina.chat.texts)
    assert mina.chat.texts == ["[하나]", "[둘]"]
    assert server.pace.impatient == []


async def test_a_flood_in_one_chat_keeps_no_other_waiting(
    server: Telegram, mina: Person, maum: Run
) -> None:
    jun = server.person("Jun")
    until_jun_is_answered = Fault(
        refusal=flood(1),
        applies=lambda given: given["chat_id"] == str(mina.id) and not jun.chat.texts,
        times=1000,
    )
    server.fail("sendMessage", until_jun_is_answered)
    async with maum(settings={"allow": [mina.id, jun.id]}):
        mina.says("하나")
        await server.until(lambda: any(call.answer != "ok" for call in server.calls))
        jun.says("둘")
        await server.until(lambda: jun.chat.texts)
        await server.until(lambda: mina.chat.texts)
    assert server.pace.impatient == []


async def test_who_has_blocked_it_costs_nobody_else_anything(
    server: Telegram, mina: Person, maum: Run
) -> None:
    server.fail("sendMessage", blocked())
    async with maum():
        mina.says("하나")
        await server.until(lambda: any("blocked" in call.answer for call in server.calls))
        mina.says("둘")
        await server.until(lambda: mina.chat.texts)
    assert mina.chat.texts == ["[둘]"]


async def test_updates_told_twice_backwards_and_from_a_lower_number_are_answered_once(
    server: Telegram, mina: Person, maum: Run
) -> None:
    server.updates.reverse()
    for text in ("하나", "둘"):
        mina.says(text)
    store = Introduced()
    async with maum(store=store):
        await server.until(lambda: len(server.updates.confirmed) == 2)
        await server.until(lambda: mina.chat.texts)
        server.updates.tell_again(2)
        mina.says("셋")
        await server.until(lambda: "[셋]" in mina.chat.texts)
    server.updates.jump(5)  # which Telegram does when nobody has asked for a week
    async with maum(store=store):
        mina.says("넷")
        await server.until(lambda: "[넷]" in mina.chat.texts)
    assert mina.chat.texts == ["[하나\n둘]", "[셋]", "[넷]"]


async def test_a_download_that_breaks_is_tried_again_and_then_told(
    server: Telegram, mina: Person, maum: Run
) -> None:
    server.fail("download", Fault(cut="before"))
    async with maum():
        mina.speaks(voice_of(1.0))
        await server.until(lambda: mina.chat.voices)
        server.fail("getFile", Fault(refusal=broken(), times=3))
        mina.speaks(voice_of(1.0))
        await server.until(lambda: "내려받지" in mina.chat.texts[-1])


async def test_text_that_telegram_refuses_goes_out_plainly(
    server: Telegram, mina: Person, maum: Run
) -> None:
    async with maum():
        mina.says("**굵게**")
        await server.until(lambda: mina.chat.texts)
        server.fail("sendMessage", Fault(refusal=_bad(), applies=lambda given: "entities" in given))
        mina.says("**다시**")
        await server.until(lambda: len(mina.chat.texts) == 2)
    bold, plain = mina.chat.replies[0], mina.chat.replies[-1]
    assert (bold.text, [one["type"] for one in bold.entities]) == ("[굵게]", ["bold"])
    assert (plain.text, plain.entities) == ("[다시]", [])


def _bad():  # type: ignore[no-untyped-def]
    from servers.telegram.refusals import bad_request

    return bad_request("can't parse entities")


async def test_chats_go_on_side_by_side(server: Telegram, mina: Person, maum: Run) -> None:
    jun, writer = server.person("Jun"), Waiting()
    async with maum(generator=writer, settings={"allow": [mina.id, jun.id]}):
        mina.says("하나")
        jun.says("둘")
        await writer.asked(times=2)
        writer.gate.set()
        await server.until(lambda: mina.chat.texts and jun.chat.texts)


async def test_a_second_program_is_named_and_outlived(
    server: Telegram, mina: Person, maum: Run
) -> None:
    log = io.StringIO()
    handler = logging.StreamHandler(log)
    logging.getLogger("maum").addHandler(handler)
    try:
        configure("info")
        logging.getLogger("maum").addHandler(handler)
        async with maum():
            mina.says("하나")
            await server.until(lambda: mina.chat.texts)
            server.fail("getUpdates", Fault(refusal=_conflict(), times=2))
            mina.says("둘")
            await server.until(lambda: len(mina.chat.texts) == 2)
    finally:
        logging.getLogger("maum").removeHandler(handler)
    assert "messenger.conflict" in log.getvalue()


def _conflict():  # type: ignore[no-untyped-def]
    from servers.telegram.refusals import conflict

    return conflict("terminated by other getUpdates request")


async def test_a_token_that_is_refused_is_one_coded_error_and_in_no_log(
    server: Telegram, mina: Person, maum: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    configure("debug")
    server.fail("sendMessage", Fault(cut="before"))
    ended: list[asyncio.Task[None]] = []
    with pytest.raises(TokenRefused) as refused:
        async with maum(running=ended):
            mina.says("안녕")
            await server.until(lambda: mina.chat.texts)
            old = server.token
            server.revoke("123:other")
            mina.says("둘")
            await asyncio.wait(ended)
    assert refused.value.code == "messenger.token"
    assert old not in stream.getvalue() + str(refused.value)
