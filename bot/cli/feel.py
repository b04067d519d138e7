"""``maum feel``: the emotion of texts."""

import argparse
from typing import TYPE_CHECKING

from bot.cli import items
from config.errors import EmptyMessage, MaumError

if TYPE_CHECKING:
    from bot.protocols import EmotionClassifier


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the texts, and what is printed of each."""
    items.add_arguments(parser)
    parser.add_argument("--all", action="store_true", help="every label, not only the likeliest")


async def run(arguments: argparse.Namespace) -> int:
    """Print what each text feels like; 1 if one of them could not be read."""
    from bot.cli.options import settings_of
    from bot.wiring import Wiring, opened

    lines = items.Lines(_prose, as_json=arguments.json)
    async with opened(Wiring(settings_of(arguments)).classifier()) as classifier:
        for text in items.texts(arguments.texts):
            lines.show({"text": text, **await _felt(classifier, text, every=arguments.all)})
    return int(lines.failed)


async def _felt(classifier: "EmotionClassifier", text: str, *, every: bool) -> items.Item:
    from bot.emotion.reading import read
    from bot.events import as_json
    from bot.intake import readable
    from config.moods import mood_table

    try:
        if not readable(text):
            raise EmptyMessage("the text is empty")
        scores = await classifier.classify(readable(text))
        felt = as_json(read(scores, mood_table(), every=every))
    except MaumError as error:
        return items.refused(error)
    return {name: value for name, value in felt.items() if name != "event"}


def _prose(found: items.Item) -> str:
    if "error" in found:
        return f"{found['text']}\t{found['message']}"
    labels = ", ".join(f"{label} {share:.2f}" for label, share in found["labels"])
    return f"{found['text']}\t{found['mood']} {found['confidence']:.2f} ({labels})"
