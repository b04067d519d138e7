"""Who is heard in a voice channel, and before whom it is told or known."""

from collections.abc import AsyncIterator
from pathlib import Path

from scenes.calls import Place, opened
from scenes.visits import visiting

from bot.protocols import Prompt
from speech.samples import Samples


class Asked:
    """Notes whole prompts, and answers at length."""

    def __init__(self) -> None:
        self.prompts: list[Prompt] = []

    async def reply(self, prompt: Prompt, /) -> AsyncIterator[str]:
        self.prompts.append(prompt)
        for number in range(20):
            yield f"네, 들었어요 {number}. "


async def test_what_is_said_alone_is_neither_told_nor_known_before_others(
    place: Place, tmp_path: Path, speech: Samples
) -> None:
    (mina,) = place.voice.people.values()
    words, writer = ("아무한테도 말 안 했는데 나 임신했어", "마음아, 안녕"), Asked()
    async with visiting(place, tmp_path, *words, writer=writer) as visit:
        await visit.greeted(mina)
        visit.says(mina, speech)
        await mina.hears(10)
        user = place.server.person("Jun")
        place.guild.members[user] = []
        jun = await place.voice.joins(user.id, "Jun")
        place.enters(user, place.channel)
        await visit.quiet()
        visit.says(mina, speech)
        await visit.until_asked(2)
        await jun.hears(5)
        assert not writer.prompts[1].history
        assert "임신" not in writer.prompts[1].scene
    (said, told), others = await visit.lines(mina), await visit.lines(mina, alone=False)
    assert said == ("user", words[0])
    assert told[1].endswith("—"), "it was not broken off when somebody came"
    assert others[0] == ("user", words[1])


async def test_who_forgets_is_out_of_mind_and_told_no_more(tmp_path: Path, speech: Samples) -> None:
    async with opened("Mina", "Jun") as place:
        mina, jun = place.voice.people.values()
        words, writer = ("마음아, 나 임신했어", "마음아, 안녕"), Asked()
        async with visiting(place, tmp_path, *words, writer=writer) as visit:
            await visit.greeted(mina)
            visit.says(mina, speech)
            await mina.hears(10)
            await visit.commanded(mina, "/forget hour")
            await visit.quiet()
            visit.says(jun, speech)
            await visit.until_asked(2)
            assert "임신" not in writer.prompts[1].scene
            assert "들었어요" not in writer.prompts[1].scene
            assert await visit.lines(mina, alone=False) == []


async def test_who_does_not_want_it_is_not_heard_at_once_and_after_a_restart(
    place: Place, tmp_path: Path, speech: Samples
) -> None:
    (mina,) = place.voice.people.values()
    async with visiting(place, tmp_path, "이제 들려?") as visit:
        await visit.greeted(mina)
        await visit.rooms.hear(mina.id, False)
        visit.says(mina, speech)
        assert visit.status.listening_to == 0
    async with visiting(place, tmp_path, "이제 들려?") as visit:
        await visit.greeted(mina)
        assert not visit.rooms.hears(mina.id)
        visit.says(mina, speech)
        await visit.rooms.hear(mina.id, True)
        visit.says(mina, speech)
        await visit.until_asked(1)
        assert visit.words.texts == []
        assert [prompt.message for prompt in visit.writer.prompts] == ["이제 들려?"]


async def test_strangers_are_not_heard(tmp_path: Path, speech: Samples) -> None:
    async with opened("Mina", "Jun") as place:
        mina, jun = place.voice.people.values()
        only_jun = lambda member: member.id == jun.id  # noqa: E731
        async with visiting(place, tmp_path, "마음아 안녕", admits=only_jun) as visit:
            await visit.greeted(mina)
            visit.says(mina, speech)
            visit.says(jun, speech)
            await visit.until_asked(1)
            assert await visit.lines(mina, alone=False) == []
            assert (await visit.lines(jun, alone=False))[0] == ("user", "마음아 안녕")
