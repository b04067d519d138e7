"""Who is being spoken to."""

import pytest

from bot.adapters.discord.voice.address import is_called

NAMES = ("마음", "Maum")


@pytest.mark.parametrize(
    "text",
    [
        "마음아 오늘 뭐 했어?",
        "마음아, 나 왔어",
        "마음, 들려?",
        "마음!",
        "야, 마음아 이거 들어 봐",
        "안녕 마음아",
        "저기 마음님 질문이 있어요",
        "오늘 너무 힘들었어 마음아",
        "너는 어떻게 생각해, 마음?",
        "hey Maum, are you there?",
        "Maum what do you think",
        "what do you think, maum?",
    ],
)
def test_by_name(text: str) -> None:
    assert is_called(text, NAMES)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "마음이 너무 아파",
        "그 사람 마음을 모르겠어",
        "네 마음대로 해",
        "마음먹은 대로 안 돼",
        "저녁 뭐 먹지",
        "Maumee is a river",
        "한마음 체육대회",
    ],
)
def test_what_only_has_the_word_in_it(text: str) -> None:
    assert not is_called(text, NAMES)


def test_another_person() -> None:
    assert is_called("준아, 밥 먹었어?", ["준"])
    assert not is_called("밥 먹었어?", ["준", ""])
