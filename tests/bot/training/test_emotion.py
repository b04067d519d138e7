"""A whole run of `maum train emotion`, with real weights, only small."""

import json
import re
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, replace
from io import StringIO
from pathlib import Path
from threading import Event

import onnx
import pytest
import torch
from safetensors.torch import load_file
from scenes.killing import killed_at

from bot.cli import main
from bot.emotion.embedded import EmbeddedClassifier
from bot.emotion.network import Network
from bot.training.emotion import train
from bot.training.material import gather
from bot.training.recipe import Recipe
from bot.training.trainer import Progress, Stopped, Trainer
from config.errors import UsageError
from config.moods import Mood

RECIPE = Recipe(
    layers=2,
    batch=8,
    epochs={"kote": 12, "goemotions": 1, "polarity": 8, "one_mood": 0.5, "mood": 0.01},
    encoder_rate=3e-3,
    head_rate=2e-2,
    checkpoint_every=10,
    bits=dict.fromkeys(("kote", "goemotions", "polarity", "mood"), 8),
)
NETWORK = ("layers", "batch", "encoder_rate", "head_rate", "checkpoint_every")


def command(data: Path, start: Path, out: Path) -> list[str]:
    """Asks for `RECIPE`."""
    options = [f"--{name.replace('_', '-')}={getattr(RECIPE, name)}" for name in NETWORK]
    options += [f"--epochs={head}={count}" for head, count in RECIPE.epochs.items()]
    options += [f"--bits={head}={count}" for head, count in RECIPE.bits.items()]
    given = [f"--data={data}", f"--start={start}", f"--out={out}"]
    return ["train", "emotion", "--embedded", *given, *options]


@dataclass(frozen=True)
class Ended:
    """A run that was killed in the middle and went on."""

    folder: Path
    steps: list[int]
    """Those it told of when it went on."""
    told: str


@pytest.fixture(scope="module")
def ended(data: Path, start: Path, tmp_path_factory: pytest.TempPathFactory) -> Ended:
    out = tmp_path_factory.mktemp("trained")
    killed_at("step 20/", *command(data, start, out))
    assert not (out / "figures.json").exists()
    told, progress = StringIO(), StringIO()
    with redirect_stdout(told), redirect_stderr(progress):
        assert main(command(data, start, out)) == 0
    steps = re.findall(r"^step (\d+)/", progress.getvalue(), re.MULTILINE)
    return Ended(folder=out, steps=[int(step) for step in steps], told=told.getvalue())


@pytest.fixture(scope="module")
def trained(ended: Ended) -> Path:
    """What a run leaves behind."""
    return ended.folder


def test_a_killed_run_goes_on_and_ends_where_an_unbroken_one_ends(
    data: Path, start: Path, ended: Ended, tmp_path: Path
) -> None:
    trainer = Trainer(start, gather(data, seed=0).train, RECIPE)
    unbroken = trainer.run(tmp_path / "checkpoint.pt", lambda _: None, Event())
    assert ended.steps[0] >= 20
    assert ended.steps == sorted(ended.steps)
    heads = load_file(ended.folder / "weights" / "heads.safetensors")
    torch.testing.assert_close(heads, dict(unbroken.heads.state_dict()), rtol=1e-3, atol=1e-4)
    assert "mood accuracy ko" in ended.told


def test_a_run_learns_what_its_texts_tell(trained: Path) -> None:
    figures = json.loads((trained / "figures.json").read_text("utf-8"))
    assert figures["kote"]["macro_auroc"] > 0.9
    assert figures["polarity_accuracy"] > 0.9


def test_the_exported_network_says_what_the_trained_one_says(trained: Path) -> None:
    figures = json.loads((trained / "figures.json").read_text("utf-8"))
    assert figures["parity"] < 0.03


def test_the_network_ships_without_the_layers_that_were_cut(trained: Path) -> None:
    weights = load_file(trained / "weights" / "model.safetensors")
    layers = {name.split(".")[2] for name in weights if name.startswith("encoder.layer.")}
    assert layers == {"0", "1"}


def test_the_network_gives_every_head(trained: Path) -> None:
    found = Network(trained / "model").run(["오늘 신난다", "I hate this and that and you"])
    shapes = {name: values.shape for name, values in found.items()}
    assert shapes == {
        "kote": (2, 44),
        "goemotions": (2, 28),
        "polarity": (2, 1),
        "mood": (2, 8),
    }


def test_attention_is_fused_before_it_is_shrunk(trained: Path) -> None:
    operators = [node.op_type for node in onnx.load(trained / "model" / "emotion.onnx").graph.node]
    assert operators.count("QAttention") == 2
    assert "Softmax" not in operators


async def test_the_folder_is_a_model_for_the_embedded_classifier(trained: Path) -> None:
    async with EmbeddedClassifier(str(trained / "model")) as classifier:
        glad = await classifier.classify("행복해")
        grim = await classifier.classify("너무 화나")
    assert len(glad.labels) == 44
    assert set(glad.moods) == set(Mood)
    assert sum(glad.moods.values()) == pytest.approx(1, abs=1e-5)
    assert (glad.polarity or 0) > (grim.polarity or 0)


def test_the_card_holds_the_measured_figures(trained: Path) -> None:
    figures = json.loads((trained / "figures.json").read_text("utf-8"))
    card = (trained / "model-card.md").read_text("utf-8")
    assert f"| macro AUROC | {figures['kote']['macro_auroc']:.3f} |" in card
    assert f"| accuracy | {figures['mood_accuracy']['en']:.3f} |" in card
    assert "$" not in card


def test_a_trained_network_can_start_the_next_run(
    data: Path, trained: Path, tmp_path: Path
) -> None:
    # Without a step of training it must still know what it learned.
    figures = train(data, trained / "weights", tmp_path, replace(RECIPE, epochs={}), lambda _: None)
    assert figures.kote.macro_auroc > 0.9


def test_a_checkpoint_of_another_recipe_is_refused(
    data: Path, start: Path, trained: Path, tmp_path: Path
) -> None:
    (tmp_path / "checkpoint.pt").write_bytes((trained / "checkpoint.pt").read_bytes())
    with pytest.raises(UsageError, match="other choices"):
        train(data, start, tmp_path, replace(RECIPE, seed=1), lambda _: None)


def test_a_run_that_is_stopped_keeps_each_step_it_did(
    data: Path, start: Path, tmp_path: Path
) -> None:
    stop, steps = Event(), list[int]()

    def report(progress: Progress) -> None:
        steps.append(progress.step)
        stop.set()

    for _ in range(2):
        with pytest.raises(Stopped):
            train(data, start, tmp_path, RECIPE, report, stop)
    assert steps == [0, 1, 1, 2]
    assert not (tmp_path / "model").exists()
