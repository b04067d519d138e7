"""Trains the network that tells kinds of tellings: ``python -m bot.training.tellings START --out FOLDER``.

``FOLDER/model/telling.onnx`` then takes the place of that in ``bot/encoder/model``, ``tellings.npz`` beside it
that in ``bot/dialogue``; ``python -m bench.heard --all`` reads the responses anew with it.
Prints how well messages are told that it did not learn from.
"""

import argparse
import asyncio
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from bot.dialogue.lines import LANGUAGES
from bot.training.tellings.evaluation import evaluate
from bot.training.tellings.examples import heldout, learned
from bot.training.tellings.training import RECIPE, direct, train

_EVERY = 20
"""Steps between two lines of the report."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Train with *arguments*, by default those of the command line."""
    asked = _parser().parse_args(arguments)
    examples = learned()
    kinds = sorted({kind for one in examples for kind in one.kinds})
    recipe = replace(RECIPE, steps=asked.steps, frozen=asked.frozen)
    train(asked.start, asked.out, examples, kinds, recipe, _report)
    asyncio.run(_finish(asked.out, kinds))


async def _finish(out: Path, kinds: Sequence[str]) -> None:
    await direct(out, [*dict.fromkeys(learned())], kinds)
    for language in LANGUAGES:
        sys.stdout.write(await evaluate(out / "model", language, heldout(language)))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot.training.tellings", description=__doc__)
    parser.add_argument("start", type=Path, help="the start model, a folder")
    parser.add_argument("--out", type=Path, required=True, help="the folder for what is made")
    parser.add_argument("--steps", type=int, default=RECIPE.steps, help="batches")
    parser.add_argument(
        "--frozen", type=int, default=RECIPE.frozen, help="layers that stay as they are"
    )
    return parser


def _report(step: int, loss: float) -> None:
    if step % _EVERY == 0:
        sys.stderr.write(f"step {step} loss {loss:.3f}\n")


if __name__ == "__main__":
    main()
