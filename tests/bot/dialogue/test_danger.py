"""What the small voice says while somebody may be in danger, and how it lets that rest."""

from datetime import UTC, datetime

import pytest

from bot.dialogue.prompt import messages
from bot.dialogue.script import script
from bot.dialogue.scripted import Scripted
from bot.events import Level
from bot.protocols import Line, Prompt
from config.moods import Mood
from config.personas import persona

NOW = datetime(2026, 11, 23, 21, 0, tzinfo=UTC)
SEEDS = range(4)


def prompt(
    message: str, *before: tuple[str, Level], language: str = "ko", **given: object
) -> Prompt:
    history = [
        Line(speaker=speaker, text=told, at=NOW, level=level)
        for text, level in before
        for speaker, told in (("user", text), ("companion", "네."))
    ]
    return Prompt(
        message=message,
        language=language,
        mood=Mood.CALM,
        tone="caring",
        persona=persona("maum"),
        history=history,
        **given,  # type: ignore[arg-type]
    )


async def reply(given: Prompt, seed: int) -> str:
    return "".join([piece async for piece in Scripted(seed=seed).reply(given)])


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    ("about", "level", "pool"),
    [
        ("someone_else", Level.CONCERN, "someone_else"),
        ("someone_else", Level.IMMINENT, "someone_else"),
        ("bereaved", Level.CONCERN, "bereaved"),
        ("abuse", Level.CONCERN, "abuse"),
        ("abuse", Level.IMMINENT, "now_hurt"),
        ("eating", Level.EXPLICIT, "eating"),
        ("violence", Level.EXPLICIT, "violence"),
        ("self_harm", Level.EXPLICIT, "company"),
        ("self_harm", Level.IMMINENT, "now"),
    ],
)
@pytest.mark.parametrize(("language", "message"), [("ko", "너무 힘들어"), ("en", "i'm so sad")])
async def test_each_danger_has_company_of_its_own(
    about: str, level: Level, pool: str, language: str, message: str, seed: int
) -> None:
    given = prompt(message, language=language, about=about, level=level)
    assert script(language).care[pool].said_in(await reply(given, seed))


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("language", ["ko", "en"])
async def test_whom_to_call_is_whom_the_guard_would_name(language: str, seed: int) -> None:
    message = "너무 힘들어" if language == "ko" else "i'm so sad"
    for helpline, named in [("1388(청소년 상담전화)", True), ("", False)]:
        given = prompt(message, language=language, level=Level.CONCERN, helpline=helpline)
        text = await reply(given, seed)
        assert ("1388" in text) == named
        assert "109" not in text and "988" not in text


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("message", ["친구가 웃긴 짤 보내줬어", "굿밤", "오늘 저녁 뭐 먹지"])
async def test_a_joke_that_was_taken_back_is_let_rest(message: str, seed: int) -> None:
    before = [("자살각 ㅋㅋ", Level.EXPLICIT), ("농담이야 ㅋㅋ 진짜 괜찮아", Level.CONCERN)]
    cares = script("ko").care.values()
    for eased in (True, False):
        text = await reply(prompt(message, *before, level=Level.EXPLICIT, eased=eased), seed)
        assert any(one.said_in(text) for one in cares) != eased
    hard = prompt("사실 너무 우울해", *before, level=Level.EXPLICIT, eased=True)
    assert script("ko").care["company"].said_in(await reply(hard, seed))


@pytest.mark.parametrize("seed", SEEDS)
async def test_after_danger_other_things_may_be_talked_of(seed: int) -> None:
    soup = prompt("오늘 카레 먹었어", ("죽고 싶어", Level.EXPLICIT), level=Level.EXPLICIT)
    assert script("ko").care["aside"].said_in(await reply(soup, seed))


@pytest.mark.parametrize("seed", SEEDS)
async def test_who_came_away_from_danger_is_not_told_to_get_away(seed: int) -> None:
    away = [("지금 난간이야", Level.IMMINENT), ("내려왔어", Level.CONCERN)]
    text = await reply(prompt("미안해", *away, level=Level.IMMINENT), seed)
    assert not script("ko").care["now"].said_in(text)
    text = await reply(prompt("미안해", away[0], level=Level.IMMINENT), seed)
    assert script("ko").care["now"].said_in(text)


@pytest.mark.parametrize("seed", SEEDS)
async def test_tomorrows_duty_is_no_good_bye(seed: int) -> None:
    given = prompt("내일 또 가야 돼요", ("죽고 싶어", Level.EXPLICIT), level=Level.EXPLICIT)
    assert not script("ko").care["goodbye"].said_in(await reply(given, seed))


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_model_is_told_what_the_danger_is_about_and_whom_to_name(language: str) -> None:
    def told(**given: object) -> str:
        asked = prompt("…", language=language, level=Level.EXPLICIT, **given)
        return messages(asked)[0]["content"]

    kinds = ["", "someone_else", "bereaved", "abuse", "eating", "violence"]
    assert len({told(about=kind) for kind in kinds}) == len(kinds)
    assert "1388" in told(helpline="1388")
    assert "109" not in told(helpline="") and "988" not in told(helpline="")
    assert told(eased=True) != told()
