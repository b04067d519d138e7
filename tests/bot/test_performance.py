"""What is heard and seen of an answer, and when."""

import asyncio
from collections.abc import Callable
from dataclasses import replace

from scenes.meeting import met

from bot.companion import Companion
from bot.events import ChatKey, Delta, Incoming, Pictured, Spoke
from bot.testing import ScriptedGenerator, ScriptedSynthesizer, played

CHAT = ChatKey(messenger="test", chat="1", person="1")
LOST = Incoming(chat=CHAT, text="면접에서 떨어졌어")

Build = Callable[..., Companion]


async def test_every_sentence_is_read_before_it_is_heard(companion_of: Build) -> None:
    companion = companion_of(store=await met(CHAT))
    events = await played(companion.turn(replace(LOST, speak=True)))
    read = ""
    spoken = []
    for event in events:
        if isinstance(event, Delta):
            read += event.text
        if isinstance(event, Spoke):
            sentence = event.audio.data.decode()
            assert sentence in read
            spoken.append(sentence)
    assert spoken == ["그랬구나.", "많이 속상했겠어요."]


async def test_sentence_one_is_spoken_while_sentence_two_is_written(companion_of: Build) -> None:
    gate = asyncio.Event()

    class Gated(ScriptedGenerator):
        async def reply(self, prompt, /):  # type: ignore[no-untyped-def]
            yield "하나. "
            yield "둘"
            await gate.wait()
            yield "."

    companion = companion_of(generator=Gated(), store=await met(CHAT))
    async with companion.turn(replace(LOST, speak=True)) as turn:
        async for event in turn:
            if isinstance(event, Spoke):
                assert event.audio.data.decode() == "하나."
                break
        gate.set()
        assert [e.audio.data.decode() async for e in turn if isinstance(e, Spoke)] == ["둘."]


async def test_the_voice_follows_the_mood(companion_of: Build) -> None:
    synthesizer = ScriptedSynthesizer()
    await played(companion_of(synthesizer=synthesizer).turn(replace(LOST, speak=True)))
    assert {prosody.rate for _, prosody in synthesizer.spoken} == {0.92}


async def test_a_reply_that_is_not_wanted_aloud_is_not_spoken(companion_of: Build) -> None:
    synthesizer = ScriptedSynthesizer()
    events = await played(companion_of(synthesizer=synthesizer).turn(LOST))
    assert synthesizer.spoken == []
    assert not any(isinstance(event, Spoke) for event in events)


async def test_the_face_comes_once_as_long_as_it_stays(companion_of: Build) -> None:
    companion = companion_of()
    first, second, third = [
        await played(companion.turn(Incoming(chat=CHAT, text=text)))
        for text in ("면접에서 떨어졌어", "또 떨어졌어", "합격했어!")
    ]
    assert any(isinstance(event, Pictured) for event in first)
    assert not any(isinstance(event, Pictured) for event in second)
    assert any(isinstance(event, Pictured) for event in third)
