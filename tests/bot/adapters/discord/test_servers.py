"""Servers, channels and threads, and who may talk there."""

from pathlib import Path

import pytest
from scenes.backends import Histories, Repeating, voice_of
from scenes.discord import Run
from scenes.talking import DANGER
from servers.discord import Discord, Fault, Person


@pytest.mark.parametrize(
    "text", ["{me} 안녕", "{role} 안녕", "마음아 안녕", "마음, 안녕", "hey maum 안녕"]
)
async def test_in_a_server_it_answers_to_its_name(
    server: Discord, mina: Person, maum: Run, text: str
) -> None:
    guild = server.guild("가족", mina)
    talk, writer = server.channel(guild, "이야기"), Repeating()
    me, role = server.me.mention, f"<@&{guild.members[server.me][0].id}>"
    async with maum(generator=writer):
        mina.says("마음이 아프다", to=talk)
        asked = mina.says(text.format(me=me, role=role), to=talk)
        (answer,) = await server.until(lambda: talk.replies)
    assert answer.reply_to is asked
    assert len(writer.prompts) == 1
    assert "<@" not in writer.prompts[0]


async def test_it_answers_replies_to_it_and_tells_strangers_their_number(
    server: Discord, mina: Person, maum: Run
) -> None:
    jun = server.person("Jun")
    talk = server.channel(server.guild("가족", mina, jun), "이야기")
    async with maum():
        mina.says("마음아 안녕", to=talk)
        (answer,) = await server.until(lambda: talk.replies)
        mina.says("고마운 일이 있었어", to=talk, reply_to=answer)
        await server.until(lambda: len(talk.texts) == 2)
        jun.says("나도", to=talk, reply_to=answer)
        await server.until(lambda: len(talk.texts) == 3)
    assert talk.texts[1] == "[고마운 일이 있었어]"
    assert str(jun.id) in talk.texts[2]


async def test_each_thread_and_the_private_chat_remember_for_themselves(
    server: Discord, mina: Person, maum: Run
) -> None:
    talk = server.channel(server.guild("가족", mina), "이야기")
    trip = server.thread(talk, "여행")
    writer = Histories()
    async with maum(generator=writer):
        mina.says("비밀이야")
        await server.until(lambda: mina.chat.texts)
        for place, count in ((talk, 1), (trip, 1), (trip, 2)):
            mina.says("마음아 어디 갈까", to=place)
            await server.until(lambda p=place, n=count: len(p.texts) == n)
    assert writer.pasts == [[], [], [], ["마음아 어디 갈까", "네"]]
    assert writer.scenes[0] == ""
    assert all("«Mina»" in scene for scene in writer.scenes[1:])


async def test_what_is_private_is_not_shown_in_a_server(
    server: Discord, mina: Person, maum: Run
) -> None:
    talk = server.channel(server.guild("가족", mina), "이야기")
    async with maum():
        mina.says(f"{server.me.mention} /diary", to=talk)
        await server.until(lambda: talk.texts)
    assert server.me.mention in talk.texts[0], "where to ask instead"


async def test_who_is_in_danger_in_a_server_is_helped_in_private(
    server: Discord, mina: Person, maum: Run
) -> None:
    talk = server.channel(server.guild("가족", mina), "이야기")
    async with maum():
        server.fail("POST /channels/{channel}/messages", Fault(cut="after"))
        mina.says(f"{server.me.mention} {DANGER}", to=talk)
        await server.until(lambda: mina.chat.texts)
        mina.blocks()
        mina.says(f"{server.me.mention} {DANGER}", to=talk)
        await server.until(lambda: talk.texts)
    (answer,) = mina.chat.texts
    assert "109" in answer and "죽" not in talk.texts[0]
    assert len(talk.texts) == 1


async def test_a_stranger_in_danger_is_helped_in_private_too(
    server: Discord, mina: Person, maum: Run
) -> None:
    jun = server.person("Jun")
    talk = server.channel(server.guild("가족", mina, jun), "이야기")
    async with maum():
        jun.says(f"{server.me.mention} {DANGER}", to=talk)
        assert "109" in (await server.until(lambda: jun.chat.texts))[0]
        assert talk.texts == []
        jun.blocks()
        jun.says(f"{server.me.mention} {DANGER}", to=talk)
        assert "죽" not in (await server.until(lambda: talk.texts))[0]


async def test_it_talks_where_the_settings_say_and_with_whom_a_role_lets_in(
    server: Discord, mina: Person, maum: Run
) -> None:
    jun, sua = server.person("Jun"), server.person("Sua")
    family, work = server.guild("가족", mina, jun, sua), server.guild("회사", mina)
    cook = server.role(family, "요리사", jun)
    talk, other = server.channel(family, "이야기"), server.channel(family, "공지")
    trip, office = server.thread(talk, "여행"), server.channel(work, "일")
    bounds = {"servers": [family.id], "channels": [talk.id], "roles": [cook.id]}
    async with maum(settings=bounds):
        for place in (other, office, trip):
            mina.says("마음아 하나", to=place)
        jun.says("마음아 둘", to=talk)
        sua.says("마음아 셋", to=talk)
        jun.says("마음아 넷")  # a role counts in its server
        await server.until(lambda: len(talk.texts) == 2 and trip.texts and jun.chat.texts)
    assert talk.texts[0] == "[마음아 둘]" and str(sua.id) in talk.texts[1]
    assert str(jun.id) in jun.chat.texts[0]
    assert other.replies == office.replies == []


async def test_who_is_let_in_is_nobody_elses_business_on_this_machine(
    server: Discord, mina: Person, maum: Run, tmp_path: Path
) -> None:
    async with maum():
        mina.says("/allow 77")
        await server.until(lambda: mina.chat.texts)
    assert (tmp_path / "discord.json").stat().st_mode & 0o077 == 0


async def test_nothing_of_a_strangers_is_used_but_one_in_danger_is_told_where_help_is(
    server: Discord, mina: Person, maum: Run
) -> None:
    jun, writer = server.person("Jun"), Repeating()
    async with maum(generator=writer):
        jun.speaks(voice_of(1.0), seconds=1.0)
        await server.until(lambda: jun.chat.texts)
        jun.says(DANGER)
        await server.until(lambda: len(jun.chat.texts) == 2)
    assert f"/allow {jun.id}" in jun.chat.texts[0]
    assert "109" in jun.chat.texts[1]
    assert writer.prompts == [] and server.made("attachment") == []
