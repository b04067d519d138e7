"""Who may talk, kept in a file."""

from pathlib import Path

import pytest

from bot.adapters.admission import Guests
from config.errors import ConfigError


async def test_the_code_pairs_one_owner_who_is_remembered(tmp_path: Path) -> None:
    guests = Guests(tmp_path / "guests.json")
    code = guests.pairing_code
    assert not await guests.pair(1, "")
    assert not await guests.pair(1, "WRONG234")
    assert await guests.pair(1, code.lower())
    assert not await guests.pair(2, code)
    again = Guests(tmp_path / "guests.json")
    assert (again.owner, again.pairing_code, again.allowed) == (1, "", [1])


async def test_nobody_is_paired_where_the_settings_name_the_owner(tmp_path: Path) -> None:
    guests = Guests(tmp_path / "guests.json", listed=[7, 8])
    assert (guests.owner, guests.pairing_code) == (7, "")
    assert not await guests.pair(9, "")
    await guests.deny(8)
    assert guests.admits(8) and guests.stays(8)


async def test_people_are_let_in_and_out_for_good(tmp_path: Path) -> None:
    file = tmp_path / "guests.json"
    guests = Guests(file, listed=[7])
    await guests.allow(9)
    await guests.allow(3)
    await guests.deny(9)
    again = Guests(file, listed=[7])
    assert again.allowed == [7, 3]
    assert file.stat().st_mode & 0o077 == 0


async def test_an_invitation_is_for_one_person_and_a_time(tmp_path: Path) -> None:
    guests = Guests(tmp_path / "guests.json", listed=[7])
    late = await guests.invite(hours=0)
    code = await guests.invite(hours=1)
    again = Guests(tmp_path / "guests.json", listed=[7])
    assert not await again.accept(1, late)
    assert await again.accept(1, code.lower())
    assert not await again.accept(2, code)
    assert again.admits(1) and not again.admits(2)


@pytest.mark.parametrize("content", ["[1]", "{", "\udcff"])
def test_a_file_that_cannot_be_read_is_never_overwritten(tmp_path: Path, content: str) -> None:
    file = tmp_path / "guests.json"
    file.write_bytes(content.encode("utf-8", "surrogateescape"))
    with pytest.raises(ConfigError):
        Guests(file)
