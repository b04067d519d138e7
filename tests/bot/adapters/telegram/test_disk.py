"""A disk that takes nothing more costs what is kept beside a conversation, and no answer."""

from pathlib import Path

from bot.adapters.telegram.faces import Faces
from bot.adapters.telegram.moves import Moves
from bot.adapters.telegram.place import Place


async def test_what_cannot_be_kept_is_known_until_the_end(tmp_path: Path) -> None:
    folder = tmp_path / "home"
    faces, moves = Faces(folder / "faces.json"), Moves(folder / "groups.json")
    folder.touch()  # where the folder would be
    await faces.learn("calm", "AgAC")
    await moves.learn(-4, -100_4)
    assert faces.known("calm") == "AgAC"
    assert moves.now(Place(-4)) == Place(-100_4)
