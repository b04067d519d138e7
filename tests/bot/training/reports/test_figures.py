"""The pictures are looked at by people; here: that all of it is on them, and that they are whole."""

from pathlib import Path

import numpy as np
from matplotlib import image

from bot.training.reports.confusion import Confusion
from bot.training.reports.figures import (
    draw_confusion,
    draw_curves,
    draw_lengths,
    draw_reliability,
    drawable,
)
from bot.training.reports.predictions import Predictions
from bot.training.reports.reliability import reliability
from config.moods import mood_table


def size(file: Path) -> tuple[int, int]:
    height, width = image.imread(file).shape[:2]
    return width, height


def matrix(labels: tuple[str, ...]) -> Confusion:
    counts = np.eye(len(labels), dtype=np.int64) * 9 + 1
    return Confusion(labels=labels, counts=counts, support=counts.sum(1))


def test_a_matrix_of_many_labels_has_room_for_every_name(tmp_path: Path) -> None:
    labels = mood_table().sets["aihub"]
    draw_confusion(tmp_path / "a.png", matrix(labels))
    width, height = size(tmp_path / "a.png")
    assert min(width, height) > 22 * len(labels)  # pixels a row: a line of small print


def test_cells_are_as_dark_as_their_share(tmp_path: Path) -> None:
    draw_confusion(tmp_path / "a.png", matrix(("a", "b")))
    draw_confusion(tmp_path / "b.png", matrix(("a", "b")))
    assert (tmp_path / "a.png").read_bytes() == (tmp_path / "b.png").read_bytes()
    pixels = image.imread(tmp_path / "a.png")[..., :3].reshape(-1, 3)
    darkest = (pixels[:, 2] - pixels[:, 0]).max()
    assert darkest > 0.3  # blue, on the diagonal


def test_labels_that_no_font_draws_are_numbers() -> None:
    assert drawable(("joy", "기쁨"), None) == ["0", "1"]
    assert drawable(("joy", "기쁨"), "Nanum") == ["joy", "기쁨"]
    assert drawable(("joy", "fear"), None) == ["joy", "fear"]


def test_lengths_reliability_and_curves_are_pictures(tmp_path: Path, five: Predictions) -> None:
    draw_lengths(tmp_path / "lengths.png", [1, 5, 5, 90], unit="characters")
    draw_reliability(tmp_path / "reliability.png", reliability(five))
    points = {"lr 1e-05": [(0.0, 0.1), (10.0, 0.4)], "lr 3e-05": [(0.0, 0.1)]}
    draw_curves(tmp_path / "curves.png", points, across="step", up="macro-F1")
    for file in tmp_path.glob("*.png"):
        width, height = size(file)
        assert width > 400
        assert height > 250
    assert len(list(tmp_path.glob("*.png"))) == 3
