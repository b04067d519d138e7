"""`maum care`, as it is called."""

import json
import subprocess
import sys

import pytest

from bot.cli import main


def test_each_text_is_one_object_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        main(["care", "배고파 죽겠다", "죽고 싶어", "사는 게 힘들어", "유서 썼어", "--json"]) == 0
    )
    judged = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [one["level"] for one in judged] == ["none", "explicit", "concern", "imminent"]
    assert judged[0] == {"text": "배고파 죽겠다", "level": "none", "kinds": []}
    assert judged[2]["kinds"] == ["distress"]


def test_an_empty_text_fails_on_its_own_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["care", "", "I want to die", "--json"]) == 1
    empty, wish = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert empty["error"] == "message.empty"
    assert empty["message"]
    assert wish["level"] == "explicit"


def test_a_reader_gets_the_level_and_what_it_is_about(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["care", "안녕", "친구가 죽고 싶대"]) == 0
    hello, friend = capsys.readouterr().out.splitlines()
    assert hello == "안녕\tnone"
    assert friend.startswith("친구가 죽고 싶대\tconcern (")
    assert "someone_else" in friend


def test_a_dash_reads_lines_whatever_bytes_they_hold() -> None:
    command = [sys.executable, "-c", "from bot.cli import main; raise SystemExit(main())"]
    done = subprocess.run(
        [*command, "care", "-", "--json"],
        input="죽고 싶어\n".encode() + b"\xff\xfe hello\r\n",
        capture_output=True,
        check=True,
    )
    wish, broken = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert wish["level"] == "explicit"
    assert broken["level"] == "none"


def test_a_lone_surrogate_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["care", "죽고 싶어 \ud83d", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["level"] == "explicit"
