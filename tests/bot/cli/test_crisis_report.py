"""`maum crisis-report` and `maum minor`, as they are called."""

import json
from datetime import date
from pathlib import Path

import pytest

from bot.care.counts import Count
from bot.care.safeguards import Safeguards
from bot.cli import main
from bot.events import Level


def of(home: Path) -> Safeguards:
    return Safeguards.of(home, policies=(), minors=False)


def test_the_operator_sees_counts_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAUM_HOME", str(tmp_path))
    assert main(["crisis-report"]) == 0
    assert "not answered yet" in capsys.readouterr().out
    for day in (1, 2):
        one = Count(
            day=date(2026, 11, day), level=Level.EXPLICIT, language="ko", messenger="telegram"
        )
        of(tmp_path).counts.add(one)
    assert main(["crisis-report"]) == 0
    assert capsys.readouterr().out.splitlines()[1].split() == [
        "2026-11",
        "explicit",
        "ko",
        "telegram",
        "2",
    ]
    assert main(["crisis-report", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["count"] == 2


def test_the_operator_says_who_is_a_minor(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAUM_HOME", str(tmp_path))
    assert main(["minor", "console:me"]) == 0
    assert "console:me" in of(tmp_path).minors
    assert main(["minor", "console:me", "--off"]) == 0
    assert "console:me" not in of(tmp_path).minors
    assert "no minor" in capsys.readouterr().out
