"""Trains the network that grades lines as answers: ``python -m bot.training.reranking START --out FOLDER``.

``FOLDER/model/reranker.onnx`` then takes the place of that in ``bot/encoder/model``, ``reranker.npz`` beside it
that in ``bot/dialogue``. Prints how the lines are found that it would choose for messages of other conversations.
"""

import asyncio
import sys
from collections.abc import Sequence
from dataclasses import replace

from bot.dialogue.lines import LANGUAGES
from bot.training.arguments import parser, report
from bot.training.reranking.evaluation import evaluate
from bot.training.reranking.examples import examples
from bot.training.reranking.training import RECIPE, train


def main(arguments: Sequence[str] | None = None) -> None:
    """Train with *arguments*, by default those of the command line."""
    made = parser("bot.training.reranking", __doc__, steps=RECIPE.steps, frozen=RECIPE.frozen)
    asked = made.parse_args(arguments)
    recipe = replace(RECIPE, steps=asked.steps, frozen=asked.frozen)
    train(asked.start, asked.out, examples("learned"), recipe, report)
    for language in LANGUAGES:
        measured = examples("heldout", [language])
        sys.stdout.write(asyncio.run(evaluate(asked.out / "model", language, measured)))


if __name__ == "__main__":
    main()
