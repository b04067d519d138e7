"""A group that becomes a supergroup, and topics of a private chat."""

import pytest
from scenes.backends import Introduced, Waiting
from scenes.telegram import Run
from servers.telegram import Person, Telegram


class Histories:
    """Notes what each prompt remembers."""

    def __init__(self) -> None:
        self.pasts: list[list[str]] = []

    async def reply(self, prompt, /):  # type: ignore[no-untyped-def]
        self.pasts.append([line.text for line in prompt.history])
        yield "네"


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
    assert (first, second, third) == ([], ["마음아 어디 갈까", "네"], ["마음아 또 어디", "네"])


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
