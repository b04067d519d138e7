from pathlib import Path
from xml.etree import ElementTree

import pytest

from bot.cli import main


@pytest.fixture(autouse=True)
def _home(tmp_path, monkeypatch):
    monkeypatch.setenv("MAUM_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)


def test_a_mood_is_drawn_as_the_face_that_answers_it():
    assert main(["face", "sad", "--out", "mood.png", "--size", "64"]) == 0
    assert main(["face", "concerned", "--out", "face.png", "--size", "64"]) == 0
    mood = Path("mood.png").read_bytes()
    assert mood.startswith(b"\x89PNG")
    assert mood == Path("face.png").read_bytes()


def test_the_ending_svg_gives_svg():
    assert main(["face", "joy", "--out", "joy.SVG"]) == 0
    assert ElementTree.parse("joy.SVG").getroot().tag.endswith("svg")


def test_another_look_is_another_picture():
    assert main(["face", "joy", "--out", "one.svg"]) == 0
    assert main(["face", "joy", "--out", "other.svg", "--look", "sol"]) == 0
    assert Path("one.svg").read_bytes() != Path("other.svg").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["sadd", "--out", "face.png"], "no mood or face named 'sadd'; did you mean 'sad'?"),
        (["sad", "--out", "face.png", "--look", "soll"], "did you mean 'sol'?"),
        (["sad", "--out", "face.gif"], "not as '.gif'"),
        (["sad", "--out", "missing/face.png"], "cannot be written: No such file"),
        (["sad", "--out", "face.png", "--size", "9"], "between 16 and 2048"),
    ],
)
def test_what_cannot_be_drawn_is_said_and_leaves_no_file(arguments, complaint, capsys):
    assert main(["face", *arguments]) == 2
    assert complaint in capsys.readouterr().err
    assert not list(Path().glob("face.*"))
