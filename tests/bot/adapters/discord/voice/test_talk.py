"""A talk in a voice channel, aloud on both sides; only the words are scripted."""

import asyncio
import os
from pathlib import Path

import numpy as np
from scenes.backends import Humming
from scenes.calls import RATE, Place, opened, pitch
from scenes.visits import never, visiting

from bot.testing import ScriptedGenerator
from speech.decoding import decode
from speech.espeak import Espeak
from speech.live.ear import LiveEar
from speech.protocols import Prosody
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
        ear = lambda: LiveEar(whisper, complete=never, gap=0.05, pause=0.3)  # noqa: E731
        async with visiting(place, tmp_path, ear=ear) as visit:
            await visit.greeted(mina)
            visit.says(mina, decode(clip, rate=RATE))
            await mina.hears(5)
            assert "mother" in visit.writer.prompts[0].message


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
        await mina.hears(80)  # the middle of the second sentence
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
