import itertools
import re
from functools import cache
from pathlib import Path

import pytest
from scenes.helplines import write_helpline

from bot.care.answer import Answers
from bot.care.guard import Guard, Judgement, Kind
from bot.events import Level

OWN = (Kind.SELF_HARM,)
OTHER = [Kind.SOMEONE_ELSE, Kind.BEREAVED, Kind.ABUSE, Kind.EATING, Kind.VIOLENCE]
CARED = [Level.CONCERN, Level.EXPLICIT, Level.IMMINENT]
EVERY = [
    (Judgement(level, kinds), earlier)
    for level, kinds, earlier in itertools.product(
        CARED, [OWN, *((kind,) for kind in OTHER)], range(4)
    )
]
COUNTRIES = ["KR", "US", "JP", "FR", ""]
LANGUAGES = ["ko", "en"]


def answer(
    judgement: Judgement, language: str = "ko", country: str = "KR", earlier: int = 0
) -> str:
    return answers_in(country).answer(judgement, language, earlier=earlier)


@cache
def answers_in(country: str) -> Answers:
    return Answers(country=country)


def test_no_care_is_no_text() -> None:
    assert answer(Judgement()) == ""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("country", COUNTRIES)
@pytest.mark.parametrize(("level", "kind"), [*itertools.product(CARED, Kind)])
def test_a_hunch_is_asked_openly_with_a_number_and_may_be_wrong(
    language: str, country: str, level: Level, kind: Kind
) -> None:
    answers = answers_in(country)
    text = answers.hunch(Judgement(level, (kind,), hunch=True), language)
    assert "{" not in text and "?" in text and answers.asked(text) and answers.is_hunch(text)
    assert re.search(r"\d{3}", text)
    assert not answers.is_hunch(answers.answer(Judgement(level, (kind,)), language))
    assert answers.hunch(Judgement(level, (kind,), hunch=True), language, earlier=1) != text


@pytest.mark.parametrize("level", [Level.EXPLICIT, Level.IMMINENT])
def test_korean_numbers_come_whole_and_before_the_question(level: Level) -> None:
    text = answer(Judgement(level, OWN))
    for number in ("109", "1577-0199", "1388", "119", "112", "24시간"):
        assert text.index(number) < text.index("?")


def test_a_concern_names_one_line() -> None:
    text = answer(Judgement(Level.CONCERN, (Kind.DISTRESS,)))
    assert "109" in text
    assert "1577-0199" not in text


def test_an_english_reader_in_korea_gets_korean_american_and_international_help() -> None:
    text = answer(Judgement(Level.EXPLICIT, OWN), "en")
    assert text.index("109") < text.index("988") < text.index("741741")
    assert "findahelpline.com" in text
    assert "119" in text


def test_a_korean_reader_abroad_never_gets_foreign_numbers_alone() -> None:
    for country in ("US", "JP", "FR", ""):
        assert "109" in answer(Judgement(Level.EXPLICIT, OWN), "ko", country)


def test_who_is_young_or_abused_is_sent_to_their_own_line_first() -> None:
    answers = answers_in("KR")
    worry = Judgement(Level.CONCERN, (Kind.DISTRESS,))
    assert "1388" in answers.answer(worry, "ko", young=True)
    bullied = answers.answer(Judgement(Level.CONCERN, (Kind.ABUSE,)), "ko", young=True)
    assert bullied.index("1388") < bullied.index("117 ") < bullied.index("109 ")
    assert "117 " not in answer(Judgement(Level.CONCERN, (Kind.ABUSE,)))


def test_in_a_danger_that_goes_on_the_emergency_number_stands_alone() -> None:
    again = answer(Judgement(Level.IMMINENT, OWN), earlier=1)
    assert "119" in again and "•" not in again


def test_an_imminent_danger_names_the_emergency_number_first() -> None:
    assert "119" in answer(Judgement(Level.IMMINENT, OWN)).partition("\n")[0]
    assert "911" in answer(Judgement(Level.IMMINENT, OWN), "en", "US").partition("\n")[0]


def test_who_worries_about_another_is_helped_to_help() -> None:
    text = answer(Judgement(Level.CONCERN, (Kind.SELF_HARM, Kind.SOMEONE_ELSE)))
    assert "그 사람" in text
    assert "109" in text
    assert "119" in text


@pytest.mark.parametrize("country", COUNTRIES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_keeps_the_rules(language: str, country: str) -> None:
    for judgement, earlier in EVERY:
        text = answer(judgement, language, country, earlier)
        assert "{" not in text
        assert "?" in text
        assert not re.search(
            r"약속|반드시 나|괜찮아질|치료|진단|장애|promise|diagnos|will be fine|selfish", text
        )
        if language == "ko":
            sentences = re.findall(r"[^.?!\n“”•]+[.?!](?!\w)", re.sub("“.*?”", "", text))
            assert [one for one in sentences if not re.search(r"[요죠][.?!]$", one)] == []
        assert judgement.level is Level.CONCERN or "AI" in text


@pytest.mark.parametrize("country", COUNTRIES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_second_care_turn_does_not_repeat_the_first(language: str, country: str) -> None:
    for judgement, earlier in EVERY:
        text = answer(judgement, language, country, earlier)
        assert text != answer(judgement, language, country, earlier + 1)


def test_a_question_is_never_a_leading_one() -> None:
    for language, (judgement, earlier) in itertools.product(LANGUAGES, EVERY):
        text = answer(judgement, language, "KR", earlier)
        assert not re.search(
            r"않(?:죠|지요|나요|아요)\?|아니(?:죠|지요)\?|not .{0,30}, (?:right|are you)\?", text
        )


def test_an_operator_may_name_lines_for_nobody_but_the_abused(tmp_path: Path) -> None:
    write_helpline(tmp_path, "5", ko="다섯", en="five", audience="abused")
    text = Answers(country="KR", home=tmp_path).answer(Judgement(Level.EXPLICIT, OWN), "ko")
    assert "5 다섯" in text


@pytest.mark.parametrize("level", CARED)
def test_who_is_abused_gets_the_line_for_it_first_and_others_do_not(level: Level) -> None:
    for country, number in [("KR", "1366"), ("US", "1-800-799-7233")]:
        text = answer(Judgement(level, (Kind.ABUSE,)), "ko", country)
        assert text.index(number) < text.index("109 자살예방")
        assert number not in answer(Judgement(level, OWN), "ko", country)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_emergency_number_is_not_told_twice_in_a_row(language: str) -> None:
    for kind in (Kind.ABUSE, Kind.EATING, Kind.VIOLENCE):
        text = answer(Judgement(Level.CONCERN, (kind,)), language)
        assert len(re.findall("당장 위험하다면|If you are in danger right now", text)) == 1


def test_the_helplines_begin_with_the_one_for_everybody_and_leave_none_out() -> None:
    text = answers_in("KR").helplines("ko")
    assert text.index("109") < text.index("1577-0199") < text.index("1366")


def test_an_english_reader_is_told_that_a_line_answers_in_korean() -> None:
    assert "109 in Korea (in Korean) or 988 in the US" in answer(
        Judgement(Level.CONCERN, OWN), "en"
    )


def test_a_minor_is_told_the_youth_line_first() -> None:
    text = answers_in("KR").answer(Judgement(Level.EXPLICIT, OWN), "ko", young=True)
    assert text.index("1388") < text.index("109 자살예방")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("남편이 술만 마시면 저를 때려요", "당신 잘못이 아니에요"),
        ("아빠가 칼 들고 문을 두드려요", "112에 문자"),
        ("먹고 나서 일부러 토해", "먹는 일이"),
        ("다 죽여 버리고 싶어 그 새끼들", "누군가를 해칠"),
        ("내일 학교에 칼 가져가서 찌를 거야", "누구도 다치지 않는"),
        ("I make myself throw up", "Eating has become"),
        ("my boyfriend hits me", "not your fault"),
    ],
)
def test_each_danger_has_words_of_its_own(text: str, words: str) -> None:
    judgement = Guard().judge(text)
    assert words in answer(judgement, "ko" if text[0] > "z" else "en")


def test_an_operators_line_for_eating_disorders_is_for_them_alone(tmp_path: Path) -> None:
    (tmp_path / "helplines.toml").write_text(
        """
        [US]
        name = { ko = "미국", en = "the US" }
        emergency = { number = { ko = "911", en = "911" }, source = "us", checked = "2026-11-22" }
        [[US.lines]]
        number = "988"
        name = { ko = "모두", en = "everybody" }
        hours = "24"
        languages = ["en"]
        audience = "everyone"
        source = "us"
        checked = "2026-11-22"
        [[US.lines]]
        number = "555-0100"
        name = { ko = "식사", en = "eating" }
        hours = "24"
        languages = ["en"]
        audience = "eating"
        source = "us"
        checked = "2026-11-22"
        """,
        encoding="utf-8",
    )
    answers = Answers(country="US", home=tmp_path)
    for young in (True, False):
        text = answers.answer(Judgement(Level.CONCERN, (Kind.EATING,)), "en", young=young)
        assert text.index("555-0100") < text.index("988")
    assert "555-0100" not in answers.answer(Judgement(Level.EXPLICIT, OWN), "en")


def test_the_operators_numbers_are_told(tmp_path: Path) -> None:
    write_helpline(
        tmp_path,
        "02-123-4567",
        ko="우리 학교 상담실",
        en="our counsellors",
        hours="09-18",
        audience="young",
    )
    text = Answers(country="KR", home=tmp_path).answer(Judgement(Level.EXPLICIT, OWN), "ko")
    assert "02-123-4567 우리 학교 상담실 (09-18)" in text
