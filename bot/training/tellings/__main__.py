"""Trains the network that tells kinds of tellings: ``python -m bot.training.tellings START --out FOLDER``.

``FOLDER/model/telling.onnx`` then takes the place of that in ``bot/encoder/model``, ``tellings.npz`` beside it
that in ``bot/dialogue``; ``python -m bench.heard --all`` reads the responses anew with it.
Prints how well messages are told that it did not learn from.
"""

import asyncio
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from bot.dialogue.lines import LANGUAGES
from bot.training.arguments import parser, report
from bot.training.tellings.evaluation import evaluate
from bot.training.tellings.examples import heldout, learned
from bot.training.tellings.training import RECIPE, direct, train


def main(arguments: Sequence[str] | None = None) -> None:
    """Train with *arguments*, by default those of the command line."""
    made = parser("bot.training.tellings", __doc__, steps=RECIPE.steps, frozen=RECIPE.frozen)
    asked = made.parse_args(arguments)
    examples = learned()
    kinds = sorted({kind for one in examples for kind in one.kinds})
    recipe = replace(RECIPE, steps=asked.steps, frozen=asked.frozen)
    train(asked.start, asked.out, examples, kinds, recipe, report)
    asyncio.run(_finish(asked.out, kinds))


async def _finish(out: Path, kinds: Sequence[str]) -> None:
    await direct(out, [*dict.fromkeys(learned())], kinds)
    for language in LANGUAGES:
        sys.stdout.write(await evaluate(out / "model", language, heldout(language)))


if __name__ == "__main__":
    main()
