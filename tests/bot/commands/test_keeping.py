import io
import json
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest

from bot.events import Delta, Ended, Incoming, Level, Replied
from bot.protocols import Checkin, Correction, Line
from bot.testing import MemoryStore, ScriptedGenerator
from bot.training.sources.table import read_table
from config.errors import StoreError
from config.moods import Mood


async def talk(ask) -> None:
    line = Line(speaker="user", text="면접에서 떨어졌어", at=datetime.now(UTC), mood=Mood.SAD)
    await ask.store.append(ask.chat, line)


async def test_export_hands_over_all_that_is_kept(ask) -> None:
    await talk(ask)
    await ask("/why tired")
    await ask("/voice never")
    answer = await ask("/export", language="en")
    assert answer.file is not None
    assert (answer.file.name[:5], answer.file.media_type) == ("maum-", "application/zip")
    with ZipFile(io.BytesIO(answer.file.data)) as zipped:
        kept = json.loads(zipped.read("maum.json"))
        table = zipped.read("corrections.tsv").decode()
        assert '<html lang="en">' in zipped.read("maum.html").decode()
    assert [line["text"] for line in kept["lines"]] == ["면접에서 떨어졌어"]
    assert kept["corrections"][0]["meant"] == "tired"
    assert kept["preferences"] == {"speaking": "never", "persona": None, "remembering": True}
    assert table == "text\tlabel\n면접에서 떨어졌어\ttired\n"


async def test_times_of_the_page_are_told_by_the_persons_own_clock(ask) -> None:
    at = datetime(2026, 3, 2, 20, 30, tzinfo=UTC)
    await ask.store.append(ask.chat, Line(speaker="user", text="늦었네", at=at))
    await ask.store.check_in(Checkin(chat=ask.chat, hours=(9,), language="ko", zone="Asia/Seoul"))
    file = (await ask("/export")).file
    with ZipFile(io.BytesIO(file.data)) as zipped:
        page = zipped.read("maum.html").decode()
    assert "UTC+09:00" in page
    assert "2026년 3월 3일" in page
    assert ">05:30</time>" in page


async def test_who_is_unknown_has_nothing_to_take_along(ask) -> None:
    assert (await ask("/export")).file is None


async def test_forgetting_takes_a_yes(ask) -> None:
    await talk(ask)
    asked = await ask("/forget")
    assert [choice.command for choice in asked.choices] == [
        "/forget yes",
        "/forget hour",
        "/forget no",
    ]
    assert await ask.store.lines(ask.chat.who)
    done = await ask("/forget yes")
    assert done.anew
    assert "1줄" in done.text
    assert list(await ask.store.people()) == []


@pytest.mark.parametrize("typed", ["/forget", "/forget 전부", "/forget everything", "/forget it?"])
async def test_whatever_is_typed_asks_first_and_an_agreement_in_words_is_one(ask, typed) -> None:
    await talk(ask)
    assert (await ask(typed)).choices
    assert await ask.store.lines(ask.chat.who)
    assert (await ask("/forget 모두 지우기")).anew
    assert list(await ask.store.people()) == []


async def test_a_yes_that_nobody_asked_for_is_asked_about(ask) -> None:
    await talk(ask)
    assert (await ask("/forget yes")).choices
    assert await ask.store.lines(ask.chat.who)


async def test_a_no_keeps_everything_and_ends_the_question(ask) -> None:
    await talk(ask)
    await ask("/forget")
    assert not (await ask("/forget no")).anew
    assert (await ask("/forget yes")).choices
    assert await ask.store.lines(ask.chat.who)


async def test_forgetting_takes_nobody_else(ask) -> None:
    await talk(ask)
    line = Line(speaker="user", text="안녕", at=datetime.now(UTC))
    await ask.store.append(ask.other, line)
    await ask("/forget")
    await ask("/forget yes")
    assert list(await ask.store.lines(ask.other.who)) == [line]


async def test_what_is_being_said_meanwhile_is_forgotten_too(asking) -> None:
    generator = ScriptedGenerator(["하나. "] * 100_000, delay=0.001)
    async with asking(generator=generator) as ask:
        written = ask.written
        await ask.conversations.say(Incoming(chat=ask.chat, text="안녕"), written)
        await written.until(Delta)
        await ask("/forget")
        await ask("/forget yes")
        assert list(await ask.store.lines(ask.chat.who)) == []
        assert [one for one in written.events if isinstance(one, Replied | Ended)] == [Ended()]


@pytest.mark.parametrize("commands", [("/forget", "/forget yes"), ("/forget hour",), ("/reset",)])
async def test_what_a_deletion_did_is_told_though_showing_it_breaks(ask, commands) -> None:
    async def breaks(accounts, /) -> None:
        raise RuntimeError

    await talk(ask)
    with ask.conversations.holding(breaks):
        for command in commands:
            answer = await ask(command)
    assert answer.anew


async def test_a_memory_that_is_none_leaves_everything_as_it_is(asking) -> None:
    renewed = []

    async def note(accounts, /) -> None:
        renewed.append(accounts)

    async with asking(generator=ScriptedGenerator(["하나. "] * 100_000, delay=0.001)) as ask:
        await ask.conversations.say(Incoming(chat=ask.chat, text="안녕"), ask.written)
        await ask.written.until(Delta)
        with ask.conversations.holding(note):
            answer = await ask("/forget 999")
        assert not answer.anew
        assert "기억하는 것이 없어요" in answer.text
        assert ask.conversations.going(ask.chat)
        assert renewed == []


async def test_what_a_deletion_did_before_it_failed_is_shown(asking) -> None:
    renewed = []

    async def note(accounts, /) -> None:
        renewed.append(accounts)

    class Half(MemoryStore):
        async def forget(self, who, /, *, since=None):
            await super().forget(who, since=since)
            raise StoreError("another program is reading the file")

    async with asking(store=Half()) as ask:
        await talk(ask)
        with ask.conversations.holding(note):
            assert not (await ask("/forget hour")).anew
        assert renewed == [{ask.chat.who}]


async def test_a_store_that_fails_is_told_in_a_sentence(asking) -> None:
    async with asking(store=MemoryStore(error=StoreError("사적인 말"))) as ask:
        for command in ("/export", "/mood", "/diary", "/why", "/reset", "/voice"):
            answer = await ask(command)
            assert "저장하지 못했어요" in answer.text
            assert answer.choices == ()


async def test_after_a_reset_the_next_reply_knows_nothing_of_before(asking) -> None:
    generator = ScriptedGenerator()
    async with asking(generator=generator) as ask:
        await talk(ask)
        answer = await ask("/reset")
        assert answer.anew
        await ask.conversations.say(Incoming(chat=ask.chat, text="안녕"), ask.written)
        await ask.written.until(Ended)
        assert list(generator.prompts[0].history) == []
        assert len(await ask.store.lines(ask.chat.who)) == 3


def correction(text: str, meant: Mood) -> Correction:
    return Correction(text=text, read=Mood.SAD, meant=meant, at=datetime.now(UTC))


async def test_the_table_of_corrections_can_be_trained_on(ask, tmp_path: Path) -> None:
    for text, meant in (("하…\t음", Mood.TIRED), ('"그래"', Mood.JOY), ("하…\n음", Mood.ANGRY)):
        await ask.store.correct(ask.chat, correction(text, meant))
    file = (await ask("/export")).file
    assert file is not None
    with ZipFile(io.BytesIO(file.data)) as zipped:
        table = read_table(Path(zipped.extract("corrections.tsv", tmp_path)))
    assert table.columns == ("text", "label")
    # The last word on a text is the one that counts.
    assert [row.cells for row in table.rows] == [("하… 음", "angry"), ('"그래"', "joy")]


async def test_what_was_said_in_danger_is_taken_along_only_where_it_is_asked_for(ask) -> None:
    await talk(ask)
    said = Line(speaker="user", text="죽고 싶어", at=datetime.now(UTC), level=Level.EXPLICIT)
    await ask.store.append(ask.chat, said)
    answer, whole = await ask("/export"), await ask("/export all")
    assert [choice.command for choice in answer.choices] == ["/export all"]
    assert whole.choices == ()
    for given, texts in [
        (answer, ["면접에서 떨어졌어"]),
        (whole, ["면접에서 떨어졌어", "죽고 싶어"]),
    ]:
        with ZipFile(io.BytesIO(given.file.data)) as zipped:
            kept = json.loads(zipped.read("maum.json"))
        assert [line["text"] for line in kept["lines"]] == texts
        assert kept["left_out"] == 2 - len(texts)
