"""The network that ships with the guard."""

from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

import pytest

from bot.care.guard import Guard
from bot.care.measure import TUNING, LabelledLine
from bot.care.network import LEVELS, Card, Network, read_card, shipped, write_card
from bot.events import Level
from config.errors import ConfigError

MODEL = Path(str(files("bot.encoder") / "model"))


@pytest.fixture(scope="module")
def network() -> Network:
    return shipped()


def test_it_is_small() -> None:
    assert (MODEL / "guard.onnx").stat().st_size <= 23_000_000


def test_it_finds_grave_lines_in_both_languages_and_knows_ordinary_ones(
    network: Network, guard: Guard, labelled: Sequence[LabelledLine]
) -> None:
    for language in ("ko", "en"):
        lines = [one for one in labelled if (one.language, one.half) == (language, TUNING)]
        grave = [one.text for one in lines if one.level is Level.IMMINENT][:40]
        calm = [one.text for one in lines if one.level is Level.NONE][:40]
        assert sum(network.read(guard.passages(text)) is not None for text in grave) >= 30
        assert sum(network.read(guard.passages(text)) is not None for text in calm) <= 2


@pytest.mark.parametrize("text", ["", "\ud800", "\x00", "ㅋ" * 2000, "a " * 3000, "🙂", "죽" * 500])
def test_it_reads_any_string(network: Network, guard: Guard, text: str) -> None:
    network.read(guard.passages(text))


def test_its_card_is_read_as_it_was_written(tmp_path: Path) -> None:
    card = Card(tokens=64, bars=dict(zip(LEVELS, (0.5, 0.75, 0.875), strict=True)))
    write_card(card, tmp_path)
    assert read_card(tmp_path) == card


@pytest.mark.parametrize("written", ["", "[]", "{}", '{"tokens": 64, "bars": {"concern": 0.5}}'])
def test_a_card_that_does_not_fit_is_told(tmp_path: Path, written: str) -> None:
    (tmp_path / "guard.json").write_text(written)
    with pytest.raises(ConfigError):
        read_card(tmp_path)
