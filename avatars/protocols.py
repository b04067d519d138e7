"""What an avatar renderer must offer."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Portrait:
    """A drawn face."""

    face: str
    """The expression's name in ``config/moods.toml``, for example ``concerned``."""
    data: bytes
    media_type: str = "image/png"


class AvatarRenderer(Protocol):
    """Draws the companion's face."""

    async def render(self, face: str, /, *, look: str) -> Portrait:
        """The named expression on the named look; raises `AvatarError`."""
        ...
