"""Everything a run learns from and is measured on."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bot.training import companion, corpora
from bot.training.companion import Spoken
from bot.training.dataset import Dataset
from bot.training.likeness import Pair, korsts
from bot.training.onemood import one_mood
from config.errors import UsageError


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """Data sets, those that are learned from apart from those that only measure."""

    train: tuple[Dataset, ...]
    held_out: tuple[Dataset, ...]
    calibrate: tuple[Spoken, ...]
    test: tuple[Spoken, ...]
    daily: tuple[str, ...]
    """Everyday lines that nobody is angry in, but for a few."""
    pairs: tuple[Pair, ...]
    """Sentences that people compared."""


_NEEDED = ("kote", "goemotions_en", "nsmc")


def is_material(folder: Path) -> bool:
    """Whether *folder* holds what `gather` needs, each corpus in a folder of its own."""
    return all((folder / name).is_dir() for name in _NEEDED)


def gather(folder: Path, *, seed: int) -> Material:
    """The corpora in *folder*, each in a folder of its own, and maum's own lines.

    Known folders are ``kote``, ``goemotions_en``, ``nsmc``, ``chatbot_data`` and ``kornlu``; KOTE,
    GoEmotions and NSMC must be there. Raises `UsageError`.
    """
    if not folder.is_dir():
        raise UsageError(f"there is no folder {folder}")
    kote = _split(corpora.kote, folder / "kote", 1000, seed)
    polarity = _split(corpora.nsmc, folder / "nsmc", 50_000, seed)
    english = corpora.goemotions(folder / "goemotions_en")
    chat = folder / "chatbot_data"
    return Material(
        train=(
            kote[0],
            english,
            polarity[0],
            one_mood(english),
            companion.dataset(companion.spoken("train")),
        ),
        held_out=(kote[1], corpora.goemotions(folder / "goemotions_en", "dev"), polarity[1]),
        calibrate=companion.spoken("calibrate"),
        test=companion.spoken("test"),
        daily=corpora.daily_lines(chat) if chat.is_dir() else (),
        pairs=korsts(folder / "kornlu") if (folder / "kornlu").is_dir() else (),
    )


def _split(
    read: Callable[[Path], Dataset], folder: Path, most: int, seed: int
) -> tuple[Dataset, Dataset]:
    whole = read(folder)
    return whole.split(min(most, len(whole) // 3), seed=seed)
