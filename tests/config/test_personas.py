"""Personas: those that ship, one's own, and what is refused."""

from pathlib import Path

import pytest

from config.errors import ConfigError
from config.personas import (
    REGISTERS,
    known_personas,
    looks,
    parse_persona,
    persona,
    shipped_personas,
)

TEXT = """look = "bom"
register = "banmal"
[name]
ko = "봄"
en = "Bom"
[character]
ko = "봄은 씩씩하다."
en = "Bom is brave."
"""


@pytest.mark.parametrize("key", shipped_personas())
def test_those_that_ship_are_whole_in_both_languages(key: str) -> None:
    one = persona(key)
    assert one.look in looks()
    assert one.register in REGISTERS
    for words in (one.name, one.about, one.character, one.boundaries):
        assert words.ko
        assert words.en


def test_three_ship_with_different_looks() -> None:
    shipped = [persona(key) for key in shipped_personas()]
    assert len({one.look for one in shipped}) == len(shipped) >= 3
    assert {one.register for one in shipped} == set(REGISTERS)


def test_ones_own_stands_beside_them_and_may_take_their_place(tmp_path: Path) -> None:
    (tmp_path / "bom.toml").write_text(TEXT, "utf-8")
    (tmp_path / "sol.toml").write_text(TEXT, "utf-8")
    (tmp_path / "broken.toml").write_text("look = 3", "utf-8")
    assert persona("bom", own=tmp_path).name.ko == "봄"
    assert persona("sol", own=tmp_path).name.ko == "봄"
    assert persona("sol").name.ko == "솔"
    assert persona(str(tmp_path / "bom.toml")).key == "bom"
    assert {one.key for one in known_personas(tmp_path)} == {*shipped_personas(), "bom"}
    with pytest.raises(ConfigError, match="did you mean 'bom'"):
        persona("bomm", own=tmp_path)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ('"bom"', '"boom"', "did you mean 'bom'"),
        ('"banmal"', '"polite"', "register is one of"),
        ("register", "registre", "did you mean 'register'"),
        ("[name]", "[nam]", "did you mean 'name'"),
        ('en = "Bom"', "", "name.en: Field required"),
        ('"Bom"', "3", "name.en: Input should be a valid string"),
        ("[name]", "name", "is no TOML"),
        ("봄은 씩씩하다.", "봄은 진짜 사람이다.", "claims to be human: “봄은 진짜 사람이다.”"),
        ("Bom is brave.", "Bom is jealous of your friends.", "wants to be the only one"),
    ],
)
def test_what_does_not_fit_is_named(before: str, after: str, told: str) -> None:
    with pytest.raises(ConfigError, match=told):
        parse_persona("bom", TEXT.replace(before, after))
