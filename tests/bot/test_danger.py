"""A turn in which somebody is in danger, and those after it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from scenes.meeting import met

from bot.care.guard import Guard
from bot.care.lexicon import Kind
from bot.care.opinion import Opinion, Opinions, Passage
from bot.companion import Companion
from bot.events import Cared, ChatKey, Delta, Ended, Felt, Incoming, Level, Pictured, Replied
from bot.protocols import Line
from bot.testing import (
    MemoryStore,
    ScriptedClassifier,
    ScriptedGenerator,
    ScriptedRenderer,
    ScriptedSynthesizer,
    played,
)
from config.errors import AvatarError, NoVoice, ReplyError, StoreError

CHAT = ChatKey(messenger="test", chat="1", person="1")
DESPERATE = Incoming(chat=CHAT, text="죽고 싶어")

Build = Callable[..., Companion]
UNHURRIED = 3600.0
"""Seconds for the network: no test is decided by a busy machine."""


async def test_help_goes_out_with_every_other_part_down(companion_of: Build) -> None:
    forever = 3600.0
    companion = companion_of(
        classifier=ScriptedClassifier(delay=forever),
        generator=ScriptedGenerator(delay=forever),
        renderer=ScriptedRenderer(error=AvatarError()),
        store=MemoryStore(error=StoreError()),
        synthesizer=ScriptedSynthesizer(error=NoVoice()),
    )
    events = await played(companion.turn(replace(DESPERATE, speak=True)))
    assert Cared(Level.EXPLICIT) in events
    assert any(isinstance(event, Replied) and "109" in event.text for event in events)
    assert events[-1] == Ended()


async def test_help_is_neither_written_by_a_model_nor_put_behind_a_notice(
    companion_of: Build,
) -> None:
    generator = ScriptedGenerator()
    events = await played(companion_of(generator=generator).turn(DESPERATE))
    felt = next(event for event in events if isinstance(event, Felt))
    face = next(event.portrait.face for event in events if isinstance(event, Pictured))
    assert generator.prompts == []
    assert (felt.tone, face) == ("caring", "caring")
    assert len([event for event in events if isinstance(event, Delta)]) == 1


async def test_the_notice_stands_below_the_first_reply_after_help(companion_of: Build) -> None:
    companion = companion_of(store=MemoryStore())
    await played(companion.turn(DESPERATE))
    replies = [
        next(one.text for one in events if isinstance(one, Replied))
        for events in [
            await played(companion.turn(Incoming(chat=CHAT, text=text)))
            for text in ("회사에는 다녀왔어", "버스가 늦었어")
        ]
    ]
    notice = companion.safeguards.notice("ko", name=companion.persona.name["ko"])
    assert replies[0].endswith(f"\n\n{notice}") and not replies[0].startswith(notice)
    assert notice not in replies[1]


async def test_nobody_is_told_the_same_twice(companion_of: Build) -> None:
    companion = companion_of()
    told = []
    for text in ("남편이 저를 때려요", "신고하면 보복이 무서워요", "보복당할까 봐", "보복이요"):
        events = await played(companion.turn(Incoming(chat=CHAT, text=text)))
        told.append(next(one.text for one in events if isinstance(one, Replied)))
    assert len(set(told)) == len(told)


async def test_who_came_away_from_the_edge_is_not_asked_whether_they_will_jump(
    companion_of: Build,
) -> None:
    companion = companion_of()
    await played(companion.turn(Incoming(chat=CHAT, text="지금 난간에 서 있어")))
    events = await played(companion.turn(Incoming(chat=CHAT, text="난간에서 내려왔어")))
    assert Cared(Level.CONCERN) in events
    events = await played(
        companion.turn(Incoming(chat=CHAT, text="난간에서 내려왔어. 이제 약 먹고 죽을 거야"))
    )
    assert Cared(Level.IMMINENT) in events


class Suspicious:
    """A network that knows a farewell by two of its words together."""

    def read(self, passages: Sequence[Passage], /) -> Opinion | None:
        known = any("정리했어" in one and "고마웠어" in one for [one, *_] in passages)
        return Opinion(Level.IMMINENT, Kind.SELF_HARM) if known else None


@pytest.mark.parametrize(
    ("minutes", "before", "levels"),
    [
        (10, "마음이 편해", [Level.CONCERN, Level.NONE]),
        (90, "마음이 편해", [Level.NONE, Level.NONE]),
        (10, "이사 가는 날이야", [Level.NONE, Level.NONE]),
    ],
)
async def test_a_farewell_over_several_messages_is_asked_about_once(
    companion_of: Build, minutes: int, before: str, levels: list[Level]
) -> None:
    store, at = await met(CHAT), datetime.now(UTC) - timedelta(minutes=minutes)
    for text in (before, "이제 다 정리했어"):
        await store.append(CHAT, Line(speaker="user", text=text, at=at))
        await store.append(CHAT, Line(speaker="companion", text="그렇군요.", at=at))
    found = []
    async with Opinions(Suspicious, patience=UNHURRIED) as opinions:
        companion = companion_of(store=store, guard=Guard(opinions))
        for text in ("고마웠어 잘 지내", "고마웠어"):
            events = await played(companion.turn(Incoming(chat=CHAT, text=text)))
            found.append(next((e.level for e in events if isinstance(e, Cared)), Level.NONE))
    assert found == levels


async def test_a_writer_knows_of_a_crisis_just_before(companion_of: Build) -> None:
    generator = ScriptedGenerator()
    companion = companion_of(generator=generator)
    await played(companion.turn(DESPERATE))
    await played(companion.turn(Incoming(chat=CHAT, text="회사에는 다녀왔어")))
    assert generator.prompts[0].level is Level.EXPLICIT
    assert generator.prompts[0].tone == "caring"


@pytest.mark.parametrize("store", [MemoryStore(), MemoryStore(error=StoreError())])
async def test_the_guard_knows_what_it_asked_and_what_was_said(
    companion_of: Build, store: MemoryStore
) -> None:
    generator = ScriptedGenerator()
    companion = companion_of(store=store, generator=generator)
    said = ["죽고 싶어", "응", "아니", "약은 엄마한테 맡겼어", "응 있어"]
    told = [await played(companion.turn(Incoming(chat=CHAT, text=text))) for text in said]
    levels = [next(one.level for one in events if isinstance(one, Cared)) for events in told]
    assert levels == [Level.EXPLICIT] * 3 + [Level.CONCERN] * 2
    replies = [next(one.text for one in events if isinstance(one, Replied)) for events in told]
    for reply, words in zip(
        replies, ["109", "방법이나 시간", "정해 둔 것은 없", "멀어져", "곁에 사람"], strict=True
    ):
        assert words in reply
    assert generator.prompts == []


async def test_the_level_survives_a_restart(companion_of: Build) -> None:
    store = MemoryStore()
    await played(companion_of(store=store).turn(DESPERATE))
    events = await played(companion_of(store=store).turn(Incoming(chat=CHAT, text="응")))
    assert Cared(Level.EXPLICIT) in events


async def test_a_level_of_one_chat_is_none_of_another(companion_of: Build) -> None:
    companion = companion_of()
    await played(companion.turn(DESPERATE))
    elsewhere = replace(CHAT, chat="2")
    events = await played(companion.turn(Incoming(chat=elsewhere, text="응")))
    assert not any(isinstance(event, Cared) for event in events)


@pytest.mark.parametrize(
    "generator",
    [
        ScriptedGenerator(pieces=("그냥 ", "죽어. ", "다들 좋아할 거야.")),
        ScriptedGenerator(pieces=()),
        ScriptedGenerator(error=ReplyError()),
    ],
    ids=["hostile", "useless", "failing"],
)
async def test_in_danger_no_model_leads_anywhere_but_to_help(
    companion_of: Build, generator: ScriptedGenerator
) -> None:
    companion = companion_of(generator=generator)
    await played(companion.turn(DESPERATE))
    events = await played(companion.turn(Incoming(chat=CHAT, text="회사에는 다녀왔어")))
    reply = next(event.text for event in events if isinstance(event, Replied))
    assert "죽어" not in reply
    assert "109" in reply
    assert events[-1] == Ended()


async def test_who_comes_back_hours_after_danger_is_asked_how_it_went(companion_of: Build) -> None:
    store, earlier = await met(CHAT), datetime.now(UTC) - timedelta(hours=5)
    for speaker, text in [("user", "죽고 싶어"), ("companion", "109에 전화해 주세요.")]:
        line = Line(speaker=speaker, text=text, at=earlier, level=Level.EXPLICIT)
        await store.append(CHAT, line)
    events = await played(companion_of(store=store).turn(Incoming(chat=CHAT, text="날이 춥네")))
    reply = next(event.text for event in events if isinstance(event, Replied))
    assert reply.startswith("아까 힘든 이야기를 해 주었지요.")
    assert not any(isinstance(event, Cared) for event in events)


async def test_where_others_read_along_no_reply_shows_that_somebody_was_in_danger(
    companion_of: Build,
) -> None:
    group, earlier = replace(CHAT, chat="group", shared=True), datetime.now(UTC)
    store, generator = await met(group), ScriptedGenerator(["그래요."])
    for hours, text in [(5, "죽고 싶어"), (4, "산책 갈까")]:
        at, level = earlier - timedelta(hours=hours), Level.EXPLICIT if hours == 5 else Level.NONE
        await store.append(group, Line(speaker="user", text=text, at=at, level=level))
        answer = Line(speaker="companion", text=f"{text}?", at=at, level=level)
        await store.append(group, answer)
    companion = companion_of(store=store, generator=generator)
    events = await played(companion.turn(Incoming(chat=group, text="날이 춥네")))
    [prompt] = generator.prompts
    assert prompt.level is Level.NONE
    assert [line.text for line in prompt.history] == ["산책 갈까", "산책 갈까?"]
    assert [one.text for one in events if isinstance(one, Replied)] == ["그래요."]


async def test_a_forgotten_person_is_a_stranger(companion_of: Build) -> None:
    companion = companion_of(store=MemoryStore(error=StoreError()))
    await played(companion.turn(DESPERATE))
    companion.forget(CHAT.who)
    events = await played(companion.turn(Incoming(chat=CHAT, text="응")))
    assert not any(isinstance(event, Cared) for event in events)


async def test_despair_split_over_two_messages_is_understood(companion_of: Build) -> None:
    store = MemoryStore()
    await store.append(CHAT, Line(speaker="user", text="나 이제 그만", at=datetime.now(UTC)))
    events = await played(companion_of(store=store).turn(Incoming(chat=CHAT, text="살고 싶어")))
    assert Cared(Level.EXPLICIT) in events


async def told(companion: Companion, *texts: str) -> list[str]:
    """The replies to *texts*."""
    turns = [await played(companion.turn(Incoming(chat=CHAT, text=text))) for text in texts]
    return ["".join(one.text for one in turn if isinstance(one, Replied)) for turn in turns]


async def test_a_fresh_concern_beside_an_answer_is_what_is_answered(companion_of: Build) -> None:
    [*_, grief] = await told(companion_of(), "형이 자살했어", "아니 그건 아닌데 남편이 저를 때려요")
    assert "당신 잘못이 아니에요" in grief and "1366" in grief
    [*_, worry] = await told(companion_of(), "죽고 싶어", "아니 그건 아닌데 내 친구가 죽고 싶대")
    assert "그 사람" in worry


async def test_no_numbers_are_pressed_on_who_wants_none_until_it_is_graver(
    companion_of: Build,
) -> None:
    generator = ScriptedGenerator(error=ReplyError())
    companion = companion_of(generator=generator, store=await met(CHAT))
    _, _, calm, again, now, later = await told(
        companion,
        "죽고 싶어",
        "번호 같은 거 그만 보내",
        "오늘은 학교에 갔어",
        "그래도 죽고 싶어",
        "지금 옥상 난간에 서 있어",
        "지금 난간이야 뛰어내릴 거야",
    )
    assert not any(number in calm + again for number in ("109", "1577", "119"))
    assert "119" in now and "1577-0199" not in now
    assert "119" in later and "109" not in later
    assert generator.prompts[0].helpline == ""


async def test_a_hurt_child_is_sent_to_the_line_for_children_by_whatever_stands_in(
    companion_of: Build,
) -> None:
    generator = ScriptedGenerator(error=ReplyError())
    companion = companion_of(generator=generator, store=await met(CHAT))
    _, _, reply = await told(companion, "나 14살이야", "아빠가 저를 때려요", "숙제가 많아")
    assert "1388" in reply and "109" not in reply
    assert generator.prompts[-1].about == "abuse"
    assert (generator.prompts[-1].helpline or "").startswith("1388")
