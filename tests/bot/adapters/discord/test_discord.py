"""A conversation on Discord, seen from the person's side."""

from collections.abc import Callable

import pytest
from scenes.backends import Growing, Repeating, voice_of
from scenes.discord import Run
from scenes.talking import Talking
from servers.discord import Discord, Person, missing_permissions
from servers.discord.places import VOICE_MESSAGE

from bot.testing import ScriptedGenerator, ScriptedTranscriber


class TestTalking(Talking):
    """On Discord."""

    announced = ("/start", "client_id=")
    invitation = r"/start (\w+)"


async def test_it_is_shown_that_an_answer_is_made(server: Discord, mina: Person, maum: Run) -> None:
    async with maum():
        mina.says("안녕")
        await server.until(lambda: mina.chat.texts)
    assert mina.chat.typing


async def test_nobody_is_pinged(server: Discord, mina: Person, maum: Run) -> None:
    writer = ScriptedGenerator(pieces=("@everyone ", mina.mention))
    talk = server.channel(server.guild("가족", mina), "이야기")
    async with maum(generator=writer):
        mina.says(f"{server.me.mention} 모두 불러 줘", to=talk)
        (answer,) = await server.until(lambda: talk.replies)
    assert answer.given["allowed_mentions"] == {"parse": []}


async def test_a_slow_reply_grows_by_edits_of_one_message(
    server: Discord, mina: Person, maum: Run
) -> None:
    writer = Growing()
    async with maum(generator=writer):
        mina.says("세어 줘")
        await server.until(lambda: mina.chat.texts == ["하나 …"])
        writer.gate.set()
        await server.until(lambda: mina.chat.texts == ["하나 둘"])
    assert mina.chat.replies[0].earlier[0] == "하나 …"


async def test_a_long_reply_is_several_messages(server: Discord, mina: Person, maum: Run) -> None:
    sentence = "오늘은 참 긴 하루였어요. "
    async with maum(generator=ScriptedGenerator(pieces=(sentence * 200,))):
        mina.says("길게")
        await server.until(lambda: sum(map(len, mina.chat.texts)) > 199 * len(sentence))
    assert len(mina.chat.texts) == 2
    assert all(text.endswith("하루였어요.") for text in mina.chat.texts)


async def test_the_face_is_the_thumbnail_when_the_mood_changed(
    server: Discord, mina: Person, maum: Run
) -> None:
    async with maum():
        for number, text in enumerate(("안녕", "시험에 떨어졌어", "또 떨어졌어"), 1):
            mina.says(text)
            await server.until(lambda n=number: len(mina.chat.texts) == n)
            if number < 3:
                await server.until(lambda n=number: mina.chat.replies[n - 1].embeds)
    first, second, third = mina.chat.replies
    (embed,), (face,) = first.embeds, first.attachments
    assert embed["thumbnail"]["url"] == f"attachment://{face.name}"
    assert face.data.startswith(b"\x89PNG")
    assert second.embeds and not third.embeds


async def test_a_voice_message_is_shown_as_text_and_answered_by_one(
    server: Discord, mina: Person, maum: Run
) -> None:
    async with maum(transcriber=ScriptedTranscriber(text="오늘 힘들었어")):
        asked = mina.speaks(voice_of(1.0), seconds=1.0)
        (voice,) = await server.until(lambda: [one for one in mina.chat.replies if one.is_voice])
    assert mina.chat.texts == ["🎤 오늘 힘들었어", "[오늘 힘들었어]", "-# AI 음성"]
    assert mina.chat.replies[0].reply_to is asked
    (file,) = voice.attachments
    assert 0.5 < (file.seconds or 0) <= 2
    assert file.data.startswith(b"OggS")


async def test_where_it_may_send_no_voice_message_it_sends_a_file(
    server: Discord, mina: Person, maum: Run
) -> None:
    server.refuses_voice = True
    async with maum():
        mina.speaks(voice_of(1.0), seconds=1.0)
        (sent,) = await server.until(lambda: [one for one in mina.chat.replies if _has_sound(one)])
    assert not sent.flags & VOICE_MESSAGE


def _has_sound(message) -> bool:  # type: ignore[no-untyped-def]
    return any(one.data.startswith(b"OggS") for one in message.attachments)


@pytest.mark.parametrize(
    ("give", "told"),
    [
        (lambda mina: mina.speaks(voice_of(1.0), seconds=601), "너무 길어서"),
        (lambda mina: mina.hands(bytes(20 * 2**20 + 1), "a.mp3", "audio/mpeg"), "너무 커서"),
        (lambda mina: mina.hands(b"\x89PNG", "a.png", "image/png"), "볼 수가 없어요"),
    ],
)
async def test_what_cannot_be_taken_is_refused_kindly_and_not_fetched(
    server: Discord, mina: Person, maum: Run, give: Callable[[Person], object], told: str
) -> None:
    async with maum():
        give(mina)
        assert told in (await server.until(lambda: mina.chat.texts))[0]
    assert server.made("attachment") == []


async def test_a_doubt_is_answered_with_the_reason(
    server: Discord, mina: Person, maum: Run
) -> None:
    async with maum():
        mina.says("시험에 떨어졌어")
        (answer,) = await server.until(lambda: mina.chat.replies)
        mina.reacts(answer, "👎")
        await server.until(lambda: len(mina.chat.texts) == 2)
    assert "시험에 떨어졌어" in mina.chat.texts[1]
    (row,) = mina.chat.replies[1].components
    assert row["components"][0]["type"] == 3, "more than five moods are a menu"


async def test_a_typed_command_is_answered_with_buttons(
    server: Discord, mina: Person, maum: Run
) -> None:
    async with maum():
        mina.says("/start")
        (hello,) = await server.until(lambda: mina.chat.replies)
    (row,) = hello.components
    assert [one["custom_id"] for one in row["components"]] == ["maum:/help", "maum:/safety"]


async def test_a_channel_that_is_closed_to_it_costs_nobody_else_anything(
    server: Discord, mina: Person, maum: Run
) -> None:
    writer = Repeating()
    async with maum(generator=writer):
        server.fail("POST /channels/{channel}/messages", missing_permissions())
        mina.says("하나")
        await server.until(lambda: any(one.status == 403 for one in server.calls))
        mina.says("둘")
        await server.until(lambda: mina.chat.texts)
    assert mina.chat.texts == ["[둘]"]
