"""``maum hear``: what is said in sound files."""

import argparse
import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli import items
from config.errors import AudioTooLong, MaumError, UsageError

if TYPE_CHECKING:
    from speech.audio import Audio
    from speech.protocols import Transcriber

_LARGEST = 256 * 2**20
"""Bytes of one file: two channels of CD quality for longer than maum listens."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``maum hear``."""
    parser.add_argument(
        "files", metavar="FILE", nargs="+", type=Path, help="sound in any container"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object a file")


async def run(arguments: argparse.Namespace) -> int:
    """Hear every file; 1 if one of them could not be."""
    from bot.cli.options import settings_of
    from bot.wiring import Wiring, opened
    from speech.ears import Ears

    lines = items.Lines(_prose, as_json=arguments.json)
    async with opened(Wiring(settings_of(arguments)).transcribers()) as engines:
        for file in arguments.files:
            lines.show({"file": str(file), **await _heard(file, Ears(engines))})
    return int(lines.failed)


async def _heard(file: Path, transcriber: "Transcriber") -> items.Item:
    try:
        audio = await asyncio.to_thread(_read, file)
        heard = await transcriber.transcribe(audio)
    except MaumError as error:
        return items.refused(error)
    return {
        "text": heard.text,
        "language": heard.language,
        "seconds": round(heard.seconds, 3),
    }


def _read(file: Path) -> "Audio":
    from speech.audio import Audio

    try:
        if file.stat().st_size > _LARGEST:
            raise AudioTooLong(f"it has more than {_LARGEST // 2**20} MB")
        return Audio(file.read_bytes(), media_type="")
    except OSError as error:
        raise UsageError(f"it cannot be read: {error.strerror}") from error


def _prose(fields: items.Item) -> str:
    return f"{fields['file']}: {fields.get('text', fields.get('message'))}"
