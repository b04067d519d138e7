"""What is said to the answers of the companion's own questions."""

from collections import Counter

import pytest

from bot.care.screen import objections
from bot.dialogue.answered import goes_on, receipt, receipts
from bot.dialogue.korean import plain
from bot.dialogue.lines import LANGUAGES
from bot.dialogue.responses import responses
from bot.dialogue.script import script


@pytest.mark.parametrize("language", LANGUAGES)
def test_nearly_every_question_has_a_line_for_whatever_is_answered(language: str) -> None:
    told = [one.ask.ask for one in responses(language) if one.ask]
    told += [item.ask for one in script(language).situations() for item in one.ask]
    asked = {one.text for one in told if not one.slots}
    assert len(asked & receipts(language).keys()) > 0.95 * len(asked)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_line_receives_and_asks_nothing(language: str) -> None:
    written = receipts(language)
    lines = {said.text for one in written.values() for said in (one.any, one.yes, one.no) if said}
    assert all(question.endswith("?") for question in written)
    assert [text for text in lines if "?" in text or "{" in text or text != text.strip()] == []
    assert {text: found for text in lines if (found := objections(text))} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_hardly_a_line_is_written_twice(language: str) -> None:
    own = {one.any.text: one for one in receipts(language).values()}
    said = Counter(id(one) for one in receipts(language).values())
    assert len(own) > 0.99 * len(said)


def test_the_question_that_ends_a_reply_is_known_in_both_levels() -> None:
    asking = next(one.ask.ask.text for one in responses("ko") if one.ask)
    assert receipt(f"그랬네요. {asking}", "ko") is receipt(plain(asking), "ko") is not None
    assert receipt(f"{asking} 그랬네요.", "ko") is None
    assert receipt("지금 몇 시예요, 아주 멀리서?", "ko") is None


@pytest.mark.parametrize(
    ("text", "answer", "what"),
    [
        ("응 봤어", "yes", "yes"),
        ("아니", "no", "no"),
        ("동생이 봤어", "", "any"),
        ("아무도 없었어", "", ""),
        ("몰라", "", ""),
        ("글쎄, 길 건너에 마트가 생기고부터 그래", "", "any"),
        ("nobody", "", ""),
        ("not sure", "", ""),
        ("my sister, I think", "", "any"),
    ],
)
def test_nothing_is_no_answer_and_yes_and_no_have_their_own(
    text: str, answer: str, what: str
) -> None:
    one = next(one for one in receipts("ko").values() if one.yes and one.no)
    assert one.of(text, answer) is (getattr(one, what) if what else None)


def test_a_no_to_what_was_not_asked_so_is_left_alone() -> None:
    one = next(one for one in receipts("en").values() if one.no is None)
    assert one.of("no", "no") is None


@pytest.mark.parametrize(
    ("text", "language", "more"),
    [
        ("a quiet one. i baked a sourdough this afternoon", "en", True),
        ("around 5 i guess, everyone comes after work. i was on the till non stop", "en", True),
        ("my sister, i think. not sure", "en", False),
        ("anyway my sister comes on saturday", "en", True),
        ("암튼 오늘 언니 와", "ko", True),
        ("lol the blue one", "en", False),
        ("스물다섯. 물류회사 사무직이고 이번 주에 들어갔어", "ko", True),
        ("엄마지 뭐 ㅋㅋ 아빠는 별말 없고", "ko", False),
        ("8.5킬로였어", "ko", False),
    ],
)
def test_an_answer_that_goes_on_tells_more(text: str, language: str, more: bool) -> None:
    assert goes_on(text, language) is more


@pytest.mark.parametrize(
    ("reply", "language"),
    [
        ("오늘 하루는 어떻게 보냈어요?", "ko"),
        ("그쪽은 어때요?", "ko"),
        ("How has your day been?", "en"),
        ("And then?", "en"),
    ],
)
def test_what_anything_may_be_told_to_has_no_receipt(reply: str, language: str) -> None:
    assert receipt(reply, language) is None
