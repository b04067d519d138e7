"""Trains the guard's network: ``python -m bot.training.care START --out FOLDER``.

``guard.onnx`` and ``guard.json`` of ``FOLDER/model`` then take the place of those in
``bot/encoder/model``, beside the words that the same start model has.
"""

import argparse
import asyncio
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from threading import Event

from bot.care.guard import Guard
from bot.care.measure import DEVELOPMENT, Confusion, confusion, labelled_lines
from bot.care.network import Network
from bot.care.opinion import Opinions
from bot.dialogue.lines import LANGUAGES
from bot.training.care.card import card
from bot.training.care.examples import HEAD, evenings, everyday, in_a_row, lines, ordinary
from bot.training.care.training import RECIPE, train
from bot.training.trainer import Progress

_PATIENCE = 60.0


def main(arguments: Sequence[str] | None = None) -> None:
    """Train with *arguments*, by default those of the command line."""
    asked = _parser().parse_args(arguments)
    guard = Guard()
    epochs = {HEAD.name: asked.epochs}
    recipe = replace(RECIPE, layers=asked.layers, frozen=asked.frozen, epochs=epochs)
    calm = everyday((*ordinary(), *_texts(asked.everyday)), guard)
    apart = everyday((*evenings(), *_texts(asked.apart)), guard)
    learned = sorted(set(calm) - set(apart))
    learned += everyday(in_a_row(learned, seed=recipe.seed), guard)
    outcome = train(asked.start, asked.out, lines(), learned, apart, recipe, _report, Event())
    tables = asyncio.run(_measured(asked.out / "model"))
    text = card(outcome, recipe, asked.start.resolve().name, tables)
    (asked.out / "model-card.md").write_text(text, "utf-8")
    sys.stdout.write(text)


async def _measured(folder: Path) -> Mapping[str, Confusion]:
    part = [one for one in labelled_lines() if one.half == DEVELOPMENT]
    async with Opinions(lambda: Network(folder), patience=_PATIENCE) as opinions:
        guard = Guard(opinions)
        return {
            language: await confusion(guard, [one for one in part if one.language == language])
            for language in LANGUAGES
        }


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot.training.care", description=__doc__)
    parser.add_argument("start", type=Path, help="the start model, a folder")
    parser.add_argument("--out", type=Path, required=True, help="the folder for what is made")
    parser.add_argument("--layers", type=int, default=RECIPE.layers, help="of the start model")
    parser.add_argument(
        "--frozen",
        type=int,
        default=RECIPE.frozen,
        help="of these layers, how many stay as they are",
    )
    parser.add_argument(
        "--epochs", type=float, default=RECIPE.epochs[HEAD.name], help="how often a text is seen"
    )
    for name, of in [("everyday", "to learn from"), ("apart", "to set the bars by")]:
        parser.add_argument(
            f"--{name}",
            type=Path,
            nargs="*",
            default=[],
            help=f"files with everyday texts {of}, one a line",
        )
    return parser


def _texts(named: Sequence[Path]) -> Sequence[str]:
    return [text for file in named for text in file.read_text("utf-8").splitlines()]


def _report(progress: Progress) -> None:
    losses = ", ".join(f"{name} {loss:.4f}" for name, loss in progress.losses.items())
    sys.stderr.write(f"step {progress.step}/{progress.steps} {losses}\n")


if __name__ == "__main__":
    main()
