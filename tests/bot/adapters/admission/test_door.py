"""What those are told who stand at the door."""

from pathlib import Path

import pytest

from bot.adapters.admission import Budget, Door, Guests
from bot.commands.spelling import spelled
from bot.events import ChatKey
from bot.meter import Meter
from config.settings import BudgetSettings

OWNER, JUN = 7, 8


@pytest.fixture
def guests(tmp_path: Path) -> Guests:
    return Guests(tmp_path / "guests.json", listed=[OWNER])


@pytest.fixture
def door(guests: Guests) -> Door:
    return door_of(guests, messages=1)


def door_of(guests: Guests, *, messages: int = 0, audio: float = 0, tokens: int = 0) -> Door:
    limits = BudgetSettings(messages=messages, audio=audio, tokens=tokens)
    return Door(guests, Budget(Meter(), limits))


def chat_of(person: int) -> ChatKey:
    return ChatKey(messenger="telegram", chat="1", person=str(person))


def test_a_refusal_names_the_number_and_comes_once_a_day(door: Door) -> None:
    assert "/allow 8" in door.refusal(JUN, "en")
    assert door.refusal(JUN, "en") == ""
    assert "9" in door.refusal(9, "ko")


async def test_an_invitation_is_taken_with_start(door: Door, guests: Guests) -> None:
    code = await guests.invite(hours=1)
    for text in ("/start", f"/help {code}", "/start WRONG234", "안녕"):
        assert await door.welcome(JUN, spelled(text), "ko") is None
    assert not door.admits(JUN)
    assert await door.welcome(JUN, spelled(f"/start {code}"), "ko") == ""
    assert door.admits(JUN)


async def test_pairing_is_told(tmp_path: Path) -> None:
    guests = Guests(tmp_path / "new.json")
    door = door_of(guests)
    assert "/invite" in (
        await door.welcome(JUN, spelled(f"/시작 {guests.pairing_code}"), "en") or ""
    )
    assert guests.owner == JUN


def test_a_budget_holds_for_guests_alone(door: Door) -> None:
    assert door.spend(chat_of(JUN), "en") == ""
    assert "hours" in door.spend(chat_of(JUN), "en")
    assert {door.spend(chat_of(OWNER), "en") for _ in range(3)} == {""}
