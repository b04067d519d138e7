"""Commands, why, corrections and preferences, over a real websocket."""

import asyncio
import io
from base64 import b64decode
from datetime import UTC, datetime, timedelta
from zipfile import ZipFile

import pytest
from servers.visitor import HangingStore, names, page

from bot.adapters.web.gate import PERSON_COOKIE
from bot.events import ChatKey
from bot.protocols import Explanation, Line, Speaking
from bot.store.database import Database
from bot.testing import MemoryStore, ScriptedClassifier, ScriptedGenerator
from config.errors import EmotionError, StoreError
from config.moods import Mood

LOST = "면접에서 떨어졌어"


class Explaining(ScriptedClassifier):
    """Goes by the last word."""

    async def explain(self, text: str, /) -> Explanation:
        scores = await self.classify(text)
        return Explanation(scores=scores, words=[(text.split()[-1], {Mood.SAD: 2.0})])


async def test_a_command_is_answered_beside_the_talk(flat) -> None:
    async with flat() as home, page(home) as ours, page(home) as other:
        await other.next()
        told = await ours.exchange_until("/voice", "answered", id="c1")
        assert told[-2] == {"event": "received", "id": "c1", "text": "/voice", "kind": "command"}
        assert told[-1]["id"] == "c1"
        assert told[-1]["choices"][2] == {"label": "끄기", "command": "/voice never"}
        assert (await other.until("answered"))[-1] == told[-1]
        assert await home.store.lines("web:1") == []


async def test_a_command_interrupts_nothing(flat) -> None:
    generator = ScriptedGenerator(["하나. "] * 100_000, delay=0.001)
    async with flat(generator=generator) as home, page(home) as ours:
        await ours.exchange_until("안녕", "delta")
        await ours.exchange_until("/help", "answered")
        await ours.until("delta")


async def test_what_speaks_of_danger_reaches_care(flat) -> None:
    async with flat() as home, page(home) as ours:
        told = await ours.exchange_until("/help 죽고 싶어", "replied")
        assert "cared" in names(told)
        assert "answered" not in names(told)


async def test_help_never_waits_behind_a_command(flat) -> None:
    store = HangingStore()
    async with flat(store=store) as home, page(home) as ours:
        for _ in range(3):
            await ours.say("/mood")
        told = await ours.exchange_until("죽고 싶어", "replied")
        store.let_go.set()
        assert "109" in told[-1]["text"]
        assert "answered" not in names(told)


async def test_a_choice_is_told_to_every_tab_and_known_at_the_next_visit(flat) -> None:
    async with flat() as home:
        async with page(home) as ours, page(home) as other:
            assert (await ours.next())["voice"] is (await other.next())["voice"] is None
            await ours.say("/voice never")
            for tab in (ours, other):
                told = (await tab.until("preferences"))[-1]
                assert told == {"event": "preferences", "voice": "never"}
            await other.send(type="prefer", voice="always")
            assert (await ours.until("preferences"))[-1]["voice"] == "always"
        async with page(home) as again:
            assert (await again.next())["voice"] == Speaking.ALWAYS


async def test_why_names_labels_in_both_languages_and_words(flat) -> None:
    async with flat(classifier=Explaining()) as home, page(home) as ours:
        await ours.send(type="why", id="w1", text=LOST, language="ko")
        why = (await ours.until("why"))[-1]
        assert why["id"] == "w1"
        assert (why["mood"], why["sure"], why["words"]) == ("sad", True, ["떨어졌어"])
        assert why["labels"] == [{"name": {"ko": "슬픔", "en": "sadness"}, "share": 0.9}]
        assert why["told"] is None


async def test_a_correction_is_kept_and_told_to_every_tab(flat) -> None:
    async with flat() as home, page(home) as ours, page(home) as other:
        await other.next()
        await ours.exchange(LOST)
        await ours.send(type="correct", text=LOST, read="sad", mood="tired")
        for tab in (ours, other):
            told = (await tab.until("corrected"))[-1]
            assert (told["text"], told["mood"]) == (LOST, "tired")
            assert "지침" in told["message"]
        await ours.send(type="why", text=LOST)
        assert (await ours.until("why"))[-1]["told"] == "tired"


async def test_words_of_danger_are_not_taken_as_a_correction(flat) -> None:
    async with flat() as home, page(home) as ours:
        await ours.send(type="correct", text="죽고 싶어", read="sad", mood="joy")
        told = (await ours.until("corrected"))[-1]
        assert told["mood"] is None
        assert "/safety" in told["message"]


async def test_what_fails_is_told_in_a_sentence(flat) -> None:
    broken = {
        "why": {"classifier": Explaining(error=EmotionError("사적인 말"))},
        "corrected": {"store": MemoryStore(error=StoreError("사적인 말"))},
    }
    for name, parts in broken.items():
        async with flat(**parts) as home, page(home) as ours:
            await ours.send(type="why", text=LOST)
            await ours.send(type="correct", text=LOST, read="sad", mood="joy")
            told = (await ours.until(name))[-1]
            assert told["error"]
            assert "사적인" not in told["message"]


@pytest.mark.parametrize(
    "message",
    [
        {"type": "why"},
        {"type": "why", "text": ""},
        {"type": "why", "text": "가" * 20_001},
        {"type": "correct", "text": "a", "read": "sad", "mood": "hungry"},
        {"type": "prefer", "voice": "louder"},
    ],
)
async def test_what_is_no_question_is_refused(flat, message) -> None:
    async with flat() as home, page(home) as ours:
        await ours.send(**message)
        assert (await ours.until("refused"))[-1]["code"] == "message.garbled"


async def test_an_export_comes_as_a_file(flat) -> None:
    async with flat() as home, page(home) as ours:
        await ours.exchange(LOST)
        told = (await ours.exchange_until("/export", "answered"))[-1]
        assert told["file"]["name"].startswith("maum-")
        with ZipFile(io.BytesIO(b64decode(told["file"]["data"]))) as zipped:
            assert LOST in zipped.read("maum.html").decode()


@pytest.mark.parametrize(("commands", "kept"), [(["/reset"], 2), (["/forget", "/forget yes"], 0)])
async def test_a_conversation_that_begins_anew_is_shown_no_more(flat, commands, kept) -> None:
    async with flat() as home, page(home) as ours:
        who = (await ours.next())["who"]
        await ours.exchange(LOST)
        for command in commands:
            told = await ours.exchange_until(command, "answered")
        assert names(told)[-3:] == ["anew", "state", "answered"]
        assert (told[-2]["lines"], told[-2]["turns"]) == ([], [])
        assert len(await home.store.lines(who)) == kept
        async with page(home) as again:
            state = await again.next()
        assert (state["lines"], state["turns"]) == ([], [])


async def test_the_face_begins_anew_with_the_conversation(flat) -> None:
    async with flat() as home, page(home) as ours:
        first = await ours.exchange(LOST)
        await ours.exchange_until("/forget", "answered")
        told = await ours.exchange_until("/forget yes", "answered")
        (state,) = (one for one in told if one["event"] == "state")
        assert (state["mood"], state["portrait"]["face"]) == (None, "serene")
        again = await ours.exchange(LOST)
    for events in (first, again):
        assert [one["face"] for one in events if one["event"] == "pictured"] == ["concerned"]


async def test_what_was_forgotten_elsewhere_is_shown_no_more(flat, tmp_path) -> None:
    elsewhere = ChatKey(messenger="telegram", chat="7", person="7")
    async with (
        Database(f"sqlite:///{tmp_path / 'maum.db'}") as store,
        flat(store=store) as home,
        page(home) as ours,
        page(home, Cookie=f"{PERSON_COOKIE}=abcdefghijabcdefghijkl") as strangers,
    ):
        await ours.exchange(LOST)
        told = (await ours.exchange_until("/link", "answered"))[-1]["text"]
        await home.command(elsewhere, f"/link {told[:9]}")
        state = (await ours.until("state"))[-1]
        assert [line["text"] for line in state["lines"]][:1] == [LOST]
        old = Line(speaker="user", text="어제 얘기", at=datetime.now(UTC) - timedelta(days=1))
        await store.append(elsewhere, old)
        await home.command(elsewhere, "/forget hour")
        told = await ours.until("state")
        assert names(told)[-2:] == ["anew", "state"]
        assert [line["text"] for line in told[-1]["lines"]] == ["어제 얘기"]
        assert names(await strangers.exchange_until("/help", "answered")) == [
            "state",
            "received",
            "answered",
        ]


class Halting:
    """Writes a word, and the rest once it is let."""

    def __init__(self) -> None:
        self.gate = asyncio.Event()

    async def reply(self, prompt, /):
        yield "처음 "
        await self.gate.wait()
        yield "끝"


async def test_accounts_are_joined_and_parted_while_an_answer_goes_on(flat, tmp_path) -> None:
    elsewhere = ChatKey(messenger="telegram", chat="7", person="7")
    writer = Halting()
    async with (
        Database(f"sqlite:///{tmp_path / 'maum.db'}") as store,
        flat(store=store, generator=writer) as home,
        page(home) as ours,
    ):
        code = (await ours.exchange_until("/link", "answered"))[-1]["text"][:9]
        await store.append(elsewhere, Line(speaker="user", text="저기", at=datetime.now(UTC)))
        await ours.exchange_until(LOST, "delta")
        for command in (f"/link {code}", "/unlink yes"):
            await home.command(elsewhere, command)
            anew, state = (await ours.until("state"))[-2:]
            for told in (anew, state):
                (turn,) = told["turns"]
                assert turn["received"]["text"] == LOST
                assert "".join(one["text"] for one in turn["events"][1:]).endswith("처음 ")
            assert [line["text"] for line in state["lines"]] == ["저기"]
        writer.gate.set()
        assert (await ours.until("replied"))[-1]["text"].endswith("처음 끝")
        await ours.until("ended")


async def test_who_parts_an_account_in_the_middle_of_an_answer_is_shown_nothing_of_it(
    flat, tmp_path
) -> None:
    elsewhere = ChatKey(messenger="telegram", chat="7", person="7")
    async with (
        Database(f"sqlite:///{tmp_path / 'maum.db'}") as store,
        flat(store=store, generator=Halting()) as home,
        page(home) as ours,
    ):
        code = (await ours.exchange_until("/link", "answered"))[-1]["text"][:9]
        await home.command(elsewhere, f"/link {code}")
        await ours.until("state")
        await ours.exchange_until(LOST, "delta")
        told = await ours.exchange_until("/unlink yes", "answered")
        anew = next(one for one in told if one["event"] == "anew")
        state = next(one for one in told if one["event"] == "state")
        assert (anew["turns"], state["turns"], state["lines"]) == ([], [], [])
        assert names(told)[names(told).index("anew") :] == ["anew", "state", "ended", "answered"]


async def test_a_store_that_is_slow_empties_no_page(flat) -> None:
    store = HangingStore()
    async with flat(store=store) as home, page(home) as ours:
        state = await ours.next()
        assert (state["event"], state["lines"], state["turns"]) == ("state", None, [])
        store.let_go.set()
        state = (await ours.until("state"))[-1]
        assert state["lines"] == []


async def test_stopping_ends_what_is_still_asked(flat) -> None:
    before = asyncio.all_tasks()
    async with flat(store=HangingStore()) as home, page(home) as ours:
        await ours.exchange_until("/diary", "received")
    assert asyncio.all_tasks() == before
