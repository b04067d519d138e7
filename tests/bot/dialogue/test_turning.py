"""Turning to something else, and telling it in the same breath."""

import pytest

from bot.dialogue.turning import turned_to


@pytest.mark.parametrize(
    ("message", "told"),
    [
        (
            "암튼 딴얘기 하자 나 동아리에 좋아하는 사람 생김",
            "나 동아리에 좋아하는 사람 생김",
        ),
        ("다른 얘기 할래요. 어제 김장을 했어요", "어제 김장을 했어요"),
        (
            "let's talk about something else. my sister got a dog",
            "my sister got a dog",
        ),
    ],
)
def test_what_is_told_after_it_is_heard(message: str, told: str) -> None:
    assert turned_to(message) == told


@pytest.mark.parametrize(
    "message",
    [
        "딴 얘기 하자",
        "다른 얘기 하자 ㅋㅋ 응?",
        "can we talk about something else?",
        "그 사람이 자꾸 딴 얘기만 해",
        "오늘 김장을 했어",
    ],
)
def test_a_wish_alone_and_anything_else_stays_as_it_is(message: str) -> None:
    assert turned_to(message) == message
