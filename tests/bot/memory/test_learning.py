"""What the rules learn, sentence by sentence; the sixty conversations are in `bench.memory`."""

import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.memory.days import day_in
from bot.memory.learning import learned_from
from bot.protocols import Line

SUNDAY = datetime(2026, 11, 22, 12, tzinfo=UTC)


def texts(said: str) -> list[str]:
    return [one.text for one in learned_from(Line(speaker="user", text=said, at=SUNDAY))]


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("내 이름은 지민이야", "이름은 지민이에요."),
        ("제 이름은 소희예요", "이름은 소희예요."),
        ("내 이름은 다이야", "이름은 다이예요."),
        ("나는 하늘이라고 해", "이름은 하늘이에요."),
        ("민이라고 불러줘", "민이라고 불러 달라고 했어요."),
        ("엄마가 간호사야", "엄마는 간호사예요."),
        ("나 고3이야", "고3이에요."),
        ("동생이 내일 수능이야", "11월 23일에 동생 수능이 있어요."),
        ("다음 주에 중간고사가 있어", "중간고사가 있어요 (11월 22일에 말한 ‘다음 주’)."),
        ("땅콩 알레르기가 있어", "땅콩 알레르기가 있어요."),
        ("떡볶이를 어릴 때부터 좋아해", "떡볶이를 좋아해요."),
        ("가을을 제일 좋아해", "가을을 좋아해요."),
        ("나는 고양이를 사랑해", "고양이를 좋아해요."),
        ("우리 반말로 하자", "반말로 말하기로 했어요."),
        ("말 놔도 돼", "반말로 말하기로 했어요."),
        ("반말하지 마세요", "존댓말로 말하기로 했어요."),
        ("My dog Biscuit is asleep", "The dog is called Biscuit."),
        ("My brother's exam is tomorrow", "To come on November 23: brother's exam."),
        ("I work at a bakery", "Works at a bakery."),
        ("Please call me Jay", "Asked to be called Jay."),
        ("우리 강아지 이름은 알렉산드리아야", "강아지 이름은 알렉산드리아예요."),
        ("나 부산 살아", "부산에 살아요."),
        ("강남구 혼자 살고 있어요", "강남구에 살아요."),
        ("매운 건 못 먹어", "매운 것을 못 먹어요."),
        ("전 회를 못 먹어요", "회를 못 먹어요."),
        ("나 술 못 먹어", "술을 못 먹어요."),
        ("문화센터에서 그림을 배우고 있어", "그림을 배워요."),
        ("I don't drink coffee", "Does not drink coffee."),
        ("I can't eat shellfish, so no", "Does not eat shellfish."),
        ("I'm learning the piano", "Is learning piano."),
        ("I've been learning Spanish for two years", "Is learning Spanish."),
        ("I live in New York City", "Lives in New York City."),
        ("I work at Google as an engineer", "Works at Google."),
        ("I am allergic to shellfish and cats", "Is allergic to shellfish."),
    ],
)
def test_what_is_said_for_sure_is_learned(said: str, text: str) -> None:
    assert texts(said) == [text]


@pytest.mark.parametrize(
    "said",
    [
        "내 이름이 뭐게?",
        "내 이름은 지민이 아니야",
        "내 이름은 비밀",
        "나 떡볶이 안 좋아해",
        "동생이 떡볶이를 좋아해",
        "걔는 부산에 살아",
        "친구가 면접에서 떨어졌대",
        "고양이 키우고 있는 친구가 부러워",
        "부산에 살고 있는 친구가 왔어",
        "친구들은 다 결혼했어",
        "아직도 좋아해",
        "서로 좋아해",
        "자기야 사랑해",
        "오늘 저녁 약속 강남으로 입력해 줘",
        "이번 주 경기도 날씨가 좋대",
        "I like all of this",
        "나는 좋아하는데 걔는 모르겠대",
        "내일 면접이 있으면 좋겠다",
        "면접 보고 왔어, 어제 있었던 일이야",
        "나는 의사야 ㅋㅋ 농담이야",
        "꿈에서 남자친구랑 헤어졌어",
        "너를 좋아해",
        "내 이름은 지민이야. 이건 기억하지 마",
        "“나는 간호사야”",
        "철수는 기자예요",
        "문화센터에서 그림을 배우고 싶어",
        "동생이 부산 살아",
        "부산 살아 보고 싶다",
        "도대체 왜 그러구 살아",
        "이 모임에서 살아남으려면 연습해야겠더라",
        "요즘은 밥을 못 먹어",
        "배가 아파서 고기를 못 먹어",
        "동생은 회를 못 먹어",
        "이건 못 먹어",
        "한 가지씩 배우고 있어",
        "인생을 배우고 있어",
        "I can't eat anything today",
        "I don't eat breakfast",
        "He doesn't eat fish",
        "I'm learning how to swim",
        "I'm learning a lot",
        "그 애를 좋아해도 될지 모르겠어",
        "아이들이 가장 좋아하는 노래야",
        "Tom은 커피를 싫어해",
        "주가가 크게 떨어졌어",
        "내일 회의 일정 추가해 줘",
        "내일 몇 시에 회의야",
        "My name is not Bob",
        "She said my name is Bob",
        "I used to live in Busan",
        "I would love pizza",
        "call me later",
        "내 이름은 뭐게",
        "나는 고수 빼고 다 좋아해",
        "내 이름은 아무한테도말하지않을거야라고했지",  # as far as it is no name, none of it is
        "My name is Bartholomewtheverylongnamed",
        "If I have an exam tomorrow I will cry",
        "Do I have an interview tomorrow?",
        "I love you",
        "",
        "ㅋㅋㅋㅋ",
        "가" * 5_000,
    ],
)
def test_what_is_not_is_passed_over(said: str) -> None:
    assert texts(said) == []


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("내일", (2026, 11, 23)),
        ("모레", (2026, 11, 24)),
        ("이번 주 일요일", (2026, 11, 22)),
        ("다음 주 월요일", (2026, 11, 23)),
        ("수요일에", (2026, 11, 25)),
        ("1월 5일", (2027, 1, 5)),
        ("11월 30일", (2026, 11, 30)),
        ("3일 뒤", (2026, 11, 25)),
        ("2주 후", (2026, 12, 6)),
        ("다음 달 31일", (2026, 12, 31)),
        ("30일에", (2026, 11, 30)),
        ("2월 30일", None),
        ("다음 달 첫째 주 목요일", None),
        ("언젠가", None),
        ("tomorrow", (2026, 11, 23)),
        ("on Friday", (2026, 11, 27)),
        ("next Monday", (2026, 11, 23)),
        ("on May 3rd", (2027, 5, 3)),
        ("the 3rd of December", (2026, 12, 3)),
        ("in two weeks", (2026, 12, 6)),
        ("on the 30th", (2026, 11, 30)),
        ("some day", None),
    ],
)
def test_a_day_is_read_from_where_it_was_said(text: str, day: tuple[int, int, int] | None) -> None:
    assert day_in(text, SUNDAY.date()) == (date(*day) if day else None)


@pytest.mark.parametrize(
    ("said", "learned"),
    [
        ("여동생이 하나 있어. 이름은 하은이야", ["여동생이 있어요.", "여동생 이름은 하은이에요."]),
        ("나 강아지 키워! 걔 이름은 초코야", ["강아지를 키워요.", "강아지 이름은 초코예요."]),
        ("나 강아지 키워. 이름은 비밀이야", ["강아지를 키워요."]),
        ("나 강아지 키워. 이름은 초코야?", ["강아지를 키워요."]),
        ("고양이 키워. 이름은 보리랑 콩이야", ["고양이를 키워요."]),
        ("친구가 강아지를 키워. 이름은 초코야", []),
        ("나는 간호사야. 이름은 서연이야", ["간호사예요."]),
        ("I have a dog. His name is Rex", ["Has a dog.", "The dog is called Rex."]),
        ("My friend has a dog. Its name is Rex", []),
        ("I saw a movie. Its name is Alien", []),
        ('I have a dog. My friend said "I have a cat". Its name is Luna', ["Has a dog."]),
        ("나 강아지 키워. 친구가 고양이 키운다고 했어. 이름은 나비야", ["강아지를 키워요."]),
        ("나 고양이 두부 키워. 여덟 살이야", ["고양이 이름은 두부예요."]),
        ("우리 강아지 이름 두부야. 말티즈 여덟 살", ["강아지 이름은 두부예요."]),
        ("나 고양이 혼자 키워", []),
        ("친구가 고양이 두부 키워", []),
        ("나 강아지 키워 ㅋㅋ 이름은 초코야", ["강아지를 키워요.", "강아지 이름은 초코예요."]),
    ],
)
def test_a_name_is_that_of_whom_the_sentence_before_told(said: str, learned: list[str]) -> None:
    assert texts(said) == learned


def test_the_sixty_conversations_are_learned_from(monkeypatch: pytest.MonkeyPatch) -> None:
    root = Path(__file__).parents[3]
    monkeypatch.syspath_prepend(str(root))
    from bench.memory import conversations, learning

    every = list(conversations((root / "bench" / "memory.txt").read_text("utf-8")))
    assert len(every) == 60
    score = learning(every)
    assert score.wrong == 0
    assert score.missed <= 2
    del sys.modules["bench.memory"]
