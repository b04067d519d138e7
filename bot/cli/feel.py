"""``maum feel``: the emotion of texts."""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from config.errors import MaumError, UsageError

if TYPE_CHECKING:
    from bot.events import Felt
    from bot.protocols import EmotionClassifier

SUMMARY = "read the emotion of texts"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Texts, and how to print."""
    parser.add_argument(
        "texts", metavar="TEXT", nargs="+", help="a text; - reads one a line from standard input"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object a line")


async def run(arguments: argparse.Namespace) -> int:
    """Print what each text feels like; 1 if one of them could not be read."""
    from bot.cli.options import settings_of
    from bot.wiring import Wiring, opened

    failed = False
    async with opened(Wiring(settings_of(arguments)).classifier()) as classifier:
        for text in _texts(arguments.texts):
            found = await _feel(classifier, text)
            failed = failed or "error" in found
            _print(found, as_json=arguments.json)
    return int(failed)


def _texts(given: Sequence[str]) -> Iterator[str]:
    for text in given:
        yield from _lines(sys.stdin.buffer) if text == "-" else [text]


def _lines(stream: Iterable[bytes]) -> Iterator[str]:
    return (line.decode("utf-8", "replace").rstrip("\r\n") for line in stream)


async def _feel(classifier: "EmotionClassifier", text: str) -> dict[str, Any]:
    from bot.emotion.reading import read
    from config.moods import mood_table

    try:
        if not text.strip():
            raise UsageError("the text is empty")
        felt = read(await classifier.classify(text), mood_table())
    except MaumError as error:
        return {"text": text, "error": error.code, "message": str(error) or error.en}
    return {"text": text} | as_json(felt)


def as_json(felt: "Felt") -> dict[str, Any]:
    """A reading in plain values."""
    return {
        "mood": str(felt.mood),
        "labels": [[label, probability] for label, probability in felt.emotion.labels],
        "polarity": felt.emotion.polarity,
        "confidence": felt.emotion.confidence,
        "tone": felt.tone,
    }


def _print(found: dict[str, Any], *, as_json: bool) -> None:
    line = json.dumps(found, ensure_ascii=False) if as_json else _sentence(found)
    # A lone surrogate cannot be written.
    sys.stdout.write(line.encode("utf-8", "replace").decode("utf-8") + "\n")
    sys.stdout.flush()


def _sentence(found: dict[str, Any]) -> str:
    if "error" in found:
        return f"{found['text']}\t{found['message']}"
    labels = ", ".join(f"{label} {share:.2f}" for label, share in found["labels"][:3])
    return f"{found['text']}\t{found['mood']} {found['confidence']:.2f} ({labels})"
