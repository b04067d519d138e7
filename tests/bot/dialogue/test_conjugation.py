import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.conjugation import heard, noticed, past, stem


@pytest.mark.parametrize(
    ("told", "root", "taken_in"),
    [
        ("아파요", "아프", "아프군요"),
        ("조용해요", "조용하", "조용하군요"),
        ("싫어해", "싫어하", "싫어하는군요"),
        ("마셔", "마시", "마시는군요"),
        ("나와", "나오", "나오는군요"),
        ("울어", "울", "우는군요"),
        ("무서워", "무섭", "무섭군요"),
        ("배워요", "배우", "배우는군요"),
        ("없어요", "없", "없군요"),
        ("간다", "가", "가는군요"),
        ("낮습니다", "낮", "낮군요"),
        ("아픕니다", "아프", "아프군요"),
        ("자네요", "자", "자는군요"),
        ("달라", "다르", "다르군요"),
        ("안 돼", "안 되", "안 되는군요"),
        ("깐깐해", "깐깐하", "깐깐하네요"),
        ("않아", "않", "않네요"),
    ],
)
def test_a_predicate_is_led_back_to_its_stem(told: str, root: str, taken_in: str) -> None:
    assert stem(told) == root
    assert heard(root) == taken_in


@pytest.mark.parametrize(
    "told", ["들어요", "걸어", "누워", "요즘", "엄마가", "글쎄", "yes", "", "방아"]
)
def test_what_can_be_read_in_two_ways_is_left(told: str) -> None:
    assert stem(told) is None


@pytest.mark.parametrize(
    ("root", "lighter", "was"),
    [
        ("좋", "좋네요", "좋았"),
        ("살", "사네요", "살았"),
        ("던지", "던지네요", "던졌"),
        ("쉬", "쉬네요", "쉬었"),
        ("보", "보네요", "봤"),
        ("하", "하네요", "했"),
        ("되", "되네요", "됐"),
        ("무섭", "무섭네요", None),
    ],
)
def test_a_stem_goes_on(root: str, lighter: str, was: str | None) -> None:
    assert noticed(root) == lighter
    assert past(root) == was


@given(st.text(alphabet="가나다라마바사아자파하거워해와봐져돼음함됨네지요습니다 abc", max_size=8))
def test_any_word_is_read_or_left(told: str) -> None:
    root = stem(told)
    assert root is None or (root and heard(root).endswith(("군요", "네요")))
