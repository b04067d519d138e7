"""The order of an epoch."""

from hypothesis import given
from hypothesis import strategies as st

from bot.training.finetuning.sampler import LengthGrouped


@given(st.lists(st.integers(1, 128), max_size=300), st.integers(1, 40), st.integers(0, 3))
def test_every_text_is_seen_once_an_epoch(lengths: list[int], batch: int, epoch: int) -> None:
    order = LengthGrouped(lengths, batch, seed=1)
    order.set_epoch(epoch)
    assert sorted(order) == list(range(len(lengths)))


def test_an_order_depends_on_seed_and_epoch_alone() -> None:
    lengths = list(range(100))
    orders = {
        (seed, epoch): tuple(_order(lengths, seed, epoch)) for seed in (0, 1) for epoch in (0, 1)
    }
    assert len(set(orders.values())) == 4
    assert orders[1, 1] == tuple(_order(lengths, 1, 1))


def test_texts_of_a_batch_are_of_about_one_length() -> None:
    order = list(LengthGrouped([n * 7 % 100 for n in range(100)], 10, seed=0))
    for at in range(0, 100, 10):
        lengths = [n * 7 % 100 for n in order[at : at + 10]]
        assert max(lengths) - min(lengths) == 9


def _order(lengths: list[int], seed: int, epoch: int) -> list[int]:
    sampler = LengthGrouped(lengths, 8, seed=seed)
    sampler.set_epoch(epoch)
    return list(sampler)
