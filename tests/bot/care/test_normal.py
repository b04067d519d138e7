import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.care.normal import views
from bot.care.spelling import Spelling

SPELLING = Spelling({"kill", "die", "suicide", "myself", "harm"})


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("ㅈㅏㅅㅏㄹ", "자살"),
        ("ㅈㅜㄱㄱㅗ ㅅㅣㅍㄷㅏ", "죽고 싶다"),
        ("주ㄱ고 싶다", "죽고 싶다"),
        ("죽고 시퍼", "죽고 싶어"),
        ("죽고시프다", "죽고싶다"),
        ("죽고 십다", "죽고 싶다"),
        ("죽\u200b고 싶\u200b다", "죽고 싶다"),
        ("\u110c\u116e\u11a8\u1100\u1169", "죽고"),
        ("죽고 싶다ㅠㅠㅋㅋ", "죽고 싶다"),
        ("ｄｉｅ", "die"),
        ("𝐝𝐢𝐞", "die"),
        ("k1ll", "kill"),
        ("ki11", "kill"),
        ("su1c1de", "suicide"),
        ("s**cide", "suicide"),
        ("$u!cide", "suicide"),
        ("diiiie", "die"),
        ("kiiiilllll", "kill"),
        ("ḱíĺl", "kill"),
        ("suісіdе", "suicide"),
    ],
)
def test_the_plain_view_undoes_a_disguise(written: str, meant: str) -> None:
    assert views(written, SPELLING)[0] == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("죽 고 싶 다", "죽고싶다"),
        ("죽.고.싶.다", "죽고싶다"),
        ("죽\n고\n싶\n다", "죽고싶다"),
        ("자/살", "자살"),
        ("자1살", "자살"),
        ("k.i.l.l", "kill"),
        ("i want to d i e", "i want to die"),
        ("su-ic-ide", "suicide"),
        ("죽고오 싶다", "죽고 싶다"),
        ("ㅈ ㅜ ㄱ 고 싶 다", "죽고싶다"),
    ],
)
def test_the_tight_view_closes_the_gaps(written: str, meant: str) -> None:
    assert views(written, SPELLING)[-1] == meant


@pytest.mark.parametrize("text", ["혼자 살아", "나아지고 있어", "good book", "route 66", "하나 둘"])
def test_ordinary_words_stay_as_they_are_in_the_plain_view(text: str) -> None:
    assert views(text, SPELLING)[0] == text


@given(st.text())
def test_every_string_has_a_view(text: str) -> None:
    assert 1 <= len(views(text, SPELLING)) <= 2
