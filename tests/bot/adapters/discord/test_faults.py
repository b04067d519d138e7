"""Whatever goes wrong between maum and Discord, each message is answered once."""

import asyncio
import io
import logging
import sys

import pytest
from scenes.backends import Introduced, Repeating, voice_of
from scenes.discord import Run
from servers.discord import Discord, Fault, Person, Refusal, flood

from config.errors import MessengerRefused, TokenRefused
from config.logs import configure


@pytest.mark.parametrize(
    "fault",
    [
        Refusal(503, 0, "busy"),
        Fault(cut="before"),
        Fault(cut="after"),
        Fault(cut="after", times=2),
        flood(0.05),
        Fault(refusal=flood(0.01), times=6),
    ],
)
async def test_an_answer_arrives_once(
    server: Discord, mina: Person, maum: Run, fault: Fault | Refusal
) -> None:
    server.fail("POST /channels/{channel}/messages", fault)
    async with maum():
        mina.says("하나")
        await server.until(lambda: mina.chat.texts)
        mina.says("둘")
        await server.until(lambda: "[둘]" in mina.chat.texts)
    assert mina.chat.texts == ["[하나]", "[둘]"]


async def test_what_was_written_during_an_outage_is_answered_once(
    server: Discord, mina: Person, maum: Run
) -> None:
    talk = server.channel(server.guild("가족", mina), "이야기")
    trip = server.thread(talk, "여행")
    store, writer = Introduced(), Repeating()
    async with maum(store=store, generator=writer):
        mina.says("하나")
        mina.says("마음아 하나", to=talk)
        await server.until(lambda: mina.chat.texts and talk.texts)
    mina.says("둘")
    mina.says("둘 더")
    mina.says("마음이 아프다", to=talk)
    mina.says("마음아 둘", to=talk)
    mina.says("마음아 둘", to=trip)
    async with maum(store=store, generator=writer):
        await server.until(lambda: len(mina.chat.texts) == 2 and len(talk.texts) == 2)
        await server.until(lambda: trip.texts)
        mina.says("셋")
        await server.until(lambda: len(mina.chat.texts) == 3)
    async with maum(store=store, generator=writer):
        mina.says("넷")
        await server.until(lambda: "[넷]" in mina.chat.texts)
    assert mina.chat.texts == ["[하나]", "[둘\n둘 더]", "[셋]", "[넷]"]
    assert talk.texts == ["[마음아 하나]", "[마음아 둘]"]
    assert trip.texts == ["[마음아 둘]"]


async def test_at_the_first_start_it_answers_nothing_of_before(
    server: Discord, mina: Person, maum: Run
) -> None:
    mina.says("옛날 이야기")
    async with maum():
        mina.says("안녕")
        await server.until(lambda: mina.chat.texts)
    assert mina.chat.texts == ["[안녕]"]


async def test_a_session_that_breaks_loses_nothing(
    server: Discord, mina: Person, maum: Run
) -> None:
    async with maum():
        mina.says("하나")
        await server.until(lambda: mina.chat.texts)
        await server.gateway.drop()
        mina.says("둘")
        await server.until(lambda: "[둘]" in mina.chat.texts)
    assert (server.gateway.resumed, mina.chat.texts) == (1, ["[하나]", "[둘]"])


async def test_a_download_that_breaks_is_tried_again_and_then_told(
    server: Discord, mina: Person, maum: Run
) -> None:
    server.fail("GET attachment", Fault(cut="before"))
    async with maum():
        mina.speaks(voice_of(1.0), seconds=1.0)
        await server.until(lambda: [one for one in mina.chat.replies if one.is_voice])
        server.fail("GET attachment", Fault(refusal=Refusal(503, 0, "busy"), times=3))
        mina.speaks(voice_of(1.0), seconds=1.0)
        await server.until(lambda: "내려받지" in mina.chat.texts[-1])


async def test_without_the_message_content_intent_it_says_so_and_answers_mentions(
    server: Discord, mina: Person, maum: Run
) -> None:
    talk = server.channel(server.guild("가족", mina), "이야기")
    server.rest.reads_content = False
    announced: list[str] = []
    async with maum(announced=announced):
        await server.until(lambda: server.gateway.identified)
        assert any("Message Content Intent" in line for line in announced)
        mina.says("마음아 안녕", to=talk)
        mina.says(f"{server.me.mention} 안녕", to=talk)
        await server.until(lambda: talk.texts)
    assert talk.texts == ["[안녕]"]


async def test_a_token_that_is_refused_is_one_coded_error(
    server: Discord, mina: Person, maum: Run
) -> None:
    with pytest.raises(TokenRefused) as refused:
        async with maum(settings={"token": "MTIz.wrong.token"}):
            pass
    assert "wrong" not in str(refused.value)
    with pytest.raises(TokenRefused):
        async with maum() as running:
            server.token = "another"
            await server.gateway.drop(code=4004)
            await asyncio.wait([running])


@pytest.mark.parametrize(
    ("code", "advice"), [(4010, "shard"), (4011, "servers"), (4012, "update"), (4013, "update")]
)
async def test_a_connection_that_is_refused_for_good_tells_why(
    server: Discord, maum: Run, code: int, advice: str
) -> None:
    with pytest.raises(MessengerRefused, match=f"{code}.*{advice}"):
        async with maum() as running:
            await server.gateway.drop(code=code)
            await asyncio.wait([running])


async def test_neither_token_nor_words_are_in_any_log(
    server: Discord, mina: Person, maum: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    configure("debug")
    server.fail("POST /channels/{channel}/messages", Fault(cut="before"))
    server.fail("POST /channels/{channel}/messages", Refusal(400, 50035, "no"))
    async with maum():
        mina.says("아무도 모르는 비밀")
        await server.until(lambda: any(one.status == 400 for one in server.calls))
        await server.gateway.drop()
        mina.says("또 다른 비밀")
        await server.until(lambda: mina.chat.texts)
    assert not logging.getLogger("discord.gateway").isEnabledFor(logging.DEBUG)
    assert server.token not in stream.getvalue()
    assert "비밀" not in stream.getvalue()
