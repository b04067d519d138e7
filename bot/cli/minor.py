"""``maum minor``: who is taken for a minor; nobody can undo that for themselves."""

import argparse
import sys

from bot.cli import person


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``maum minor``."""
    parser.add_argument("person", metavar="PERSON", help=person.HELP)
    parser.add_argument("--off", action="store_true", help="from now on they are none")


async def run(arguments: argparse.Namespace) -> int:
    """Note it; takes effect when maum starts the next time."""
    from bot.care.safeguards import Safeguards
    from bot.cli.options import settings_of

    settings = settings_of(arguments)
    minors = Safeguards.of(settings.folder, policies=(), minors=False).minors
    if arguments.off:
        minors.remove(arguments.person)
    else:
        minors.add(arguments.person)
    sys.stdout.write(f"{arguments.person}: {'no minor' if arguments.off else 'a minor'}\n")
    return 0
