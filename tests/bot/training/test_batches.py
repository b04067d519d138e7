from collections import Counter
from pathlib import Path

import numpy as np

from bot.training import corpora
from bot.training.batches import plan


def test_a_plan_visits_each_text_as_often_as_it_is_told(data: Path) -> None:
    sets = [corpora.kote(data / "kote"), corpora.nsmc(data / "nsmc")]
    batches = plan(sets, {"kote": 2, "polarity": 0.5}, size=8, seed=0)
    visits = Counter((batch.dataset, int(row)) for batch in batches for row in batch.rows)
    assert {visits[0, row] for row in range(60)} == {2}
    assert sum(visits[1, row] for row in range(40)) == 20
    assert max(visits[1, row] for row in range(40)) == 1


def test_a_data_set_without_epochs_is_left_out(data: Path) -> None:
    assert plan([corpora.nsmc(data / "nsmc")], {}, size=8, seed=0) == ()


def test_the_seed_fixes_the_order(data: Path) -> None:
    sets = [corpora.kote(data / "kote")]
    one, same, other = (plan(sets, {"kote": 1}, size=8, seed=seed) for seed in (0, 0, 1))
    assert all(np.array_equal(a.rows, b.rows) for a, b in zip(one, same, strict=True))
    assert not all(np.array_equal(a.rows, b.rows) for a, b in zip(one, other, strict=True))
