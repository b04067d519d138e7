"""``maum persona``, as it is run."""

import io
import tomllib
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest

from bot.cli import main
from bot.cli.persona import FAULTS
from config.personas import persona

ANSWERS = ["봄", "Bom", "씩씩한 친구", "A brave friend", "없는얼굴", "bom", "banmal", ""]
GOOD = ['봄은 "씩씩"하게 말한다.', "Bom speaks bravely.", "", ""]

Maum = Callable[..., int]


@pytest.fixture
def maum(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Maum:
    monkeypatch.setenv("MAUM_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str, told: list[str] | None = None) -> int:
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in told or [])))
        return main(["persona", *arguments])

    return run


def test_the_wizard_asks_until_it_is_fine(
    maum: Maum, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = ["질투하는 친구", "봄은 진짜 사람이다."]
    told = [*ANSWERS[:2], bad[0], *ANSWERS[2:], bad[1], *GOOD]
    assert maum("new", "bom", told=told) == 0
    asked = capsys.readouterr().err
    assert "이름, 한국어로: 이름, 영어로 (비워 둬도 돼요): " in asked
    assert "사람이라고 하는" in asked and "혼자만 곁에 있으려는" in asked
    made = persona("bom", own=tmp_path / "personas")
    assert (made.look, made.register, made.name.en) == ("bom", "banmal", "Bom")
    assert made.character.ko == '봄은 "씩씩"하게 말한다.'
    assert maum("list") == 0
    assert "bom" in capsys.readouterr().out
    assert maum("new", "bom") == 2
    assert "already" in capsys.readouterr().err


def test_it_asks_in_english_and_one_language_is_enough(
    maum: Maum, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAUM_LANGUAGE", "en,ko")
    told = [
        "Bom",
        "",
        "Bom is a real human.",
        "A brave friend",
        "",
        "bom",
        "",
        "ko-x",
        "Speaks bravely.",
    ]
    assert maum("new", "bom", told=[*told, "", "", ""]) == 0
    asked = capsys.readouterr().err
    assert asked.startswith("Name, in English: Name, in Korean (may be empty): ")
    assert "claims to be human" in asked
    made = persona("bom", own=tmp_path / "personas")
    assert (made.name.ko, made.name.en, made.voice) == ("Bom", "Bom", "ko-x")
    assert made.boundaries.en == ""


def test_every_refusal_has_korean_words() -> None:
    raw = tomllib.loads((files("config") / "decency.toml").read_text("utf-8"))
    assert FAULTS.keys() == {one["kind"] for one in raw["faults"]}


def test_answers_that_end_early_leave_nothing(maum: Maum, tmp_path: Path) -> None:
    assert maum("new", "bom", told=ANSWERS) == 2
    assert not (tmp_path / "personas").exists()


@pytest.mark.parametrize("key", ["Bom", "../bom", "봄", ""])
def test_a_name_that_is_no_file_is_refused(maum: Maum, key: str) -> None:
    assert maum("new", key, told=[*ANSWERS, *GOOD]) == 2


def test_check_names_what_is_wrong(
    maum: Maum, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert maum("new", "bom", told=[*ANSWERS, *GOOD]) == 0
    good = tmp_path / "personas" / "bom.toml"
    bad = good.with_name("bad.toml")
    bad.write_text(good.read_text("utf-8").replace("씩씩한 친구", "질투하는 친구"), "utf-8")
    capsys.readouterr()
    assert maum("check", str(good)) == 0
    assert maum("check", str(good), str(bad)) == 1
    assert "wants to be the only one: “질투하는 친구”" in capsys.readouterr().out
    assert maum("list") == 1
