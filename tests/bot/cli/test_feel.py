"""`maum feel`, as it is called."""

import json
import subprocess
import sys
from typing import Any

import pytest

from bot.cli import main
from config.moods import mood_table

TABLE = mood_table()


def lines(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def test_each_text_is_one_object_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["feel", "면접에서 떨어졌어", "hello there", "--json"]) == 0
    sad, hello = lines(capsys.readouterr().out)
    assert sad["text"] == "면접에서 떨어졌어"
    assert (sad["mood"], sad["tone"]) == ("sad", "comforting")
    assert -1 <= sad["polarity"] < 0 < sad["confidence"] <= 1
    assert [label for label, _ in sad["labels"] if label not in TABLE.sets["kote"]] == []
    shares = [share for _, share in hello["labels"]]
    assert shares == sorted(shares, reverse=True)


def test_all_means_every_label(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["feel", "면접에서 떨어졌어", "--json", "--all"]) == 0
    (felt,) = lines(capsys.readouterr().out)
    assert {label for label, _ in felt["labels"]} == set(TABLE.sets["kote"])


def test_a_text_that_cannot_be_read_fails_on_its_own_line(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["feel", "", "안녕", "--json"]) == 1
    empty, hello = lines(capsys.readouterr().out)
    assert empty["error"] == "message.empty"
    assert empty["message"]
    assert hello["mood"] == "calm"


def test_a_dash_reads_one_text_a_line_from_standard_input() -> None:
    command = "import sys; from bot.cli import main; sys.exit(main(['feel', '-', '--json']))"
    told = subprocess.run(
        [sys.executable, "-c", command],
        input="안녕\n고마워\n",
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert [found["text"] for found in lines(told.stdout)] == ["안녕", "고마워"]


def test_without_json_a_line_tells_the_mood(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["feel", "안녕"]) == 0
    assert capsys.readouterr().out.startswith("안녕\tcalm ")


def test_a_lone_surrogate_can_be_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["feel", "\ud800 안녕", "--json"]) == 0
    assert lines(capsys.readouterr().out)[0]["text"] == "? 안녕"
