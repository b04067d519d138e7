"""What is said of a word that a message names, where no more of it is understood."""

from datetime import UTC, datetime
from random import Random

import pytest
from scenes.moments import moment

from bot.care.screen import objections
from bot.dialogue.keywords import Keyword, keywords, keywords_in, offered
from bot.dialogue.lines import LANGUAGES
from bot.dialogue.plan import plan
from bot.dialogue.reranking import Candidate
from bot.dialogue.responding import ANY_KEYWORD, KEYWORDS
from bot.dialogue.responses import Response
from bot.events import Level
from bot.protocols import Line
from config.moods import Mood

NOW = datetime(2026, 1, 1, 21, tzinfo=UTC)
TOLD = "베란다에서 토마토를 키우기 시작했거든"


def only(text: str, language: str = "ko") -> Keyword:
    (one,) = keywords_in(text, language)
    return one


def graded(grade: float, rank: int = 1) -> Candidate:
    response = Response(heard=(), say=only("토마토").say[0])
    return Candidate(response=response, heard="", kind="", rank=rank, grade=grade)


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_many_and_each_has_lines_that_ask_nothing(language: str) -> None:
    written = keywords(language)
    assert len(written) > 3_000
    for one in written:
        assert one.rank in {1, 2, 3}
        assert one.say
        assert not any("?" in line.text or line.slots for line in one.say), one
        assert all(item.ask.text.endswith("?") for item in one.ask), one


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_line_of_a_keyword_is_objected_to(language: str) -> None:
    lines = {line.text for one in keywords(language) for line in one.say}
    assert {text: found for text in lines if (found := objections(text))} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_said_of_a_thing_names_it(language: str) -> None:
    things = {"ko": "토마토", "en": "banana"}
    one = only(things[language], language)
    assert one.rank == 3
    assert all(things[language][:2] in line.text.lower() for line in one.say)


@pytest.mark.parametrize(
    "message", ["토마토", "토마토를 심었어", "오늘은 토마토랑 놀았음", "토마토들이 익었네"]
)
def test_a_noun_is_found_with_what_follows_it(message: str) -> None:
    assert only("토마토") in keywords_in(message, "ko")


@pytest.mark.parametrize("message", ["부럽더라", "좀 부러웠어", "부러운데"])
def test_a_verb_is_found_in_its_forms(message: str) -> None:
    assert only(message).rank == 1


def test_a_word_within_another_is_none() -> None:
    assert keywords_in("토마토케첩공장장", "ko") == ()
    assert keywords_in("bananarama", "en") == ()


@pytest.mark.parametrize(
    ("message", "language"),
    [
        ("토마토가 아니라", "ko"),
        ("토마토 아니고", "ko"),
        ("안 부러워", "ko"),
        ("부럽지는 않아", "ko"),
        ("not a banana", "en"),
        ("i'm not bored", "en"),
    ],
)
def test_what_is_denied_is_not_named(message: str, language: str) -> None:
    assert keywords_in(message, language) == ()


def test_what_matters_most_comes_first_and_then_what_was_said_last() -> None:
    bored, banana = only("bored", "en"), only("banana", "en")
    assert keywords_in("bored, so i ate a banana", "en") == (bored, banana)
    tomato = only("tomato", "en")
    assert keywords_in("a tomato and a banana", "en") == (banana, tomato)


def test_nothing_is_offered_twice() -> None:
    lines = [one.response.say.text for one in offered(TOLD, "ko", [], Random(1))]
    assert lines
    rest = [one.response.say.text for one in offered(TOLD, "ko", lines, Random(1))]
    assert not {*lines} & {*rest}


def test_of_one_keyword_nothing_more_is_said_for_a_while() -> None:
    said = only("토마토").say[0].text
    assert [*offered("토마토 익었다", "ko", ["음.", said], Random(1))] == []
    assert [*offered("토마토 익었다", "ko", [said, *["음."] * 8], Random(1))]


def test_what_matters_counts_where_a_korean_message_comes_to_it() -> None:
    assert only("부럽더라").rank == 1
    assert only("부럽더라") not in keywords_in("부럽긴 한데 나는 토마토가 더 좋더라", "ko")


@pytest.mark.parametrize(
    ("message", "language", "named"),
    [
        ("i had a banana. then my boiler broke down", "en", "boiler"),
        ("i had a banana. lol", "en", "banana"),
        ("아침에 바나나를 먹었어. 그러고 토마토를 심었어", "ko", "토마토"),
        ("바나나를 먹었는데 맛있더라 ㅋㅋㅋ 진짜", "ko", "바나나"),
    ],
)
def test_the_last_sentence_that_tells_something_counts(
    message: str, language: str, named: str
) -> None:
    assert keywords_in(message, language) == (only(named, language),)


def test_the_best_is_said_where_there_is_no_response() -> None:
    good, bar = graded(0.9), KEYWORDS[0]
    assert moment(TOLD, good).spotted is good.response
    assert plan(moment(TOLD, good)).say == [[good.response.say]]
    assert moment(TOLD, graded(bar - 0.01)).spotted is None


def test_a_thing_may_be_spoken_of_more_easily_than_a_feeling_or_a_person() -> None:
    feeling, person, thing = KEYWORDS
    assert moment(TOLD, graded(thing, rank=3)).spotted
    assert moment(TOLD, graded(feeling - 0.01, rank=1)).spotted is None
    assert moment(TOLD, graded(person - 0.01, rank=2)).spotted is None


@pytest.mark.parametrize("message", ["토마토 좋아해?", "나 이제 잘게 잘 자", "고마워"])
def test_questions_and_what_has_an_answer_of_its_own_get_that(message: str) -> None:
    assert moment(message, graded(0.95)).spotted is None


def test_grief_and_what_is_bad_are_not_spoken_to_by_a_word() -> None:
    assert (
        moment("토마토 보니까 눈물이 나고 너무 슬퍼", graded(0.95), mood=Mood.SAD).spotted is None
    )
    told = Line(speaker="user", text="남자친구랑 헤어졌어", at=NOW)
    heard = Line(speaker="companion", text="헤어졌군요.", at=NOW)
    assert (
        moment("토마토도 같이 심었던 사람인데", graded(0.95), history=(told, heard)).spotted is None
    )


def test_where_there_is_nothing_else_less_is_enough() -> None:
    faint = graded((KEYWORDS[0] + ANY_KEYWORD[0]) / 2)
    told = "베란다 쪽에는 토마토"
    assert moment(told, faint).spotted is None
    assert plan(moment(told, faint)).say == [[faint.response.say]]
    assert plan(moment(told, graded(ANY_KEYWORD[0] - 0.01))).say != [[faint.response.say]]


def test_after_a_danger_nothing_is_said_of_words() -> None:
    told = Line(speaker="user", text="더는 못 하겠어", at=NOW, level=Level.CONCERN)
    heard = Line(speaker="companion", text="곁에 있을게요.", at=NOW)
    assert moment(TOLD, graded(0.95), history=(told, heard)).spotted is None
