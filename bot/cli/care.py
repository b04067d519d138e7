"""``maum care``: what the crisis guard makes of texts."""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from bot.care.guard import Guard
from config.errors import UsageError

SUMMARY = "judge whether texts ask for care"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Texts, and how to print."""
    parser.add_argument(
        "texts", metavar="TEXT", nargs="+", help="a text; - reads one a line from standard input"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object a line")


async def run(arguments: argparse.Namespace) -> int:
    """Print the level of each text; 1 if one of them was empty."""
    guard, failed = Guard(), False
    for text in _texts(arguments.texts):
        judged = _judge(guard, text)
        failed = failed or "error" in judged
        _print(judged, as_json=arguments.json)
    return int(failed)


def _texts(given: Sequence[str]) -> Iterator[str]:
    for text in given:
        yield from _lines(sys.stdin.buffer) if text == "-" else [text]


def _lines(stream: Iterable[bytes]) -> Iterator[str]:
    return (line.decode("utf-8", "replace").rstrip("\r\n") for line in stream)


def _judge(guard: Guard, text: str) -> dict[str, Any]:
    if not text.strip():
        return {"text": text, "error": UsageError.code, "message": "the text is empty"}
    judgement = guard.judge(text)
    return {"text": text, "level": judgement.level, "kinds": list(judgement.kinds)}


def _print(judged: dict[str, Any], *, as_json: bool) -> None:
    line = json.dumps(judged, ensure_ascii=False) if as_json else _sentence(judged)
    # A lone surrogate cannot be written.
    sys.stdout.write(line.encode("utf-8", "replace").decode("utf-8") + "\n")
    sys.stdout.flush()


def _sentence(judged: dict[str, Any]) -> str:
    if "error" in judged:
        return f"{judged['text']}\t{judged['message']}"
    about = f" ({', '.join(judged['kinds'])})" if judged["kinds"] else ""
    return f"{judged['text']}\t{judged['level']}{about}"
