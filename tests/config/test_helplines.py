import re
from datetime import date
from pathlib import Path

import pytest

from config.errors import ConfigError
from config.helplines import load_helplines

SHIPPED = load_helplines()


def test_korea_and_the_us_have_their_lines_in_order() -> None:
    korea, us = SHIPPED.countries["KR"], SHIPPED.countries["US"]
    assert [line.number for line in korea.lines] == ["109", "1577-0199", "1388", "1366", "117"]
    assert [line.number for line in us.lines] == ["988", "741741", "1-800-799-7233"]
    assert korea.lines[0].hours == "24"


def test_every_number_has_a_source_and_a_day_on_which_it_was_checked() -> None:
    for country in SHIPPED.countries.values():
        for entry in (country.emergency, *country.lines):
            assert entry.source
            assert date.fromisoformat(entry.checked)
    assert date.fromisoformat(SHIPPED.directory.checked)


def test_every_number_can_be_dialled() -> None:
    for country in SHIPPED.countries.values():
        assert country.lines
        assert all(re.fullmatch(r"[\d -]+", line.number) for line in country.lines)


def test_every_line_has_both_names() -> None:
    for country in SHIPPED.countries.values():
        assert all(line.name.ko and line.name.en for line in country.lines)


OWN = """
[FR]
name = { ko = "프랑스", en = "France" }
emergency = { number = { ko = "112", en = "112" }, source = "us", checked = "2026-11-22" }
[[FR.lines]]
number = "1"
name = { ko = "하나", en = "one" }
hours = "24"
languages = ["fr"]
audience = "everyone"
source = "us"
checked = "2026-11-22"
[[FR.lines]]
number = "2"
name = { ko = "둘", en = "two" }
hours = "24"
languages = ["fr"]
audience = "everyone"
source = "us"
checked = ""
"""


def test_the_operators_file_adds_and_replaces_countries(tmp_path: Path) -> None:
    (tmp_path / "helplines.toml").write_text(OWN, "utf-8")
    loaded = load_helplines(tmp_path)
    assert loaded.countries["KR"] == SHIPPED.countries["KR"]
    assert [line.number for line in loaded.countries["FR"].lines] == ["1"]


def test_a_folder_without_the_file_changes_nothing(tmp_path: Path) -> None:
    assert load_helplines(tmp_path) == SHIPPED


@pytest.mark.parametrize(
    "text",
    ["[KR", "[KR]\nname = 1", "KR = 1", OWN.replace('checked = "2026-11-22"', 'checked = ""')],
)
def test_a_file_that_does_not_fit_is_refused_by_name(tmp_path: Path, text: str) -> None:
    (tmp_path / "helplines.toml").write_text(text, "utf-8")
    with pytest.raises(ConfigError, match=r"helplines\.toml"):
        load_helplines(tmp_path)
