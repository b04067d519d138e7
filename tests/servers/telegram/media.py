"""Files as Telegram sees them: what they are, how long, how large."""

import struct
from dataclasses import dataclass
from itertools import pairwise
from pathlib import PurePath
from typing import Any

from servers.telegram.refusals import bad_request

MEGABYTE = 2**20
VOICE_MEASURED = MEGABYTE
"""Larger voice notes are shown as 0:00 long and without a waveform."""
MOST_PHOTO = 10 * MEGABYTE
MOST_UPLOAD = 50 * MEGABYTE
MOST_DOWNLOAD = 20 * MEGABYTE


_SUFFIXES = {
    "voice": ".oga", "audio": ".mp3", "photo": ".jpg", "video_note": ".mp4", "sticker": ".webp",
}  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class File:
    """A file on the server; its id lets the bot send it again."""

    kind: str
    """As `Media.kind`; under another kind it cannot be sent again."""
    number: int
    data: bytes
    name: str = ""
    mime_type: str = ""

    @property
    def id(self) -> str:
        return f"AwACAgQAAxk{self.kind}{self.number:08}"

    @property
    def unique_id(self) -> str:
        return f"AgAD{self.number:08}"

    @property
    def path(self) -> str:
        """Below ``/file/bot<token>/``."""
        suffix = _SUFFIXES.get(self.kind) or PurePath(self.name).suffix
        return f"{self.kind}/file_{self.number}{suffix}"


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Media:
    """What a message carries besides text."""

    kind: str
    """The field of the message: ``voice``, ``audio``, ``photo``, ``video_note``, ``sticker``, …"""
    file: File
    facts: dict[str, Any]
    """What the field says of it besides its file: duration, width, emoji, …"""

    def json(self) -> Any:
        whole = {
            "file_id": self.file.id,
            "file_unique_id": self.file.unique_id,
            "file_size": len(self.file.data),
            **self.facts,
        }
        if self.kind == "photo":
            return [whole]
        named = {"file_name": self.file.name, "mime_type": self.file.mime_type}
        return whole | {key: value for key, value in named.items() if value}


def facts_of_upload(kind: str, file: File, given: dict[str, Any]) -> Media:
    """*file* as a message of the bot carries it; refuses what Telegram cannot take as *kind*."""
    match kind:
        case "voice":
            return Media(kind=kind, file=file, facts=_voice(file.data))
        case "photo":
            return Media(kind=kind, file=file, facts=_photo(file.data))
        case "audio" if _is_music(file.data):
            return Media(kind=kind, file=file, facts={"duration": 0} | given)
        case _:
            # Audio that is neither MP3 nor M4A arrives as a document.
            return Media(kind="document", file=file, facts={})


def _voice(data: bytes) -> dict[str, Any]:
    """Telegram takes MP3 and M4A as well, but Opus alone makes a voice note with a waveform."""
    if not data.startswith(b"OggS") or b"OpusHead" not in data[:512]:
        raise bad_request("VOICE_MESSAGE_INVALID")
    measured = len(data) <= VOICE_MEASURED
    return {"duration": round(opus_seconds(data)) if measured else 0}


def opus_seconds(data: bytes) -> float:
    """The length of an Ogg Opus file: where its last page ends, less what is skipped."""
    head = data.index(b"OpusHead")
    (skipped,) = struct.unpack_from("<H", data, head + 10)
    (end,) = struct.unpack_from("<q", data, data.rindex(b"OggS") + 6)
    return float(max(end - skipped, 0)) / 48_000


def _photo(data: bytes) -> dict[str, Any]:
    if len(data) > MOST_PHOTO:
        raise bad_request("file is too big for a photo; the maximum size is 10485760 bytes")
    try:
        width, height = _dimensions(data)
    except (struct.error, IndexError, ValueError):
        raise bad_request("IMAGE_PROCESS_FAILED") from None
    if not width or not height or width + height > 10_000 or not 1 / 20 <= width / height <= 20:
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return {"width": width, "height": height}


def _dimensions(data: bytes) -> tuple[int, int]:
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return struct.unpack_from(">II", data, 16)
    if data.startswith(b"\xff\xd8"):
        return _jpeg_dimensions(data)
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return _webp_dimensions(data)
    raise ValueError("no picture")


def _jpeg_dimensions(data: bytes) -> tuple[int, int]:
    position = 2
    while data[position] == 0xFF:
        marker, length = struct.unpack_from(">BH", data, position + 1)
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack_from(">HH", data, position + 5)
            return width, height
        position += 2 + length
    raise ValueError("no frame")


def _webp_dimensions(data: bytes) -> tuple[int, int]:
    match data[12:16]:
        case b"VP8X":
            edges = (int.from_bytes(data[start : start + 3], "little") + 1 for start in (24, 27))
            return next(edges), next(edges)
        case b"VP8L":
            (bits,) = struct.unpack_from("<I", data, 21)
            return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        case b"VP8 ":
            width, height = struct.unpack_from("<HH", data, 26)
            return width & 0x3FFF, height & 0x3FFF
    raise ValueError("no frame")


def _is_music(data: bytes) -> bool:
    is_frame = any(a == 0xFF and b & 0xE0 == 0xE0 for a, b in pairwise(data[:2]))
    return data.startswith(b"ID3") or is_frame or data[4:8] == b"ftyp"
