"""``maum hear``: what is said in sound files."""

import argparse
import asyncio
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

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

    show = _json if arguments.json else _prose
    failed = False
    async with opened(Wiring(settings_of(arguments)).transcribers()) as engines:
        for file in arguments.files:
            fields = await _heard(file, Ears(engines))
            failed = failed or "error" in fields
            sys.stdout.write(show(fields) + "\n")
            sys.stdout.flush()
    return 1 if failed else 0


async def _heard(file: Path, transcriber: "Transcriber") -> Mapping[str, object]:
    try:
        audio = await asyncio.to_thread(_read, file)
        heard = await transcriber.transcribe(audio)
    except MaumError as error:
        return {"file": str(file), "error": error.code, "message": str(error) or error.en}
    return {
        "file": str(file),
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


def _json(fields: Mapping[str, object]) -> str:
    return json.dumps(fields, ensure_ascii=False)


def _prose(fields: Mapping[str, object]) -> str:
    return f"{fields['file']}: {fields.get('text', fields.get('message'))}"
