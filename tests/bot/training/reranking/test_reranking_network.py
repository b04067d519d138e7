"""A whole training of the network that grades lines, only small."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from bot.dialogue.lines import LANGUAGES, Template
from bot.dialogue.paraphrases import Paraphrase
from bot.dialogue.reranking import LAYER, layer, shipped, shown
from bot.dialogue.responses import Response
from bot.dialogue.script import script
from bot.dialogue.utterances import Floats
from bot.memory.embedded import EmbeddedEmbedder
from bot.training.reranking.evaluation import evaluate
from bot.training.reranking.examples import VERDICTS, Example, examples
from bot.training.reranking.training import NETWORK, Recipe, train

WHEN = ("오늘", "어제", "방금", "또", "이제", "아까")
WAYS = ("밥 먹었어", "비가 온다", "산책하고 왔어")
SAID = {"합격 축하해요!": "W", "음, 그랬네요.": "P", "맛있었어요?": "G"}
TINY = Recipe(steps=80, size=9, frozen=0, rate=3e-3)


def offer(number: int, message: str, said: str) -> Example:
    one = Paraphrase(Response(heard=(), say=Template(said)), message, 0.5)
    return Example(number, shown(message, "", one), one, VERDICTS.index(SAID[said]))


MATERIAL = [
    offer(number, message, said)
    for number, message in enumerate(f"{when} {way}" for when in WHEN for way in WAYS)
    for said in SAID
]


@pytest.fixture(scope="module")
def out(start: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Sequence[float]]:
    folder, losses = tmp_path_factory.mktemp("reranking"), list[float]()
    train(start, folder, MATERIAL, TINY, lambda _, loss: losses.append(loss))
    return folder, losses


def test_it_learns(out: tuple[Path, Sequence[float]]) -> None:
    _, losses = out
    assert len(losses) == TINY.steps
    assert np.mean(losses[-10:]) < 0.7 * np.mean(losses[:10])


async def test_what_is_exported_grades_as_was_learned(out: tuple[Path, Sequence[float]]) -> None:
    table = await evaluate(out[0] / "model", "ko", MATERIAL)
    network, scores = (part.splitlines() for part in table.split("| bar |")[1:])
    good = [float(rows[2].split("|")[3]) for rows in (network, scores)]
    assert good[0] > 0.8
    assert good[0] > good[1] + 0.3


def test_another_run_can_start_from_its_weights(
    out: tuple[Path, Sequence[float]], tmp_path: Path
) -> None:
    again, recipe = list[float](), replace(TINY, steps=2)
    train(out[0] / "weights", tmp_path, MATERIAL, recipe, lambda _, loss: again.append(loss))
    assert len(again) == recipe.steps


def test_the_same_seed_gives_the_same_network(start: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        train(start, tmp_path / name, MATERIAL, replace(TINY, steps=2), lambda *_: None)
    one, two = (tmp_path / name / "model" for name in ("one", "two"))
    assert (one / "reranker.onnx").read_bytes() == (two / "reranker.onnx").read_bytes()
    assert np.array_equal(layer(one / LAYER).weights, layer(two / LAYER).weights)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_measured_on_other_messages_than_it_learns_from(language: str) -> None:
    learned, heldout = (examples(part, [language]) for part in ("learned", "heldout"))
    assert len(learned) > 10_000
    assert len(heldout) > 1_000
    texts = {one.text for one in learned}
    assert sum(one.text in texts for one in heldout) < 0.01 * len(heldout)
    for material in (learned, heldout):
        assert {one.verdict for one in material} == {0, 1, 2}
        kinds = {one.offered.kind for one in material} - {""}
        assert kinds <= script(language).tellings.keys()
        assert len({one.message for one in material}) < len(material)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_network_that_ships_grades_better_than_scores_alone(language: str) -> None:
    measured = [one for one in examples("heldout", [language])[:800] if not one.offered.kind]
    offered = [one.offered for one in measured]
    right = np.array([VERDICTS[one.verdict] != "W" for one in measured])
    vectors = await EmbeddedEmbedder(network=NETWORK).embed([one.text for one in measured])
    by_network, by_scores = (shipped().grades(offered, made) for made in (vectors, None))
    assert _auc(by_network, right) > _auc(by_scores, right) + 0.01
    assert _auc(by_network, right) > 0.75


def _auc(grades: Floats, right: NDArray[np.bool_]) -> float:
    """How often a right line is graded above a wrong one."""
    ahead = grades[right][:, None] - grades[~right][None]
    return float((ahead > 0).mean() + (ahead == 0).mean() / 2)
