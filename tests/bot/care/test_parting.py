"""A farewell spread over messages that are harmless alone."""

import pytest

from bot.care.guard import Guard
from bot.care.network import shipped
from bot.care.parting import parting

FAREWELLS = [
    ["그동안 고마웠어", "강아지는 동생이 데려가기로 했어", "잘 지내"],
    ["이제 다 정리했어", "마음이 편해", "그동안 고마웠어 잘 있어"],
    ["I wrote everyone letters", "they're on my table", "goodbye"],
]
ORDINARY = [
    ["내일 이사 가", "고마웠어", "강아지는 동생이 데려가", "짐도 다 쌌어", "잘 지내"],
    ["내일 이사 가", "강아지는 동생이 데려가기로 했어", "그동안 고마웠어"],
    ["회사 오늘이 마지막 날이야", "다들 고마웠어", "잘 지내"],
    ["공항이야", "고양이는 언니가 봐 주기로 했어", "잘 지내고 있어"],
    ["게임 서버 종료한대", "같이 해서 재밌었어", "다들 안녕"],
    ["갈비찜 해 놨어요", "애 밥 줄 시간이에요 그만 갈게요", "밥 차리러 간다고요 ㅎㅎ 잘 있어요"],
    ["still annoyed about the row", "that's dinner. one more slide after", "bye"],
    ["moving out tomorrow", "my sister's taking the dog", "thank you for everything"],
    ["last day at work", "cleared my desk", "take care everyone"],
]


@pytest.mark.parametrize("texts", FAREWELLS)
def test_a_farewell_is_read_as_one_message(texts: list[str]) -> None:
    assert parting(["점심 먹었어", *texts]) == " ".join(texts)


def test_the_network_hears_it() -> None:
    together = parting(["이제 다 정리했어", "마음이 편해", "그동안 고마웠어 잘 있어"])
    assert shipped().read(Guard().passages(together)) is not None


@pytest.mark.parametrize("texts", ORDINARY)
def test_who_says_why_they_part_is_let_go(texts: list[str]) -> None:
    assert parting(texts) == ""


@pytest.mark.parametrize(
    "texts",
    [
        [],
        ["그동안 고마웠어"],
        ["날이 좋다", "그동안 고마웠어"],
        ["밥 먹었어", "커피도"],
        ["잘 지내", "음" * 300],
    ],
)
def test_nothing_else_is_read_together(texts: list[str]) -> None:
    assert parting(texts) == ""
