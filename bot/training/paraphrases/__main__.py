"""Trains the network that tells paraphrases: ``python -m bot.training.paraphrases START --out FOLDER``.

``FOLDER/model/paraphrase.onnx`` then takes the place of that in ``bot/encoder/model``, beside the words that
the same start model has; ``python -m bench.heard --all`` reads the lines anew with it.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from bot.training.arguments import parser, report
from bot.training.paraphrases.examples import groups
from bot.training.paraphrases.training import RECIPE, train


def main(arguments: Sequence[str] | None = None) -> None:
    """Train with *arguments*, by default those of the command line."""
    made = parser("bot.training.paraphrases", __doc__, steps=RECIPE.steps, frozen=RECIPE.frozen)
    made.add_argument(
        "--everyday", type=Path, nargs="*", default=[], help="files with everyday texts, one a line"
    )
    asked = made.parse_args(arguments)
    others = [text for file in asked.everyday for text in file.read_text("utf-8").splitlines()]
    recipe = replace(RECIPE, steps=asked.steps, frozen=asked.frozen)
    train(asked.start, asked.out, groups(), others, recipe, report)


if __name__ == "__main__":
    main()
