"""What the owner tells about guests."""

import re
from datetime import date
from pathlib import Path

import pytest

from bot.adapters.admission import Guests, Hosting
from bot.care.counts import Count, Counts
from bot.commands import Answer
from bot.commands.spelling import spelled
from bot.events import ChatKey, Level

OWNER = 7


@pytest.fixture
def guests(tmp_path: Path) -> Guests:
    return Guests(tmp_path / "guests.json", listed=[OWNER])


@pytest.fixture
def hosting(guests: Guests, tmp_path: Path) -> Hosting:
    counts = Counts(tmp_path / "care-counts.tsv")
    return Hosting(guests, invitation=lambda code: f"https://example.org/{code}", counts=counts)


async def told(hosting: Hosting, text: str, *, person: int = OWNER) -> Answer | None:
    chat = ChatKey(messenger="telegram", chat=str(person), person=str(person))
    return await hosting.answer(chat, spelled(text), "en")


async def test_only_the_owners_commands_are_answered(hosting: Hosting, guests: Guests) -> None:
    for text in ("/help", "안녕", "allow 8"):
        assert await told(hosting, text) is None
    assert await told(hosting, "/allow 8", person=8) is None
    assert guests.allowed == [OWNER]


async def test_people_are_let_in_and_out_and_in_again_by_a_tap(
    hosting: Hosting, guests: Guests
) -> None:
    for word in ("/allow", "/허락"):
        assert await told(hosting, f"{word} 8") and guests.admits(8)
    listed = await told(hosting, "/guests")
    assert listed and listed.text.splitlines()[1:] == ["7", "8"]
    (leave,) = listed.choices
    denied = await told(hosting, leave.command)
    assert denied and not guests.admits(8)
    assert await told(hosting, denied.choices[0].command) and guests.admits(8)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("/allow", "/allow 123456789"),
        ("/deny 준", "/deny 123456789"),
        ("/allow " + "9" * 40, "/allow 123456789"),
        ("/deny 7", "settings"),
    ],
)
async def test_what_cannot_be_done_is_explained(
    hosting: Hosting, guests: Guests, text: str, says: str
) -> None:
    answer = await told(hosting, text)
    assert answer and says in answer.text
    assert guests.allowed == [OWNER]


@pytest.mark.parametrize(
    ("text", "hours"),
    [("/invite", 24), ("/초대 2", 2), ("/invite 0", 1), ("/invite 99999", 720), ("/invite 준", 24)],
)
async def test_an_invitation_is_passed_on(
    hosting: Hosting, guests: Guests, text: str, hours: int
) -> None:
    answer = await told(hosting, text)
    assert answer and f"within {hours} hours" in answer.text
    code = re.search(r"https://example.org/(\w+)", answer.text)
    assert code and await guests.accept(8, code[1])


async def test_the_owner_alone_is_told_how_often_help_was_given(
    hosting: Hosting, tmp_path: Path
) -> None:
    nothing = await told(hosting, "/crisis_report")
    assert nothing and "Not once yet" in nothing.text
    day = date(2026, 11, 22)
    for level in (Level.EXPLICIT, Level.EXPLICIT, Level.CONCERN):
        one = Count(day=day, level=level, language="ko", messenger="telegram")
        Counts(tmp_path / "care-counts.tsv").add(one)
    for word in ("/crisis_report", "/crisis-report", "/위기보고"):
        report = await told(hosting, word)
        assert report
        assert report.text.splitlines()[-1] == "2026-11 · imminent 0 · explicit 2 · concern 1"
        assert await told(hosting, word, person=8) is None
