"""Setting right what was misheard: what was meant is given back."""

from datetime import UTC, datetime

import pytest
from scenes.moments import moment

from bot.dialogue.plan import plan
from bot.dialogue.righting import put_right
from bot.protocols import Line

AT = datetime(2026, 1, 1, 21, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("아니 언니가 이사 간다고", "언니가 이사 간다는 말"),
        ("아 저희 할머니가 아니고 환자분이요", "환자분"),
        ("아버지 얘기가 아니라 아들 얘기야 지금은", "아들 얘기"),
        ("아니 우리 언니가 이사 간다니까 ㅋㅋ", "언니가 이사 간다는 말"),
        ("아니 벽지 말고 돈 안 준 손님 얘기야", "돈 안 준 손님 얘기"),
        ("아니 내가 발표하는 게 아니라 지우가 한다고 ㅋㅋ", "지우가 한다는 말"),
        ("엥? 좋아하는 거 아니고 친구라고 ㅋㅋ 싸웠다니까", "친구라는 말"),
        ("아니 나 말고 고양이가 ㅋㅋ", "고양이 얘기"),
        ("아니 고양이야", "고양이"),
    ],
)
def test_what_was_meant_is_found_in_korean(text: str, meant: str) -> None:
    assert put_right(text, "ko") == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("I said my SISTER is moving, not me", "your sister is moving"),
        ("what?? no! i meant the note about the DISHES. i’m fine", "the note about the dishes"),
        ("I am not sure what you mean. I was talking about the jam.", "the jam"),
        ("No no, I said I’m NOT going to bed. I was outside", "you're not going to bed"),
        ("please stop with the grief, nobody died. i’m talking about a play", "a play"),
        ("not a vote, just her opinion", "her opinion"),
        ("lol no, a MACHINE died", "a machine died"),
    ],
)
def test_what_was_meant_is_found_in_english(text: str, meant: str) -> None:
    assert put_right(text, "en") == meant


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("응? 무슨 말이야", "ko"),
        ("아니 너 말고", "ko"),
        ("아니 나 죽는다고", "ko"),
        ("아니 그게 무슨 말이야?", "ko"),
        ("what do you mean", "en"),
        ("no i mean tell me a silly one", "en"),
        ("no I mean you", "en"),
        ("I said what?", "en"),
    ],
)
def test_nothing_is_given_back_where_it_is_not_plain(text: str, language: str) -> None:
    assert put_right(text, language) is None


def test_who_was_misheard_hears_what_they_meant() -> None:
    misheard = (
        Line(speaker="user", text="손님 때문에 속상해", at=AT),
        Line(speaker="companion", text="벽지는 방의 표정이죠.", at=AT),
    )
    scene = moment("아니 벽지 말고 돈 안 준 손님 얘기야", history=misheard)
    said = plan(scene)
    assert all("{meant:이었}" in line.text for line in said.say[0])
    assert scene.slots["meant"] == "돈 안 준 손님 얘기"
