"""Real runs, only small: they learn, end early, stop, go on, and leave what `hf:` reads."""

from collections.abc import Callable
from pathlib import Path
from threading import Event

import numpy as np
import pytest
import torch
from safetensors.torch import load_file

from bot.emotion.huggingface import HuggingFaceClassifier
from bot.emotion.reading import read
from bot.training.finetuning.hyperparameters import Hyperparameters
from bot.training.finetuning.outcome import Outcome
from bot.training.finetuning.progress import Progress, Stopped
from bot.training.finetuning.run import learn
from bot.training.finetuning.trained import load_trained
from bot.training.splitting import Splits
from config.errors import ConfigError, Diverged, UsageError
from config.moods import Mood, mood_table

Choices = Callable[..., Hyperparameters]


def silent(_: Progress) -> None:
    """Nobody watches."""


def run(start: Path, tasks: list[Splits], out: Path, chosen: Hyperparameters) -> Outcome:
    return learn(str(start), tasks, out, chosen, silent, Event())


def right(folder: Path, number: int, task: Splits) -> float:
    """The share of test texts of which every label is told right."""
    said = load_trained(str(folder)).probabilities(number, task.test.texts)
    if task.test.head.exclusive:
        said = np.eye(said.shape[1])[said.argmax(1)]
    return float(((said > 0.5) == (task.test.targets > 0.5)).all(1).mean())


@pytest.fixture(scope="module")
def one(
    start: Path, moods: Splits, choices: Choices, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A network that learned to tell one of three moods."""
    out = tmp_path_factory.mktemp("one")
    outcome = run(start, [moods], out, choices())
    assert outcome.f1 > 0.9
    return out


def test_a_network_learns_one_label_a_text(one: Path, moods: Splits) -> None:
    assert right(one, 0, moods) > 0.9


def test_a_network_learns_any_number_of_labels_a_text(
    start: Path, feelings: Splits, choices: Choices, tmp_path: Path
) -> None:
    run(start, [feelings], tmp_path, choices(epochs=6))
    assert right(tmp_path, 0, feelings) > 0.8


def test_a_network_learns_several_data_sets_at_once(
    both: Path, moods: Splits, feelings: Splits
) -> None:
    assert right(both, 0, moods) > 0.9
    assert right(both, 1, feelings) > 0.8


async def test_the_folder_is_read_as_a_hugging_face_model(one: Path) -> None:
    async with HuggingFaceClassifier(str(one)) as classifier:
        glad = await classifier.classify("오늘 정말 행복해 신나")
        afraid = await classifier.classify("나는 너무 무서워 떨려")
    assert set(glad.labels) == {"joy", "anger", "fear"}
    assert read(glad, mood_table()).mood is Mood.JOY
    assert read(afraid, mood_table()).mood is Mood.ANXIOUS


async def test_of_several_heads_the_first_is_read_or_the_one_that_is_named(both: Path) -> None:
    text = "행복해 기뻐 화나 열받아"
    first = await HuggingFaceClassifier(str(both)).classify(text)
    second = await HuggingFaceClassifier(str(both), head="feelings").classify(text)
    assert sum(first.labels.values()) == pytest.approx(1, abs=1e-4)
    assert second.labels["joy"] > 0.5 < second.labels["anger"]
    with pytest.raises(ConfigError, match="did you mean 'feelings'"):
        await HuggingFaceClassifier(str(both), head="feeling").classify(text)


def test_the_same_choices_end_in_the_same_weights(
    start: Path, moods: Splits, choices: Choices, tmp_path: Path
) -> None:
    for name in ("one", "other"):
        run(start, [moods], tmp_path / name, choices(epochs=1))
    run(start, [moods], tmp_path / "third", choices(epochs=1, seed=1))
    one, other, third = (
        load_file(tmp_path / name / "model.safetensors") for name in ("one", "other", "third")
    )
    torch.testing.assert_close(one, other, rtol=0, atol=0)
    assert not torch.equal(one["classifier.weight"], third["classifier.weight"])


def test_patience_ends_a_run_that_learns_no_more(
    start: Path, moods: Splits, choices: Choices, tmp_path: Path
) -> None:
    # What cannot improve by 2: an F1 ends at 1.
    outcome = run(start, [moods], tmp_path, choices(epochs=9, patience=2, min_delta=2))
    an_epoch = -(-len(moods.train) // 8)
    assert outcome.steps == 3 * an_epoch
    assert outcome.step <= outcome.steps


def test_the_weights_that_are_kept_are_the_best_on_the_dev_part(
    start: Path, moods: Splits, choices: Choices, tmp_path: Path
) -> None:
    outcome = run(start, [moods], tmp_path, choices(epochs=3, best_by="loss"))
    losses = [loss for _, loss in outcome.curve("eval_loss")]
    assert outcome.loss == min(losses)


def test_a_run_that_is_at_its_end_is_not_repeated(
    one: Path, start: Path, moods: Splits, choices: Choices
) -> None:
    reports: list[Progress] = []
    written = (one / "model.safetensors").stat().st_mtime_ns
    outcome = learn(str(start), [moods], one, choices(), reports.append, Event())
    assert outcome.f1 > 0.9
    assert reports == []
    assert (one / "model.safetensors").stat().st_mtime_ns == written


def test_a_folder_of_another_run_is_refused(
    one: Path, start: Path, moods: Splits, feelings: Splits, choices: Choices
) -> None:
    with pytest.raises(UsageError, match=r"other choices \(decay, seed\)"):
        run(start, [moods], one, choices(seed=1, decay=0.1))
    with pytest.raises(UsageError, match=r"other choices \(data\)"):
        run(start, [feelings], one, choices())


def test_a_folder_of_somebody_s_other_things_is_left_alone(
    start: Path, moods: Splits, choices: Choices, tmp_path: Path
) -> None:
    (tmp_path / "README.md").write_text("mine", "utf-8")
    with pytest.raises(UsageError, match="holds other things than a run"):
        run(start, [moods], tmp_path, choices())
    (tmp_path / "run.json").write_text("{", "utf-8")
    with pytest.raises(UsageError, match=r"run\.json is of no run of maum"):
        run(start, [moods], tmp_path, choices())
    assert (tmp_path / "README.md").read_text("utf-8") == "mine"
    assert len(list(tmp_path.iterdir())) == 2


def test_a_run_that_is_stopped_keeps_each_step_and_goes_on_from_there(
    start: Path, moods: Splits, one: Path, choices: Choices, tmp_path: Path
) -> None:
    stop, steps = Event(), list[int]()

    def stop_later(progress: Progress) -> None:
        steps.append(progress.step)
        if progress.step in (7, 30):
            stop.set()

    for _ in range(2):
        with pytest.raises(Stopped):
            learn(str(start), [moods], tmp_path, choices(), stop_later, stop)
        stop.clear()
    learn(str(start), [moods], tmp_path, choices(), stop_later, Event())
    assert steps == sorted(steps)
    unbroken, broken = (load_file(out / "model.safetensors") for out in (one, tmp_path))
    torch.testing.assert_close(broken, unbroken)


def test_a_run_that_was_killed_behind_its_last_step_does_none_beyond(
    start: Path, moods: Splits, choices: Choices, tmp_path: Path
) -> None:
    stop = Event()
    chosen = choices(epochs=9, patience=2, min_delta=2)
    last = 3 * -(-len(moods.train) // 8)

    def stop_at_the_end(progress: Progress) -> None:
        if progress.step == last:
            stop.set()

    with pytest.raises(Stopped):
        learn(str(start), [moods], tmp_path, chosen, stop_at_the_end, stop)
    assert run(start, [moods], tmp_path, chosen).steps == last


def test_a_checkpoint_that_was_cut_short_is_passed_over(
    start: Path, moods: Splits, one: Path, choices: Choices, tmp_path: Path
) -> None:
    stop = Event()

    def stop_later(progress: Progress) -> None:
        if progress.step == 30:
            stop.set()

    with pytest.raises(Stopped):
        learn(str(start), [moods], tmp_path, choices(checkpoint_every=20), stop_later, stop)
    newest = tmp_path / "checkpoints" / "checkpoint-30"
    (newest / "whole").unlink()
    (newest / "optimizer.pt").write_bytes(b"")
    run(start, [moods], tmp_path, choices(checkpoint_every=20))
    unbroken, broken = (load_file(out / "model.safetensors") for out in (one, tmp_path))
    torch.testing.assert_close(broken, unbroken)


def test_a_run_that_diverges_says_so(
    start: Path, moods: Splits, choices: Choices, tmp_path: Path
) -> None:
    with pytest.raises(Diverged):
        run(start, [moods], tmp_path, choices(learning_rate=1e30, epochs=1, warm_up=0))


def test_a_batch_in_parts_is_the_same_batch(
    start: Path, moods: Splits, feelings: Splits, choices: Choices, tmp_path: Path
) -> None:
    losses = []
    for parts in (1, 4):
        out = tmp_path / str(parts)
        outcome = run(start, [moods, feelings], out, choices(accumulate=parts, epochs=1))
        losses.append(outcome.curve("loss")[0][1])
    assert losses[0] == pytest.approx(losses[1], rel=0.05)


def test_data_sets_of_one_name_are_refused(
    start: Path, moods: Splits, choices: Choices, tmp_path: Path
) -> None:
    with pytest.raises(UsageError, match="two data sets are named 'moods'"):
        run(start, [moods, moods], tmp_path, choices())
