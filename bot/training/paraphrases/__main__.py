"""Trains the network that tells paraphrases: ``python -m bot.training.paraphrases START --out FOLDER``.

``FOLDER/model/paraphrase.onnx`` then takes the place of that in ``bot/encoder/model``, beside the words that
the same start model has; ``python -m bench.heard --all`` reads the lines anew with it.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from bot.training.paraphrases.examples import groups
from bot.training.paraphrases.training import RECIPE, train

_EVERY = 20
"""Steps between two lines of the report."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Train with *arguments*, by default those of the command line."""
    asked = _parser().parse_args(arguments)
    others = [text for file in asked.everyday for text in file.read_text("utf-8").splitlines()]
    recipe = replace(RECIPE, steps=asked.steps, frozen=asked.frozen)
    train(asked.start, asked.out, groups(), others, recipe, _report)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot.training.paraphrases", description=__doc__)
    parser.add_argument("start", type=Path, help="the start model, a folder")
    parser.add_argument("--out", type=Path, required=True, help="the folder for what is made")
    parser.add_argument("--steps", type=int, default=RECIPE.steps, help="batches")
    parser.add_argument(
        "--frozen", type=int, default=RECIPE.frozen, help="layers that stay as they are"
    )
    parser.add_argument(
        "--everyday", type=Path, nargs="*", default=[], help="files with everyday texts, one a line"
    )
    return parser


def _report(step: int, loss: float) -> None:
    if step % _EVERY == 0:
        sys.stderr.write(f"step {step} loss {loss:.3f}\n")


if __name__ == "__main__":
    main()
