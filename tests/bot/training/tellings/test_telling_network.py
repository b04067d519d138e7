"""A whole training of the network that tells kinds of things, only small."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bot.dialogue.lines import LANGUAGES
from bot.dialogue.script import script
from bot.dialogue.tellings import DIRECTIONS, directions, shipped
from bot.training.tellings.evaluation import evaluate
from bot.training.tellings.examples import Example, heldout, learned, targets
from bot.training.tellings.training import Recipe, direct, train

WHEN = ("오늘", "어제", "방금", "또", "이제", "아까")
KINDS = ("tasty", "weather", "rest")
WAYS = (("밥 먹었어", "식사했어"), ("비가 온다", "빗소리가 들려"), ("산책하고 왔어", "걷다 왔어"))
EXAMPLES = [
    Example(f"{when} {way}", (kind,))
    for kind, ways in zip(KINDS, WAYS, strict=True)
    for way in ways
    for when in WHEN
]
TINY = Recipe(steps=120, size=8, frozen=0, rate=3e-3)


@pytest.fixture(scope="module")
def out(start: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Sequence[float]]:
    folder, losses = tmp_path_factory.mktemp("tellings"), list[float]()
    train(start, folder, EXAMPLES, KINDS, TINY, lambda _, loss: losses.append(loss))
    asyncio.run(direct(folder, EXAMPLES, KINDS))
    return folder, losses


def test_it_learns(out: tuple[Path, Sequence[float]]) -> None:
    _, losses = out
    assert len(losses) == TINY.steps
    assert np.mean(losses[-10:]) < 0.8 * np.mean(losses[:10])


async def test_what_is_exported_tells_what_was_learned(out: tuple[Path, Sequence[float]]) -> None:
    table = await evaluate(out[0] / "model", "ko", EXAMPLES)
    share, right = (float(cell) for cell in table.split("| 0.0 |")[1].split("|")[:2])
    assert share == 1
    assert right > 0.8
    assert [*directions(out[0] / "model" / DIRECTIONS).keys] == [*KINDS]


def test_another_run_can_start_from_its_weights(
    out: tuple[Path, Sequence[float]], tmp_path: Path
) -> None:
    again, recipe = list[float](), replace(TINY, steps=2)
    train(
        out[0] / "weights",
        tmp_path,
        EXAMPLES,
        KINDS,
        recipe,
        lambda _, loss: again.append(loss),
    )
    assert len(again) == recipe.steps


def test_the_same_seed_gives_the_same_network(start: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        train(start, tmp_path / name, EXAMPLES, KINDS, replace(TINY, steps=2), lambda *_: None)
    one, two = (tmp_path / name / "model" / "telling.onnx" for name in ("one", "two"))
    assert one.read_bytes() == two.read_bytes()


def test_of_two_kinds_the_first_counts_more() -> None:
    one, both = targets([Example("a", ("x",)), Example("b", ("y", "x"))], ["x", "y"])
    assert one.tolist() == [1, 0]
    assert both.tolist() == pytest.approx([0.35, 0.65])


def test_it_learns_from_what_is_told_and_is_measured_on_something_else() -> None:
    examples = learned()
    texts = {one.text for one in examples}
    assert len(texts) > 50_000
    assert {kind for one in examples for kind in one.kinds} == {*shipped().keys}
    for language in LANGUAGES:
        written = script(language).tellings.keys() | {"danger", "unclear"}
        measured = heldout(language)
        assert len(measured) > 800
        assert {kind for one in measured for kind in one.kinds} <= written
        assert sum(one.text in texts for one in measured) < 0.03 * len(measured)
