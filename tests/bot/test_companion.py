"""The order of a turn, what is kept of it, and what is left of it when parts fail."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scenes.meeting import met

from bot.companion import Companion
from bot.events import (
    ChatKey,
    Degraded,
    Delta,
    Ended,
    Failed,
    Felt,
    Heard,
    Incoming,
    Pictured,
    Replied,
    Spoke,
    Stage,
)
from bot.parts import Parts
from bot.protocols import Checkin, Line, Prompt, Used
from bot.testing import (
    MemoryStore,
    ScriptedClassifier,
    ScriptedGenerator,
    ScriptedRenderer,
    ScriptedSynthesizer,
    ScriptedTranscriber,
    played,
)
from config.errors import (
    AvatarError,
    BadAudio,
    EmotionError,
    NoVoice,
    NoWeights,
    ReplyError,
    StoreError,
)
from config.moods import Mood
from speech.audio import Audio

CHAT = ChatKey(messenger="test", chat="1", person="1")
VOICE = Audio(b"a voice message", "audio/ogg")
LOST = Incoming(chat=CHAT, text="면접에서 떨어졌어")

Build = Callable[..., Companion]


async def test_a_text_is_felt_answered_and_met_with_a_face(companion_of: Build) -> None:
    events = await played(companion_of(store=await met(CHAT)).turn(LOST))
    felt = next(event for event in events if isinstance(event, Felt))
    assert (felt.mood, felt.tone) == (Mood.SAD, "comforting")
    assert Replied("그랬구나. 많이 속상했겠어요.") in events
    assert [event.portrait.face for event in events if isinstance(event, Pictured)] == ["concerned"]
    assert events[-1] == Ended()


async def test_what_a_reply_took_is_counted_and_not_told(companion_of: Build) -> None:
    class Paid:
        async def reply(self, _prompt: Prompt, /) -> AsyncIterator[str | Used]:
            yield "그랬구나."
            yield Used(40)

    companion = companion_of(generator=Paid(), store=await met(CHAT))
    for _ in range(2):
        events = await played(companion.turn(LOST))
        assert Replied("그랬구나.") in events and events[-1] == Ended()
    assert companion.meter.used(CHAT.who).tokens == 80


async def test_a_voice_message_is_heard_first(companion_of: Build) -> None:
    transcriber = ScriptedTranscriber("면접에서 떨어졌어", "ko")
    events = await played(
        companion_of(transcriber=transcriber).turn(Incoming(chat=CHAT, voice=VOICE))
    )
    assert events[0] == Heard("면접에서 떨어졌어", "ko")
    assert isinstance(events[1], Felt)


async def test_what_was_heard_live_is_told_and_answered_at_once(companion_of: Build) -> None:
    heard = replace(LOST, heard=True, speak=None)
    events = await played(companion_of().turn(heard, settle=3600))
    assert events[0] == Heard(LOST.text, "ko")
    assert any(isinstance(event, Spoke) for event in events)


async def test_the_notice_comes_at_first_contact_and_only_then(companion_of: Build) -> None:
    companion = companion_of()
    first = await played(companion.turn(LOST))
    second = await played(companion.turn(LOST))
    notice = next(event.text for event in first if isinstance(event, Delta))
    assert "AI" in notice
    assert Delta(notice) not in second


@pytest.mark.parametrize(
    ("part", "stage", "code"),
    [
        ({"classifier": ScriptedClassifier(error=EmotionError())}, Stage.EMOTION, "emotion"),
        ({"classifier": ScriptedClassifier(error=RuntimeError())}, Stage.EMOTION, "emotion"),
        ({"synthesizer": ScriptedSynthesizer(error=NoVoice())}, Stage.SPEECH, "speech.voice"),
        ({"renderer": ScriptedRenderer(error=AvatarError())}, Stage.AVATAR, "avatar"),
        ({"store": MemoryStore(error=StoreError())}, Stage.MEMORY, "store"),
    ],
)
async def test_an_optional_part_that_fails_costs_no_text(
    companion_of: Build, part: dict[str, object], stage: Stage, code: str
) -> None:
    events = await played(companion_of(**part).turn(replace(LOST, speak=True)))
    assert Degraded(stage, code) in events
    assert any(isinstance(e, Replied) and e.text.endswith("속상했겠어요.") for e in events)
    assert events[-1] == Ended()


@pytest.mark.parametrize(
    ("part", "incoming", "code"),
    [
        ({"generator": ScriptedGenerator(error=ReplyError())}, LOST, "reply"),
        ({"generator": ScriptedGenerator([])}, LOST, "reply"),
        ({}, Incoming(chat=CHAT, text=" \n\u0000"), "message.empty"),
        ({}, Incoming(chat=CHAT, text="가" * 1_000_000), "message.long"),
        (
            {"transcriber": ScriptedTranscriber("")},
            Incoming(chat=CHAT, voice=VOICE),
            "message.silence",
        ),
        (
            {"transcriber": ScriptedTranscriber(error=NoWeights())},
            Incoming(chat=CHAT, voice=VOICE),
            "speech.weights",
        ),
        (
            {"transcriber": ScriptedTranscriber(error=BadAudio())},
            Incoming(chat=CHAT, voice=VOICE),
            "speech.audio",
        ),
    ],
)
async def test_what_cannot_be_answered_fails_with_its_code(
    companion_of: Build, part: dict[str, object], incoming: Incoming, code: str
) -> None:
    store = await met(CHAT)
    events = await played(companion_of(**{"store": store, **part}).turn(incoming))
    assert events[-1] == Failed(code)


async def test_a_lone_surrogate_does_no_harm(companion_of: Build) -> None:
    store = MemoryStore()
    events = await played(
        companion_of(store=store).turn(Incoming(chat=CHAT, text="떨어\udc80졌어 \ud83d"))
    )
    assert events[-1] == Ended()
    kept = (await store.history(CHAT, limit=1 + 1))[0].text
    assert kept.encode("utf-8")


async def test_a_writer_is_told_the_time_by_the_persons_own_clock(companion_of: Build) -> None:
    generator, store = ScriptedGenerator(), MemoryStore()
    companion = companion_of(generator=generator, store=store)
    for zone in ("+13:15", "-10:45"):
        await store.check_in(Checkin(chat=CHAT, hours=(9,), language="ko", zone=zone))
        await played(companion.turn(LOST))
    offsets = [prompt.at.strftime("%z") for prompt in generator.prompts if prompt.at]
    assert offsets == ["+1315", "-1045"]


async def test_both_sides_are_kept_with_mood_and_level(companion_of: Build) -> None:
    store = await met(CHAT)
    await played(companion_of(store=store).turn(LOST))
    you, me = await store.history(CHAT, limit=10)
    assert (you.speaker, you.text, you.mood) == ("user", "면접에서 떨어졌어", Mood.SAD)
    assert (me.speaker, me.text) == ("companion", "그랬구나. 많이 속상했겠어요.")


async def test_an_interrupted_reply_is_kept_as_far_as_it_was_read(companion_of: Build) -> None:
    store = await met(CHAT)
    async with companion_of(store=store).turn(LOST) as turn:
        async for event in turn:
            if event == Delta("많이 "):
                break
    assert [line.text for line in await store.history(CHAT, limit=10)] == [
        "면접에서 떨어졌어",
        "그랬구나. 많이 ",
    ]


async def test_messages_without_an_answer_are_answered_together(companion_of: Build) -> None:
    store, generator = await met(CHAT), ScriptedGenerator()
    await store.append(CHAT, Line(speaker="companion", text="안녕하세요.", at=datetime.now(UTC)))
    await store.append(CHAT, Line(speaker="user", text="있잖아", at=datetime.now(UTC)))
    await played(companion_of(store=store, generator=generator).turn(LOST))
    prompt = generator.prompts[0]
    assert prompt.message == "있잖아\n면접에서 떨어졌어"
    assert [line.text for line in prompt.history] == ["안녕하세요."]


async def test_a_message_told_again_after_a_crash_is_remembered_once(companion_of: Build) -> None:
    store, generator = await met(CHAT), ScriptedGenerator()
    companion = companion_of(store=store, generator=generator)
    before = replace(LOST, text="있잖아", id="6")
    await played(companion.turn(before))
    for _ in range(2):
        await played(companion.turn(replace(LOST, id="7")))
    assert [line.text for line in await store.history(CHAT, limit=10)] == [
        "있잖아", "그랬구나. 많이 속상했겠어요.", "면접에서 떨어졌어", "그랬구나. 많이 속상했겠어요.",
    ]  # fmt: skip
    *_, first, again = generator.prompts
    assert first.message == again.message == "면접에서 떨어졌어"
    assert first.history == again.history


async def test_the_reply_is_in_the_language_of_the_message(companion_of: Build) -> None:
    generator = ScriptedGenerator()
    companion = companion_of(generator=generator)
    for text in ("안녕", "hello there", "123"):
        await played(companion.turn(Incoming(chat=CHAT, text=text, language="en")))
    assert [prompt.language for prompt in generator.prompts] == ["ko", "en", "en"]


_ERRORS = st.sampled_from([None, BadAudio(), ReplyError(), StoreError(), RuntimeError("bug")])
_TEXTS = st.sampled_from(
    ["안녕", "면접에서 떨어졌어", "죽고 싶어", "", "hello\udcff", "합격! 최고."]
)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    text=_TEXTS,
    voice=st.booleans(),
    speak=st.booleans(),
    errors=st.tuples(_ERRORS, _ERRORS, _ERRORS, _ERRORS, _ERRORS, _ERRORS),
    pieces=st.lists(st.sampled_from(["하나. ", "둘", "?", " ", "three!\n"]), max_size=60),
    leave_after=st.one_of(st.none(), st.integers(0, 20)),
)
async def test_every_turn_keeps_the_grammar_and_leaves_nothing_behind(
    parts: Parts,
    companion_of: Build,
    text: str,
    voice: bool,
    speak: bool,
    errors: tuple[Exception | None, ...],
    pieces: list[str],
    leave_after: int | None,
) -> None:
    companion = companion_of(
        transcriber=ScriptedTranscriber(text, error=errors[0]),
        classifier=ScriptedClassifier(error=errors[1]),
        generator=ScriptedGenerator(pieces, error=errors[2]),
        synthesizer=ScriptedSynthesizer(error=errors[3]),
        renderer=ScriptedRenderer(error=errors[4]),
        store=MemoryStore(error=errors[5]),
    )
    incoming = Incoming(chat=CHAT, text=text, voice=VOICE if voice else None, speak=speak)
    if leave_after is None:
        await played(companion.turn(incoming))
        return
    before = asyncio.all_tasks()
    async with companion.turn(incoming) as turn:
        async for _ in turn:
            leave_after -= 1
            if leave_after < 0:
                break
    assert asyncio.all_tasks() == before


async def test_what_was_said_before_the_lines_in_view_is_known_too(companion_of: Build) -> None:
    generator = ScriptedGenerator()
    companion = companion_of(generator=generator, store=MemoryStore())
    for number in range(15):
        await played(companion.turn(Incoming(chat=CHAT, text=f"오늘은 {number}번 버스를 탔어")))
    prompt = generator.prompts[-1]
    assert (len(prompt.earlier), len(prompt.history)) == (8, 20)
    assert prompt.earlier[0].text == "오늘은 0번 버스를 탔어"
