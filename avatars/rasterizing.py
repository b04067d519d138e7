"""SVG to PNG with resvg, whose wheel carries all that it needs."""

import struct
import zlib

import resvg_py

from config.errors import AvatarError

RASTERIZER = f"resvg_py {resvg_py.__version__}"
"""What drew the pixels: a picture kept from another version is drawn anew."""

_HEADER = 33
"""Bytes of a PNG file up to the end of its first chunk, IHDR."""


def rasterize(svg: str, *, size: int, source: str) -> bytes:
    """A PNG file of *size* × *size* pixels which says in its metadata where it comes from.

    Holds the interpreter's lock while it draws (0.2 s for 512 pixels): keep what it returns. Raises
    `AvatarError`.
    """
    try:
        png = resvg_py.svg_to_bytes(svg_string=svg, width=size, height=size, skip_system_fonts=True)
    except ValueError as error:
        raise AvatarError(f"resvg could not draw the face: {error}") from error
    return png[:_HEADER] + _text_chunk("Source", source) + png[_HEADER:]


def _text_chunk(keyword: str, text: str) -> bytes:
    """A ``tEXt`` chunk (https://www.w3.org/TR/png-3/#11tEXt)."""
    body = b"tEXt" + keyword.encode("latin-1") + b"\0" + text.encode("latin-1")
    return struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
