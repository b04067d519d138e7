"""``maum chat``: a conversation on the console."""

import argparse
import io
import sys
from pathlib import Path
from typing import TextIO

from bot.cli.garbage import spare_what_is_loaded


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``maum chat``."""
    parser.add_argument("--json", action="store_true", help="print each event as one JSON line")
    parser.add_argument("--speak", action="store_true", help="ask for the reply aloud as well")
    parser.add_argument(
        "--voice",
        metavar="FILE",
        type=Path,
        action="append",
        default=[],
        help="a voice message to answer first; may be repeated",
    )


async def run(arguments: argparse.Namespace) -> int:
    """Answer voice files, then standard input, until it ends."""
    from bot.adapters.console import CHAT, Console, JsonLines, Prose
    from bot.cli.options import settings_of
    from bot.commands import Commands
    from bot.wiring import conversations

    settings = settings_of(arguments)
    language = settings.language[0]
    out = _utf8(sys.stdout)
    source = io.FileIO(sys.stdin.fileno(), closefd=False)
    asking = sys.stdin.isatty() and not arguments.json
    async with conversations(settings, settle=0.0) as talks:
        spare_what_is_loaded()
        if asking:
            out.write(await talks.companion.introduce(CHAT, language) + "\n\n")
        console = Console(
            printer=JsonLines(out) if arguments.json else Prose(out, language),
            source=source,
            prompt=(lambda: _ask(out)) if asking else (lambda: None),
            voices=arguments.voice,
            language=language,
            speak=arguments.speak,
            commands=Commands(talks),
        )
        await console.run(talks)
    return 0


def _ask(out: TextIO) -> None:
    out.write("> ")
    out.flush()


def _utf8(stream: TextIO) -> TextIO:
    """*stream* as UTF-8 whatever the locale says; bytes that are none are shown as such."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding="utf-8", errors="replace")
    return stream
