"""What people use is counted for a day."""

from datetime import date
from pathlib import Path

from bot.meter import Meter, Usage


class Calendar:
    def __init__(self) -> None:
        self.day = date(2026, 1, 31)

    def today(self) -> date:
        return self.day


def test_each_person_is_counted_for_themselves() -> None:
    meter = Meter()
    meter.add("telegram:1", messages=1, seconds=2.5)
    meter.add("telegram:1", tokens=30)
    meter.add("discord:1", messages=1)
    assert meter.used("telegram:1") == Usage(messages=1, seconds=2.5, tokens=30)
    assert meter.used("discord:1") == Usage(messages=1)
    assert meter.used("telegram:2") == Usage()


async def test_a_restart_forgets_nothing_and_a_new_day_everything(tmp_path: Path) -> None:
    file, calendar = tmp_path / "usage.json", Calendar()
    async with Meter(file, today=calendar.today) as meter:
        meter.add("telegram:1", messages=3)
    async with Meter(file, today=calendar.today) as meter:
        assert meter.used("telegram:1") == Usage(messages=3)
        calendar.day = date(2026, 2, 1)
        assert meter.used("telegram:1") == Usage()
        meter.add("telegram:2", messages=1)
    again = Meter(file, today=calendar.today)
    assert (again.used("telegram:1"), again.used("telegram:2")) == (Usage(), Usage(messages=1))
    assert file.stat().st_mode & 0o077 == 0


async def test_a_new_start_on_another_day_begins_anew(tmp_path: Path) -> None:
    file, calendar = tmp_path / "usage.json", Calendar()
    async with Meter(file, today=calendar.today) as meter:
        meter.add("telegram:1", messages=3)
    calendar.day = date(2026, 2, 1)
    assert Meter(file, today=calendar.today).used("telegram:1") == Usage()


async def test_a_folder_that_cannot_be_written_stops_nobody(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    async with Meter(folder / "usage.json") as meter:
        meter.add("telegram:1", messages=1)
        folder.rmdir()
        folder.write_text("no folder any more")
    assert meter.used("telegram:1") == Usage(messages=1)


async def test_accounts_of_one_person_are_counted_as_one_over_restarts(tmp_path: Path) -> None:
    file = tmp_path / "usage.json"
    async with Meter(file) as meter:
        meter.add("a", messages=1)
        meter.add("b", messages=2)
        meter.join("a", "b")
        meter.join("a", "b", "c")
    meter = Meter(file)
    meter.add("c", tokens=5)
    assert {meter.used(who) for who in "abc"} == {Usage(messages=3, tokens=5)}
    meter.part("a")
    meter.add("a", messages=1)
    meter.add("b", messages=5)
    assert [meter.used(who).messages for who in "abc"] == [4, 8, 8]
