"""What the companion's face can say: the ``[faces]`` of ``config/moods.toml``."""

from config.errors import AvatarError
from config.moods import Expression, mood_table
from config.spelling import did_you_mean


def expression(face: str) -> Expression:
    """How the *face* of that name is drawn; raises `AvatarError`."""
    faces = mood_table().faces
    if face not in faces:
        raise AvatarError(f"there is no face named {face!r}{did_you_mean(face, faces)}")
    return faces[face]
