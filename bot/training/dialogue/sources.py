"""Conversations from files; docs/dialogue.md shows each form.

===============  =================================================================================
``songys``       ``ChatbotData.csv``: Q, A, label (0 everyday, 1 parting, 2 love)
tables           columns Q and A, and perhaps label; or dialogue and text, and perhaps speaker
``.json(l)``     a list a conversation: of texts, or of objects with text and perhaps speaker
``.txt``         a line an utterance, ``name: text`` or text alone; an empty line between two
``.zip``         what ``/export`` gave: one's own talk with maum
===============  =================================================================================

Without speakers the lines go back and forth, and the first one asks. With two, the first one who
speaks asks unless one of them is named ``user``.
"""

import json
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from pathlib import Path
from typing import Any

from bot.dialogue.local.layout import Exchange, exchanges
from bot.events import Level
from bot.protocols import Line
from bot.training.dialogue.talk import Talks, clean
from bot.training.sources.columns import plain
from bot.training.sources.files import find, read_text
from bot.training.sources.table import Table, read_table
from config.errors import BadDataset
from config.moods import Mood

_ASKING = {"user", "human", "사용자"}
_NAMED = re.compile(r"(?P<speaker>[^:\s]{1,20})\s*: +(?P<text>.+)")

_PAUSE = timedelta(hours=4)
"""After which an export's lines are another conversation."""

Utterance = tuple[str, str]
"""Who, and what; nobody is named by an empty name."""


def open_talks(spec: str, folder: Path | None) -> Talks:
    """The conversations of *spec*, a name or a file; *folder* holds what is given by name.

    Raises `BadDataset`.
    """
    path = _songys(folder) if spec == "songys" else Path(spec)
    if not path.is_file():
        raise BadDataset(f"there is no file {path}; by name there is songys")
    return clean(path.name, _read(path))


def is_export(path: Path) -> bool:
    """Whether *path* holds somebody's own talk with maum."""
    return path.suffix == ".zip"


def _songys(folder: Path | None) -> Path:
    found = find(folder or Path(), ["ChatbotData.csv"])
    if found is None:
        raise BadDataset("songys needs --data-folder with ChatbotData.csv in it")
    return found


def _read(path: Path) -> Iterator[Sequence[Exchange]]:
    ending = Path(path.name.removesuffix(".gz")).suffix.lower()
    if is_export(path):
        yield from _exported(path)
    elif ending in {".json", ".jsonl"}:
        for number, raw in enumerate(_objects(path, ending), 1):
            yield paired(_utterances(raw, f"{path}, conversation {number}"), str(path))
    elif ending == ".txt":
        for block in re.split(r"\n\s*\n", read_text(path).replace("\r", "")):
            yield paired([_line(line) for line in block.split("\n") if line.strip()], str(path))
    else:
        yield from _tabled(read_table(path))


def paired(lines: Sequence[Utterance], where: str) -> list[Exchange]:
    """Exchanges of *lines*; neighbours of one speaker are joined.

    Raises `BadDataset` where more than two speak.
    """
    speakers = list(dict.fromkeys(speaker for speaker, _ in lines))
    if len(speakers) > 2:
        raise BadDataset(f"{where}: {len(speakers)} speakers where two are wanted")
    if speakers in ([], [""]):
        turns = [text for _, text in lines]
    else:
        asks = next((name for name in speakers if name.lower() in _ASKING), speakers[0])
        blocks = groupby(lines, key=lambda line: line[0] == asks)
        turns = [" ".join(text for _, text in block) for _, block in blocks]
        if lines[0][0] != asks:
            turns = turns[1:]
    return [
        Exchange(question=question.strip(), sentiment=0, answer=answer.strip())
        for question, answer in zip(turns[::2], turns[1::2], strict=False)
    ]


def _line(line: str) -> Utterance:
    named = _NAMED.fullmatch(line.strip())
    return (named["speaker"], named["text"]) if named else ("", line.strip())


def _objects(path: Path, ending: str) -> list[Any]:
    text = read_text(path)
    try:
        if ending == ".jsonl":
            return [json.loads(line) for line in text.split("\n") if line.strip()]
        found = json.loads(text)
    except ValueError as error:
        raise BadDataset(f"{path}: no JSON ({error})") from error
    if not isinstance(found, list):
        raise BadDataset(f"{path}: a list of conversations is wanted")
    return found


def _utterances(raw: Any, where: str) -> list[Utterance]:
    turns = raw.get("turns") if isinstance(raw, Mapping) else raw
    if not isinstance(turns, list):
        raise BadDataset(f"{where}: a list of utterances is wanted, or an object with turns")
    lines: list[Utterance] = []
    for one in turns:
        if isinstance(one, str):
            lines.append(("", one))
        elif isinstance(one, Mapping) and isinstance(one.get("text"), str):
            lines.append((str(one.get("speaker", "")), one["text"]))
        else:
            raise BadDataset(f"{where}: an utterance is a text, or an object with text and speaker")
    return lines


def _tabled(table: Table) -> Iterator[Sequence[Exchange]]:
    columns = {name.lower(): place for place, name in enumerate(table.columns)}
    if {"q", "a"} <= set(columns):
        label = columns.get("label")
        for row in table.rows:
            asked, answered = row.cells[columns["q"]], row.cells[columns["a"]]
            kind = 0 if label is None else _label(row.cells[label], table.where(row, "label"))
            yield [Exchange(question=plain(asked), sentiment=kind, answer=plain(answered))]
        return
    if not {"dialogue", "text"} <= set(columns):
        raise BadDataset(f"{table.name} needs the columns Q and A, or dialogue and text")
    speaker = columns.get("speaker")
    for _, rows in groupby(table.rows, key=lambda row: row.cells[columns["dialogue"]]):
        lines = [
            (
                "" if speaker is None else plain(row.cells[speaker]),
                plain(row.cells[columns["text"]]),
            )
            for row in rows
        ]
        yield paired([line for line in lines if line[1]], table.name)


def _label(cell: Any, where: str) -> int:
    if plain(cell) not in {"0", "1", "2"}:
        raise BadDataset(f"{where}: a label is 0, 1 or 2")
    return int(plain(cell))


def _exported(path: Path) -> Iterator[Sequence[Exchange]]:
    """What one wrote and what maum answered, an evening a conversation.

    Lines of turns that the crisis guard took are left out.
    """
    try:
        with zipfile.ZipFile(path) as archive, archive.open("maum.json") as file:
            lines = [_kept(raw) for raw in json.load(file)["lines"] if raw["level"] == Level.NONE]
    except (OSError, KeyError, ValueError, TypeError, zipfile.BadZipFile) as error:
        raise BadDataset(f"{path} is no export of maum: {error}") from error
    evening: list[Line] = []
    for line in lines:
        if evening and line.at - evening[-1].at > _PAUSE:
            yield _answered(evening)
            evening = []
        evening.append(line)
    yield _answered(evening)


def _kept(raw: Mapping[str, Any]) -> Line:
    return Line(
        speaker=raw["speaker"],
        text=raw["text"],
        at=datetime.fromisoformat(raw["at"]),
        mood=Mood(raw["mood"]) if raw["mood"] else None,
    )


def _answered(evening: Sequence[Line]) -> list[Exchange]:
    *answered, _ = exchanges(evening, "", Mood.CALM)
    return answered
