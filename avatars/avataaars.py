"""Faces drawn with py_avataaars (https://github.com/kebu/py-avataaars)."""

import asyncio
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from avatars.drawing import SOURCE, draw
from avatars.faces import expression
from avatars.looks import look as look_named
from avatars.pictures import KeptPictures
from avatars.protocols import Portrait
from avatars.rasterizing import RASTERIZER, rasterize
from config.errors import AvatarError, ConfigError

_SIZES = range(16, 2049)
_IN_MEMORY = 128
"""Portraits; about 25 kB each."""


class Avataaars:
    """Draws a face once and keeps it, in memory and under ``home/cache/faces``.

    *size* is the edge of the square picture in pixels. The face stands clear of the corners, so that
    the picture may be shown round.
    """

    def __init__(self, *, home: Path | None = None, size: int = 512) -> None:
        if size not in _SIZES:
            raise ConfigError(f"a face has between 16 and 2048 pixels a side, not {size}")
        self._size = size
        self._kept = KeptPictures(home / "cache" / "faces" if home else None)
        self._portrait = lru_cache(maxsize=_IN_MEMORY)(self._draw)

    async def render(self, face: str, /, *, look: str) -> Portrait:
        """The named expression on the named look; raises `AvatarError`."""
        return await asyncio.to_thread(self._portrait, face, look)

    def _draw(self, face: str, look: str) -> Portrait:
        svg = face_as_svg(face, look=look)
        key = sha256(f"{RASTERIZER} {self._size} {svg}".encode()).hexdigest()
        picture = self._kept.find(key)
        if picture is None:
            picture = rasterize(svg, size=self._size, source=SOURCE)
            self._kept.keep(key, picture)
        return Portrait(face=face, data=picture)


def face_as_svg(face: str, /, *, look: str) -> str:
    """The named expression on the named look, as SVG; raises `AvatarError`."""
    try:
        return draw(expression(face), look_named(look))
    except ConfigError as error:
        raise AvatarError(str(error)) from error
