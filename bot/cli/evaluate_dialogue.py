"""``maum evaluate dialogue``: how a model that answers does on conversations."""

import argparse
import asyncio
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.training.dialogue.measures import Measures


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options."""
    add = parser.add_argument
    add("--model", dest="spec", metavar="MODEL", required=True, help="kogpt2:FOLDER, or a name")
    add("--data", metavar="SPEC", required=True, help="songys, or a file; see docs/dialogue.md")
    add("--data-folder", metavar="FOLDER", type=Path, help="holds songys, given by name")
    add("--turns", metavar="N", type=int, default=4, help="exchanges that it sees (%(default)s)")
    add("--tokens", metavar="N", type=int, default=256, help="of a conversation (%(default)s)")
    add("--threads", metavar="N", type=int, default=1)
    add("--json", action="store_true", help="print one JSON object")


async def run(arguments: argparse.Namespace) -> int:
    """Measure on all of the data and print."""
    measures = await asyncio.to_thread(_measure, arguments)
    sys.stdout.write(_told(measures, as_json=arguments.json))
    return 0


def _measure(arguments: argparse.Namespace) -> "Measures":
    from bot.training.dialogue.sources import open_talks

    talks = open_talks(arguments.data, arguments.data_folder)
    sys.stderr.write(f"{talks.summary()}\n")
    import torch

    from bot.training.dialogue.measures import measure
    from bot.training.dialogue.start import load_model

    torch.set_num_threads(arguments.threads)
    network, tokenizer = load_model(arguments.spec.removeprefix("kogpt2:"))
    return measure(network, tokenizer, talks.talks, tokens=arguments.tokens, turns=arguments.turns)


def _told(measures: "Measures", *, as_json: bool) -> str:
    if as_json:
        return json.dumps(asdict(measures), ensure_ascii=False) + "\n"
    figures = ("perplexity", "distinct_1", "distinct_2")
    lines = [f"{name.replace('_', '-')}: {getattr(measures, name):.3f}" for name in figures]
    for sample in measures.samples:
        lines += ["", f"  {sample.question}", f"→ {sample.answer}", f"  ({sample.wanted})"]
    return "\n".join(lines) + "\n"
