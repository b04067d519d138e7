"""What a data set holds: the label table, the lengths, the counts of the cleaning."""

import csv
import json
from pathlib import Path
from typing import Any

from bot.training.corpus import Corpus
from bot.training.reports.figures import draw_lengths
from bot.training.splitting import PARTS, Splits


def write_overview(corpus: Corpus, splits: Splits, out: Path) -> None:
    """Write ``labels.json``, ``labels.csv``, ``lengths.png`` and ``data.json``, without a text."""
    out.mkdir(parents=True, exist_ok=True)
    table = label_table(splits)
    _write_json(out / "labels.json", table)
    # With a byte order mark: without it, Excel takes Korean for Latin letters.
    with (out / "labels.csv").open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, table[0])
        writer.writeheader()
        writer.writerows(table)
    draw_lengths(
        out / "lengths.png", [len(text) for text in corpus.dataset.texts], unit="characters"
    )
    _write_json(out / "data.json", data_figures(corpus, splits))


def label_table(splits: Splits) -> list[dict[str, Any]]:
    """A row a label: its number, its name, and how many texts of each part have it."""
    counts = {part: getattr(splits, part).targets.sum(0).astype(int).tolist() for part in PARTS}
    return [
        {"number": number, "label": label, **{part: counts[part][number] for part in PARTS}}
        for number, label in enumerate(splits.train.head.labels)
    ]


def data_figures(corpus: Corpus, splits: Splits) -> dict[str, Any]:
    """Where the data set is from, what became of its texts, and how they were split."""
    return {
        **corpus.as_json(),
        "parts": {part: len(getattr(splits, part)) for part in PARTS},
        "published_parts": list(splits.published),
        "seed": splits.seed,
    }


def _write_json(file: Path, found: Any) -> None:
    file.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", "utf-8")
