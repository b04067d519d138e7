"""What the owner tells about guests."""

import re
from pathlib import Path

import pytest

from bot.adapters.admission import Guests, Hosting
from bot.commands import Answer
from bot.commands.spelling import spelled
from bot.events import ChatKey

OWNER = 7


@pytest.fixture
def guests(tmp_path: Path) -> Guests:
    return Guests(tmp_path / "guests.json", listed=[OWNER])


@pytest.fixture
def hosting(guests: Guests) -> Hosting:
    return Hosting(guests, invitation=lambda code: f"https://example.org/{code}")


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
