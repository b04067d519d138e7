"""``maum persona``, as it is run."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.cli import main
from config.personas import persona

ANSWERS = ["봄", "Bom", "씩씩한 친구", "A brave friend", "없는얼굴", "bom", "banmal"]
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
    assert "claims to be human" in asked and "wants to be the only one" in asked
    made = persona("bom", own=tmp_path / "personas")
    assert (made.look, made.register, made.name.en) == ("bom", "banmal", "Bom")
    assert made.character.ko == '봄은 "씩씩"하게 말한다.'
    assert maum("list") == 0
    assert "bom" in capsys.readouterr().out
    assert maum("new", "bom") == 2
    assert "already" in capsys.readouterr().err


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
