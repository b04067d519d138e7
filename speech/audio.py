"""Audio as it moves between adapters and backends."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Audio:
    """A whole clip in some container."""

    data: bytes
    media_type: str
    """For example ``audio/ogg`` from Telegram, ``audio/mpeg`` from gTTS; may be wrong."""
