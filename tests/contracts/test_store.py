"""What every store must do."""

import asyncio
import os
import signal
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine

from bot.events import ChatKey, Level
from bot.protocols import (
    Background,
    Checkin,
    Correction,
    Line,
    Preferences,
    Reading,
    Speaking,
    Store,
)
from bot.store.address import address
from bot.store.database import Database
from config.errors import StoreError
from config.moods import Mood

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def key(person: str = "1", chat: str = "home", messenger: str = "web") -> ChatKey:
    return ChatKey(messenger=messenger, chat=chat, person=person)


def said(text: str, *, minute: int = 0, speaker: str = "user") -> Line:
    return Line(speaker=speaker, text=text, at=NOON + timedelta(minutes=minute))


def texts(lines: Sequence[Line]) -> list[str]:
    return [line.text for line in lines]


async def test_nothing_is_known_at_first(store: Store) -> None:
    assert list(await store.history(key(), limit=10)) == []
    assert list(await store.lines("web:1")) == []
    assert list(await store.people()) == []
    assert await store.forget("web:1") == 0


async def test_history_is_the_newest_lines_oldest_first(store: Store) -> None:
    for number in range(5):
        await store.append(key(), said(str(number), minute=number))
    assert texts(await store.history(key(), limit=3)) == ["2", "3", "4"]
    assert texts(await store.history(key(), limit=99)) == ["0", "1", "2", "3", "4"]
    assert texts(await store.history(key(), limit=0)) == []


async def test_lines_of_one_append_keep_their_order(store: Store) -> None:
    await store.append(key(), said("a"), said("b", speaker="companion"), said("c"))
    assert texts(await store.history(key(), limit=9)) == ["a", "b", "c"]


async def test_a_line_comes_back_whole(store: Store) -> None:
    seoul = timezone(timedelta(hours=9))
    line = Line(
        speaker="companion",
        text="그랬구나.\n많이 속상했겠어요. 🙂",
        at=datetime(2026, 3, 1, 23, 59, 59, 123456, tzinfo=seoul),
        mood=Mood.SAD,
        level=Level.CONCERN,
        source="801000001/reply",
    )
    await store.append(key(), line)
    assert list(await store.history(key(), limit=1)) == [line]


async def test_what_is_told_again_takes_its_first_place(store: Store) -> None:
    def told(text: str, source: str, minute: int) -> Line:
        return replace(said(text, minute=minute), source=source)

    await store.append(key(), told("first", "1", 0), said("no source", minute=1))
    await store.append(key(), told("answer", "1/reply", 2), said("no source", minute=3))
    again = told("FIRST", "1", 4)
    await store.append(key(), again, told("second", "2", 5), told("2nd", "2", 6))
    history = await store.history(key(), limit=9)
    assert texts(history) == ["FIRST", "no source", "answer", "no source", "2nd"]
    assert history[0] == again
    await store.append(key(chat="away"), told("elsewhere", "1", 7))
    assert texts(await store.history(key(chat="away"), limit=9)) == ["elsewhere"]


async def test_a_line_is_found_by_its_source_however_old(store: Store) -> None:
    old = replace(said("first"), source="1", mood=Mood.SAD)
    await store.append(key(), old, *(said(str(number), minute=1) for number in range(50)))
    await store.begin_anew(key())
    assert await store.line(key(), "1") == old
    assert await store.line(key(), "2") is None
    assert await store.line(key(), "") is None
    assert await store.line(key(chat="away"), "1") is None


async def test_conversations_are_apart(store: Store) -> None:
    keys = [key("1"), key("2"), key("1", chat="away"), key("1", messenger="telegram")]
    for number, one in enumerate(keys):
        await store.append(one, said(str(number)))
    for number, one in enumerate(keys):
        assert texts(await store.history(one, limit=9)) == [str(number)]


async def test_lines_are_of_all_conversations_of_a_person(store: Store) -> None:
    await store.append(key("1"), said("first"))
    await store.append(key("2"), said("somebody else's"))
    await store.append(key("1", chat="away"), said("second", minute=1))
    await store.append(key("1"), said("third", minute=2))
    assert texts(await store.lines("web:1")) == ["first", "second", "third"]


async def test_lines_tell_whether_others_read_along(store: Store) -> None:
    await store.append(key("1"), said("alone"))
    await store.append(replace(key("1", chat="group"), shared=True), said("before all", minute=1))
    found = [(line.text, line.shared) for line in await store.lines("web:1")]
    assert found == [("alone", False), ("before all", True)]


async def test_a_person_is_met_once(store: Store) -> None:
    assert await store.meet(key("1")) is True
    assert await store.meet(key("1")) is False
    assert await store.meet(key("1", chat="away")) is False
    assert await store.meet(key("2")) is True
    assert await store.meet(key("1", messenger="telegram")) is True


async def test_talking_before_meeting_is_not_meeting(store: Store) -> None:
    await store.append(key(), said("hello"))
    assert await store.meet(key()) is True


async def test_people_are_counted_without_their_words(store: Store) -> None:
    await store.append(key("old"), said("a"))
    await store.append(key("new"), said("b", minute=1), said("c", minute=2, speaker="companion"))
    await store.append(key("new", chat="away"), said("d", minute=3))
    new, old = await store.people()
    assert (new.who, new.messages) == ("web:new", 2)
    assert (new.first, new.last) == (NOON + timedelta(minutes=1), NOON + timedelta(minutes=3))
    assert (old.who, old.messages, old.first, old.last) == ("web:old", 1, NOON, NOON)


async def test_a_person_who_only_listened_is_known(store: Store) -> None:
    before = datetime.now(UTC)
    await store.meet(key())
    (one,) = await store.people()
    assert (one.who, one.messages) == ("web:1", 0)
    assert before <= one.first <= one.last <= datetime.now(UTC)


async def test_forgetting_takes_one_person_and_nobody_else(store: Store) -> None:
    await store.meet(key("1"))
    await store.append(key("1"), said("a"), said("b", speaker="companion"))
    await store.append(key("1", chat="away"), said("c"))
    await store.append(key("2"), said("d"))
    assert await store.forget("web:1") == 3
    assert list(await store.lines("web:1")) == []
    assert list(await store.history(key("1"), limit=9)) == []
    assert [one.who for one in await store.people()] == ["web:2"]
    assert texts(await store.lines("web:2")) == ["d"]


async def test_who_was_forgotten_is_new_again(store: Store) -> None:
    await store.meet(key())
    await store.append(key(), said("a"))
    await store.forget("web:1")
    assert await store.meet(key()) is True
    await store.append(key(), said("b"))
    assert texts(await store.history(key(), limit=9)) == ["b"]


async def test_a_conversation_that_begins_anew_keeps_what_was_said(store: Store) -> None:
    await store.begin_anew(key())
    await store.append(key(), said("before"), said("answer", speaker="companion"))
    await store.append(key(chat="away"), said("elsewhere"))
    await store.begin_anew(key())
    assert texts(await store.history(key(), limit=9)) == []
    await store.append(key(), said("after"))
    assert texts(await store.history(key(), limit=9)) == ["after"]
    assert texts(await store.history(key(chat="away"), limit=9)) == ["elsewhere"]
    assert sorted(texts(await store.lines("web:1"))) == ["after", "answer", "before", "elsewhere"]


def felt(text: str, mood: Mood | None, *, minute: int = 0, level: Level = Level.NONE) -> Line:
    return replace(said(text, minute=minute), mood=mood, level=level)


async def test_readings_are_the_moods_without_the_words(store: Store) -> None:
    await store.append(key(), felt("old", Mood.JOY), felt("a", Mood.SAD, minute=1))
    await store.append(key(), said("reply", minute=1, speaker="companion"))
    await store.append(key(chat="away"), felt("b", Mood.TIRED, minute=2), felt("c", None, minute=3))
    await store.append(key(), felt("help", Mood.SAD, minute=4, level=Level.EXPLICIT))
    await store.append(key("2"), felt("d", Mood.ANGRY, minute=5))
    found = await store.readings("web:1", since=NOON + timedelta(minutes=1))
    assert list(found) == [
        Reading(at=NOON + timedelta(minutes=1), mood=Mood.SAD),
        Reading(at=NOON + timedelta(minutes=2), mood=Mood.TIRED),
    ]
    assert list(await store.readings("web:nobody", since=NOON)) == []


async def test_what_a_person_chose_is_kept_for_all_their_conversations(store: Store) -> None:
    assert await store.preferences("web:1") == Preferences()
    for speaking in (Speaking.NEVER, Speaking.ALWAYS):
        await store.prefer(key(chat="away"), Preferences(speaking=speaking))
    assert await store.preferences("web:1") == Preferences(speaking=Speaking.ALWAYS)
    assert await store.preferences("web:2") == Preferences()
    assert [one.who for one in await store.people()] == ["web:1"]


def corrected(text: str, meant: Mood = Mood.TIRED, *, minute: int = 0) -> Correction:
    at = NOON + timedelta(minutes=minute)
    return Correction(text=text, read=Mood.SAD, meant=meant, at=at)


async def test_corrections_are_a_person_s_own_newest_first(store: Store) -> None:
    made = [corrected(text, minute=minute) for minute, text in enumerate("abc")]
    for one in made:
        await store.correct(key(), one)
    await store.correct(key("2"), corrected("somebody else's"))
    assert list(await store.corrections("web:1")) == made[::-1]
    assert list(await store.corrections("web:1", limit=2)) == made[:0:-1]
    assert list(await store.corrections("web:nobody")) == []


async def test_a_correction_mends_the_newest_line_that_it_is_about(store: Store) -> None:
    await store.append(key(), felt("하…", Mood.SAD), felt("하…", Mood.SAD, minute=1))
    await store.append(key(), felt("하…", Mood.SAD, minute=2, level=Level.CONCERN))
    await store.append(key("2"), felt("하…", Mood.SAD, minute=3))
    await store.correct(key(), corrected("하…"))
    await store.correct(key(), corrected("never said", Mood.JOY))
    assert [line.mood for line in await store.lines("web:1")] == [Mood.SAD, Mood.TIRED, Mood.SAD]
    assert [line.mood for line in await store.lines("web:2")] == [Mood.SAD]


async def test_what_was_chosen_and_corrected_is_forgotten_too(store: Store) -> None:
    for person in "12":
        await store.prefer(key(person), Preferences(speaking=Speaking.NEVER))
        await store.correct(key(person), corrected("a"))
    await store.forget("web:1")
    assert await store.preferences("web:1") == Preferences()
    assert list(await store.corrections("web:1")) == []
    assert (await store.preferences("web:2")).speaking is Speaking.NEVER
    assert len(await store.corrections("web:2")) == 1


async def test_an_id_may_hold_a_colon(store: Store) -> None:
    await store.append(key("a:b"), said("x"))
    assert [one.who for one in await store.people()] == ["web:a:b"]
    assert texts(await store.lines("web:a:b")) == ["x"]
    assert await store.forget("web:a:b") == 1


@pytest.mark.parametrize("who", ["", "web", ":", "web:", "%", "web:%", "web:' or 1=1 --", "\ud800"])
async def test_a_name_that_is_nobodys_is_nobody(store: Store, who: str) -> None:
    await store.append(key(), said("kept"))
    assert list(await store.lines(who)) == []
    assert await store.forget(who) == 0
    assert texts(await store.lines("web:1")) == ["kept"]


@pytest.mark.parametrize("text", ["", "   ", "가" * 1_000_000, "'; drop table line; --", "ㅋㅋ🙂"])
async def test_any_text_is_kept_as_it_is(store: Store, text: str) -> None:
    await store.append(key(), said(text))
    assert texts(await store.history(key(), limit=1)) == [text]


async def test_what_is_no_text_costs_only_itself(store: Store) -> None:
    await store.append(key("\ud800"), said("half \ud83d a pair, \0 and NUL"), said("next"))
    odd, following = await store.history(key("\ud800"), limit=9)
    assert odd.text.startswith("half ")
    assert odd.text.endswith(" and NUL")
    assert following.text == "next"


async def test_many_at_once_are_all_kept_in_order(store: Store) -> None:
    async def talk(person: str) -> None:
        for number in range(10):
            await store.append(key(person), said(str(number), minute=number))

    await asyncio.gather(*(talk(str(person)) for person in range(60)))
    for person in range(60):
        assert texts(await store.lines(f"web:{person}")) == [str(number) for number in range(10)]


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(st.sampled_from("ab"), st.text(max_size=20)), max_size=8))
async def test_lines_are_what_was_appended(store: Store, appended: list[tuple[str, str]]) -> None:
    clean = [(person, text.replace("\0", "")) for person, text in appended]
    for person in "ab":
        await store.forget(f"web:{person}")
    for minute, (person, text) in enumerate(clean):
        await store.append(key(person), said(text, minute=minute))
    for person in "ab":
        assert texts(await store.lines(f"web:{person}")) == [
            text for owner, text in clean if owner == person
        ]


async def test_the_newest_may_be_forgotten_alone(store: Store) -> None:
    await store.append(key("1"), said("a"), said("b", minute=5))
    await store.append(key("1", chat="away"), said("c", minute=6))
    await store.append(key("2"), said("d", minute=7))
    for minute in (0, 5):
        at = NOON + timedelta(minutes=minute)
        one = Correction(text=str(minute), read=Mood.SAD, meant=Mood.JOY, at=at)
        await store.correct(key("1"), one)
    assert await store.forget("web:1", since=NOON + timedelta(minutes=5)) == 2
    assert texts(await store.lines("web:1")) == ["a"]
    assert [one.text for one in await store.corrections("web:1")] == ["0"]
    assert texts(await store.lines("web:2")) == ["d"]
    assert await store.forget("web:3", since=NOON) == 0


async def test_what_is_old_is_deleted_for_everybody(store: Store) -> None:
    await store.append(key("1"), said("a"), said("b", minute=5))
    await store.append(key("2"), said("c"))
    assert await store.expire(before=NOON + timedelta(minutes=1)) == 2
    assert await store.expire(before=NOON + timedelta(minutes=1)) == 0
    assert texts(await store.lines("web:1")) == ["b"]
    assert texts(await store.history(key("1"), limit=9)) == ["b"]
    assert texts(await store.lines("web:2")) == []


async def test_when_a_person_wants_to_be_asked_is_kept_once(store: Store) -> None:
    wanted = Checkin(chat=key(), hours=(9, 20), language="ko")
    await store.check_in(wanted)
    await store.check_in(replace(wanted, chat=key("2"), hours=(8,)))
    later = replace(wanted, hours=(13,), last=NOON)
    await store.check_in(later)
    assert {one.chat.who: one for one in await store.checkins()}["web:1"] == later
    await store.check_in(replace(wanted, hours=()))
    assert [one.chat.who for one in await store.checkins()] == ["web:2"]
    await store.forget("web:2")
    assert list(await store.checkins()) == []


async def test_where_a_persons_clock_stands_is_looked_up_with_their_message(store: Store) -> None:
    await store.append(key("1"), said("a"))
    await store.check_in(Checkin(chat=key("2"), hours=(9,), language="ko", zone="Asia/Seoul"))
    zones = [(await store.background(key(one), lines=1, corrections=1)).zone for one in "123"]
    assert zones == ["", "Asia/Seoul", ""]
    await store.forget("web:2")
    assert (await store.background(key("2"), lines=1, corrections=1)).zone == ""


async def test_what_is_looked_up_with_every_message_comes_at_once(store: Store) -> None:
    await store.append(key(), said("a"), said("b", minute=1))
    await store.prefer(key(), Preferences(persona="maum"))
    for minute, text in enumerate("ab"):
        at = NOON + timedelta(minutes=minute)
        await store.correct(key(), Correction(text=text, read=Mood.SAD, meant=Mood.JOY, at=at))
    background = await store.background(key(), lines=1, corrections=1)
    assert texts(background.history) == ["b"]
    assert background.preferences == Preferences(persona="maum")
    assert [one.text for one in background.corrections] == ["b"]
    nobody = await store.background(key("2"), lines=9, corrections=9)
    assert nobody == Background(history=[], corrections=[])


async def test_a_server_that_hangs_holds_up_the_end_for_no_longer_than_is_wished(
    postgresql: str,
) -> None:
    store = Database(postgresql, patience=0.2)
    watching = create_engine(address(postgresql))
    serving: Sequence[int] = ()
    try:
        async with store:
            await store.append(key(), said("kept"))
            with watching.connect() as connection:
                serving = connection.exec_driver_sql(_OTHERS).scalars().all()
                for process in serving:
                    os.kill(process, signal.SIGSTOP)
            hanging = asyncio.create_task(store.append(key(), said("lost")))
            await asyncio.sleep(0)  # it stands in line
        with pytest.raises(StoreError):
            await hanging
    finally:
        for process in serving:
            os.kill(process, signal.SIGCONT)
        watching.dispose()


_OTHERS = (
    "SELECT pid FROM pg_stat_activity "
    "WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
)
