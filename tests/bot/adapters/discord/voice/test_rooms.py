"""Conversations in a voice channel, aloud on both sides; only the words are scripted."""

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import discord
import numpy as np
import pytest
from scenes.backends import Humming
from scenes.calls import RATE, Place, opened, pitch, voice_state
from scenes.visits import Words, visiting
from servers.discord.places import STAGE

from bot.care.answer import Answers
from bot.protocols import Prompt
from bot.testing import ScriptedGenerator, ScriptedSynthesizer
from config.errors import CallFailed, CallRefused, NoVoice, NoWeights, explain
from speech.decoding import decode
from speech.espeak import Espeak
from speech.live.ear import LiveEar
from speech.protocols import Prosody, Transcript
from speech.samples import Samples
from speech.whisper import Whisper


async def test_it_says_who_it_is_and_that_it_listens(place: Place, tmp_path: Path) -> None:
    (mina,), voice = place.voice.people.values(), Humming(0.4)
    async with visiting(place, tmp_path, voice=voice):
        await place.voice.until(lambda: len(mina.heard) >= 10)
        assert "마음" in voice.spoken[0] and "AI" in voice.spoken[0]
        await place.server.until(lambda: place.channel.texts)
        assert "마음" in place.channel.texts[0]
        assert "AI" in place.channel.texts[0]


async def test_it_hears_answers_aloud_and_remembers(
    place: Place, tmp_path: Path, speech: Samples
) -> None:
    (mina,) = place.voice.people.values()
    async with visiting(place, tmp_path, "오늘 면접에서 떨어졌어") as visit:
        await visit.greeted(mina)
        before = len(mina.heard)
        visit.says(mina, speech)
        await mina.hears(15)
        await visit.quiet()
        assert abs(pitch(mina.listened(mina.heard[before:]), 48_000) - 440) < 10
        assert mina.clear == mina.unopened == 0
        assert await visit.lines(mina) == [
            ("user", "오늘 면접에서 떨어졌어"),
            ("companion", "그랬구나. 많이 속상했겠어요."),
        ]
        status = visit.status
    assert status.connected
    assert status.frames > 40
    assert [stage for stage, _ in status.latency] == ["pause", "thought", "voice", "sent"]
    kept = await asyncio.to_thread(os.listdir, tmp_path)
    assert kept == [], "something of it is in a file"


async def test_real_ears_understand_what_the_call_carries(
    place: Place, tmp_path: Path, whisper_base: Path
) -> None:
    (mina,) = place.voice.people.values()
    async with Espeak() as voice, Whisper(str(whisper_base), languages=("en",)) as whisper:
        clip = await voice.synthesize(
            "My mother called me in the afternoon.", language="en", prosody=Prosody()
        )
        ear = lambda: LiveEar(whisper, complete=_never, gap=0.05, pause=0.3)  # noqa: E731
        async with visiting(place, tmp_path, ear=ear) as visit:
            await visit.greeted(mina)
            visit.says(mina, decode(clip, rate=RATE))
            await mina.hears(5)
            assert "mother" in visit.writer.prompts[0].message


async def _never(_speech: Samples) -> bool:
    return False


async def test_who_interrupts_silences_it_and_what_was_heard_is_remembered(
    place: Place, tmp_path: Path, speech: Samples
) -> None:
    (mina,) = place.voice.people.values()
    voice, writer = (
        Humming(0.1),
        ScriptedGenerator(("하나 둘 셋 넷. ", "다섯 여섯 일곱 여덟. ", "아홉 열.")),
    )
    words = ("이야기해 줘", "잠깐만 내 말 좀 들어 봐")
    async with visiting(place, tmp_path, *words, voice=voice, writer=writer) as visit:
        await visit.greeted(mina)
        voice.seconds = 1.0
        visit.says(mina, speech)
        await mina.hears(60)
        visit.says(mina, np.concatenate([speech, speech]))
        await visit.until_asked(2)
        first = await visit.lines(mina)
        assert first[0] == ("user", "이야기해 줘")
        assert first[1][0] == "companion"
        assert first[1][1].startswith("하나 둘 셋 넷. 다섯")
        assert first[1][1].endswith("—")
        assert "열" not in first[1][1]
        assert visit.writer.prompts[1].history[1].text == first[1][1]


async def test_a_nod_aloud_lets_it_go_on(place: Place, tmp_path: Path, speech: Samples) -> None:
    (mina,) = place.voice.people.values()
    voice = Humming(0.1)
    async with visiting(place, tmp_path, "오늘 힘들었어", "응", voice=voice) as visit:
        await visit.greeted(mina)
        before, voice.seconds = len(mina.heard), 0.9
        visit.says(mina, speech)
        await mina.hears(10)
        visit.says(mina, speech[: RATE * 3 // 5])
        await visit.voice.until(lambda: not visit.words.texts)
        await visit.voice.until(lambda: len(mina.heard) - before >= 90)  # two sentences
        assert len(visit.writer.prompts) == 1
        assert (await visit.lines(mina))[-1] == ("companion", "그랬구나. 많이 속상했겠어요.")


async def test_of_several_only_who_is_in_the_conversation_is_answered(
    tmp_path: Path, speech: Samples
) -> None:
    async with opened("Mina", "Jun") as place:
        mina, jun = place.voice.people.values()
        words = ("저녁 뭐 먹지", "마음아, 나 오늘 슬퍼", "파스타 어때", "고마워", "준아, 나갈까?")
        async with visiting(place, tmp_path, *words) as visit:
            await visit.greeted(mina)
            visit.says(mina, speech)  # to Jun
            await visit.voice.until(lambda: len(visit.words.texts) == 4)
            visit.says(jun, speech)  # by name
            await visit.until_asked(1)
            await visit.quiet()
            visit.says(mina, speech)  # to Jun
            await visit.voice.until(lambda: len(visit.words.texts) == 2)
            visit.says(jun, speech)  # goes on with the companion
            await visit.until_asked(2)
            first, second = visit.writer.prompts
            assert first.message == "마음아, 나 오늘 슬퍼"
            assert "«Mina», «Jun»" in first.scene
            assert "«Mina»: «저녁 뭐 먹지»" in first.scene
            assert second.message == "고마워"
            assert "«Mina»: «파스타 어때»" in second.scene
            assert await visit.lines(mina, alone=False) == []


async def test_who_is_not_in_the_conversation_does_not_break_it_off(
    tmp_path: Path, speech: Samples
) -> None:
    async with opened("Mina", "Jun") as place:
        mina, jun = place.voice.people.values()
        voice, words = Humming(0.1), ("마음아, 나 오늘 슬퍼", "저녁 뭐 먹지")
        async with visiting(place, tmp_path, *words, voice=voice) as visit:
            await visit.greeted(mina)
            before, voice.seconds = len(mina.heard), 0.6
            visit.says(mina, speech)
            await mina.hears(5)
            visit.says(jun, speech)
            await visit.voice.until(lambda: not visit.words.texts)
            await visit.voice.until(lambda: len(mina.heard) - before >= 60)  # two sentences
            told = (await visit.lines(mina, alone=False))[-1]
            assert told == ("companion", "그랬구나. 많이 속상했겠어요.")


async def test_who_was_answered_a_while_ago_calls_it_again(tmp_path: Path, speech: Samples) -> None:
    async with opened("Mina", "Jun") as place:
        mina, _ = place.voice.people.values()
        words = ("마음아, 안녕", "저녁 뭐 먹지", "마음아, 넌 뭐 먹을래")
        async with visiting(place, tmp_path, *words, follow_up=0.0) as visit:
            await visit.greeted(mina)
            visit.says(mina, speech)
            await mina.hears(5)
            await visit.quiet()
            visit.says(mina, speech)  # to Jun
            await visit.voice.until(lambda: len(visit.words.texts) == 1)
            visit.says(mina, speech)
            await visit.until_asked(2)
            assert [one.message for one in visit.writer.prompts] == [words[0], words[2]]


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


async def test_both_sides_are_written_along_where_that_is_wanted(
    place: Place, tmp_path: Path, speech: Samples
) -> None:
    (mina,) = place.voice.people.values()
    async with visiting(place, tmp_path, "오늘 힘들었어", captions=True) as visit:
        await visit.greeted(mina)
        visit.says(mina, speech)
        await place.server.until(lambda: len(place.channel.texts) == 3)
        assert place.channel.texts[1:] == [
            "**Mina**: 오늘 힘들었어",
            "**마음**: 그랬구나. 많이 속상했겠어요.",
        ]


async def test_a_reply_that_cannot_be_spoken_is_written_to_whom_it_is_for(
    place: Place, tmp_path: Path, speech: Samples
) -> None:
    (mina,) = place.voice.people.values()
    voice = ScriptedSynthesizer(error=NoVoice("none"))
    async with visiting(place, tmp_path, "오늘 힘들었어", voice=voice) as visit:
        visit.says(mina, speech)
        chat = place.server.direct(place.server.users[mina.id])
        await place.server.until(lambda: chat.texts)
        assert chat.texts == ["**마음**: 그랬구나. 많이 속상했겠어요."]
        assert visit.status.speaking == NoVoice.code


async def test_ears_that_fail_are_told_in_the_status(
    place: Place, tmp_path: Path, speech: Samples
) -> None:
    (mina,) = place.voice.people.values()
    async with visiting(place, tmp_path, NoWeights("none"), "들려?") as visit:
        visit.says(mina, speech)
        await visit.until(lambda: visit.status.hearing == NoWeights.code)
        visit.says(mina, speech)
        await visit.until_asked(1)
        assert visit.status.hearing == ""


class Weightless(Words):
    """Hears nothing, as its weights are missing."""

    async def draft(self, _speech: Samples, /) -> Transcript | None:
        raise NoWeights("none")


async def test_ears_that_cannot_hear_are_told_before_anybody_speaks(
    place: Place, tmp_path: Path
) -> None:
    ear = lambda: LiveEar(Weightless(), complete=_never)  # noqa: E731
    async with visiting(place, tmp_path, ear=ear) as visit:
        await visit.until(lambda: visit.status.hearing == NoWeights.code)


async def test_help_comes_aloud_and_in_writing_to_the_person_alone(
    place: Place, tmp_path: Path, speech: Samples
) -> None:
    (mina,) = place.voice.people.values()
    async with visiting(place, tmp_path, "나 그냥 죽고 싶어") as visit:
        await visit.greeted(mina)
        visit.says(mina, speech)
        user = place.server.users[mina.id]
        await mina.hears(5)
        await place.server.until(lambda: place.server.direct(user).texts)
        assert "109" in "".join(place.server.direct(user).texts)
        assert len(place.channel.texts) == 1
        assert visit.writer.prompts == []


async def test_where_somebody_takes_no_messages_the_chat_gets_help_that_names_nobody(
    place: Place, tmp_path: Path, speech: Samples
) -> None:
    (mina,) = place.voice.people.values()
    place.server.users[mina.id].blocks()
    async with visiting(place, tmp_path, "나 그냥 죽고 싶어") as visit:
        await visit.greeted(mina)
        visit.says(mina, speech)
        await place.server.until(lambda: place.channel.texts[1:])
        assert place.channel.texts[1:] == [Answers(country="KR").for_all("ko")]


async def test_who_has_used_up_the_day_is_told_so_but_never_left_in_danger(
    place: Place, tmp_path: Path, speech: Samples
) -> None:
    (mina,) = place.voice.people.values()
    async with visiting(place, tmp_path, "안녕", "나 그냥 죽고 싶어", refusal="내일 봐요") as visit:
        await visit.greeted(mina)
        visit.says(mina, speech)
        await place.server.until(lambda: place.channel.texts[1:] == ["내일 봐요"])
        assert await visit.lines(mina) == []
        visit.says(mina, speech)
        await mina.hears(5)
        assert (await visit.lines(mina))[0] == ("user", "나 그냥 죽고 싶어")


async def test_it_leaves_when_nobody_is_left(place: Place, tmp_path: Path) -> None:
    (mina,) = place.voice.people.values()
    async with visiting(place, tmp_path, grace=0.0) as visit:
        await visit.greeted(mina)
        place.enters(place.server.users[mina.id], None)
        await visit.gone()
        assert not place.guild.voice_states


async def test_it_leaves_when_told(place: Place, tmp_path: Path) -> None:
    async with visiting(place, tmp_path) as visit:
        assert await visit.rooms.leave(place.guild.id)
        assert not await visit.rooms.leave(place.guild.id)
        assert visit.rooms.status(place.guild.id) is None
        assert [one["user_id"] for one in place.guild.voice_states] == [
            str(one) for one in place.voice.people
        ]


async def test_it_does_not_come_back_where_it_was_taken_out(place: Place, tmp_path: Path) -> None:
    async with visiting(place, tmp_path) as visit:
        place.enters(place.server.me, None)
        await visit.gone()
        await visit.rooms.join(place.here)
        await visit.ready()


async def test_it_follows_where_it_is_moved(place: Place, tmp_path: Path) -> None:
    async with visiting(place, tmp_path) as visit:
        place.enters(place.server.me, place.other)
        await place.server.until(lambda: place.other.texts)
        assert visit.status.channel == place.other.id


async def test_who_comes_later_is_told_that_it_listens(place: Place, tmp_path: Path) -> None:
    async with visiting(place, tmp_path) as visit:
        await place.server.until(lambda: place.channel.texts)
        jun = place.server.person("Jun")
        place.guild.members[jun] = []
        place.enters(jun, place.channel)
        await place.server.until(lambda: len(place.channel.texts) == 2)
        assert "Jun" in place.channel.texts[1]
        assert visit.status.listening_to == 2


async def test_it_enters_anew_where_the_library_has_given_up(
    place: Place, tmp_path: Path, speech: Samples
) -> None:
    (mina,) = place.voice.people.values()
    async with visiting(place, tmp_path, "들려?") as visit:
        await visit.greeted(mina)
        await place.voice.close(4021)
        await place.voice.agreed(2)
        visit.says(mina, speech)
        await visit.until_asked(1)
        assert visit.status.rejoined == 1


async def test_it_enters_anew_where_the_server_has_closed_the_call_and_says_no_more(
    place: Place, tmp_path: Path, speech: Samples
) -> None:
    """discord.py would take the call for a good one, and wait half a minute for what follows."""
    (mina,) = place.voice.people.values()
    async with visiting(place, tmp_path, "들려?", patience=0.0) as visit:
        await visit.greeted(mina)
        await place.voice.close(4014)
        await place.voice.agreed(2)
        visit.says(mina, speech)
        await visit.until_asked(1)
        assert visit.status.rejoined == 1


async def test_who_calls_it_again_does_not_wait_until_a_broken_call_is_mended(
    place: Place, tmp_path: Path, speech: Samples
) -> None:
    async with visiting(place, tmp_path, "들려?", patience=3600.0) as visit:
        await visit.rooms.join(place.here)
        assert place.voice.did(0) == 1, "it was well"
        await place.voice.close(4014)
        await visit.until(lambda: not visit.status.connected)
        await visit.rooms.join(place.here)
        await place.voice.agreed(2)
        visit.says(next(iter(place.voice.people.values())), speech)
        await visit.until_asked(1)


async def test_in_a_new_session_with_discord_it_enters_anew_and_knows_who_came_meanwhile(
    place: Place, tmp_path: Path, speech: Samples
) -> None:
    """discord.py forgets its calls then, and nobody tells who came."""
    async with visiting(place, tmp_path, "마음아, 들려?") as visit:
        await place.server.until(lambda: place.channel.texts)
        jun = place.server.person("Jun")
        place.guild.members[jun] = []
        place.guild.voice_states.append(voice_state(place.guild, jun, place.channel))
        await place.server.gateway.drop(forget=True)
        await place.voice.agreed(2)
        await place.server.until(lambda: any("Jun" in text for text in place.channel.texts))
        await visit.until(lambda: visit.status.listening_to == 2)
        visit.says(next(iter(place.voice.people.values())), speech)
        await visit.until_asked(1)
    running = {task.get_name() for task in asyncio.all_tasks()}
    assert "Voice websocket poller" not in running


async def test_it_comes_back_when_the_voice_server_does(
    place: Place, tmp_path: Path, speech: Samples
) -> None:
    (mina,) = place.voice.people.values()
    async with visiting(place, tmp_path, "들려?") as visit:
        await visit.greeted(mina)
        place.voice.down = True
        await place.voice.close(4021)
        await place.voice.until(lambda: place.voice.turned_away)
        assert not visit.status.connected
        place.voice.down = False
        await place.voice.agreed(2)
        visit.says(mina, speech)
        await visit.until_asked(1)
        assert visit.status.rejoined == 1


async def test_the_status_says_that_the_server_keeps_it_from_hearing_or_being_heard(
    place: Place, tmp_path: Path
) -> None:
    async with visiting(place, tmp_path) as visit:
        me, told = place.here.guild.me, asyncio.Event()
        place.client.event(_named("on_voice_state_update", told))
        assert not (visit.status.deafened or visit.status.muted)
        state = voice_state(place.guild, place.server.me, place.channel)
        place.server.tell("VOICE_STATE_UPDATE", {**state, "deaf": True, "mute": True})
        async with asyncio.timeout(60):
            await told.wait()
        assert me.voice is not None
        assert visit.status.deafened and visit.status.muted


async def test_on_a_stage_it_asks_to_speak(place: Place, tmp_path: Path) -> None:
    async with visiting(place, tmp_path) as visit:
        stage = place.server.channel(place.guild, "무대", type_=STAGE)
        await visit.until(lambda: place.client.get_channel(stage.id) is not None)
        here = place.client.get_channel(stage.id)
        assert isinstance(here, discord.StageChannel)
        await visit.rooms.join(here)
        assert [one.status for one in place.server.made("/voice-states/@me")] == [204]
        assert visit.status.muted, "nobody has let it speak"


def _named(name: str, told: asyncio.Event) -> Callable[..., Awaitable[None]]:
    async def call(*_: object) -> None:
        told.set()

    call.__name__ = name
    return call


async def test_a_call_that_is_refused_from_some_time_on_is_given_up_and_why_is_told(
    place: Place, tmp_path: Path
) -> None:
    (mina,) = place.voice.people.values()
    async with visiting(place, tmp_path) as visit:
        await visit.greeted(mina)
        place.voice.refusal = 4017
        await place.voice.close(4021)
        await visit.gone()
        assert place.voice.did(0) == 4, "it was not tried thrice"
        assert explain(CallRefused.code, "ko") in place.channel.texts[-1]
        assert place.server.me.id not in place.here.voice_states


async def test_a_call_that_is_given_up_on_the_way_leaves_nothing(
    place: Place, tmp_path: Path
) -> None:
    async with visiting(place, tmp_path) as visit:
        await visit.rooms.leave(place.guild.id)
        place.server.gateway.calls = None  # no server will be named
        joining = asyncio.create_task(visit.rooms.join(place.here))
        await place.server.until(lambda: place.here.guild.voice_client)
        joining.cancel()
        await asyncio.wait([joining])
        assert place.here.guild.voice_client is None
        assert visit.rooms.status(place.guild.id) is None
    names = {task.get_name() for task in asyncio.all_tasks()}
    assert not any(name.startswith("maum-voice") for name in names)


async def test_a_channel_that_cannot_be_entered_is_told(tmp_path: Path) -> None:
    async with opened("Mina") as place:
        await place.client.close()
        with pytest.raises(CallFailed):
            async with visiting(place, tmp_path):
                pass


@pytest.mark.parametrize("code", [4012, 4016, 4017])
async def test_a_server_that_wants_another_encryption_is_told_at_once(
    place: Place, tmp_path: Path, code: int
) -> None:
    place.voice.refusal = code
    with pytest.raises(CallRefused):
        async with visiting(place, tmp_path):
            pass
    assert place.voice.did(0) == 1, "it was tried again"
    assert place.here.guild.voice_client is None
