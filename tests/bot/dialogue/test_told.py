import pytest

from bot.dialogue.told import is_told


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("언제 하는 거예요?", "다음 주 목요일에 예약했어요"),
        ("언제부터 그랬어요?", "사흘째 두통이 있어요"),
        ("지는 얼마나 됐어요?", "3년 사귀었어"),
        ("누구랑 가는 거예요?", "엄마랑 제주도 가기로 했어"),
        ("왜 그런 것 같아요?", "내가 늦어서 화났나 봐"),
        ("아이는 몇 살이에요?", "27개월인데 뭐든 싫대요"),
        ("얼마예요?", "수술비가 230만 원 나왔어요"),
        ("그때 기분이 어땠어요?", "면접 떨어져서 속상했어"),
    ],
)
def test_what_was_told_is_not_asked(question: str, told: str) -> None:
    assert is_told(question, ["그랬어", told], "ko")


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("언제 하는 거예요?", "수술하기로 했어요"),
        ("언제 제일 생각나요?", "어제 헤어졌어"),
        ("누구랑 가는 거예요?", "제주도 가기로 했어"),
        ("그다음은 어떻게 됐어요?", "어제 엄마랑 부산에서 싸웠어"),
    ],
)
def test_what_was_not_told_may_be_asked(question: str, told: str) -> None:
    assert not is_told(question, [told], "ko")


def test_english_knows_a_day_when_it_hears_one() -> None:
    assert is_told("When do you leave?", ["i leave on friday"], "en")
    assert not is_told("When do you leave?", ["i am leaving"], "en")
