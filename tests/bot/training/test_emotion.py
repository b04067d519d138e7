"""A whole run of `maum train emotion`, with real weights, only small."""

import json
import subprocess
import sys
from pathlib import Path
from threading import Event

import onnx
import pytest
import torch
from safetensors.torch import load_file

from bot.emotion.embedded import EmbeddedClassifier
from bot.emotion.network import Network
from bot.training.emotion import train
from bot.training.recipe import Recipe
from bot.training.trainer import Progress, Stopped
from config.errors import UsageError
from config.moods import Mood

EPOCHS = {"kote": 30.0, "goemotions": 1.0, "polarity": 15.0, "one_mood": 0.5, "mood": 0.1}
FEW = EPOCHS | {"kote": 4.0, "polarity": 2.0}
SMALL = {
    "layers": 2,
    "bits": dict.fromkeys(("kote", "goemotions", "polarity", "mood"), 8),
    "epochs": EPOCHS,
    "batch": 8,
    "checkpoint_every": 10,
}


def recipe(**changed: object) -> Recipe:
    quick = {"encoder_rate": 3e-3, "head_rate": 2e-2}
    return Recipe(**SMALL | quick | changed)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def trained(data: Path, start: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a run leaves behind."""
    out = tmp_path_factory.mktemp("trained")
    reports: list[Progress] = []
    train(data, start, out, recipe(), reports.append)
    steps = [progress.step for progress in reports]
    assert steps == sorted(steps)
    assert reports[-1].step == reports[-1].steps
    return out


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
    figures = train(data, trained / "weights", tmp_path, recipe(epochs={}), lambda _: None)
    assert figures.kote.macro_auroc > 0.9


def test_a_checkpoint_of_another_recipe_is_refused(
    data: Path, start: Path, trained: Path, tmp_path: Path
) -> None:
    (tmp_path / "checkpoint.pt").write_bytes((trained / "checkpoint.pt").read_bytes())
    with pytest.raises(UsageError, match="other choices"):
        train(data, start, tmp_path, recipe(seed=1), lambda _: None)


def test_a_run_that_is_stopped_keeps_each_step_it_did(
    data: Path, start: Path, tmp_path: Path
) -> None:
    stop, steps = Event(), list[int]()

    def report(progress: Progress) -> None:
        steps.append(progress.step)
        stop.set()

    for _ in range(2):
        with pytest.raises(Stopped):
            train(data, start, tmp_path, recipe(), report, stop)
    assert steps == [0, 1, 1, 2]
    assert not (tmp_path / "model").exists()


COMMAND = "import sys; from bot.cli import main; sys.exit(main())"


def command(data: Path, start: Path, out: Path) -> list[str]:
    options = [f"--data={data}", f"--start={start}", f"--out={out}", "--layers=2", "--batch=8"]
    epochs = [f"--epochs={head}={count}" for head, count in FEW.items()]
    every = ["--checkpoint-every=10"]
    return [
        sys.executable,
        "-c",
        COMMAND,
        "train",
        "emotion",
        "--embedded",
        *options,
        *epochs,
        *every,
    ]


# Three trainings, two of them in processes of their own: 84 s beside three other workers.
@pytest.mark.timeout(300)
def test_a_killed_run_goes_on_and_ends_where_an_unbroken_one_ends(
    data: Path, start: Path, tmp_path: Path
) -> None:
    unbroken, broken = tmp_path / "unbroken", tmp_path / "broken"
    few = Recipe(**SMALL | {"epochs": FEW})  # type: ignore[arg-type]
    train(data, start, unbroken, few, lambda _: None)

    with subprocess.Popen(
        command(data, start, broken), stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True
    ) as run:
        assert run.stderr is not None
        try:
            next(line for line in run.stderr if line.startswith("step 20/"))
        finally:
            run.kill()
    assert not (broken / "figures.json").exists()

    again = subprocess.run(command(data, start, broken), capture_output=True, text=True, check=True)
    steps = [line.split()[1] for line in again.stderr.splitlines() if line.startswith("step ")]
    assert int(steps[0].split("/")[0]) >= 20
    one, other = (load_file(out / "weights" / "heads.safetensors") for out in (unbroken, broken))
    for name, weights in one.items():
        torch.testing.assert_close(weights, other[name], rtol=1e-3, atol=1e-4)
    assert "mood accuracy ko" in again.stdout
