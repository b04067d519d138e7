"""No step of an answer is lost by `kill -9`; answered words leave the database."""

from pathlib import Path
from random import Random

from bot.events import ChatKey
from bot.protocols import Letter, Part, Pending
from bot.store.database import Database

KILLS = 2
STEPS = ["received", "intended", "sent", "finished"]


def step(pending: Pending | None) -> int:
    """How far the letter has come, as an index of `STEPS`."""
    if pending is None:
        return 3
    (*_, part) = (None, *pending.parts)
    return 0 if part is None else 1 + (part.message is not None)


async def test_every_step_survives_a_kill(url: str, lives) -> None:
    random = Random(20260302)
    answering = lives("answering.py", url)
    for run in range(KILLS):
        printed = answering.until_killed(str(run), lines=random.randrange(1, 60))
        acknowledged = {name: STEPS.index(done) for name, done in map(str.split, printed)}
        async with Database(url) as store:
            resumed = {one.letter.update: one for one in await store.inbox.resume("telegram")}
            assert len(resumed) <= 4, "more than one letter of a chat was begun"
            for name, at_least in acknowledged.items():
                assert at_least <= step(resumed.get(name)) <= at_least + 1
                if name in resumed:
                    assert resumed[name].letter.content == name * 500
            await store.inbox.finish(*(one.number for one in resumed.values()))


async def test_answered_words_are_not_kept(file: Path, url: str, chat: ChatKey, said) -> None:
    marker = "marker-91c2"
    letter = Letter(chat=chat, update="7", content=marker, at=said("").at)
    async with Database(url) as store:
        (received,) = await store.inbox.receive(letter)
        await store.inbox.intend(received.number, Part(name="text", content=marker))
        await store.inbox.finish(received.number)
    assert not [one for one in file.parent.iterdir() if marker.encode() in one.read_bytes()]


async def test_who_was_never_met_can_be_forgotten(
    file: Path, url: str, chat: ChatKey, said
) -> None:
    marker = "marker-5d0e"
    letter = Letter(chat=chat, update="7", content=marker, at=said("").at)
    async with Database(url) as store:
        await store.inbox.receive(letter)
        assert await store.forget(chat.who) == 0
        assert await store.inbox.resume(chat.messenger) == []
        assert not [one for one in file.parent.iterdir() if marker.encode() in one.read_bytes()]
