"""The eight moods, and ``moods.toml``, which joins labels, moods, tones, faces and prosody."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files


class Mood(StrEnum):
    """What maum distinguishes in a person's message; a classifier's labels are finer."""

    JOY = "joy"
    WARM = "warm"
    CALM = "calm"
    SAD = "sad"
    TIRED = "tired"
    ANXIOUS = "anxious"
    ANGRY = "angry"
    SURPRISED = "surprised"


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """How the companion meets a mood: it answers the feeling and does not mimic it."""

    tone: str
    """A key of ``[tones]``: what a writer of replies is told."""
    face: str
    """A key of ``[faces]``."""
    polarity: float
    """Between −1 and 1: how pleasant the mood is, where a classifier has no polarity of its own."""
    rate: float
    pitch: float
    gain: float
    pause: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Expression:
    """A face in py_avataaars' own terms, with the colour behind it."""

    mouth: str
    eyes: str
    eyebrows: str
    background: str
    """``#rrggbb``."""
    ko: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """One text in both languages."""

    ko: str
    en: str

    def __getitem__(self, language: str) -> str:
        return self.ko if language == "ko" else self.en


@dataclass(frozen=True, slots=True, kw_only=True)
class MoodTable:
    """The whole of ``moods.toml``."""

    labels: Mapping[str, Mood]
    """Every label of every known set, and each mood's own name, to its mood."""
    sets: Mapping[str, tuple[str, ...]]
    """Label sets by name: ``kote``, ``goemotions``, ``aihub``."""
    responses: Mapping[Mood, Response]
    names: Mapping[Mood, Words]
    """What a person calls the mood."""
    tones: Mapping[str, Words]
    manners: Mapping[str, str]
    """By tone: how a voice is told to speak."""
    faces: Mapping[str, Expression]


@cache
def mood_table() -> MoodTable:
    """``moods.toml`` as it ships; raises `ValueError` if a name in it points nowhere."""
    raw = tomllib.loads((files("config") / "moods.toml").read_text("utf-8"))
    sets = {
        name: tuple(label for row in moods.values() for label in row)
        for name, moods in raw["labels"].items()
    }
    labels = {str(mood): mood for mood in Mood}
    for moods in raw["labels"].values():
        for mood, row in moods.items():
            labels |= dict.fromkeys(row, Mood(mood))
    table = MoodTable(
        labels=labels,
        sets=sets,
        responses={Mood(name): _response(row) for name, row in raw["moods"].items()},
        names={Mood(name): Words(ko=row["ko"], en=row["en"]) for name, row in raw["moods"].items()},
        tones={name: Words(**row) for name, row in raw["tones"].items()},
        manners=raw["manners"],
        faces={name: Expression(**row) for name, row in raw["faces"].items()},
    )
    _check(table)
    return table


def _response(row: Mapping[str, object]) -> Response:
    return Response(**{key: value for key, value in row.items() if key not in {"ko", "en"}})  # type: ignore[arg-type]


def _check(table: MoodTable) -> None:
    if table.manners.keys() != table.tones.keys():
        raise ValueError("moods.toml: every tone has a manner of speaking")
    for mood in Mood:
        response = table.responses[mood]
        if response.tone not in table.tones or response.face not in table.faces:
            raise ValueError(f"moods.toml: {mood} names a tone or a face that is not there")
