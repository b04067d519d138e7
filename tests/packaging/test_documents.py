"""The documents say what the program does."""

import re
from pathlib import Path

import pytest

from bot.cli import COMMANDS
from config.documenting import configuration_page

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "README.ko.md", *sorted((ROOT / "docs").glob("**/*.md"))]


def test_the_configuration_page_is_up_to_date() -> None:
    page = (ROOT / "docs" / "configuration.md").read_text("utf-8")
    assert page == configuration_page(), "run: python -m config.documenting > docs/configuration.md"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_on_a_page_is_one_of_maum_s(page: Path) -> None:
    for command in re.findall(r"`(?:[A-Z_]+=\S+ )*maum ([a-z][a-z-]*)\b", page.read_text("utf-8")):
        assert command in COMMANDS


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_to_a_file_leads_to_one(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
        assert (page.parent / target).exists(), target


def test_every_make_target_in_a_readme_is_there() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for page in PAGES[:2]:
        for target in re.findall(r"`?make ([a-z]+)", page.read_text("utf-8")):
            assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
