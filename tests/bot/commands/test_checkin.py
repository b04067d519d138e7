"""``/checkin`` as a person types it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.events import ChatKey, Incoming


class Phone:
    async def call(self, chat: ChatKey, text: str, /) -> None: ...


async def hours(ask) -> list[tuple[int, ...]]:
    return [one.hours for one in await ask.store.checkins()]


async def test_hours_are_chosen_changed_and_given_up(ask) -> None:
    ask.conversations.checkins.callers["test"] = Phone()
    offered = await ask("/checkin")
    assert [choice.command for choice in offered.choices] == [
        "/checkin 9",
        "/checkin 13",
        "/checkin 20",
    ]
    assert "9시, 20시" in (await ask("/안부 20시 9")).text
    assert await hours(ask) == [(9, 20)]
    assert "9:00, 20:00" in (await ask("/checkin", language="en")).text
    await ask("/checkin 13")
    assert await hours(ask) == [(13,)]
    await ask("/checkin off")
    assert await hours(ask) == []


async def test_who_changes_the_hours_is_not_asked_the_same_twice(ask) -> None:
    ask.conversations.checkins.callers["test"] = Phone()
    await ask("/checkin 9")
    (kept,) = await ask.store.checkins()
    asked = replace(kept, last=datetime.now(UTC))
    await ask.store.check_in(asked)
    await ask("/checkin 9 20")
    assert list(await ask.store.checkins()) == [replace(asked, hours=(9, 20))]


async def test_who_asked_for_it_elsewhere_sees_and_ends_it_here(ask) -> None:
    here = ask.conversations.checkins.callers
    here["test"] = Phone()
    await ask("/checkin 9")
    del here["test"]
    answer = await ask("/checkin")
    assert "9시에" in answer.text
    assert "여기서는" in answer.text
    (off,) = answer.choices
    await ask(off.command)
    assert await hours(ask) == []


async def test_quiet_hours_and_too_many_are_refused(ask) -> None:
    ask.conversations.checkins.callers["test"] = Phone()
    assert "다른 시간" in (await ask("/checkin 23")).text
    assert "2번까지만" in (await ask("/checkin 9 12 15")).text
    assert await hours(ask) == []


async def test_hours_are_those_of_the_clock_that_the_person_tells(ask) -> None:
    ask.conversations.checkins.callers["test"] = Phone()
    there = datetime.now(UTC) + timedelta(hours=9)
    assert "거기 시각" in (await ask(f"/checkin 9 20 지금 {there:%H:%M}")).text
    (kept,) = await ask.store.checkins()
    assert (kept.hours, kept.zone) == ((9, 20), "+09:00")
    await ask("/checkin 13")
    (kept,) = await ask.store.checkins()
    assert (kept.hours, kept.zone) == ((13,), "+09:00")
    await ask("/checkin Europe/Berlin")
    (kept,) = await ask.store.checkins()
    assert (kept.hours, kept.zone) == ((13,), "Europe/Berlin")


async def test_it_is_offered_only_where_maum_can_speak_first_and_to_one_alone(ask) -> None:
    assert "텔레그램" in (await ask("/checkin 9")).text
    ask.conversations.checkins.callers["test"] = Phone()
    group = ChatKey(messenger="test", chat="1", person="1", shared=True)
    answer = await ask.commands.answer(Incoming(chat=group, text="/checkin 9"))
    assert answer is not None
    assert await hours(ask) == []
