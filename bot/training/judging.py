"""Lets a model answer a data set, and says what its figures are worth."""

from collections.abc import Iterator

from bot.training.comparison import Progress, compare
from bot.training.corpus import Corpus
from bot.training.dataset import Dataset
from bot.training.judges import Judge
from bot.training.reports.subject import Subject
from bot.training.splitting import Splits

_LEARNED = frozenset({"kote", "nsmc", "goemotions"})
"""The data sets whose published training parts maum's own network learned from."""


def judged(
    model: str,
    judge: Judge,
    corpus: Corpus,
    splits: Splits,
    progress: Progress,
    *,
    part: str = "test",
    threshold: float | None = None,
) -> Subject:
    """What *judge*, which is called *model*, says of a part of *corpus*; ``all`` is all of it.

    A label counts from *threshold* on; None means from the judge's own, or the usual one.
    Raises `UsageError` where the two have nothing in common, `EmotionError`. Blocks.
    """
    dataset: Dataset = corpus.dataset if part == "all" else getattr(splits, part)
    comparison = compare(judge.heads, dataset)
    return Subject(
        model=model,
        corpus=corpus,
        splits=splits,
        part=part,
        predictions=comparison.predictions(judge, progress, threshold=threshold),
        notes=tuple(_notes(model, corpus, splits, part, comparison.note)),
    )


def _notes(model: str, corpus: Corpus, splits: Splits, part: str, note: str) -> Iterator[str]:
    if note:
        yield note
    if part in ("train", "all"):
        yield "A model that learned from these texts looks better on them than it is."
    elif model == "embedded" and corpus.origin.name in _LEARNED and part not in splits.published:
        yield (
            "maum's own network learned from most of these texts, so it looks better than it is; "
            "--data with the folder of all that it learned measures it on what it has not seen."
        )
