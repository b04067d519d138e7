"""Pictures of data sets and models as PNG files, by matplotlib."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib import font_manager, rc_context
from matplotlib.figure import Figure

from bot.training.reports.confusion import Confusion
from bot.training.reports.reliability import Reliability

_KOREAN = (
    *("Pretendard", "Noto Sans CJK KR", "Noto Sans KR", "NanumGothic", "NanumBarunGothic"),
    *("Malgun Gothic", "Apple SD Gothic Neo", "AppleGothic", "Spoqa Han Sans Neo", "UnDotum"),
    *("Source Han Sans KR", "Source Han Sans K", "Noto Sans CJK JP", "Arial Unicode MS"),
)
"""Fonts with Hangul that Linux, macOS and Windows bring."""

_INK, _BLUE, _PALE = "#1f2933", "#2f6db3", "#cbd2d9"

_ROOMY = 14
"""With more labels than that, the cells of a matrix are too small for numbers."""


def korean_font() -> str | None:
    """An installed font that draws Hangul."""
    there = {font.name for font in font_manager.fontManager.ttflist}
    return next((name for name in _KOREAN if name in there), None)


def drawable(labels: Sequence[str], font: str | None) -> list[str]:
    """*labels*, or their numbers where no *font* draws them all."""
    if font is None and not all(label.isascii() for label in labels):
        return [str(number) for number in range(len(labels))]
    return list(labels)


def draw_confusion(file: Path, found: Confusion) -> None:
    """Of the texts that have the label of a row, the share that was given that of the column."""
    shares, labels = found.shares, found.labels
    roomy = len(labels) <= _ROOMY
    names_side = 0.8 + 0.12 * max(len(label) for label in labels)
    side = len(labels) * (0.6 if roomy else 0.22) + names_side
    font = korean_font()
    with _axes(file, width=side + (0 if roomy else 1), height=side, font=font) as axes:
        # Few models of many labels are right half of the time: the darkest cell is the highest.
        picture = axes.imshow(shares, cmap="Blues", vmin=0, vmax=max(0.01, shares.max()))
        _name_cells(axes, drawable(labels, font), roomy=roomy)
        if roomy:
            _write_shares(axes, shares)
        else:
            axes.figure.colorbar(picture, shrink=0.4, pad=0.02, label="share of the row")


def _name_cells(axes: Any, names: Sequence[str], *, roomy: bool) -> None:
    places = range(len(names))
    axes.set_yticks(places, names)
    if roomy:
        axes.set_xticks(places, names, rotation=30, ha="right", rotation_mode="anchor")
    else:
        axes.set_xticks(places, names, rotation=90)
        axes.set_xticks(np.arange(-0.5, len(names)), minor=True)
        axes.set_yticks(np.arange(-0.5, len(names)), minor=True)
        axes.grid(which="minor", color=_PALE, lw=0.3)
        axes.tick_params(labeltop=True, labelright=False)
    axes.tick_params(which="both", length=0, labelsize=9 if roomy else 8)
    axes.set(xlabel="said", ylabel="true")


def _write_shares(axes: Any, shares: np.ndarray) -> None:
    for (row, column), share in np.ndenumerate(shares):
        colour = "white" if share > shares.max() / 2 else _INK
        axes.text(column, row, f"{share:.2f}", ha="center", va="center", color=colour, fontsize=8)


def draw_lengths(file: Path, lengths: Sequence[int], *, unit: str) -> None:
    """How long texts are; the longest hundredth of them is one bar at the end."""
    values = np.asarray(lengths)
    edge = max(10, int(np.percentile(values, 99)))
    with _axes(file, width=7, height=3.2) as axes:
        axes.hist(np.minimum(values, edge), bins=min(40, edge), color=_BLUE)
        for share, style in ((50, "-"), (95, "--")):
            at = float(np.percentile(values, share))
            axes.axvline(at, color=_INK, ls=style, lw=1, label=f"{share} % up to {at:.0f}")
        axes.set(xlabel=f"{unit} (longest: {values.max()})", ylabel="texts")
        axes.legend(frameon=False)


def draw_reliability(file: Path, found: Reliability) -> None:
    """How often claims of a confidence held; bars that end on the diagonal are honest."""
    with _axes(file, width=5, height=4.4) as axes:
        for one in found.bins:
            axes.bar(one.low, one.held, one.high - one.low, align="edge", color=_BLUE, ec="white")
            middle = (one.low + one.high) / 2
            axes.text(middle, 1.03, f"{one.claims:,}", ha="center", fontsize=7)
        axes.plot([0, 1], [0, 1], color=_INK, ls="--", lw=1)
        axes.set(xlim=(0, 1), ylim=(0, 1.1), xlabel="probability given (above: how often)")
        axes.set(ylabel="share that was true", yticks=np.arange(0, 1.1, 0.2))
        axes.set_title(f"expected calibration error {found.error:.3f}", fontsize=10)


def draw_curves(
    file: Path, curves: Mapping[str, Sequence[tuple[float, float]]], *, across: str, up: str
) -> None:
    """Named lines of points, such as a score by step, one a run."""
    with _axes(file, width=7, height=4) as axes:
        for name, points in curves.items():
            axes.plot(*zip(*points, strict=True), label=name, marker="o", markersize=3)
        axes.set(xlabel=across, ylabel=up)
        axes.legend(frameon=False, fontsize=8)


@contextmanager
def _axes(file: Path, *, width: float, height: float, font: str | None = None) -> Iterator[Any]:
    """Axes in a picture of so many inches, written to *file* when they are drawn."""
    families = [*([font] if font else []), "DejaVu Sans"]
    with rc_context({"font.family": families, "text.color": _INK, "axes.edgecolor": _PALE}):
        figure = Figure(figsize=(width, height), dpi=120)
        axes = figure.subplots()
        axes.spines[["top", "right"]].set_visible(False)
        yield axes
        # Without the library's version, equal figures are equal files.
        figure.savefig(file, bbox_inches="tight", metadata={"Software": None})
