"""Who may talk on Telegram, and how much."""

from pathlib import Path

from scenes.backends import Repeating, voice_of
from scenes.noticing import Noticing
from scenes.talking import DANGER
from scenes.telegram import OWNER, Run
from servers.telegram import Person, Telegram

from bot.care.guard import Guard
from bot.care.opinion import Opinions


async def test_a_stranger_is_told_their_number_once_and_nothing_of_theirs_is_used(
    server: Telegram, mina: Person, maum: Run
) -> None:
    jun, writer = server.person("Jun", language="en"), Repeating()
    async with maum(generator=writer):
        jun.says("hello")
        jun.speaks(voice_of(1.0))
        jun.says("hello?")
        await server.until(lambda: jun.chat.texts)
        mina.says("안녕")
        await server.until(lambda: mina.chat.texts)
        await server.until(lambda: len(server.updates.confirmed) == 4)
    (refusal,) = jun.chat.texts
    assert f"/allow {jun.id}" in refusal
    assert writer.prompts == ["안녕"]
    assert not [call for call in server.calls if call.method in ("getFile", "download")]


async def test_a_stranger_in_danger_is_told_where_help_is(
    server: Telegram, mina: Person, maum: Run
) -> None:
    jun, writer = server.person("Jun"), Repeating()
    async with maum(generator=writer):
        jun.says(DANGER)
        await server.until(lambda: jun.chat.texts)
    assert "109" in jun.chat.texts[0]
    assert writer.prompts == []


async def test_a_stranger_whom_only_the_network_understands_is_told_as_well(
    server: Telegram, mina: Person, maum: Run
) -> None:
    jun = server.person("Jun")
    opinions = Opinions(lambda: Noticing("정리"), patience=60)
    async with opinions, maum(guard=Guard(opinions)):
        jun.says("이제 다 정리했어 그동안 애썼다")
        await server.until(lambda: jun.chat.texts)
    assert "109" in jun.chat.texts[0]


async def test_the_owner_lets_people_in_and_out(
    server: Telegram, mina: Person, maum: Run, tmp_path: Path
) -> None:
    jun = server.person("Jun")
    async with maum():
        mina.says(f"/allow {jun.id}")
        await server.until(lambda: mina.chat.texts)
        jun.says("하나")
        await server.until(lambda: jun.chat.texts)
        jun.says(f"/deny {mina.id}")  # is not the owner's, and so no command
        await server.until(lambda: len(jun.chat.texts) == 2)
        mina.says(f"/deny {jun.id}")
        await server.until(lambda: len(mina.chat.texts) == 2)
        jun.says("둘")
        await server.until(lambda: len(jun.chat.texts) == 3)
        mina.says("/guests")
        await server.until(lambda: len(mina.chat.texts) == 3)
    assert jun.chat.texts[0] == "[하나]"
    assert str(jun.id) in jun.chat.texts[2]
    assert str(OWNER) in mina.chat.texts[2] and str(jun.id) not in mina.chat.texts[2]
    assert (tmp_path / "telegram.json").stat().st_mode & 0o077 == 0


async def test_a_spent_budget_is_told_and_never_keeps_help_away(
    server: Telegram, mina: Person, maum: Run
) -> None:
    jun, writer = server.person("Jun"), Repeating()
    budget = {"messages": 2, "audio": 5}
    async with maum(settings={"allow": [OWNER, jun.id]}, budget=budget, generator=writer):
        jun.speaks(voice_of(1.0), seconds=9)
        (spent,) = await server.until(lambda: jun.chat.texts)
        for number, text in enumerate(("하나", "둘", "셋", DANGER, "/safety"), 2):
            jun.says(text)
            await server.until(lambda n=number: len(jun.chat.texts) == n)
    assert "음성" in spent
    assert jun.chat.texts[1:3] == ["[하나]", "[둘]"]
    assert "시간 뒤" in jun.chat.texts[3]
    assert "109" in jun.chat.texts[4] and "109" in jun.chat.texts[5]
    assert writer.prompts == ["하나", "둘"]


async def test_mending_a_slip_is_not_counted(server: Telegram, mina: Person, maum: Run) -> None:
    jun = server.person("Jun")
    async with maum(settings={"allow": [OWNER, jun.id]}, budget={"messages": 2}):
        asked = jun.says("오늘 회사에서 칭찬을 받앗어")
        await server.until(lambda: jun.chat.texts)
        jun.edits(asked, "오늘 회사에서 칭찬을 받았어")
        jun.says("그래서 좋아")
        await server.until(lambda: len(jun.chat.texts) == 2)
    assert jun.chat.texts[1] == "[그래서 좋아]"


async def test_a_sentence_that_begins_with_a_slash_is_counted(
    server: Telegram, mina: Person, maum: Run
) -> None:
    jun = server.person("Jun")
    async with maum(settings={"allow": [OWNER, jun.id]}, budget={"messages": 1}):
        for number, text in enumerate(("/오늘 힘들었어", "둘"), 1):
            jun.says(text)
            await server.until(lambda n=number: len(jun.chat.texts) == n)
    assert jun.chat.texts[0] == "[/오늘 힘들었어]"
    assert "시간 뒤" in jun.chat.texts[1]
