import pytest

from bot.dialogue.tense import is_over, lies_ahead, supposes_past


@pytest.mark.parametrize(
    "text",
    [
        "내일 영화 보러 갈 거야",
        "주말에 뵈러 가려고요",
        "내일 만나기로 했어",
        "결과는 다음 주에 나온대",
        "내일은 등산이나 가볼까 해요",
        "이따 병원 가",
        "i'm going to see a movie tomorrow",
        "she'll call me",
        "starting next month",
    ],
)
def test_what_is_to_come(text: str) -> None:
    language = "en" if text.isascii() else "ko"
    assert lies_ahead(text, language)
    assert not is_over(text, language)


@pytest.mark.parametrize(
    "text",
    ["어제 영화 봤어", "재밌었어 ㅋㅋ", "i saw a movie", "we were late"],
)
def test_what_has_happened(text: str) -> None:
    language = "en" if text.isascii() else "ko"
    assert not lies_ahead(text, language)
    assert is_over(text, language)


@pytest.mark.parametrize(
    "text", ["비 온다", "고양이가 귀여워", "괜찮을 거야", "벌써 도착했을 거야", "i like tea", ""]
)
def test_what_is_neither(text: str) -> None:
    language = "en" if text.isascii() and text else "ko"
    assert not lies_ahead(text, language)
    assert not is_over(text, language)


@pytest.mark.parametrize(
    ("line", "past"),
    [
        ("어떤 장면이 남았어요?", True),
        ("두 시간 동안 남의 삶을 살다 온 거네요.", True),
        ("같이 가 줄 사람이 있어요?", False),
        ("많이 설레겠어요.", False),
        ("Which scene stayed?", True),
        ("Who else is coming along?", False),
    ],
)
def test_lines_that_suppose_that_it_is_over(line: str, past: bool) -> None:
    assert supposes_past(line, "en" if line.isascii() else "ko") is past
