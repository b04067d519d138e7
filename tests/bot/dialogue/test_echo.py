import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.echo import answer, echo, last_clause
from bot.dialogue.korean import is_polite


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("마지막 질문에 대답을 못 했어", "마지막 질문에 대답을 못 했군요."),
        ("엄마가 나한테 화냈어ㅠㅠ", "어머니가 화냈군요."),
        ("나 오늘 회사에서 잘렸어", "오늘 회사에서 잘렸군요."),
        ("걔가 먼저 헤어지자고 했어", "걔가 먼저 헤어지자고 했군요."),
        ("집에 가고 싶어", "집에 가고 싶은 거군요."),
        ("오늘 아무 일도 없었음", "오늘 아무 일도 없었군요."),
        ("사실 준비를 6개월 했습니다", "준비를 6개월 했군요."),
        ("6개월 준비했단 말이야", "6개월 준비했군요."),
        ("나 사실 좀 외로웠어", "좀 외로웠군요."),
        ("걔 말로는 바빴대", "걔 말로는 바빴다고 하는군요."),
        ("결과는 다음 주에 나온대", "결과는 다음 주에 나온다고 하는군요."),
        ("이번에 안 되면 그만하래", "이번에 안 되면 그만하라고 하는군요."),
        ("동생이 키우자고 난린데 엄마가 절대 안 된대", "어머니가 절대 안 된다고 하는군요."),
        ("방금 내 무릎에 올라왔어 미쳤다", "방금 무릎에 올라왔군요."),
        ("롤 하는데 실버임 ㅋㅋ", "롤 하는데 실버군요."),
        ("학교 개싫음", "학교 정말 싫군요."),
        ("이제 잘 보이네", "이제 잘 보이는군요."),
        ("목소리가 밝으시네요", "목소리가 밝으시군요."),
        ("새로 온 팀장이 너무 깐깐해", "새로 온 팀장이 너무 깐깐하네요."),
        ("치킨 시켰는데 한 시간째 안 와", "한 시간째 안 오는군요."),
        ("편의점에서 전 남친 마주침", "편의점에서 전 남친 마주쳤군요."),
        ("이런 날은 좀 서글픕니다", "이런 날은 좀 서글프군요."),
    ],
)
def test_words_come_back_as_their_hearer_says_them(said: str, heard: str) -> None:
    assert echo(said) == heard


@pytest.mark.parametrize(
    "said",
    [
        "내가 너무 한심했어",
        "난 진짜 쓰레기 같았어",
        "너는 어제 어디 있었어",
        "다 죽었으면 좋겠어",
        "미치겠어 정말",
        "왜 그랬어",
        "응",
        "I was there",
        "에휴 됐어",
        "아뇨 안 물어봤어요",
        "고마워 너밖에 없어",
        "친구가 저보다 훨씬 잘 봤대요",
        "아까 애가 엄마 사랑해 그러는데 눈물 나더라고요",
        "그래도 개운하긴 하네요",
        "치킨 시켰는데 뭘 골라야 할지 모르겠어",
        "올해로 회사 생활 십 년째네요",
        "괜히 왔나 봐",
        "그냥 안 오는 거 있죠",
        "같이 욕해 줘",
        "씻으러 감",
        "환율 얼마야",
        "레몬으로 할래 아빠 신 거 좋아하거든",
        "시계는 내가 가졌어",
        "친구가 나한테만 초대장 안 줌",
        "그냥 안부 묻는 거여",
        "녹음해 둘걸 그랬어요",
        "차에서 한참 앉아 있다 들어갔어요",
    ],
)
def test_some_words_are_not_given_back(said: str) -> None:
    assert echo(said) is None


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("작년", "작년이었군요."),
        ("한 30명?", "한 30명이군요."),
        ("초코ㅋㅋ", "초코군요."),
        ("관악산이요", "관악산이군요."),
        ("무서운 거", "무서운 거군요."),
        ("군대", "군대군요."),
        ("몰라", None),
        ("친구랑", None),
        ("병신", None),
        ("맛있음", None),
        ("혼자네요 저", None),
        ("노스페이스 어때", None),
        ("어제", "어제였군요."),
    ],
)
def test_a_bare_noun_comes_back(said: str, heard: str | None) -> None:
    assert answer(said) == heard


@given(st.text(alphabet="가나다라마바사아자차카타파하었있했어요다음을를이 .?!ㅋㅠ", max_size=40))
def test_what_comes_back_is_a_polite_sentence(said: str) -> None:
    for heard in (echo(said), answer(said)):
        assert heard is None or is_polite(heard)


@pytest.mark.parametrize(
    ("said", "last"),
    [
        ("김치찌개 끓였는데 냄새난다고 뭐라 하더라", "냄새난다고 뭐라 하더라"),
        ("my feet hurt but that was worth it", " that was worth it"),
        ("오늘 점심에 마라탕 먹었어", "오늘 점심에 마라탕 먹었어"),
    ],
)
def test_the_last_clause_is_what_a_message_comes_to(said: str, last: str) -> None:
    assert last_clause(said) == last
