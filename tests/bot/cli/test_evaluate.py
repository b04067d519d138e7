import json
from pathlib import Path

import pytest

from bot.cli import main

GLAD = ("정말 행복해", "오늘 너무 기쁘다", "신나서 춤췄어", "합격해서 날아갈 것 같아")
GRIM = ("너무 슬퍼서 울었어", "마음이 아프다", "헤어져서 슬퍼", "할머니가 그리워서 눈물이 나")
LINES = [f"{text},기쁨" for text in GLAD] + [f"{text},슬픔" for text in GRIM]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "moods.csv"
    path.write_text("\n".join(["문장,감정", *LINES, LINES[0]]) + "\n", "utf-8")
    return path


def test_maum_s_own_network_on_somebody_s_table(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "report"
    command = ["evaluate", "emotion", "--model", "embedded", "--data", str(table), "--part", "all"]
    assert main([*command, "--out", str(out), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["texts"] == 8
    assert found["data"]["cleaning"]["duplicates"] == 1
    assert found["macro_auroc"] > 0.7
    assert [score["name"] for score in found["labels"]] == ["기쁨", "슬픔"]
    assert found["report"] == str(out / "report.html")
    assert json.loads((out / "report.json").read_text("utf-8"))["accuracy"] == found["accuracy"]
    assert (out / "report.html").stat().st_size > 30_000


def test_without_a_folder_the_figures_are_printed_alone(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(tmp_path.rglob("*"))
    assert main(["evaluate", "emotion", "--data", str(table), "--part", "all"]) == 0
    told = capsys.readouterr().out
    assert "embedded on moods, part all\n" in told
    assert "8 of 9 texts kept; dropped: 1 copies\n" in told
    assert "texts: 8\n" in told
    assert "learned from these texts looks better" in told
    assert sorted(tmp_path.rglob("*")) == before


def test_a_folder_called_like_a_data_set_does_not_stand_for_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "kote").mkdir()
    monkeypatch.chdir(tmp_path)
    assert main(["evaluate", "emotion", "--data", "kote"]) == 2
    assert "fetch it from https://github.com/searle-j/KOTE" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--data", "kor-hate"], "fetch it from https://github.com/kocohub"),
        (["--data", "kor-hatte"], "did you mean 'kor-hate'"),
        (["--data", "{table}", "--text-column", "글"], "has no column '글'; known: 감정, 문장"),
        (["--data", "{table}", "--split", "6-2-2"], "--split wants numbers such as 6:2:2"),
        (["--data", "{table}", "--split", "99:1:1"], "too few texts for a dev part"),
        (["--data", "{table}", "--model", "hf:/no/such"], "/no/such"),
    ],
)
def test_what_cannot_be_evaluated_is_told(
    arguments: list[str], told: str, table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = [argument.format(table=table) for argument in arguments]
    assert main(["evaluate", "emotion", *given]) == 2
    assert told in capsys.readouterr().err


def test_labels_that_the_model_does_not_know_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "hate.csv"
    path.write_text("text,label\n" + "".join(f"말 {n},{'xy'[n % 2]}\n" for n in range(10)), "utf-8")
    assert main(["evaluate", "emotion", "--model", "embedded", "--data", str(path)]) == 2
    assert "no labels in common. The data set says x, y" in capsys.readouterr().err


def test_the_guard_is_measured_with_and_without_its_network(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["evaluate", "care", "--part", "development", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    alone, whole = found["lexicon alone"], found["with the network"]
    assert set(alone) == set(whole) == {"ko development", "en development"}
    for part, table in whole.items():
        assert table["counts"]["none"]["none"] > 50
        assert table["grave"] > alone[part]["grave"] > table["false_alarms"]
        assert table["concern"] > alone[part]["concern"]


def test_the_guard_is_rehearsed_with_every_writer(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", "care", "--conversations", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found.pop("conversations") >= 10
    assert set(found) == {"hostile", "useless", "none"}
    assert main(["evaluate", "care", "--conversations"]) == 0
    assert "guides to people" in capsys.readouterr().out
