"""A whole training of the guard's network, with real weights, only small."""

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from safetensors.torch import load_file

from bot.care.guard import Guard
from bot.care.lexicon import Kind
from bot.care.measure import TUNING, Confusion, labelled_lines
from bot.care.network import KINDS, LEVELS, Network, read_card
from bot.care.opinion import Opinion
from bot.events import Level
from bot.training.care.card import card
from bot.training.care.examples import HEAD, Example, dataset, everyday, lines, varied
from bot.training.care.training import RECIPE, Outcome, train
from bot.training.trainer import Progress, Stopped
from config.errors import ConfigError, UsageError

WHEN = ["오늘은", "이제", "그냥", "자꾸", "요즘", "또"]
GRAVE = [f"{when} {what}" for when in WHEN for what in ["다 내려놓을래", "먼지가 되고 싶어"]]
HURT = [f"{when} {what}" for when in WHEN for what in ["집에서 맞았어", "아빠가 때렸어"]]
CALM = [f"{when} {what}" for when in WHEN for what in ["밥을 먹을래", "산책하고 싶어", "비가 왔어"]]
LEARNED, APART = CALM[1::2], CALM[::2]
KNOWN = [
    *(Example(text, Level.EXPLICIT, Kind.SELF_HARM) for text in GRAVE),
    *(Example(text, Level.CONCERN, Kind.ABUSE) for text in HURT),
]
TINY = replace(
    RECIPE,
    layers=2,
    frozen=0,
    batch=8,
    epochs={HEAD.name: 24},
    encoder_rate=2e-3,
    head_rate=2e-2,
    checkpoint_every=10,
)


@pytest.fixture(scope="module")
def out(start: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Outcome]:
    """A run that was stopped once and went on."""
    folder = tmp_path_factory.mktemp("guard")
    stop = Event()

    def halfway(progress: Progress) -> None:
        if progress.step >= TINY.checkpoint_every:
            stop.set()

    with pytest.raises(Stopped):
        train(start, folder, KNOWN, LEARNED, APART, TINY, halfway, stop)
    steps: list[int] = []
    outcome = train(
        start, folder, KNOWN, LEARNED, APART, TINY, lambda one: steps.append(one.step), Event()
    )
    assert steps[0] >= TINY.checkpoint_every
    return folder, outcome


def test_it_learns_levels_and_what_a_line_is_about(out: tuple[Path, Outcome]) -> None:
    network = Network(out[0] / "model")
    assert all(network.read([[text]]) == Opinion(Level.EXPLICIT, Kind.SELF_HARM) for text in GRAVE)
    assert all(network.read([[text]]) == Opinion(Level.CONCERN, Kind.ABUSE) for text in HURT)
    assert not any(network.read([[text]]) for text in CALM)
    assert network.read([[CALM[0]], [GRAVE[0]]]) == Opinion(Level.EXPLICIT, Kind.SELF_HARM)


def test_only_what_every_wording_says_is_believed(out: tuple[Path, Outcome]) -> None:
    network = Network(out[0] / "model")
    assert network.read([[GRAVE[0], CALM[0]]]) is None


def test_what_ships_says_what_was_trained(out: tuple[Path, Outcome]) -> None:
    folder, outcome = out
    assert outcome.distance < 0.05
    assert read_card(folder / "model").bars == {
        level: pytest.approx(bar, abs=1e-3) for level, bar in outcome.bars.items()
    }
    assert set(outcome.bars) == set(LEVELS)
    assert min(outcome.bars.values()) >= 0.5


def test_another_run_goes_on_from_its_weights(out: tuple[Path, Outcome], tmp_path: Path) -> None:
    brief = replace(TINY, epochs={HEAD.name: 1})
    train(out[0] / "weights", tmp_path, KNOWN, LEARNED, APART, brief, lambda _: None, Event())
    network = Network(tmp_path / "model")
    assert sum(network.read([[text]]) is not None for text in GRAVE) > len(GRAVE) / 2
    with pytest.raises(UsageError):
        train(out[0] / "weights", out[0], KNOWN, LEARNED, APART, brief, lambda _: None, Event())


def test_frozen_layers_learn_nothing(start: Path, tmp_path: Path) -> None:
    brief = replace(TINY, frozen=1, epochs={HEAD.name: 1})
    train(start, tmp_path, KNOWN, LEARNED, APART, brief, lambda _: None, Event())
    before, after = (
        load_file(folder / "model.safetensors") for folder in (start, tmp_path / "weights")
    )
    changed = {name.split(".")[2] for name in after if not before[name].equal(after[name])}
    assert changed == {"1"}


def test_its_card_tells_what_it_learned_from(out: tuple[Path, Outcome]) -> None:
    said = card(out[1], TINY, "a start", {"ko": Confusion(Counter([(Level.EXPLICIT, Level.NONE)]))})
    assert f"{len(KNOWN)} labelled lines" in said
    assert "| ko | 0.00 |" in said


def test_a_folder_without_it_is_told_of(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=str(tmp_path)):
        Network(tmp_path)


def test_it_learns_nothing_from_what_measures_it() -> None:
    def letters(texts: Sequence[str]) -> set[str]:
        return {"".join(text.lower().split()) for text in texts}

    aside = letters([one.text for one in labelled_lines() if one.half != TUNING])
    assert not aside & letters([one.text for one in lines()])
    assert {one.level for one in lines()} == set(Level)


def test_what_the_lexicon_finds_is_no_everyday_text() -> None:
    calm = everyday(["점심은 국수였다", "진짜 죽고 싶다"], Guard())
    assert "점심은 국수였다" in calm
    assert "진짜 죽고 싶다" not in calm


def test_a_line_comes_again_within_a_longer_message_and_without_spaces() -> None:
    again = varied(KNOWN * 10, CALM, seed=0)[len(KNOWN) * 10 :]
    within = [one for one in again for text in GRAVE if text in one.text]
    assert within
    assert {one.level for one in within} == {Level.EXPLICIT}
    assert {one.text for one in again} & {text.replace(" ", "") for text in GRAVE}


def test_a_graver_level_reaches_all_below_it() -> None:
    whole = dataset([Example("a", Level.IMMINENT, Kind.VIOLENCE), Example("b")], Guard())
    names = HEAD.labels
    assert list(itertools.compress(names, whole.targets[0])) == [*LEVELS, Kind.VIOLENCE]
    assert not whole.targets[1].any()
    assert names == (*LEVELS, *KINDS)
