"""Numbers that people are told to call."""

import re
from pathlib import Path

import pytest
from scenes.helplines import write_helpline

from config.helplines import load_helplines
from speech.spoken_form import spoken_form
from speech.spoken_form.dialled import dialled_in, shipped

KOREAN = "공일이삼사오육칠팔구"
ENGLISH = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]


def spelled(number: str, language: str) -> str:
    digits = [int(one) for one in number if one.isdigit()]
    return "".join((KOREAN if language == "ko" else ENGLISH)[digit] for digit in digits)


def letters(said: str) -> str:
    return re.sub(r"\W", "", said)


def test_all_that_people_are_sent_to_is_known() -> None:
    """What stands in the file is looked for in another way than the code does."""
    text = (Path(__file__).parents[3] / "config" / "helplines.toml").read_text("utf-8")
    told = re.findall(r'^number = "(.+)"$', text, re.MULTILINE)
    told += re.findall(r"number = \{.*?\}", text) + re.findall(r"^text = .*$", text, re.MULTILINE)
    digits = {re.sub(r"\D", "", one) for line in told for one in re.findall(r"[\d -]*\d", line)}
    assert {re.sub(r"\D", "", number) for number in shipped()} == digits
    assert {"109", "85258", "0120-279-338", "0477 13 11 14", "110"} <= shipped()


@pytest.mark.parametrize("number", sorted(shipped()))
@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("ko", "지금 {}에 전화해 주세요."),
        ("ko", "{}(24시간)로 연락해요."),
        ("ko", "문자는 {}, 전화는 {}번이에요."),
        ("en", "Please call {} now."),
        ("en", "You can reach {} (day and night), or text HOME to {}."),
    ],
)
def test_every_helpline_is_said_digit_by_digit(number: str, language: str, sentence: str) -> None:
    said = letters(spoken_form(sentence.replace("{}", number), language))
    assert said.count(spelled(number, language)) == sentence.count("{}")


def test_an_operators_own_numbers_are_too(tmp_path: Path) -> None:
    write_helpline(tmp_path, "1737", ko="상담전화", en="Need to talk?", country="NZ")
    dialled = dialled_in(load_helplines(tmp_path))
    assert spoken_form("Call 1737.", "en", dialled=dialled) == "Call one seven three seven."
    assert spoken_form("1737로 전화해요.", "ko", dialled=dialled) == "일칠삼칠로 전화해요."
    assert spoken_form("1737", "en") == "one thousand seven hundred and thirty-seven"


@pytest.mark.parametrize(
    ("written", "language", "said"),
    [
        ("109명", "ko", "백구명"),
        ("1,109", "ko", "천백구"),
        ("988 people", "en", "nine hundred and eighty-eight people"),
        ("$999", "en", "nine hundred and ninety-nine dollars"),
        ("1388년", "ko", "천삼백팔십팔년"),
    ],
)
def test_amounts_stay_amounts(written: str, language: str, said: str) -> None:
    assert spoken_form(written, language) == said
