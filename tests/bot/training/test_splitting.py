from collections.abc import Sequence

import numpy as np
import pytest

from bot.training.cleaning import clean
from bot.training.corpus import Corpus, Origin
from bot.training.dataset import Dataset, Head
from bot.training.splitting import Splits, split
from config.errors import BadDataset, UsageError


def corpus(parts: Sequence[str], groups: Sequence[int] | None = None) -> Corpus:
    texts = tuple(f"text {number}" for number in range(len(parts)))
    dataset = Dataset(
        head=Head(name="x", labels=("a", "b"), exclusive=True),
        texts=texts,
        targets=np.eye(2, dtype=np.float32)[np.arange(len(parts)) % 2],
    )
    return Corpus(
        dataset=dataset,
        parts=tuple(parts),
        groups=np.array(range(len(parts)) if groups is None else groups),
        cleaning=clean([])[1],
        origin=Origin(name="x", spec="x.csv"),
    )


def sizes(splits: Splits) -> tuple[int, int, int]:
    return len(splits.train), len(splits.dev), len(splits.test)


def texts(splits: Splits) -> list[set[str]]:
    return [set(part.texts) for part in (splits.train, splits.dev, splits.test)]


def test_6_to_2_to_2_by_seed() -> None:
    whole = corpus([""] * 100)
    splits = split(whole, seed=3)
    assert sizes(splits) == (60, 20, 20)
    train, dev, test = texts(splits)
    assert train | dev | test == set(whole.dataset.texts)
    assert texts(split(whole, seed=3)) == [train, dev, test]
    assert texts(split(whole, seed=4)) != [train, dev, test]


def test_labels_stay_with_their_texts() -> None:
    whole = corpus([""] * 50)
    known = dict(zip(whole.dataset.texts, whole.dataset.targets.tolist(), strict=True))
    for part in (split(whole).train, split(whole).dev, split(whole).test):
        assert [known[text] for text in part.texts] == part.targets.tolist()


def test_other_shares() -> None:
    assert sizes(split(corpus([""] * 100), shares=(8, 1, 1))) == (80, 10, 10)
    assert sizes(split(corpus([""] * 100), shares=(0.5, 0.25, 0.25))) == (50, 25, 25)


@pytest.mark.parametrize("shares", [(6, 2), (6, 2, 0), (6, 2, 1, 1), (-1, 1, 1)])
def test_shares_that_make_no_parts_are_refused(shares: tuple[float, ...]) -> None:
    with pytest.raises(UsageError, match="6:2:2"):
        split(corpus([""] * 10), shares=shares)


def test_published_parts_are_kept() -> None:
    splits = split(corpus(["train"] * 8 + ["dev"] * 1 + ["test"] * 5))
    assert sizes(splits) == (8, 1, 5)
    assert splits.published == ("train", "dev", "test")


@pytest.mark.parametrize(
    ("published", "expected", "kept"),
    [
        (["train"] * 80 + ["test"] * 5, (60, 20, 5), ("test",)),
        (["train"] * 80 + ["dev"] * 5, (60, 5, 20), ("dev",)),
        (["dev"] * 80 + ["test"] * 5, (60, 20, 5), ("test",)),
        (["dev"] * 100, (60, 20, 20), ()),
        (["train"] * 100, (60, 20, 20), ()),
    ],
)
def test_what_was_not_published_is_drawn_from_what_is_left(
    published: list[str], expected: tuple[int, int, int], kept: tuple[str, ...]
) -> None:
    splits = split(corpus(published))
    assert sizes(splits) == expected
    assert splits.published == kept


def test_a_dialogue_is_never_torn_apart() -> None:
    groups = [number // 3 for number in range(300)]
    whole = corpus([""] * 300, groups)
    of = dict(zip(whole.dataset.texts, groups, strict=True))
    train, dev, test = ({of[text] for text in part} for part in texts(split(whole)))
    assert not (train & dev or train & test or dev & test)
    assert sizes(split(whole)) == (180, 60, 60)


def test_a_part_without_texts_is_refused() -> None:
    with pytest.raises(BadDataset, match=r"x\.csv: too few texts for a (dev|test) part"):
        split(corpus([""] * 2))
