"""From a table to texts with labels: which column is which, and what its cells mean."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.training.cleaning import Example
from bot.training.sources.found import Found
from bot.training.sources.options import Options
from bot.training.sources.table import Row, Table
from config.errors import BadDataset
from config.spelling import did_you_mean

_TEXTS = (
    *("text", "sentence", "document", "comments", "comment", "content", "utterance", "review"),
    *("tokens", "message", "문장", "텍스트", "본문", "내용", "발화", "리뷰", "댓글"),
)
_LABELS = (
    *("label", "labels", "emotion", "emotions", "sentiment", "class", "category", "stars", "star"),
    *("rating", "score", "감정", "라벨", "레이블", "분류", "별점", "평점"),
)

_BINARY = {"0": False, "1": True, "false": False, "true": True}


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Which columns of a table matter, and what they mean."""

    texts: tuple[str, ...] = ()
    """Empty means the one that is called like a text."""
    labels: tuple[str, ...] = ()
    """Empty means the one that is called like a label."""
    delimiter: str = ""
    meanings: Mapping[str, str] = field(default_factory=dict)
    """The label that each cell stands for; empty ones leave the row out. None means as written."""

    @classmethod
    def of(cls, options: Options) -> "Layout":
        """What a person said."""
        return cls(
            texts=options.text_columns,
            labels=options.label_columns,
            delimiter=options.delimiter,
        )


def examples(table: Table, layout: Layout, *, part: str = "", first_group: int = 0) -> Found:
    """The texts of *table*; raises `BadDataset`, which names file, row and column.

    The texts of one row are a group; their numbers count from *first_group*.
    """
    texts = _places(table, layout.texts or (_sniffed(table, _TEXTS, "--text-column"),))
    labels = _places(table, layout.labels or (_sniffed(table, _LABELS, "--label-column"),))
    found: list[Example] = []
    left_out = 0
    for group, row in enumerate(table.rows, first_group):
        own = _labels(table, row, labels, layout)
        if own is not None and "" in own:
            left_out += len(_texts(row, texts))
            continue
        found += [
            Example(text=text, labels=own, part=part, group=group) for text in _texts(row, texts)
        ]
    lists = any(isinstance(row.cells[labels[0]], list) for row in table.rows)
    return Found(
        examples=found,
        exclusive=len(labels) == 1 and not layout.delimiter and not lists,
        labels=tuple(table.columns[place] for place in labels) if len(labels) > 1 else (),
        left_out=left_out,
    )


def _places(table: Table, names: Sequence[str]) -> list[int]:
    for name in names:
        if name not in table.columns:
            hint = did_you_mean(name, table.columns)
            raise BadDataset(f"{table.name} has no column {name!r}{hint}")
    return [table.columns.index(name) for name in names]


def _sniffed(table: Table, known: Sequence[str], option: str) -> str:
    own = {column.lower(): column for column in reversed(table.columns)}
    found = next((own[name] for name in known if name in own), None)
    if found is None:
        there = ", ".join(repr(column) for column in table.columns)
        raise BadDataset(f"{table.name}: name one of its columns with {option}: {there}")
    return found


def _texts(row: Row, places: Sequence[int]) -> Sequence[str | None]:
    # A dialogue may end early; only a row without any text has lost one.
    return [text for place in places if (text := plain(row.cells[place]))] or [None]


def _labels(
    table: Table, row: Row, places: Sequence[int], layout: Layout
) -> tuple[str, ...] | None:
    if len(places) > 1:
        return tuple(table.columns[place] for place in places if _true(table, row, place))
    cells = _cells(row.cells[places[0]], layout.delimiter)
    if cells is None or not layout.meanings:
        return cells
    for cell in cells:
        if cell not in layout.meanings:
            where = table.where(row, table.columns[places[0]])
            raise BadDataset(f"{where}: {cell!r} is none of {', '.join(layout.meanings)}")
    return tuple(layout.meanings[cell] for cell in cells)


def _cells(value: Any, delimiter: str) -> tuple[str, ...] | None:
    """The labels of one cell; None where it is empty."""
    if isinstance(value, list):
        return tuple(label for one in value if (label := plain(one)))
    parts = plain(value).split(delimiter) if delimiter else [plain(value)]
    return tuple(_whole(part.strip()) for part in parts if part.strip()) or None


def _whole(label: str) -> str:
    # A column of numbers with gaps comes out of many programs as 1.0, 0.0.
    return label.removesuffix(".0") if label.removesuffix(".0").isdecimal() else label


def _true(table: Table, row: Row, place: int) -> bool:
    value = _whole(plain(row.cells[place]).lower())
    if value not in _BINARY:
        where = table.where(row, table.columns[place])
        raise BadDataset(f"{where}: of several labels each must be 0 or 1, not {value!r}")
    return _BINARY[value]


def plain(value: Any) -> str:
    """A cell as text, a whole number without a point; empty where there is nothing."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip()
