"""Teaches the guard's scorer, after lines were added to the set: ``python -m bot.training.care``.

Files that are named behind it hold further everyday texts, one a line: the more, the fewer false
alarms. Logistic regression with an L2 penalty on what `bot.care.scorer` reads. Every text is scored once by
a model that has not learned from it; the bar is set by these scores of the everyday texts.
"""

import sys
from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize  # type: ignore[import-untyped]
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]

from bot.care.guard import Guard
from bot.care.lexicon import lexicons
from bot.care.measure import GRAVE, HALVES, labelled_lines
from bot.care.normal import views
from bot.care.scorer import BITS, FILE, buckets, packed
from bot.care.spelling import Spelling
from bot.dialogue.lines import LANGUAGES
from bot.dialogue.utterances import utterances
from bot.events import Level

Wide = NDArray[np.float64]

_PENALTY = 0.05
_FOLDS = 3
_FALSE_ALARMS = 1 / 2000
"""Of everyday texts that were not learned from."""


def examples(
    further: Sequence[str] = (), /
) -> tuple[Sequence[str], NDArray[np.bool_], NDArray[np.bool_]]:
    """Texts, which of them are grave, and which are everyday; nothing of the half kept aside.

    Of *further* texts those count as everyday in which the lexicon finds nothing.
    """
    whole = labelled_lines()
    lines = [line for line in whole if line.half == HALVES[0]]
    known = {line.text for line in whole}
    guard = Guard(scorer=False)
    heard = [one.text for language in LANGUAGES for one in utterances(language)]
    new = {*heard, *further} - known
    calm = [text for text in new if guard.judge(text).level is Level.NONE]
    texts = [line.text for line in lines] + sorted(calm)
    grave = np.array([line.level in GRAVE for line in lines])
    everyday = np.array([line.level is Level.NONE for line in lines])
    rest = len(texts) - len(lines)
    return texts, np.append(grave, np.zeros(rest, bool)), np.append(everyday, np.ones(rest, bool))


def fit(texts: Sequence[str], grave: NDArray[np.bool_], everyday: NDArray[np.bool_]) -> bytes:
    """A scorer of *texts* as `packed` makes it."""
    features = _features(texts)
    unseen = np.zeros(len(texts))
    for fold in _folds(len(texts)):
        weights = _fitted(features[~fold], grave[~fold])
        unseen[fold] = features[fold] @ weights[:-1] + weights[-1]
    bar = max(0.0, float(np.quantile(unseen[everyday], 1 - _FALSE_ALARMS)))
    weights = _fitted(features, grave)
    scale = float(np.abs(weights[:-1]).max()) / 127
    whole = np.round(weights[:-1] / scale).astype(np.int8)
    return packed(whole.tobytes(), scale=scale, bias=float(weights[-1]) - bar)


def _folds(count: int) -> Iterator[NDArray[np.bool_]]:
    order = np.random.default_rng(0).permutation(count) % _FOLDS
    return (order == number for number in range(_FOLDS))


def _features(texts: Sequence[str]) -> csr_matrix:
    """(texts, buckets): a filled bucket is 1 / √(filled buckets of the text)."""
    spelling = Spelling(word for each in lexicons() for word in each.words)
    rows = [sorted(buckets(views(text, spelling)[0])) for text in texts]
    counts = np.array([len(row) for row in rows])
    ends = np.concatenate([[0], counts.cumsum()])
    values = np.repeat(1 / np.sqrt(counts), counts)
    return csr_matrix((values, np.concatenate(rows), ends), shape=(len(texts), 1 << BITS))


def _fitted(features: csr_matrix, grave: NDArray[np.bool_]) -> Wide:
    """The weights of the buckets, and last the bias."""

    used = np.flatnonzero(features.getnnz(0))  # the penalty keeps all others at zero
    whole, features = np.zeros(features.shape[1] + 1), features[:, used]

    def loss(weights: Wide) -> tuple[float, Wide]:
        scores = features @ weights[:-1] + weights[-1]
        surprise = np.logaddexp(0, scores) - grave * scores
        wrong = 1 / (1 + np.exp(-scores)) - grave
        slope = np.append(features.T @ wrong + _PENALTY * weights[:-1], wrong.sum())
        return float(surprise.sum() + _PENALTY / 2 * (weights[:-1] ** 2).sum()), slope

    start = np.zeros(features.shape[1] + 1)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 60})
    whole[used], whole[-1] = found.x[:-1], found.x[-1]
    return whole


if __name__ == "__main__":
    file = Path(str(files("bot.care") / FILE))
    further = [text for name in sys.argv[1:] for text in Path(name).read_text("utf-8").splitlines()]
    file.write_bytes(fit(*examples(further)))
    sys.stdout.write(f"{file}: {file.stat().st_size} bytes\n")
