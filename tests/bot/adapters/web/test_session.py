"""The conversation, over a real websocket."""

import asyncio

import pytest
from servers.visitor import COOKIE, HangingStore, names, page
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from bot.adapters.web.gate import PASS_COOKIE, PERSON_COOKIE, Gate
from bot.adapters.web.messages import VOICE_LIMIT
from bot.testing import MemoryStore, ScriptedGenerator, ScriptedTranscriber
from config.errors import BadAudio, ReplyError


async def test_a_newcomer_is_shown_a_calm_face(flat) -> None:
    async with flat() as home, page(home) as ours:
        state = await ours.next()
    assert (state["event"], state["lines"], state["turns"]) == ("state", [], [])
    assert state["who"].startswith("web:")
    assert state["portrait"]["face"] == "serene"


async def test_help_comes_though_the_store_hangs(flat) -> None:
    store = HangingStore()
    async with flat(store=store) as home, page(home) as ours:
        told = await ours.exchange_until("죽고 싶어", "replied")
        store.let_go.set()
    assert "cared" in names(told)
    assert "109" in told[-1]["text"]


async def test_a_turn_is_told_in_order(flat) -> None:
    async with flat() as home, page(home) as ours:
        await ours.next()
        told = await ours.exchange("오늘 면접에서 떨어졌어", id="m1")
    assert names(told)[:2] == ["received", "felt"]
    assert names(told)[-1] == "ended"
    assert [one["text"] for one in told if one["event"] == "replied"] == [
        "그랬구나. 많이 속상했겠어요."
    ]
    assert told[1]["mood"] == "sad"
    assert "pictured" in names(told)
    assert "spoke" not in names(told)
    assert {one["id"] for one in told} == {"m1"}


async def test_a_spoken_reply_comes_when_it_is_asked_for(flat) -> None:
    async with flat() as home, page(home) as ours:
        await ours.next()
        told = await ours.exchange("안녕", speak=True)
    assert names(told).index("delta") < names(told).index("spoke")


async def test_a_voice_message_is_heard(flat) -> None:
    transcriber = ScriptedTranscriber("산책하니까 좋았어요")
    async with flat(transcriber=transcriber) as home, page(home) as ours:
        await ours.next()
        await ours.send(type="voice", id="v1", media_type="audio/webm;codecs=opus")
        await ours.socket.send(b"sound")
        told = await ours.until("ended")
    assert told[0] == {"event": "received", "id": "v1", "text": "", "kind": "voice"}
    assert told[1]["text"] == "산책하니까 좋았어요"


async def test_a_bare_binary_frame_is_a_voice_message(flat) -> None:
    async with flat() as home, page(home) as ours:
        await ours.next()
        await ours.socket.send(b"sound")
        assert "heard" in names(await ours.until("ended"))


async def test_a_voice_that_cannot_be_opened_is_explained(flat) -> None:
    transcriber = ScriptedTranscriber(error=BadAudio("not audio"))
    async with flat(transcriber=transcriber) as home, page(home) as ours:
        await ours.next()
        await ours.send(type="voice", language="en")
        await ours.socket.send(b"PK\x03\x04")
        failed = (await ours.until("failed", "ended"))[-1]
        assert failed["code"] == "speech.audio"
        assert failed["message"] == BadAudio.en
        assert names(await ours.exchange("글로 할게"))[-1] == "ended"


async def test_a_voice_over_the_limit_is_refused_and_the_talk_goes_on(flat) -> None:
    async with flat() as home, page(home) as ours:
        await ours.next()
        await ours.socket.send(b"\0" * (VOICE_LIMIT + 1))
        assert (await ours.next())["code"] == "speech.audio"
        assert names(await ours.exchange("안녕"))[-1] == "ended"


async def test_a_monstrous_frame_closes_the_socket_but_not_the_server(flat) -> None:
    async with flat() as home:
        async with page(home) as ours:
            await ours.next()
            with pytest.raises(ConnectionClosed) as closed:
                await ours.socket.send(b"\0" * (VOICE_LIMIT + 2_000_000))
                await ours.next()
            assert closed.value.rcvd is None or closed.value.rcvd.code == 1009
        async with page(home) as again:
            assert (await again.next())["event"] == "state"


@pytest.mark.parametrize("frame", ["nonsense", "[]", '{"type":"dance","id":"d1"}', "[" * 50_000])
async def test_a_garbled_frame_is_answered_and_the_talk_goes_on(flat, frame) -> None:
    async with flat() as home, page(home) as ours:
        await ours.next()
        await ours.socket.send(frame)
        refused = await ours.next()
        assert (refused["event"], refused["code"]) == ("refused", "message.garbled")
        assert refused["id"] == ("d1" if "d1" in frame else None)
        assert names(await ours.exchange("안녕"))[-1] == "ended"


@pytest.mark.parametrize(
    ("text", "code"), [("  \n ", "message.empty"), ("아" * 1_000_000, "message.long")]
)
async def test_nothing_and_too_much_are_explained(flat, text, code) -> None:
    async with flat() as home, page(home) as ours:
        await ours.next()
        failed = (await ours.exchange(text))[-1]
        assert (failed["event"], failed["code"]) == ("failed", code)
        assert failed["message"]
        assert names(await ours.exchange("안녕"))[-1] == "ended"


async def test_lone_surrogates_do_no_harm(flat) -> None:
    async with flat() as home, page(home) as ours:
        await ours.next()
        await ours.socket.send('{"type": "say", "text": "a\\ud83d"}')
        assert names(await ours.until("ended", "failed"))[-1] == "ended"


async def test_a_repeated_message_is_answered_once(flat) -> None:
    generator = ScriptedGenerator()
    async with flat(generator=generator) as home:
        async with page(home) as ours:
            await ours.next()
            await ours.exchange("안녕", id="m1")
        async with page(home) as ours:
            await ours.next()
            await ours.say("안녕", id="m1")
            assert await ours.next() == {"event": "received", "id": "m1", "again": True}
            await ours.exchange("또 왔어", id="m2")
    assert len(generator.prompts) == 2


async def test_the_conversation_survives_a_restart(flat) -> None:
    store = MemoryStore()
    lives = []
    for _ in range(2):
        async with flat(store=store) as home, page(home) as ours:
            state = await ours.next()
            lives.append(state["life"])
            await ours.exchange("오늘 면접에서 떨어졌어", id="m1")
    assert [line["speaker"] for line in state["lines"]] == ["user", "companion"]
    assert state["lines"][0]["mood"] == "sad"
    assert state["mood"] == "sad"
    assert state["portrait"]["face"] == "concerned"
    assert lives[0] != lives[1]


async def test_two_tabs_see_the_same_conversation(flat) -> None:
    async with flat() as home, page(home) as one, page(home) as other:
        await one.next()
        await other.next()
        assert await one.exchange("안녕", id="m1") == await other.until("ended")


async def test_another_browser_sees_nothing_of_it(flat) -> None:
    stranger = {"Cookie": f"{PERSON_COOKIE}=abcdefghijkl0123456789"}
    async with flat() as home, page(home) as ours, page(home, **stranger) as theirs:
        await ours.next()
        await theirs.next()
        await ours.exchange("비밀이야", id="m1")
        told = await theirs.exchange("안녕", id="m2")
        assert {one["id"] for one in told} == {"m2"}


class Gated:
    """Writes one piece, and the rest once the gate opens."""

    def __init__(self) -> None:
        self.gate = asyncio.Event()

    async def reply(self, prompt, /):
        yield "처음 "
        await self.gate.wait()
        yield "끝"


async def test_a_page_that_comes_back_in_the_middle_catches_up(flat) -> None:
    generator = Gated()
    async with flat(generator=generator) as home:
        async with page(home) as ours:
            await ours.next()
            await ours.say("이야기해 줘", id="m1")
            await ours.until("delta")
        async with page(home) as again:
            state = await again.next()
            generator.gate.set()
            rest = await again.until("ended")
    (turn,) = state["turns"]
    assert state["lines"] == []
    assert turn["received"]["text"] == "이야기해 줘"
    told = [event["text"] for event in turn["events"] if event["event"] == "delta"]
    told += [event["text"] for event in rest if event["event"] == "delta"]
    assert "".join(told) == "처음 끝"


async def test_a_reply_without_listeners_is_kept(flat) -> None:
    generator = Gated()
    store = MemoryStore()
    async with flat(generator=generator, store=store) as home:
        async with page(home) as ours:
            await ours.next()
            await ours.say("이야기해 줘")
            await ours.until("delta")
        generator.gate.set()
        async with page(home) as again:
            state = await again.next()
            if state["turns"] and state["turns"][0]["events"][-1]["event"] != "ended":
                await again.until("ended")
        async with page(home) as later:
            lines = (await later.next())["lines"]
    assert [line["text"] for line in lines] == ["이야기해 줘", "처음 끝"]


async def test_hush_stops_the_reply_in_every_tab(flat) -> None:
    store = MemoryStore()
    async with flat(generator=Gated(), store=store) as home:
        async with page(home) as one, page(home) as other:
            await one.next()
            await other.next()
            await one.say("이야기해 줘")
            await one.until("delta")
            await one.send(type="hush")
            assert names(await other.until("hushed"))[-1] == "hushed"
        async with page(home) as later:
            lines = (await later.next())["lines"]
    assert [line["text"] for line in lines] == ["이야기해 줘", "처음 "]


async def test_a_failed_reply_is_explained_in_the_persons_language(flat) -> None:
    generator = ScriptedGenerator(pieces=(), error=ReplyError("down"))
    async with flat(generator=generator) as home, page(home) as ours:
        await ours.next()
        failed = (await ours.exchange("hello", language="en"))[-1]
    assert (failed["event"], failed["message"]) == ("failed", ReplyError.en)


async def test_a_foreign_page_is_turned_away(flat) -> None:
    async with flat() as home:
        with pytest.raises(InvalidStatus) as refused:
            async with page(home, Origin="https://evil.example"):
                pass
    assert refused.value.response.status_code == 403


async def test_a_rebound_name_is_turned_away(flat) -> None:
    async with flat() as home:
        with pytest.raises(InvalidStatus):
            async with connect(f"ws://evil.example:{home.port}/ws", host="127.0.0.1", proxy=None):
                pass


async def test_with_a_token_the_socket_asks_for_it(flat) -> None:
    async with flat(token="secret") as home:
        with pytest.raises(InvalidStatus):
            async with page(home):
                pass
        shown = Gate("secret")._pass()
        cookie = f"{PASS_COOKIE}={shown}; {COOKIE['Cookie']}"
        async with page(home, Cookie=cookie) as ours:
            assert (await ours.next())["event"] == "state"


async def test_there_is_a_most_of_open_pages(flat) -> None:
    async with flat(tabs=1) as home, page(home) as ours:
        await ours.next()
        async with page(home) as more:
            with pytest.raises(ConnectionClosed) as closed:
                await more.next()
        assert closed.value.rcvd.code == 1013
        assert names(await ours.exchange("안녕"))[-1] == "ended"
