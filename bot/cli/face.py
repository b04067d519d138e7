"""``maum face``: one face into a picture file."""

import argparse
import asyncio
from pathlib import Path

from config.errors import UsageError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """A mood or a face's own name, and where the picture goes."""
    parser.add_argument(
        "mood",
        metavar="MOOD",
        help="a mood (joy, warm, calm, sad, tired, anxious, angry, surprised), drawn as the face "
        "that answers it, or a face by its own name",
    )
    parser.add_argument("--out", metavar="FILE", type=Path, required=True, help="*.png or *.svg")
    parser.add_argument("--look", metavar="NAME", help="a look (default: that of the persona)")
    parser.add_argument("--size", metavar="PIXELS", type=int, default=512, help="of a PNG picture")


async def run(arguments: argparse.Namespace) -> int:
    """Draw it; raises `UsageError`, `ConfigError` or `AvatarError`."""
    from bot.cli.options import settings_of
    from config.personas import persona

    settings = settings_of(arguments)
    face = _face(arguments.mood)
    look = arguments.look or persona(settings.persona, own=settings.folder / "personas").look
    picture = await _picture(arguments, face, look, settings.folder)
    await asyncio.to_thread(_write, arguments.out, picture)
    return 0


def _face(word: str) -> str:
    from config.moods import Mood, mood_table
    from config.spelling import did_you_mean

    table = mood_table()
    if word in table.faces:
        return word
    if word in set(Mood):
        return table.responses[Mood(word)].face
    known = [*Mood, *table.faces]
    raise UsageError(f"there is no mood or face named {word!r}{did_you_mean(word, known)}")


async def _picture(arguments: argparse.Namespace, face: str, look: str, home: Path) -> bytes:
    from avatars.avataaars import Avataaars, face_as_svg

    match arguments.out.suffix.lower():
        case ".svg":
            return face_as_svg(face, look=look).encode()
        case ".png":
            renderer = Avataaars(home=home, size=arguments.size)
            return (await renderer.render(face, look=look)).data
        case other:
            raise UsageError(f"a face is drawn as .png or .svg, not as {other or 'a bare name'!r}")


def _write(file: Path, picture: bytes) -> None:
    try:
        file.write_bytes(picture)
    except OSError as error:
        raise UsageError(f"{file} cannot be written: {error.strerror}") from error
