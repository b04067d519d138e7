"""The hand-written lines hold together: slots, endings, no line twice, nothing maum must not say."""

import re
from collections import Counter

import pytest

from bot.care.guard import Guard
from bot.dialogue.keywords import keywords
from bot.dialogue.korean import is_polite, plain
from bot.dialogue.lines import LANGUAGES, Situation, Template
from bot.dialogue.responses import responses
from bot.dialogue.script import script
from bot.dialogue.slots import SLOTS
from bot.events import Level
from config.moods import Mood

VALUES = dict.fromkeys(SLOTS, "서울") | {"span": "3년", "name": "나비", "who": "친구"}
HANGUL = re.compile(r"[가-힣]")


def lines(language: str) -> list[tuple[Situation, Template]]:
    return [(item, line) for item in script(language).situations() for line in item.templates()]


def sayable(language: str) -> list[Template]:
    """The lines, and what is said in responses and of keywords."""
    exact = [part for one in responses(language) for part in (one.say, one.ask and one.ask.ask)]
    named = [line for one in keywords(language) for line in (*one.say, *(it.ask for it in one.ask))]
    return [*(line for _, line in lines(language)), *filter(None, exact), *dict.fromkeys(named)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_is_enough_for_an_evening(language: str) -> None:
    assert len(lines(language)) > 1_000
    assert len(script(language).topics) > 70
    assert len(responses(language)) > 3_000


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_response_is_one_remark_to_one_thing_in_several_wordings(language: str) -> None:
    heard = Counter(text.lower() for one in responses(language) for text in one.heard)
    assert [text for text, times in heard.items() if times > 1] == []
    said = Counter(one.say.text for one in responses(language))
    assert [text for text, times in said.items() if times > 1] == []
    for one in responses(language):
        assert len(one.heard) > 1, one
        assert all(text.strip() == text != "" for text in one.heard), one
        assert "?" not in one.say.text, one
        assert one.ask is None or one.ask.ask.text.endswith("?"), one
        assert not one.say.slots and not (one.ask and one.ask.ask.slots), one


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_response_is_for_a_danger_which_is_not_its_business(language: str) -> None:
    guard = Guard()
    heard = [text for one in responses(language) for text in one.heard]
    assert [text for text in heard if guard.judge(text).level is not Level.NONE] == []


def test_both_languages_know_the_same_situations() -> None:
    korean, english = script("ko"), script("en")
    assert list(korean.topics) == list(english.topics)
    assert korean.acts.keys() == english.acts.keys()
    assert korean.care.keys() == english.care.keys()
    assert korean.moods.keys() == english.moods.keys() == set(Mood)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_line_stands_twice(language: str) -> None:
    """But for plain questions, which several situations may ask."""
    everything = script(language).situations()
    asked = {item.ask for situation in everything for item in situation.answerable}
    counted = Counter(line.text for _, line in lines(language) if line not in asked)
    assert [text for text, times in counted.items() if times > 1] == []
    for situation in script(language).situations():
        assert len(set(situation.templates())) == len(situation.templates()), situation.key


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_hundreds_of_situations_each_with_what_people_say(language: str) -> None:
    written = script(language)
    assert len(written.topics) + len(written.acts) >= 400
    particular = [one for one in written.topics.values() if not one.cues and not one.whole]
    assert len(particular) > 250
    for situation in particular:
        assert len(situation.heard) >= 3, situation.key
        assert len(situation.say) >= 2, situation.key
        assert len(situation.ask) >= 2, situation.key


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_slot_is_known_and_can_be_filled(language: str) -> None:
    for _, line in lines(language):
        assert line.slots <= SLOTS, line.text
        assert "{" not in (line.fill(VALUES) or "{"), line.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_line_asks_one_thing_at_most(language: str) -> None:
    for line in sayable(language):
        assert line.text.count("?") <= 1, line.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_questions_ask_and_what_closes_a_reply_does_not(language: str) -> None:
    for item in script(language).situations():
        assert all(question.ask.text.endswith("?") for question in item.ask), item.key
        assert not any("?" in line.text for line in item.more), item.key
        if item.ask:
            said = [*item.say, *(line for group in item.by_mood.values() for line in group)]
            assert not any(line.text.endswith("?") for line in said), item.key


def test_korean_sentences_end_politely_and_have_a_plain_form() -> None:
    for line in sayable("ko"):
        text = re.sub(r"'[^']*'", "", line.fill(VALUES) or "")
        # 「뭐가 더 커요, 기대 아니면 걱정?」 is polite before its comma.
        assert is_polite(text) or is_polite(text.partition(",")[0] + "?"), text
        assert not re.search(r"(요|죠)(?=[.?!])", plain(text)), plain(text)


def test_english_sentences_end_with_a_stop() -> None:
    for line in sayable("en"):
        assert re.search(r"[.?!]$", line.text), line.text
        assert not HANGUL.search(line.text)


BANNED = {
    "ko": r"저도 그런 (경험|적)|기다렸어요|외로웠어요|제 마음|저도 (슬|기|힘|외|아)|당신|니다[.]|힘내세요|긍정적|시간이 (약|해결)|걱정하지 마|다 잘될|괜찮아질 거|상담사|진단|치료",
    "en": r"(?i)i hear you saying|i know how you feel|i missed you\b|i was waiting|\bi feel (sad|happy|glad|lonely|for you)|been there myself|everything happens for|look on the bright|stay positive|it could be worse|\bcheer up|your journey|\bvalid\b",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_claimed_preached_or_diagnosed(language: str) -> None:
    for line in sayable(language):
        assert not re.search(BANNED[language], line.text), line.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_good_byes_ask_for_nothing(language: str) -> None:
    for section in (script(language).acts, script(language).care):
        for key in ("goodbye", "goodnight", "stop", "thanks"):
            assert not any("?" in line.text for line in section[key].templates())
