"""Which response is made, and when none is."""

from datetime import UTC, datetime

import pytest
from scenes.moments import moment

from bot.dialogue.lines import Template
from bot.dialogue.plan import plan
from bot.dialogue.reranking import Candidate
from bot.dialogue.responding import SURE as BARS
from bot.dialogue.responding import likely
from bot.dialogue.responses import Response, responses
from bot.events import Level
from bot.protocols import Line
from config.moods import Mood

NOW = datetime(2026, 1, 1, 21, tzinfo=UTC)
ONE, OTHER = responses("ko")[:2]
SURE = BARS["ko"].exact


def made(message: str, *likely: Candidate, history: tuple[Line, ...] = ()) -> Response | None:
    return moment(message, *likely, history=history).response


def like(response: Response, grade: float, heard: str = "버스를 놓쳤어") -> Candidate:
    return Candidate(response=response, heard=heard, kind="", grade=grade)


def line(text: str, speaker: str = "user", level: Level = Level.NONE) -> Line:
    return Line(speaker=speaker, text=text, at=NOW, level=level)  # type: ignore[arg-type]


def test_what_is_surely_said_gets_its_response() -> None:
    assert made("버스가 먼저 가 버렸어", like(ONE, 0.95), like(OTHER, 0.9)) is ONE


def test_what_is_not_sure_gets_none() -> None:
    assert made("버스가 먼저 가 버렸어", like(ONE, 0.3)) is None
    assert made("버스가 먼저 가 버렸어") is None


def test_what_was_said_already_gets_the_next() -> None:
    said = (line("버스 놓쳤다"), line(ONE.say.text, "companion"))
    assert made("버스가 가 버렸어", like(ONE, 0.95), like(OTHER, 0.9), history=said) is OTHER


@pytest.mark.parametrize(
    "message", ["버스를 놓친 거야?", "내일 버스를 놓칠 거야", "버스를 안 놓쳤어"]
)
def test_another_kind_of_sentence_must_be_likelier(message: str) -> None:
    assert made("버스를 또 놓쳤어", like(ONE, SURE + 0.05)) is ONE
    assert made(message, like(ONE, SURE + 0.05)) is None


@pytest.mark.parametrize("level", [Level.CONCERN, Level.EXPLICIT, Level.IMMINENT])
def test_after_a_danger_there_is_none(level: Level) -> None:
    told = (line("더는 못 하겠어", level=level), line("곁에 있을게요.", "companion"))
    assert made("버스를 놓쳤어", like(ONE, 0.99), history=told) is None


@pytest.mark.parametrize(
    "message", ["그만하자", "다른 얘기 하자", "그냥 들어만 줘", "반말로 해 줘"]
)
def test_a_wish_that_changes_the_conversation_is_heeded_first(message: str) -> None:
    assert made(message, like(ONE, 0.99, message)) is None


def test_an_act_with_lines_of_its_own_gives_way_only_to_what_is_surer() -> None:
    assert made("안녕", like(ONE, SURE + 0.05, "안녕")) is None
    assert made("안녕", like(ONE, 0.99, "안녕")) is ONE


def test_in_what_is_grave_only_what_is_surer_is_said() -> None:
    told = (line("할머니가 돌아가셨어"), line("할머니 이야기, 들을게요.", "companion"))
    assert made("자꾸 눈물이 나", like(ONE, SURE + 0.05, "눈물이 나")) is ONE
    assert made("자꾸 눈물이 나", like(ONE, SURE + 0.05, "눈물이 나"), history=told) is None


def test_what_is_said_of_the_dead_is_not_said_of_the_living() -> None:
    asked = line("요즘 제일 자주 떠오르는 모습은 어떤 거예요?", "companion")
    told = (line("아버지가 돌아가셨어"), asked)
    assert moment("아버지 웃는 얼굴", history=told).received
    assert moment("아들이 서른인데 시험 준비만 하고 있네", history=told).received is None


def test_a_laugh_at_something_else_ends_what_is_grave() -> None:
    told = (line("할머니가 돌아가셨어"), line("할머니 이야기, 들을게요.", "companion"))
    assert moment("배고프다", history=told).gravity.is_sober
    assert moment("할머니 춤추던 거 생각나 ㅋㅋ", history=told).gravity.is_sober
    assert moment("나 진짜 힘들다 ㅋㅋ", history=told).gravity.is_sober
    for away in ("반나절이나 고민하라고? ㅋㅋㅋ", "암튼 지금 라면 끓이는 중"):
        later = (*told, line(away), line("그래요.", "companion"))
        assert not moment("계란 넣을까 말까", history=later).gravity.is_sober


def test_the_longer_nothing_was_said_the_less_sure_it_must_be() -> None:
    bar = likely(moment("버스를 놓쳤어").course).exact

    def guessed(*said: str) -> Response | None:
        history = [(line("그랬어"), line(text, "companion")) for text in said]
        told = tuple(one for turn in history for one in turn)
        return moment("버스를 놓쳤어", like(ONE, bar - 0.08), history=told).guess

    assert guessed() is None
    assert guessed("아, 그랬어요.") is None
    assert guessed("아, 그랬어요.", "음, 그래요.") is ONE
    assert guessed("아, 그랬어요.", "음, 그래요.", "다음 차는 금방 왔어요?") is None


@pytest.mark.parametrize("mood", [Mood.SAD, Mood.ANXIOUS, Mood.ANGRY])
def test_to_whom_it_is_heavy_only_what_is_surer_is_said(mood: Mood) -> None:
    message = {
        Mood.SAD: "너무 슬퍼서 눈물이 나",
        Mood.ANXIOUS: "너무 불안하고 무서워",
        Mood.ANGRY: "너무 화가 나",
    }[mood]
    assert moment(message, like(ONE, SURE + 0.1, message)).response is ONE
    assert moment(message, like(ONE, SURE + 0.1, message), mood=mood).response is None
    assert moment(message, like(ONE, SURE + 0.2, message), mood=mood).response is ONE


def test_nothing_is_said_to_what_lies_ahead_as_if_it_had_been() -> None:
    over = Response(heard=("면접 봤어", "면접 보고 왔어"), say=Template("떨렸겠어요."))
    assert made("면접 봤어", like(over, 0.99, "면접 봤어")) is over
    assert made("내일 면접 볼 거야", like(over, 0.99, "내일 면접 봐")) is None


@pytest.mark.parametrize("message", ["잘 자", "이제 가볼게"])
def test_whoever_leaves_is_asked_nothing(message: str) -> None:
    asking = next(one for one in responses("ko") if one.ask)
    assert plan(moment("버스 놓쳤어", like(asking, 0.99))).ask
    assert plan(moment(message, like(asking, 0.99, message))).say == [[asking.say]]
    assert not plan(moment(message, like(asking, 0.99, message))).ask


def test_whoever_thanks_is_asked_nothing_whatever_is_likely() -> None:
    asking = next(one for one in responses("ko") if one.ask)
    thanked = plan(moment("고마워", like(asking, 0.99, "고마워")))
    assert not any(thanked.ask)
    assert any(line.text for pool in thanked.say for line in pool)
