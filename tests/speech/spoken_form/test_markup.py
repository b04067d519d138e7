"""What is written for the eye is not said."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speech.spoken_form import sayable, spoken_form


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("**굵게** _살짝_ `코드`", "굵게 살짝 코드"),
        ("**굵게**는 ~~그어진~~ snake_case_name", "굵게는 그어진 snake case name"),
        ("# 제목\n- 하나\n> 둘", "제목 하나 둘"),
        ("[여기](https://a.example/b_c)를 봐요", "여기를 봐요"),
        ("![그림](https://a.example/p.png) 봤죠?", "봤죠?"),
        ("주소는 https://a.example/b?c=1에서 봐요.", "주소는 에서 봐요."),
        ("좋아요 ㅋㅋㅋ 😊 ㅠㅠ!", "좋아요!"),
        ("ㅇㅇ 그래 ^^ :)", "그래"),
        ("가족👨‍👩‍👧이에요", "가족 이에요"),
        ("1️⃣번", "한 번"),
        ("３명, ㎏", "세 명, kg"),
        ("그냥 <b>굵은</b> 글씨", "그냥 굵은 글씨"),
        ("ㄱ자 모양", "ㄱ자 모양"),
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
