"""``maum export``: all that was said with one person, as a file."""

import argparse
import asyncio
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.cli.person import HELP, find, refuse
from config.errors import UnknownPerson, UsageError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``maum export``."""
    parser.add_argument("person", metavar="PERSON", help=HELP)
    parser.add_argument(
        "--danger",
        action="store_true",
        help="with what was said in danger; only if they ask for it",
    )
    parser.add_argument("--out", metavar="FILE.zip", type=Path, required=True)


async def run(arguments: argparse.Namespace) -> int:
    """Write the file; 1 if nobody is known by that name."""
    from bot.cli.options import settings_of
    from bot.store.archive import Archive
    from bot.wiring import Wiring, opened

    settings = settings_of(arguments)
    who, language = arguments.person, settings.language[0]
    async with opened(Wiring(settings).store()) as store:
        try:
            await find(store, who)
        except UnknownPerson as error:
            return refuse(error, language)
        archive = await Archive.of(store, who, language=language, danger=arguments.danger)
    await asyncio.to_thread(lambda: _write(arguments.out, archive.zipped()))
    sys.stdout.write(f"{arguments.out}\n")
    return 0


def _write(file: Path, data: bytes) -> None:
    """Write *file* whole or not at all, for the owner's eyes only; raises `UsageError`."""
    try:
        with TemporaryDirectory(dir=file.parent, prefix=f".{file.name}-") as folder:
            part = Path(folder) / file.name
            part.touch(mode=0o600)
            part.write_bytes(data)
            part.replace(file)
    except OSError as error:
        raise UsageError(f"{file} cannot be written: {error.strerror}") from error
