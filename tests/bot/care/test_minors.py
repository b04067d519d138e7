from dataclasses import replace
from pathlib import Path

import pytest

from bot.care.minors import Minors, for_minor, says_minor
from config.moods import Words
from config.personas import persona

WHO = "telegram:77"


@pytest.mark.parametrize(
    "text",
    [
        "나 15살이야",
        "저는 열여섯 살이에요",
        "저 중2인데요",
        "난 고등학생이야",
        "저는 초등학교 5학년이에요",
        "17살이야",
        "I'm 15",
        "i am 13 years old",
        "I'm in 8th grade",
        "im a high schooler",
        "I'm a minor",
        "만 16세입니다",
        "I'm only fourteen",
    ],
)
def test_somebody_says_that_they_are_a_minor(text: str) -> None:
    assert says_minor(text)


@pytest.mark.parametrize(
    "text",
    [
        "우리 애가 15살이야",
        "나 15살 때 부산 살았어",
        "동생은 고등학생이야",
        "나 25살이야",
        "사실 나 15살 아니고 25살이야",
        "나는 중학생들을 가르쳐",
        "나 고3 때 힘들었어",
        "나는 고등학생 때가 그리워",
        "I'm 15 minutes late",
        "I'm 30",
        "when I was 15",
        "my son is 12",
        "I teach in high school",
    ],
)
def test_others_and_the_past_do_not_count(text: str) -> None:
    assert not says_minor(text)


def test_the_register_outlives_the_program_and_names_nobody(tmp_path: Path) -> None:
    file = tmp_path / "home" / "minors.txt"
    Minors(file).add(WHO)
    assert WHO in Minors(file)
    assert "telegram:78" not in Minors(file)
    assert "77" not in file.read_text() or "telegram" not in file.read_text()
    Minors(file).remove(WHO)
    assert WHO not in Minors(file)


def test_everybody_may_be_one() -> None:
    assert WHO in Minors(everybody=True)


def test_a_minor_meets_no_romantic_persona() -> None:
    usual = persona("maum")
    assert for_minor(usual, usual).name == usual.name
    assert "미성년자" in for_minor(usual, usual).character.ko
    character = Words(ko="연인이다. 뽀뽀를 좋아한다.", en="Your boyfriend.")
    lover = replace(usual, name=Words(ko="연인", en="Lover"), character=character)
    assert for_minor(lover, usual).name == usual.name
