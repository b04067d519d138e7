"""The command ``maum``: one module a command, imported when it is asked for.

A command's module has ``SUMMARY``, ``add_arguments(parser)`` and ``async run(arguments)``, which
returns the exit code. Nothing heavy is imported at the top of one, so that ``--help`` stays quick.
"""

import argparse
import asyncio
import sys
from collections.abc import Sequence
from importlib import import_module
from types import ModuleType

from config.errors import MaumError

COMMANDS = (
    "run",
    "chat",
    "hear",
    "feel",
    "care",
    "say",
    "face",
    "doctor",
    "models",
    "train",
    "evaluate",
    "people",
    "export",
    "forget",
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; the exit code."""
    given = sys.argv[1:] if argv is None else list(argv)
    arguments = _parser(given).parse_args(given)
    try:
        return asyncio.run(_command(arguments.command).run(arguments))
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        sys.stderr.close()  # whoever read the output has enough
        return 0
    except MaumError as error:
        sys.stderr.write(f"maum: {error or error.en}\n")
        return 2


def _parser(given: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="maum",
        description="마음: a companion that hears, feels, answers, speaks and shows its face.",
    )
    parser.add_argument("--config", metavar="FILE", help="settings file (default: maum.toml)")
    parser.add_argument(
        "--set",
        metavar="NAME=VALUE",
        action="append",
        default=[],
        help="one setting, for example --set web.port=9000; may be repeated",
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    asked = next((word for word in given if word in COMMANDS), None)
    for name in COMMANDS if asked is None else (asked,):
        module = _command(name)
        one = commands.add_parser(name, help=module.SUMMARY, description=module.SUMMARY)
        module.add_arguments(one)
    return parser


def _command(name: str) -> ModuleType:
    return import_module(f"bot.cli.{name}")
