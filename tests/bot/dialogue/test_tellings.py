"""Which kind of thing is told, and when that is spoken to."""

import asyncio
import random
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest
from scenes.embedders import FailingEmbedder

from bot.dialogue.answered import receipt
from bot.dialogue.lines import LANGUAGES, Situation
from bot.dialogue.paraphrases import Paraphrase
from bot.dialogue.plan import plan
from bot.dialogue.reranking import Candidate
from bot.dialogue.responding import LIKELY, SURE
from bot.dialogue.responses import Response
from bot.dialogue.scene import Scene
from bot.dialogue.script import script
from bot.dialogue.scripted import Scripted
from bot.dialogue.telling import offered
from bot.dialogue.tellings import DIRECTIONS, Likely, Tellings, shipped
from bot.dialogue.utterances import Floats
from bot.events import Level
from bot.memory.embedded import EmbeddedEmbedder
from bot.protocols import Line, Prompt
from config.moods import Mood, mood_table
from config.personas import persona

NOW = datetime(2026, 1, 1, 21, tzinfo=UTC)
UNSPOKEN = {"danger", "unclear"}
"""Kinds that are told apart and have no lines: care has those for a danger."""
AIRS = {"neutral", "gentle", "bright", "comic", "onward", "answering"}


def scene(
    message: str,
    *,
    mood: Mood = Mood.CALM,
    history: tuple[Line, ...] = (),
    before: Likely | None = None,
    candidates: Sequence[Candidate] = (),
    **likely: float,
) -> Scene:
    prompt = Prompt(
        message=message,
        language="ko",
        mood=mood,
        tone=mood_table().responses[mood].tone,
        persona=persona("maum"),
        history=history,
        at=NOW,
    )
    return Scene(prompt, script("ko"), {}, candidates, [likely, before or {}])


def kind(key: str) -> Situation:
    return script("ko").tellings[key]


def lines_for(
    *, before: Likely | None = None, said: Sequence[str] = (), **likely: float
) -> Sequence[Paraphrase]:
    return [*offered(likely, before or {}, script("ko").tellings, said, random.Random(1))]


def graded(key: str, grade: float = 0.95) -> Candidate:
    """Something that is said to the kind *key*, and good."""
    return Candidate(
        response=Response(heard=(), say=kind(key).say[0]), heard="", kind=key, grade=grade
    )


def told(key: str) -> Sequence[object]:
    return kind(key).say


async def test_an_embedder_that_fails_is_not_asked_again() -> None:
    failing = FailingEmbedder()
    tellings = Tellings(failing)
    texts = ("안녕", "잘 자", "안녕", "그래")
    assert [bool(await tellings.of(text)) for text in texts] == [True, False, True, False]
    assert failing.asked == 2


async def test_without_an_embedder_or_a_text_nothing_is_told() -> None:
    assert await Tellings().of("안녕") == {}
    assert await Tellings(FailingEmbedder()).of(" \n") == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_that_is_told_apart_has_lines(language: str) -> None:
    written = script(language).tellings
    assert {*shipped().keys} == written.keys() - AIRS | UNSPOKEN
    assert {kind.of for kind in written.values()} <= {"", *AIRS}
    assert sum(not kind.say for kind in written.values()) < 30  # mere parts of a story
    for kind in written.values():
        assert not kind.say or len(kind.say) >= 10, kind.key


def test_probabilities_add_up_and_stand_in_order() -> None:
    vector = np.full(384, 384**-0.5, np.float32)
    assert shipped().shares(vector[None]).sum() == pytest.approx(1)
    likely = shipped().of(vector)
    assert [*likely.values()] == sorted(likely.values(), reverse=True)


def test_what_is_told_is_spoken_to_by_its_kind() -> None:
    (lines, told) = (kind("praised").say, lines_for(praised=0.75))
    assert {one.kind for one in told} == {"praised"}
    assert all(one.response.say in lines and one.score == 0.75 for one in told)
    assert len({one.response.say for one in told}) == len(told) == 1


def test_what_is_likely_good_is_said_where_there_is_nothing_else() -> None:
    likely, sure = LIKELY["ko"].kind, SURE["ko"].kind
    guessed = scene("그래서 그렇게 됐어", candidates=[graded("praised", likely)], praised=0.75)
    assert guessed.response is None
    assert plan(guessed).say == [[kind("praised").say[0]]]
    told = scene("그래서 그렇게 됐어", candidates=[graded("praised", sure)], praised=0.75)
    assert told.response is not None


def test_no_kind_is_offered_twice() -> None:
    told = lines_for(before={"praised": 0.8}, praised=0.5, how_much=0.3)
    assert len({one.response.say for one in told}) == len(told)


def test_two_kinds_are_thought_of_and_none_that_is_unlikely() -> None:
    told = lines_for(praised=0.4, received=0.3, failed=0.2, costs=0.05)
    assert {one.kind for one in told} == {"praised", "received"}
    assert lines_for(praised=0.05) == []


def test_nothing_is_offered_that_was_said() -> None:
    first, *rest = kind("praised").say
    said = [line.text for line in rest]
    assert {one.response.say for one in lines_for(said=said, praised=0.75)} == {first}


@pytest.mark.parametrize(
    ("air", "likely"),
    [
        ("bright", {"praised": 0.3, "received": 0.3, "costs": 0.1}),
        ("gentle", {"costs": 0.3, "failed": 0.3, "received": 0.1}),
        ("onward", {"plan_soon": 0.3, "will_try": 0.3}),
        ("neutral", {"costs": 0.2, "received": 0.2, "plan_soon": 0.2}),
    ],
)
def test_what_nothing_good_enough_is_said_to_is_met_by_its_air(air: str, likely: Likely) -> None:
    poor = [graded(next(iter(likely)), LIKELY["ko"].kind - 0.05)]
    vague = scene("그래서 그렇게 됐어", candidates=poor, **likely)
    assert told(air) in plan(vague).say


def test_what_was_told_before_lends_its_air() -> None:
    vague = {"costs": 0.2, "received": 0.2}
    assert scene("그래서 그렇게 됐어", before={"failed": 0.9}, **vague).telling.air is kind(
        "gentle"
    )


def test_what_is_cried_out_for_joy_is_met_brightly() -> None:
    found = scene("찾았어!!!", mood=Mood.JOY, before={"lost_thing": 0.9}, it_happened=0.4)
    assert found.telling.air is kind("bright")
    assert scene("안 돼!!!", mood=Mood.SAD, it_happened=0.4).telling.air is not kind("bright")


def test_a_laugh_makes_light_of_what_is_bad() -> None:
    assert scene("그래서 그렇게 됐어 ㅋㅋㅋ", failed=0.4).telling.air is kind("comic")


def test_a_laugh_makes_light_of_no_tears() -> None:
    crying = scene("너무 슬퍼서 울었어 ㅎㅎ", mood=Mood.SAD, failed=0.4)
    assert crying.telling.air is kind("gentle")


async def test_what_was_told_another_day_does_not_count() -> None:
    class Heard:
        def __init__(self) -> None:
            self.asked = list[str]()

        async def embed(self, texts: Sequence[str], /) -> Floats:
            self.asked += texts
            return np.ones((len(texts), 384), np.float32)

    for days, counts in ((0, True), (9, False)):
        earlier = (Line(speaker="user", text="주식 물렸어", at=NOW - timedelta(days=days)),)
        heard = Heard()
        prompt = scene("41개", history=earlier).prompt
        _ = [piece async for piece in Scripted(teller=heard).reply(prompt)]
        assert ("주식 물렸어" in heard.asked) is counts


def test_a_mere_detail_goes_on_with_what_it_belongs_to() -> None:
    before: Likely = {"loss_money": 0.8}
    assert {one.kind for one in lines_for(before=before, how_much=0.9)} == {"loss_money"}
    assert lines_for(how_much=0.9) == []


def test_joy_and_grief_do_not_change_over_on_a_guess() -> None:
    before: Likely = {"failed": 0.8}
    unsure = scene("그래서 그렇게 됐어", before=before, praised=0.75)
    assert not unsure.telling.fits("praised")
    assert scene("그래서 그렇게 됐어", before=before, praised=0.85).telling.fits("praised")


def test_nobody_is_greeted_in_mid_conversation() -> None:
    said = (Line(speaker="companion", text="그랬군요.", at=NOW),)
    assert not scene("어 왔다", history=said, greeting=0.9).telling.fits("greeting")


def test_a_question_is_met_by_what_answers_it() -> None:
    assert not scene("이거 왜 이래?", costs=0.9).telling.fits("costs")
    assert scene("이거 왜 이래?", costs=0.9).telling.air is kind("answering")
    assert scene("살까 말까?", undecided=0.9).telling.fits("undecided")


def test_a_death_is_spoken_to_as_one() -> None:
    grave = "할머니가 어제 돌아가셨어"
    assert scene(grave, mood=Mood.SAD, failed=0.9, candidates=[graded("failed")]).response is None
    assert scene("시험 떨어졌어", failed=0.9, candidates=[graded("failed")]).response is not None


def test_nobody_who_is_sad_is_congratulated() -> None:
    assert scene("시험 붙었어", passed=0.9).telling.fits("passed")
    assert not scene("너무 슬퍼서 울었어", mood=Mood.SAD, passed=0.9).telling.fits("passed")


@pytest.mark.parametrize("level", [Level.CONCERN, Level.EXPLICIT, Level.IMMINENT])
def test_after_a_danger_nothing_of_the_kind_is_said(level: Level) -> None:
    before = (Line(speaker="user", text="…", at=NOW, level=level),)
    shaken = scene("오늘 칭찬받았어", history=before, praised=0.9).telling
    assert not shaken.fits("praised")
    assert shaken.air is None


def test_whoever_leaves_is_asked_nothing() -> None:
    assert not any(plan(scene("이만 씻으러 간다", bye=0.9)).ask)


async def test_its_lines_are_drawn_one_after_the_other() -> None:
    class Praised:
        async def embed(self, texts: Sequence[str], /) -> Floats:
            directions = shipped()
            row = directions.weights[[*directions.keys].index("praised")]
            return np.array([row / np.linalg.norm(row)] * len(texts), np.float32)

    voice = Scripted(seed=1, teller=Praised())
    history: tuple[Line, ...] = ()
    said = list[str]()
    for message in ("오늘 그런 말 들음", "어제도 들었거든", "둘 다 진심 같았어"):
        prompt = scene(message, history=history).prompt
        reply = "".join([piece async for piece in voice.reply(prompt)])
        said.append(reply)
        history += (Line(speaker="user", text=message, at=NOW),)
        history += (Line(speaker="companion", text=reply, at=NOW),)
    answered = [receipt(reply, "ko") for reply in said[:-1]]  # what it asked may be answered
    lines = [*script("ko").tellings["praised"].say, *(one.any for one in answered if one)]
    assert all(any(line.said_in(reply) for line in lines) for reply in said)
    assert len({*said}) == len(said)


SURELY: Mapping[str, str] = {
    "팀장님이 오늘 수고했다고 칭찬해 줬어": "praised",
    "지갑을 잃어버렸어": "lost_thing",
    "노을이 진짜 예쁘더라": "pretty",
    "오늘 하루 종일 너무 피곤하다": "tired",
    "내일 면접이라 떨려": "nervous",
    "친구랑 싸웠어": "quarrel",
    "잘 자": "bye",
    "my boss praised me today": "praised",
    "i lost my wallet": "lost_thing",
    "the sunset was so beautiful": "pretty",
    "i can't sleep again": "sleepless",
    "we broke up yesterday": "breakup",
}


def test_the_network_tells_what_is_said_plainly() -> None:
    async def likeliest() -> list[str]:
        tellings = Tellings(EmbeddedEmbedder(network="telling"))
        return [next(iter(await tellings.of(text))) for text in SURELY]

    assert asyncio.run(likeliest()) == [*SURELY.values()]


def test_its_files_are_no_larger_than_they_need_be() -> None:
    model = Path(str(files("bot.encoder"))) / "model" / "telling.onnx"
    assert model.stat().st_size <= 26_000_000
    assert (Path(str(files("bot.dialogue"))) / DIRECTIONS).stat().st_size <= 300_000
