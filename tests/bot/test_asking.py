"""What a person asks to be reminded of."""

from datetime import UTC, datetime

import pytest

from bot.asking import asked_for, is_certain, kinds_asked
from bot.protocols import Kind, Memory

AT = datetime(2026, 1, 1, 21, tzinfo=UTC)


def memory(kind: Kind, value: str, text: str) -> Memory:
    return Memory(kind=kind, value=value, text=text, at=AT)


SISTER = memory(Kind.PERSON, "언니 민지", "언니 이름은 민지예요.")
CAT = memory(Kind.PET, "고양이 두부", "고양이 이름은 두부예요.")
SPICY = memory(Kind.LIKE, "매운 거", "매운 거를 좋아해요.")
EXAM = memory(Kind.PLAN, "운전면허 시험", "12월 1일에 운전면허 시험이 있어요.")
DOG = memory(Kind.PET, "dog Max", "Has a dog called Max.")
ALL = [SISTER, CAT, SPICY, EXAM, DOG]


@pytest.mark.parametrize(
    ("message", "found"),
    [
        ("우리 언니 이름 뭐라고 했지?", [SISTER]),
        ("내 고양이 이름 기억나?", [CAT]),
        ("두부가 누구게?", [CAT]),
        ("나 뭐 좋아한다고 했지?", [SPICY]),
        ("내가 뭐 좋아하는지 알아?", [SPICY]),
        ("내 시험 언제라고 했지?", [EXAM]),
        ("내 면접 언제라고 했지?", []),
        ("운전면허 시험 언제였지?", [EXAM]),
        ("what's my dog's name?", [DOG]),
        ("who is max?", [DOG]),
        ("내 직업 뭐게", []),
    ],
)
def test_what_is_asked_for_is_found(message: str, found: list[Memory]) -> None:
    assert asked_for(message, ALL) == found


@pytest.mark.parametrize(
    "message",
    [
        "네 이름이 뭐야?",
        "내 이름 뭐게?",
        "너 뭐 좋아해?",
        "고양이 이름 뭐로 하지",
        "내가 뭘 좋아하는지 모르겠어",
        "나 뭐 먹지",
        "나 뭐 좋아할까",
        "what's your name?",
        "what do I do now?",
        "who's there",
        "who am i even anymore",
        "do you know what i mean?",
        "나 언니 이름으로 예약했는데 언니가 뭐라고 했는지 알아? 너무 웃겨서 오늘 하루 종일 그 생각만 하다가 이제 집에 왔어",
    ],
)
def test_other_questions_ask_for_no_memory(message: str) -> None:
    assert not kinds_asked(message)


@pytest.mark.parametrize(
    ("message", "certain"),
    [
        ("내가 뭐 좋아하는지 알아?", True),
        ("where do i live?", True),
        ("who is max?", False),
        ("시험 언제였지?", False),
    ],
)
def test_what_is_the_person_s_own_can_be_asked_for_nothing_else(
    message: str, certain: bool
) -> None:
    assert is_certain(message) is certain
