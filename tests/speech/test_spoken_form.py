"""What is written for the eye is not said, and numbers to call are said digit by digit."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speech.spoken_form import sayable, spoken_form


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("지금 109로 전화해요.", "지금 일공구로 전화해요."),
        ("109(24시간)", "일공구(24시간)"),
        ("1577-0199, 1388이에요.", "일오칠칠, 공일구구, 일삼팔팔이에요."),
        ("119나 112에, 109예요", "일일구나 일일이에, 일공구예요"),
        ("010-1234-5678번", "공일공, 일이삼사, 오육칠팔번"),
    ],
)
def test_numbers_to_call_in_korean(written: str, said: str) -> None:
    assert spoken_form(written, "ko") == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Call 988 now.", "Call nine eight eight now."),
        ("text HOME to 741741", "text HOME to seven four one seven four one"),
        ("116 123", "one one six, one two three"),
        ("1577-0199", "one five seven seven, zero one nine nine"),
    ],
)
def test_numbers_to_call_in_english(written: str, said: str) -> None:
    assert spoken_form(written, "en") == said


@pytest.mark.parametrize(
    "text",
    [
        "109명이 왔어요",
        "109번째",
        "988원이에요",
        "1,109",
        "3.109",
        "11:09",
        "2109년",
        "₩1388",
        "109km",
        "2024-03-15",
        "1990-2020",
        "109%",
    ],
)
def test_other_numbers_are_the_engine_s(text: str) -> None:
    assert spoken_form(text, "ko") == text


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("**굵게** _살짝_ `코드`", "굵게 살짝 코드"),
        ("# 제목\n- 하나\n> 둘", "제목 하나 둘"),
        ("[여기](https://a.example/b_c)를 봐요", "여기를 봐요"),
        ("![그림](https://a.example/p.png) 봤죠?", "봤죠?"),
        ("주소는 https://a.example/b?c=1에서 봐요.", "주소는 에서 봐요."),
        ("좋아요 ㅋㅋㅋ 😊 ㅠㅠ!", "좋아요!"),
        ("ㅇㅇ 그래 ^^ :)", "그래"),
        ("가족👨‍👩‍👧이에요", "가족 이에요"),
        ("1️⃣ 25°C예요", "1 25°C예요"),
        ("\ud800a\x00b", "a b"),
        ("```\nprint(1)\n``` 이렇게요", "이렇게요"),
    ],
)
def test_what_is_for_the_eye_is_left_out(written: str, said: str) -> None:
    assert spoken_form(written, "ko") == said


@pytest.mark.parametrize(
    "text", ["", " ", "...", "!?", "😊", "ㅋㅋㅋ", "ㅠㅠ…", "---", "**", "https://a.example"]
)
def test_nothing_to_say(text: str) -> None:
    assert spoken_form(text, "ko") == ""
    assert not sayable(text)


@settings(deadline=None)  # the machine may be busy
@given(st.text(st.characters(), max_size=200), st.sampled_from(["ko", "en", "ja"]))
def test_any_text_becomes_one_clean_line(text: str, language: str) -> None:
    said = spoken_form(text, language)
    assert said == " ".join(said.split())
    assert not set(said) & set("*`#<>[]{}\0")
    said.encode()
