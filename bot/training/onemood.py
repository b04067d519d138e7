"""Corpus texts whose labels agree on one mood, as more lines for the mood head."""

import numpy as np

from bot.training.companion import MOOD
from bot.training.dataset import Dataset
from config.moods import mood_table

_MOST = 900
"""Texts of a mood: a corpus is mostly neutral, and the mood head should not learn that."""

_LOOSE = frozenset({"curiosity", "confusion", "desire", "disapproval"})
"""Labels that say too little of a mood: a plain question is `curiosity` to GoEmotions."""


def one_mood(corpus: Dataset, *, seed: int = 0) -> Dataset:
    """The texts of *corpus* whose labels all belong to one mood, about as many of each mood.

    A mood that no label of the corpus belongs to is neither confirmed nor denied.
    """
    table = mood_table()
    named = np.array([MOOD.labels.index(table.labels[label]) for label in corpus.head.labels])
    loose = np.array([label in _LOOSE for label in corpus.head.labels])
    votes = np.stack(
        [corpus.targets[:, named == mood].any(1) for mood in range(len(MOOD.labels))], axis=1
    )
    clear = (votes.sum(1) == 1) & ~corpus.targets[:, loose].any(1)
    order = np.random.default_rng(seed).permutation(np.flatnonzero(clear))
    moods = votes.argmax(1)
    rows = np.concatenate([order[moods[order] == mood][:_MOST] for mood in range(len(MOOD.labels))])
    unnamed = tuple(label for mood, label in enumerate(MOOD.labels) if mood not in named)
    return Dataset(
        head=MOOD,
        texts=tuple(corpus.texts[row] for row in rows),
        targets=np.eye(len(MOOD.labels), dtype=np.float32)[moods[rows]],
        source="one_mood",
        silent=unnamed,
    )
