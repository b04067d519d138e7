"""What a conversation is remembered by."""

from datetime import UTC, datetime

import pytest

from bot.dialogue.details import detail, taken_up
from bot.dialogue.plan import plan
from bot.dialogue.scene import Scene
from bot.dialogue.script import script
from bot.events import Level
from bot.protocols import Line, Prompt
from config.moods import Mood
from config.personas import persona

NOW = datetime(2026, 1, 1, 21, tzinfo=UTC)


@pytest.mark.parametrize(
    ("told", "thing"),
    [
        (["오늘 뒷산에서 꿩을 봤어요", "꿩은 처음이에요"], "꿩"),
        (["두부김치나 해먹어야겠다"], "두부김치"),
        (["밖에서 빵빵거리더라", "떡하니 서 있더라", "귤껍질"], ""),
        (["i painted a frog with a hat", "ill send her the frog"], "frog"),
        (["practised for the driving test", "no piano today", "frogs"], "driving test"),
    ],
)
def test_the_thing_named_most_is_remembered(told: list[str], thing: str) -> None:
    assert detail(told, "en" if told[0].isascii() else "ko") == thing


@pytest.mark.parametrize(
    ("text", "told", "thing"),
    [
        ("요즘 하모니카 배우거든 복지관에서", [], "하모니카"),
        ("오늘 복지관에서 배웠어", [], "복지관"),
        ("하모니카 또 불었어", ["하모니카 샀어"], ""),
        ("그냥 그런 하루였어", [], ""),
        ("my sister took my record player", [], "your record player"),
        ("he never mends the shed", [], "the shed"),
        ("i put two whole habaneros in. spicy!", [], "two whole habaneros"),
        ("anyway been playing all day. built a huge castle", [], "a huge castle"),
        ("a guy with a very sad dachshund", [], "a very sad dachshund"),
        ("i built a huge castle", ["castle again"], ""),
        ("it was a long day", [], ""),
        ("my washer died on me", [], ""),
        ("i sat in the dark", [], ""),
        ("i found my mum's pills", [], ""),
        ("we have a problem", [], ""),
    ],
)
def test_what_is_named_is_taken_up_once(text: str, told: list[str], thing: str) -> None:
    assert taken_up(text, told, "en" if text.isascii() else "ko") == thing


def parting(*told: str, level: Level = Level.NONE, message: str = "이제 갈게") -> list[str]:
    history = [
        Line(speaker=speaker, text=text, at=NOW, level=level)
        for one in told
        for speaker, text in (("user", one), ("companion", "음, 그래요."))
    ]
    prompt = Prompt(
        message=message,
        language="ko",
        mood=Mood.CALM,
        tone="easy",
        persona=persona("maum"),
        history=tuple(history),
        at=NOW,
    )
    scene = Scene(prompt, script("ko"))
    return [text for line in plan(scene).opening if (text := line.fill(scene.slots))]


STORY = ("집에 왔어", "꿩을 봤어", "엄청 크더라", "사진은 못 찍었어")


def test_whoever_leaves_hears_what_was_told() -> None:
    said = parting(*STORY)
    assert said
    assert all("꿩" in text for text in said)


def test_it_is_not_said_after_a_few_words_nor_in_what_is_grave() -> None:
    assert not parting(*STORY[:2])
    assert not parting(*STORY, message="꿩은 날아갔어")
    assert not parting(*STORY, level=Level.CONCERN)
    assert not parting("할머니가 돌아가셨어", "꿩을 좋아하셨어", "보고 싶어", "자꾸 생각나")
