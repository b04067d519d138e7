"""What people write after the guard has answered."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.care.answer import Answers
from bot.care.course import Course, Trace
from bot.care.followup import Followup, Followups, checking_in
from bot.care.guard import Judgement
from bot.care.lexicon import Kind
from bot.events import Level

NOW = datetime(2026, 11, 22, 21, 0, tzinfo=UTC)
READER, ANSWERS = Followups(), Answers(country="KR")
SIGN = Trace(at=NOW, level=Level.EXPLICIT, kinds=(Kind.SELF_HARM,), answer="…")
WORRY = replace(SIGN, level=Level.CONCERN, kinds=(Kind.SOMEONE_ELSE,))


def read(text: str, asked: str = "", sign: Trace = SIGN) -> str:
    found = READER.read(text, Course(traces=[sign]), asked=asked, now=NOW)
    return found.name if found else ""


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("약은 거실에 뒀어", "means_away"),
        ("칼 엄마한테 맡겼어", "means_away"),
        ("옥상에서 내려왔어", "means_away"),
        ("I put the pills in the hall", "means_away"),
        ("flushed the meds", "means_away"),
        ("the knife is locked away", "means_away"),
        ("came down from the roof", "means_away"),
        ("I took the pills back to the pharmacy", "means_away"),
        ("tore up the note", "means_away"),
        ("I took the pills", ""),
        ("I left a note", "unsafe"),
        ("내려놨어", "means_away"),
        ("서랍에 넣고 나왔어", "means_away"),
        ("I flushed them", "means_away"),
        ("I put it away", "means_away"),
        ("엄마 불렀어", "accompanied"),
        ("my roommate came home", "accompanied"),
        ("I bought a knife for it", "unsafe"),
        ("put the gun to my head", ""),
        ("약 아직 옆에 있어", "unsafe"),
        ("칼은 못 버렸어", "unsafe"),
        ("안전하지 않아", "unsafe"),
        ("the pills are right here", "unsafe"),
        ("I'm not safe", "unsafe"),
        ("I can't trust myself", "unsafe"),
        ("오늘 밤에 할 거야", "unsafe"),
        ("yeah I'll do it tonight", "unsafe"),
        ("농담이야 ㅋㅋ", "took_back"),
        ("그냥 해 본 말이야", "took_back"),
        ("ㅋㅋ 진짜 농담이라니까", "took_back"),
        ("just kidding", "took_back"),
        ("forget what I said", "took_back"),
        ("농담 아니야", "confirmed"),
        ("I'm not joking", "confirmed"),
        ("이제 좀 괜찮아졌어", "safe"),
        ("안전한 곳에 있어", "in_safety"),
        ("I'm ok now", "safe"),
        ("안 괜찮아", "still_hard"),
        ("괜찮지 않아", "still_hard"),
        ("I'm not ok", "still_hard"),
        ("엄마가 와 줬어", "accompanied"),
        ("I'm with my mom", "accompanied"),
        ("지금 혼자야", "alone"),
        ("nobody is here", "alone"),
        ("109에 전화했어", "called"),
        ("called 988", "called"),
        ("109 안 받아", "line_busy"),
        ("they put me on hold", "line_busy"),
        ("상담은 소용없어", "unwilling"),
        ("전화하기 무서워", "unwilling"),
        ("I don't want to call", "unwilling"),
        ("계획은 없어", "no_plan"),
        ("I don't have a plan", "no_plan"),
        ("그만할래", "letting_go"),
        ("나 잘게", "letting_go"),
        ("stop asking", "letting_go"),
        ("good night", "letting_go"),
        ("밥 먹었어", ""),
        ("오늘 날씨 어때", ""),
        ("what's the weather", ""),
        ("응", ""),
        ("no", ""),
    ],
)
def test_a_followup_is_known_by_its_words(text: str, name: str) -> None:
    assert read(text) == name


@pytest.mark.parametrize(
    ("asked", "yes", "no", "unsure"),
    [
        ("thoughts", "confirmed", "denied", "unsure"),
        ("plan", "unsafe", "no_plan", "unsure"),
        ("danger", "unsafe", "no_plan", "unsure"),
        ("safe", "in_safety", "unsafe", "unsure"),
        ("company", "accompanied", "alone", "unsure"),
    ],
)
def test_a_bare_answer_means_what_was_asked(asked: str, yes: str, no: str, unsure: str) -> None:
    for text in ("응", "네", "맞아요", "네 가끔요", "yes", "yeah sometimes", "ㅇㅇ", "응..."):
        assert read(text, asked) == yes, text
    for text in ("아니", "아니요", "ㄴㄴ", "no", "not really"):
        assert read(text, asked) == no, text
    for text in ("모르겠어", "잘 모르겠어요", "I don't know", "idk"):
        assert read(text, asked) == unsure, text


@pytest.mark.parametrize(
    ("text", "asked", "beside"),
    [
        ("약은 거실에 뒀어. 근데 다리로 가고 있어", "", "근데 다리로 가고 있어"),
        ("I put the pills away but I'm at the bridge", "", "but im at the bridge"),
        ("농담이야", "", ""),
        ("응 준비 다 끝났어", "thoughts", "준비 다 끝났어"),
        ("yes", "thoughts", ""),
    ],
)
def test_what_is_said_beside_an_answer_is_told(text: str, asked: str, beside: str) -> None:
    found = READER.read(text, Course(traces=[SIGN]), asked=asked, now=NOW)
    assert found is not None
    assert beside in found.beside
    assert len(found.beside) < len(text)


def test_a_no_that_only_opens_a_sentence_is_none() -> None:
    assert read("아니 오늘 회사에서 무슨 일이 있었냐면", "thoughts") == ""


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("연락이 안 돼", "they_unreached"),
        ("전화를 안 받아요", "they_unreached"),
        ("she won't pick up", "they_unreached"),
        ("his phone is off", "they_unreached"),
        ("아니", "they_unreached"),
        ("연락 왔어 집에 있대", "they_are_safe"),
        ("I found him", "they_are_safe"),
        ("뭐라고 말해야 할까", "how_to_help"),
        ("what should I say", "how_to_help"),
        ("비밀 지켜 달라고 했어", "their_secret"),
        ("I promised not to tell", "their_secret"),
    ],
)
def test_a_worry_about_another_is_followed(text: str, name: str) -> None:
    assert read(text, "other", WORRY) == name
    assert read(text, "", SIGN) != name


def test_a_time_means_something_only_after_a_sign_of_ones_own_danger() -> None:
    for text in ("오늘 밤에 할 거야", "yeah I'll do it tonight"):
        found = READER.read(text, Course(traces=[SIGN]), asked="", now=NOW)
        assert found == Followup(name="unsafe", level=Level.IMMINENT, numbers=True)
        assert read(text, "", WORRY) == ""
        assert READER.read(text, Course(), asked="", now=NOW) is None


def test_a_yes_after_the_direct_question_is_explicit() -> None:
    found = READER.read("응", Course(traces=[SIGN]), asked="thoughts", now=NOW)
    assert found == Followup(name="confirmed", level=Level.EXPLICIT, numbers=True)


def test_what_keeps_the_level_keeps_that_of_the_conversation() -> None:
    sign = replace(SIGN, level=Level.IMMINENT)
    found = READER.read("상담 소용없어", Course(traces=[sign]), asked="", now=NOW)
    assert found is not None and found.level is Level.IMMINENT


@pytest.mark.parametrize("text", ["전화 못 하겠어", "I can't call"])
def test_who_cannot_call_while_it_is_happening_is_told_to_have_somebody_call(text: str) -> None:
    sign = replace(SIGN, level=Level.IMMINENT)
    assert read(text, sign=sign) == "unwilling_now"
    assert read(text) == "unwilling"


def test_who_is_abused_and_not_safe_is_not_sent_out_of_a_hiding_place() -> None:
    sign = replace(SIGN, level=Level.CONCERN, kinds=(Kind.ABUSE,))
    found = READER.read("아니", Course(traces=[sign]), asked="safe", now=NOW)
    assert found == Followup(
        name="in_their_reach", level=Level.IMMINENT, numbers=True, kind=Kind.ABUSE
    )
    text = ANSWERS.follow(found, "ko", earlier=1, young=True)
    assert text.index("1388") < text.index("1366") < text.index("109 자살예방")
    assert "방에서 나와" not in text


@pytest.mark.parametrize("ago", [timedelta(hours=49), timedelta(days=3)])
def test_after_two_days_nothing_is_a_followup(ago: timedelta) -> None:
    sign = replace(SIGN, at=NOW - ago)
    assert READER.read("괜찮아졌어", Course(traces=[sign]), asked="", now=NOW) is None


def test_without_a_sign_nothing_is_a_followup() -> None:
    assert READER.read("괜찮아졌어", Course(), asked="thoughts", now=NOW) is None


def test_who_comes_back_after_hours_is_asked_how_it_went() -> None:
    assert checking_in(Course(traces=[SIGN]), NOW + timedelta(hours=4))
    assert not checking_in(Course(traces=[SIGN]), NOW + timedelta(hours=2))
    assert not checking_in(Course(traces=[SIGN]), NOW + timedelta(days=2))
    assert not checking_in(Course(), NOW)


NAMES = [group.name for group in [*READER._own, *READER._others, *READER._abused]]


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("name", [*NAMES, "unwilling_now", "check_in", "going_on"])
def test_every_followup_has_a_text_that_names_a_number(name: str, language: str) -> None:
    numbers = name == "confirmed"
    for earlier in range(3):
        followup = Followup(name=name, level=Level.CONCERN, numbers=numbers)
        text = ANSWERS.follow(followup, language, earlier=earlier)
        assert "{" not in text
        assert "109" in text or "119" in text


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_question_is_known_again(language: str) -> None:
    for level in (Level.CONCERN, Level.EXPLICIT, Level.IMMINENT):
        for earlier in range(4):
            text = ANSWERS.answer(Judgement(level, (Kind.SELF_HARM,)), language, earlier=earlier)
            assert ANSWERS.asked(text), text
    plan = ANSWERS.follow(Followup(name="confirmed", level=Level.EXPLICIT), language)
    assert ANSWERS.asked(plan) == "plan"
    assert ANSWERS.asked("안녕하세요, how are you?") == ""


def test_all_numbers_come_at_first_and_then_now_and_then() -> None:
    judgement = Judgement(Level.EXPLICIT, (Kind.SELF_HARM,))
    whole = ["1577-0199" in ANSWERS.answer(judgement, "ko", earlier=n) for n in range(6)]
    assert whole == [True, False, False, False, True, False]
    assert all("109" in ANSWERS.answer(judgement, "ko", earlier=n) for n in range(6))
