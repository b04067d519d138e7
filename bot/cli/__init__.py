"""The command ``maum``: one module a command, imported when it is asked for.

A command's module has ``add_arguments(parser)`` and ``async run(arguments)``, which returns the exit
code. ``maum --help`` imports none of them, so that it stays near Python's own start.
"""

import argparse
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from types import ModuleType

COMMANDS: Mapping[str, str] = {
    "run": "start maum and print the web chat's address",
    "chat": "talk on the console; one line, one turn",
    "hear": "write down what audio files say",
    "feel": "read the emotion of texts",
    "care": "judge whether texts ask for care",
    "say": "speak a text into a file",
    "face": "draw a face into a file",
    "doctor": "check settings, models, sound, database and network",
    "models": "list and fetch models",
    "train": "train a model",
    "evaluate": "measure a model",
    "persona": "list personas, check one, or make one's own",
    "people": "list who is known, without their words",
    "export": "write everything that is kept of a person",
    "crisis-report": "count how often the guard answered",
    "minor": "note who is a minor",
    "forget": "delete everything that is kept of a person",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; the exit code."""
    given = sys.argv[1:] if argv is None else list(argv)
    arguments = _parser(given).parse_args(given)
    # After the parser: --help takes half its time without them.
    import asyncio

    from config.errors import MaumError

    try:
        return int(asyncio.run(_module(arguments.command).run(arguments)))
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        sys.stderr.close()  # whoever read the output has had enough
        return 0
    except MaumError as error:
        sys.stderr.write(f"maum: {error or error.en}\n")
        return 2


def _parser(given: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="maum",
        description="마음: a companion that hears, feels, answers, speaks and shows its face.",
    )
    _add_settings(parser)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, summary in COMMANDS.items():
        one = commands.add_parser(name, help=summary, description=f"{summary.capitalize()}.")
        if name in given:
            _module(name).add_arguments(one)
            _add_settings(one, suffix="_here")
    return parser


def _add_settings(parser: argparse.ArgumentParser, *, suffix: str = "") -> None:
    """The options of every command, which may stand before its name or behind it."""
    parser.add_argument(
        "--config",
        dest=f"config{suffix}",
        metavar="FILE",
        help="settings file (default: maum.toml)",
    )
    parser.add_argument(
        "--set",
        dest=f"set{suffix}",
        metavar="NAME=VALUE",
        action="append",
        default=[],
        help="one setting, for example --set web.port=9000; may be repeated",
    )


def _module(command: str) -> ModuleType:
    return import_module(f"bot.cli.{command.replace('-', '_')}")
