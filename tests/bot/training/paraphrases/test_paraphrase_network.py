"""A whole training of the network that tells paraphrases, only small."""

import itertools
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bot.memory.embedded import EmbeddedEmbedder
from bot.training.paraphrases.examples import Group, batches, groups
from bot.training.paraphrases.training import Recipe, train

WHEN = ("오늘", "어제", "방금", "또", "이제", "아까")
THINGS = (("밥 먹었어", "식사했어"), ("비가 온다", "빗소리가 들려"), ("산책하고 왔어", "걷다 왔어"))
GROUPS = [Group(tuple(f"{when} {way}" for way in ways)) for ways in THINGS for when in WHEN]
TINY = Recipe(steps=60, size=8, frozen=0, rate=3e-3)


@pytest.fixture(scope="module")
def out(start: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Sequence[float]]:
    folder, losses = tmp_path_factory.mktemp("paraphrases"), list[float]()
    train(start, folder, [GROUPS], ["그렇구나"], TINY, lambda _, loss: losses.append(loss))
    return folder, losses


def test_it_learns(out: tuple[Path, Sequence[float]]) -> None:
    _, losses = out
    assert len(losses) == TINY.steps
    assert np.mean(losses[-10:]) < 0.8 * np.mean(losses[:10])


async def test_what_is_exported_embeds_as_what_was_trained(
    out: tuple[Path, Sequence[float]],
) -> None:
    texts = [text for group in GROUPS for text in group.heard]
    embedder = EmbeddedEmbedder(str(out[0] / "model"), network="paraphrase")
    near = (made := await embedder.embed(texts)) @ made.T
    np.fill_diagonal(near, -1)
    partners = near.reshape(len(texts), -1, 2)[np.arange(len(texts)), np.arange(len(texts)) // 2]
    assert (partners.max(1) >= near.max(1) - 1e-6).mean() > 0.6


def test_another_run_can_start_from_its_weights(
    out: tuple[Path, Sequence[float]], tmp_path: Path
) -> None:
    again = list[float]()
    recipe = replace(TINY, steps=5, rate=1e-5)
    train(out[0] / "weights", tmp_path, [GROUPS], [], recipe, lambda _, loss: again.append(loss))
    assert np.mean(again) < np.mean(out[1][:5])


def test_a_batch_has_two_wordings_a_group_and_neighbours() -> None:
    kind = [Group((f"{n} a", f"{n} b", f"{n} c"), answer=f"{n}!") for n in range(200)]
    (batch, again) = [*batches([kind], ["x", "y"], size=16, steps=1, seed=3)] * 2
    assert batch == again
    pairs = list(zip(batch.these, batch.those, strict=True))
    assert len(pairs) == 16
    assert all(one.split()[0] == other.split()[0] and one != other for one, other in pairs)
    numbers = sorted(int(one.split()[0]) for one in batch.these)
    assert sum(after - before == 1 for before, after in itertools.pairwise(numbers)) > 5
    assert all(batch.these[place].split()[0] == answer[:-1] for place, answer in batch.answers)
    assert {*batch.others} <= {"x", "y"}


def test_it_learns_from_all_that_has_an_answer() -> None:
    kinds = groups()
    assert len(kinds) == 4
    assert sum(map(len, kinds)) > 3_000
    assert all(len(group.heard) > 1 for kind in kinds for group in kind)


def test_the_same_seed_gives_the_same_network(start: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        train(start, tmp_path / name, [GROUPS], [], replace(TINY, steps=2), lambda *_: None)
    one, two = (tmp_path / name / "model" / "paraphrase.onnx" for name in ("one", "two"))
    assert one.read_bytes() == two.read_bytes()
