import csv
import json
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bot.training.opening import open_corpus
from bot.training.reports.predictions import Predictions
from bot.training.reports.report import PRIVATE, Report, write_report
from bot.training.reports.subject import Subject
from bot.training.splitting import split

MARK = "눈에 띄는 표시"


@pytest.fixture(scope="module")
def subject(tmp_path_factory: pytest.TempPathFactory) -> Subject:
    """A model that is right of three texts in four; every text carries a mark."""
    file = tmp_path_factory.mktemp("data") / "moods.csv"
    rows = [f"{MARK} <b>{n}</b>,{('기쁨', '슬픔')[n % 2]}" for n in range(40)]
    file.write_text("\n".join(["text,label", *rows, rows[0], ",기쁨"]), "utf-8")
    corpus = open_corpus(str(file))
    splits = split(corpus)
    truth = splits.test.targets
    wrong = np.arange(len(truth))[:, None] % 4 == 0
    shares = np.where(wrong, 1 - truth, truth) * 0.8 + 0.1
    return Subject(
        model="hf:./my_model",
        corpus=corpus,
        splits=splits,
        part="test",
        predictions=Predictions(dataset=splits.test, probabilities=shares.astype(np.float32)),
        notes=("Take it with a grain of salt.",),
        start="klue/bert-base",
        training={"learning_rate": 5e-5},
    )


@pytest.fixture(scope="module")
def written(subject: Subject, tmp_path_factory: pytest.TempPathFactory) -> tuple[Report, Path]:
    out = tmp_path_factory.mktemp("report")
    return write_report(subject, out), out


def test_the_figures_are_the_same_for_people_and_programs(written: tuple[Report, Path]) -> None:
    report, out = written
    raw = json.loads((out / "report.json").read_text("utf-8"))
    assert raw == report.as_json()
    assert (raw["accuracy"], raw["texts"]) == (0.75, 8)
    text = (out / "report.md").read_text("utf-8")
    assert "| exactly the right labels (accuracy) | 0.750 |" in text
    assert "| expected calibration error | 0.150 |" in text
    assert "> Take it with a grain of salt." in text


def test_every_label_has_its_line(written: tuple[Report, Path]) -> None:
    report, out = written
    text = (out / "report.md").read_text("utf-8")
    for number, score in enumerate(report.measures.labels):
        figures = f"{score.precision:.3f} | {score.recall:.3f} | {score.f1:.3f} | {score.support}"
        assert f"| {number} | {score.name} | {figures} |" in text


def test_the_cleaning_and_the_parts_are_shown(written: tuple[Report, Path]) -> None:
    text = (written[1] / "report.md").read_text("utf-8")
    for line in (
        "| read | 42 |",
        "| without text | 1 |",
        "| copies | 1 |",
        "| **kept** | **40** |",
    ):
        assert line in text
    assert "| train | 24 | seed 0 |" in text


def test_the_label_table_counts_each_part(written: tuple[Report, Path]) -> None:
    out = written[1]
    table = json.loads((out / "labels.json").read_text("utf-8"))
    assert [row["label"] for row in table] == ["기쁨", "슬픔"]
    assert [sum(row[part] for row in table) for part in ("train", "dev", "test")] == [24, 8, 8]
    with (out / "labels.csv").open(encoding="utf-8-sig") as file:
        assert [row["label"] for row in csv.DictReader(file)] == ["기쁨", "슬픔"]
    assert (out / "labels.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_people_s_texts_are_in_one_file_only(written: tuple[Report, Path]) -> None:
    out = written[1]
    holding = [file.name for file in out.iterdir() if MARK.encode() in file.read_bytes()]
    assert holding == [PRIVATE]
    assert PRIVATE in (out / ".gitignore").read_text("utf-8").split()
    private = (out / PRIVATE).read_text("utf-8")
    assert private.count("<li>") == 2
    assert "<b>" not in private
    assert "Keep this page on this machine" in private
    assert f"`{PRIVATE}`" in (out / "report.md").read_text("utf-8")


def test_what_git_ignores_already_stays_ignored(subject: Subject, tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("my secrets", "utf-8")
    for _ in range(2):
        write_report(subject, tmp_path)
    assert (tmp_path / ".gitignore").read_text("utf-8").split("\n") == ["my secrets", PRIVATE, ""]


def test_every_picture_of_the_report_is_there(written: tuple[Report, Path]) -> None:
    out = written[1]
    pictures = re.findall(r"!\[.+\]\((.+)\)", (out / "report.md").read_text("utf-8"))
    assert sorted(pictures) == ["confusion.png", "lengths.png", "reliability.png"]
    assert all((out / picture).stat().st_size > 1000 for picture in pictures)
    html = (out / "report.html").read_text("utf-8")
    assert html.count("data:image/png;base64,") == 3
    assert ".png" not in html


def test_the_card_tells_what_it_learned_from(written: tuple[Report, Path]) -> None:
    card = (written[1] / "model-card.md").read_text("utf-8")
    assert "# Model card: my\\_model\n" in card
    assert card.startswith("---\nlibrary_name: transformers\n")
    assert "base_model: klue/bert-base" in card
    assert "| learning\\_rate | 5e-05 |" in card
    assert "## What it learned from" in card


def test_the_card_of_a_model_of_unknown_making_says_so(subject: Subject, tmp_path: Path) -> None:
    write_report(replace(subject, start="./mine", training={}), tmp_path)
    card = (tmp_path / "model-card.md").read_text("utf-8")
    assert "base_model" not in card
    assert "./mine" not in card
    assert "What the model learned from is not known here." in card
