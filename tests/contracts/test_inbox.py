"""What every inbox must do."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TypeAlias

import pytest

from bot.events import ChatKey
from bot.protocols import Inbox, Letter, Part, Pending, Store
from bot.store.database import Database

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)

Restart: TypeAlias = Callable[[], Awaitable[Store]]


@pytest.fixture
async def restart(new_store: Callable[[], Store]) -> AsyncIterator[Restart]:
    """The store, opened again each time; one in memory stays as it is."""
    async with AsyncExitStack() as opened:

        async def open_again() -> Store:
            await opened.aclose()
            made = new_store()
            return await opened.enter_async_context(made) if isinstance(made, Database) else made

        yield open_again


@pytest.fixture
async def store(restart: Restart) -> Store:
    return await restart()


@pytest.fixture
def inbox(store: Store) -> Inbox:
    return store.inbox


def letter(update: str, *, chat: str = "1", person: str = "1", hour: int = 0) -> Letter:
    return Letter(
        chat=ChatKey(messenger="telegram", chat=chat, person=person),
        update=update,
        content=f'{{"text": "안녕 {update}"}}',
        at=NOON + timedelta(hours=hour),
    )


def updates(pending: Sequence[Pending]) -> list[str]:
    return [one.letter.update for one in pending]


async def test_what_was_received_is_there_after_a_restart(inbox: Inbox, restart: Restart) -> None:
    told = [letter("7"), letter("8", chat="2/5", person="2")]
    received = await inbox.receive(*told)
    assert [one.letter for one in received] == told
    resumed = await (await restart()).inbox.resume("telegram")
    assert list(resumed) == [replace(one, tries=1) for one in received]


async def test_an_update_is_received_once(inbox: Inbox, restart: Restart) -> None:
    assert updates(await inbox.receive(letter("7"), letter("7"), letter("8"))) == ["7", "8"]
    assert updates(await inbox.receive(letter("8"), letter("9"))) == ["9"]
    again = (await restart()).inbox
    assert updates(await again.receive(letter("7"))) == []
    assert updates(await again.resume("telegram")) == ["7", "8", "9"]


async def test_an_answered_update_is_still_known(inbox: Inbox, restart: Restart) -> None:
    (seven,) = await inbox.receive(letter("7"))
    await inbox.finish(seven.number)
    again = (await restart()).inbox
    assert updates(await again.receive(letter("7"))) == []
    assert updates(await again.resume("telegram")) == []


async def test_messengers_are_apart(inbox: Inbox) -> None:
    elsewhere = replace(letter("7"), chat=ChatKey(messenger="discord", chat="1", person="1"))
    assert len(await inbox.receive(letter("7"), elsewhere)) == 2
    assert [one.letter for one in await inbox.resume("discord")] == [elsewhere]


async def test_the_order_is_that_of_receiving(inbox: Inbox) -> None:
    await inbox.receive(letter("9"), letter("2"))
    await inbox.receive(letter("5"), letter("1"))
    assert updates(await inbox.resume("telegram")) == ["9", "2", "5", "1"]


async def test_tries_count_the_restarts(inbox: Inbox, restart: Restart) -> None:
    await inbox.receive(letter("7"))
    for tries in (1, 2, 3):
        (pending,) = await (await restart()).inbox.resume("telegram")
        assert pending.tries == tries


async def test_parts_tell_how_far_an_answer_came(inbox: Inbox, restart: Restart) -> None:
    (seven,) = await inbox.receive(letter("7"))
    heard = Part(name="heard", content="들은 말", after="101")
    said = Part(name="text/0", content="첫 문장", after="102")
    await inbox.intend(seven.number, heard)
    await inbox.sent(seven.number, "heard", "102")
    await inbox.intend(seven.number, said)
    (pending,) = await (await restart()).inbox.resume("telegram")
    assert pending.parts == (replace(heard, message="102"), said)


async def test_a_part_that_was_sent_may_be_told_to_change(inbox: Inbox, restart: Restart) -> None:
    (seven,) = await inbox.receive(letter("7"))
    await inbox.intend(seven.number, Part(name="text", content="첫", after="101"))
    await inbox.sent(seven.number, "text", "102")
    await inbox.intend(seven.number, Part(name="text", content="첫 문장.", after="102"))
    (pending,) = await (await restart()).inbox.resume("telegram")
    assert pending.parts == (Part(name="text", content="첫 문장.", after="102", message="102"),)


async def test_letters_that_were_joined_are_finished_together(
    inbox: Inbox, restart: Restart
) -> None:
    seven, eight, nine = await inbox.receive(letter("7"), letter("8"), letter("9"))
    await inbox.join(seven.number, eight.number)
    again = (await restart()).inbox
    assert [one.lead for one in await again.resume("telegram")] == [
        seven.number,
        seven.number,
        nine.number,
    ]
    await again.finish(seven.number)
    assert updates(await again.resume("telegram")) == ["9"]


async def test_several_are_finished_at_once(inbox: Inbox) -> None:
    seven, _, nine = await inbox.receive(letter("7"), letter("8"), letter("9"))
    await inbox.finish(seven.number, nine.number)
    assert updates(await inbox.resume("telegram")) == ["8"]


async def test_forgetting_takes_the_letters_of_one_person(store: Store) -> None:
    ours, _, theirs = await store.inbox.receive(
        letter("7"), letter("8", chat="-5"), letter("9", chat="-5", person="2")
    )
    await store.inbox.intend(ours.number, Part(name="text", content="x"))
    await store.forget("telegram:1")
    assert updates(await store.inbox.resume("telegram")) == ["9"]
    (new,) = await store.inbox.receive(letter("7"))
    assert new.number > theirs.number
    assert new.parts == ()


async def test_what_was_forgotten_is_passed_over(store: Store) -> None:
    (seven,) = await store.inbox.receive(letter("7"))
    await store.forget("telegram:1")
    (again,) = await store.inbox.receive(letter("7"))
    await store.inbox.intend(seven.number, Part(name="text", content="x"))
    await store.inbox.sent(seven.number, "text", "102")
    await store.inbox.join(seven.number)
    await store.inbox.finish(seven.number)
    assert list(await store.inbox.resume("telegram")) == [replace(again, tries=1)]


async def test_pruning_takes_what_is_old(inbox: Inbox) -> None:
    old, _, _ = await inbox.receive(letter("7", hour=1), letter("8", hour=2), letter("9", hour=3))
    await inbox.finish(old.number)
    assert await inbox.prune(before=NOON + timedelta(hours=3)) == 2
    assert updates(await inbox.resume("telegram")) == ["9"]
    assert updates(await inbox.receive(letter("7"))) == ["7"]


async def test_many_chats_are_answered_side_by_side(inbox: Inbox) -> None:
    async def answer(chat: int) -> None:
        for number in range(5):
            (new,) = await inbox.receive(letter(f"{chat}-{number}", chat=str(chat)))
            await inbox.intend(new.number, Part(name="text", content="x"))
            await inbox.sent(new.number, "text", "5")
            if number < 3:
                await inbox.finish(new.number)

    await asyncio.gather(*(answer(chat) for chat in range(40)))
    pending = await inbox.resume("telegram")
    for chat in range(40):
        mine = [one for one in pending if one.letter.chat.chat == str(chat)]
        assert updates(mine) == [f"{chat}-3", f"{chat}-4"]
        assert all(one.parts == (Part(name="text", content="x", message="5"),) for one in mine)


@pytest.mark.parametrize("odd", ["half \ud83d a pair", "NUL \0", "'; drop table inbox; --"])
async def test_odd_text_is_kept(inbox: Inbox, odd: str) -> None:
    told = replace(letter(odd), content=odd, chat=ChatKey(messenger="web", chat=odd, person=odd))
    (new,) = await inbox.receive(told)
    assert updates(await inbox.receive(told)) == []
    await inbox.intend(new.number, Part(name=odd, content=odd, after=odd))
    await inbox.sent(new.number, odd, odd)
    (pending,) = await inbox.resume("web")
    assert len(pending.parts) == 1
    assert pending.parts[0].message
