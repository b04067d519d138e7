"""Korean lines of every day that hold a sign's words, and grave ones that hold what makes those harmless."""

import pytest

from bot.care.guard import Guard
from bot.events import Level

GUARD = Guard()


@pytest.mark.parametrize(
    "text",
    [
        "월요일 회의 생각하니 눈앞이 캄캄하다",
        "레거시 코드 열자마자 눈앞이 깜깜",
        "버스 기다리는데 눈보라 쳐서 앞이 캄캄해",
        "아 다 부질없다 떡볶이나 먹자",
        "다리에서 뛰어내리는 줄 알고 놀랐는데 번지점프 촬영이래",
        "저 수영장에 풍덩 뛰어내리고 싶다",
        "용암에 빠져서 죽으면 아이템도 다 타?",
        "엔딩노트에 내 장례식에서 틀 노래를 골라 적었어",
        "우리 고양이가 베란다 난간에 올라가서 식겁했네",
        "방귀 뀌고 그 자리에서 죽고 싶었다",
        "회식에서 조용히 사라지고 싶다",
        "칼질하다 엄지 베었어 깊게 베어서 꿰맸어",
        "물에 빠져 죽는 꿈은 무슨 의미야?",
        "다리에서 투신하려던 사람을 버스 기사가 구했다는 뉴스 봤어",
        "히틀러가 자살한 날짜가 언제였지",
        "'유언'이랑 '유서'는 뭐가 달라?",
        "이 소설에 그만 살고 싶다는 말이 나와",
        "저수지에 빠져 죽은 사람이 있었다고 할아버지가 그러셨어",
    ],
)
def test_everyday_words_alarm_nobody(text: str) -> None:
    assert GUARD.judge(text).level is Level.NONE


@pytest.mark.parametrize(
    "text",
    [
        "눈앞이 캄캄하고 그냥 뛰어내리고 싶다",
        "월요일이 오기 전에 죽을 거야",
        "다 부질없다 그냥 죽자",
        "번지점프대에서 줄 풀고 뛰어내린다",
        "계곡 다리에서 뛰어내리고 싶다",
        "용암에 빠지는 것처럼 그냥 죽으면 편할까",
        "엔딩노트 말고 유서 썼어 오늘 밤이야",
        "내 장례식엔 밝은 노래 틀어줘. 내일쯤일 거야",
        "난 난간에 서 있어",
        "고양이 밥 주고 죽을 거야",
        "폰 끄고 죽을 거야",
        "방귀 뀌었다고 반 애들이 놀려서 죽고 싶어",
        "회의에서 나만 없어지면 돼 세상에서 조용히 사라지고 싶어",
        "뉴스 보다가 자살하고 싶다는 생각이 들었어",
        "유리컵 깨서 손목 그었어",
        "면도칼로 다리 베었어",
        "넘어졌다고 했는데 사실 내가 손목 그었어",
        "꿈에서처럼 진짜로 죽고 싶어",
        "히틀러처럼 총으로 자살하고 싶어",
        "짐 정리 다 했어 다들 고마웠어 이제 갈게",
        "저수지에 빠져 죽을래",
    ],
)
def test_everyday_words_hide_no_danger(text: str) -> None:
    assert GUARD.judge(text).level in {Level.EXPLICIT, Level.IMMINENT}


@pytest.mark.parametrize(
    "text",
    [
        "과제도 끝났는데 앞이 캄캄하고 눈물만 나",
        "회사에서 잘리고 공원으로 출근합니다 희망이란 게 없네요",
        "해고당했어 눈앞이 캄캄해",
        "다 부질없다 공부도 친구도",
        "남편이 코 곤다고 때려요",
        "마사지 받는데 사장님이 가슴을 만졌어요",
    ],
)
def test_a_burden_is_noticed_among_everyday_words(text: str) -> None:
    assert GUARD.judge(text).level is not Level.NONE
