"""A group that becomes a supergroup, and topics of a private chat."""

import pytest
from scenes.backends import Introduced, Waiting
from scenes.telegram import Run
from servers.telegram import Person, Telegram


class Histories:
    """Notes what each prompt remembers, and writes what it was asked back."""

    def __init__(self) -> None:
        self.pasts: list[list[str]] = []

    async def reply(self, prompt, /):  # type: ignore[no-untyped-def]
        self.pasts.append([line.text for line in prompt.history])
        yield f"[{prompt.message}]"


class Growing(Waiting):
    """Writes one word, and the second when it is let."""

    async def reply(self, prompt, /):  # type: ignore[no-untyped-def, override]
        yield "하나 "
        await self.gate.wait()
        yield "둘"


async def test_a_group_that_became_a_supergroup_is_still_known(
    server: Telegram, mina: Person, maum: Run
) -> None:
    server.privacy = False
    family, writer, store = server.group("가족", mina, basic=True), Histories(), Introduced()
    async with maum(generator=writer, store=store):
        mina.says("마음아 어디 갈까", to=family)
        await server.until(lambda: family.texts)
        grown = server.upgrade(family)
        mina.says("마음아 또 어디", to=grown)
        await server.until(lambda: grown.texts)
    async with maum(generator=writer, store=store):
        mina.says("마음아 그리고", to=grown)
        await server.until(lambda: len(grown.texts) == 2)
    first, second, third = (past[-2:] for past in writer.pasts)
    assert first == []
    assert second == ["마음아 어디 갈까", "[마음아 어디 갈까]"]
    assert third == ["마음아 또 어디", "[마음아 또 어디]"]


async def test_an_answer_follows_a_group_that_moves_meanwhile(
    server: Telegram, mina: Person, maum: Run
) -> None:
    family, writer = server.group("가족", mina, basic=True), Waiting()
    server.privacy = False
    async with maum(generator=writer):
        mina.says("마음아 안녕", to=family)
        await writer.asked()
        grown = server.upgrade(family)
        writer.gate.set()
        await server.until(lambda: grown.texts)
    assert (family.texts, grown.texts) == ([], ["[마음아 안녕]"])
    assert server.strange == []


@pytest.mark.parametrize("moves", [True, False])
async def test_an_answer_whose_beginning_is_gone_is_sent_whole(
    server: Telegram, mina: Person, maum: Run, moves: bool
) -> None:
    server.privacy = False
    family, writer = server.group("가족", mina, basic=True), Growing()
    async with maum(generator=writer):
        mina.says("마음아 세어 줘", to=family)
        (begun,) = await server.until(lambda: family.replies)
        if moves:
            here = server.upgrade(family)
            for number in range(begun.id):  # where its id is that of somebody else's message
                mina.says(f"{number}", to=here)
            await server.until(lambda: not server.updates.waiting)
        else:
            mina.deletes(begun)
            here = family
        writer.gate.set()
        await server.until(lambda: here.texts)
    assert here.texts == ["하나 둘"]
    assert here.replies[0].reply_to is None or not moves
    assert server.strange == []


async def test_a_message_with_the_number_of_one_from_before_the_move_is_another(
    server: Telegram, mina: Person, maum: Run
) -> None:
    server.privacy = False
    family, writer = server.group("가족", mina, basic=True), Histories()
    async with maum(generator=writer):
        first = mina.says("마음아 처음", to=family)
        await server.until(lambda: family.texts)
        grown = server.upgrade(family)
        while mina.says("또", to=grown).id < first.id - 1:  # none that it would answer
            pass
        said = mina.says("마음아 또", to=grown)
        await server.until(lambda: "[마음아 또]" in grown.texts)
        mina.edits(said, "마음아 그런데 비가 와")
        await server.until(lambda: "[마음아 그런데 비가 와]" in grown.texts)
    assert said.id == first.id
    assert "마음아 처음" in writer.pasts[-1]


@pytest.mark.parametrize("voice", [False, True])
async def test_a_topic_of_a_private_chat_is_answered_in_itself(
    server: Telegram, mina: Person, maum: Run, voice: bool
) -> None:
    work = server.topic(mina.chat, "일")
    writer = Waiting()
    async with maum(generator=writer):
        mina.says("안녕")
        await writer.asked()
        writer.gate.set()
        await server.until(lambda: mina.chat.texts)
        if voice:
            mina.says("/voice always", to=work)
            await server.until(lambda: work.texts)
        writer.gate.clear()
        mina.says("오늘 바빴어", to=work)
        await writer.asked(times=2)
        await server.until(lambda: [one for one in mina.chat.actions if one.thread == work.id])
        writer.gate.set()
        await server.until(lambda: "[오늘 바빴어]" in work.texts)
        if voice:
            await server.until(lambda: mina.chat.voices)
    assert {one.thread for one in mina.chat.replies} == {None, work.id}
    assert all(one.thread == work.id for one in mina.chat.voices)
