"""Draws docs/faces.png and writes docs/faces.md: `python docs/faces.py` after a change of a face."""

import io
from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from avatars.drawing import SOURCE, draw
from avatars.faces import expression
from avatars.looks import look, looks
from avatars.rasterizing import rasterize
from config.moods import mood_table

DOCS = Path(__file__).parent
EDGE, CAPTION, COLUMNS = 200, 48, 6

HEAD = """# The faces

The companion's face answers a person's mood and does not mimic it: someone who is sad or angry sees
a face that is warm and takes them seriously, never a crying or an angry one. Every picture carries
an "AI" mark, and its metadata says that it shows no person.

![Every face by name with the mood that it answers, and below them the looks](faces.png)

`maum face MOOD --out FILE` draws one; MOOD is a mood or the name of a face.

| face | in Korean | answers |
|---|---|---|
"""

TAIL = """
`caring` comes with every answer of the crisis guard.

The faces are the `[faces]` of `config/moods.toml`: mouth, eyes and eyebrows in the terms of
[py_avataaars](https://github.com/kebu/py-avataaars), and the colour behind them. The last row of the
picture shows the looks of `config/looks.toml`; a persona names one of them. A look hides no feature
of a face, and the tests measure it. `python docs/faces.py` makes this page and its picture.
"""


def page() -> str:
    """The text of docs/faces.md."""
    rows = (
        f"| {name} | {face.ko} | {_answered(name) or '-'} |"
        for name, face in mood_table().faces.items()
    )
    return HEAD + "\n".join(rows) + "\n" + TAIL


def sheet() -> Image.Image:
    """Every face on the first look, then every look."""
    tiles = list(_tiles())
    rows = -(-len(tiles) // COLUMNS)
    whole = Image.new("RGB", (COLUMNS * EDGE, rows * (EDGE + CAPTION)), "white")
    pen = ImageDraw.Draw(whole)
    for number, (picture, name, remark) in enumerate(tiles):
        left, top = number % COLUMNS * EDGE, number // COLUMNS * (EDGE + CAPTION)
        whole.paste(picture, (left, top))
        pen.text((left + 6, top + EDGE + 3), name, "black", ImageFont.load_default(17))
        pen.text((left + 6, top + EDGE + 24), remark, "#555555", ImageFont.load_default(13))
    return whole


def _tiles() -> Iterator[tuple[Image.Image, str, str]]:
    for face in mood_table().faces:
        answered = _answered(face)
        yield _picture(face, "maum"), face, f"answers {answered}" if answered else ""
    for name in looks():
        yield _picture("serene", name), name, "a look"


def _answered(face: str) -> str:
    moods = mood_table().responses.items()
    return ", ".join(str(mood) for mood, response in moods if response.face == face)


def _picture(face: str, name: str) -> Image.Image:
    png = rasterize(draw(expression(face), look(name)), size=EDGE, source=SOURCE)
    return Image.open(io.BytesIO(png))


if __name__ == "__main__":
    (DOCS / "faces.md").write_text(page(), "utf-8")
    sheet().save(DOCS / "faces.png", optimize=True)
