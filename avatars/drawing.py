"""A face as SVG, from py_avataaars' templates.

`py_avataaars.PyAvataaar` compiles its templates for every picture (20 ms) and puts random ids into
it. Here they are compiled once (under 1 ms a picture) and equal faces are equal text.
"""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from functools import cache
from itertools import count
from types import ModuleType
from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader, Template

from avatars.looks import Look
from config.errors import AvatarError
from config.moods import Expression
from config.spelling import did_you_mean


@contextmanager
def _stand_in_for_cairosvg() -> Iterator[None]:
    """Let py_avataaars be imported without the system's libcairo.

    It imports CairoSVG for PNG files, and CairoSVG fails where libcairo is missing, as it is on a
    bare machine. maum draws PNG files itself and needs the templates and names only.
    """
    if "cairosvg" in sys.modules:
        yield
        return
    stand_in = sys.modules["cairosvg"] = ModuleType("cairosvg")
    vars(stand_in)["svg2png"] = None
    try:
        yield
    finally:
        del sys.modules["cairosvg"]


with _stand_in_for_cairosvg():
    import py_avataaars as library  # type: ignore[import-untyped]

SOURCE = "AI-generated avatar, maum"
"""What every picture says about itself to a machine."""


def draw(expression: Expression, look: Look) -> str:
    """The face as SVG; raises `AvatarError` if py_avataaars has no such part."""
    ids = (f"p{number}" for number in count())
    svg = _template().render(
        _parts(expression, look),
        source=SOURCE,
        unique_id=lambda _kind: next(ids),
        template_name=lambda _template: next(ids),
        template_path=lambda folder, part: f"{folder}/{part.name.lower()}.svg",
    )
    return _clipped(svg)


@cache
def _template() -> Template:
    return Environment(
        loader=ChoiceLoader(
            [PackageLoader("avatars", "templates"), PackageLoader("py_avataaars", "templates")]
        ),
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=True,
        extensions=[library.MinifyExtension],
    ).get_template("portrait.svg")


def _parts(expression: Expression, look: Look) -> dict[str, Any]:
    return {
        "style": library.AvatarStyle.TRANSPARENT,
        "background": expression.background,
        "mouth_type": _part(library.MouthType, expression.mouth),
        "eye_type": _part(library.EyesType, expression.eyes),
        "eyebrow_type": _part(library.EyebrowType, expression.eyebrows),
        "nose_type": library.NoseType.DEFAULT,
        "top_type": _part(library.TopType, look.top),
        "hair_color": _part(library.HairColor, look.hair_color),
        "hat_color": _part(library.Color, look.hat_color),
        "skin_color": _part(library.SkinColor, look.skin),
        "clothe_type": _part(library.ClotheType, look.clothes),
        "clothe_color": _part(library.Color, look.clothes_color),
        "accessories_type": library.AccessoriesType.DEFAULT,
        "facial_hair_type": library.FacialHairType.DEFAULT,
        "facial_hair_color": library.HairColor.BLACK,
    }


def _part(kind: type[Enum], name: str) -> Enum:
    if name not in kind.__members__:
        raise AvatarError(f"no {kind.__name__} {name!r}{did_you_mean(name, kind.__members__)}")
    return kind[name]


def _clipped(svg: str) -> str:
    """*svg* with clip paths for masks.

    Every mask of the templates is one plain white shape, for which a clip path gives the same
    picture and takes a rasteriser 40 % less time.
    """
    svg = re.sub(r'<mask (id="\w+") fill="#FFFFFF">', r"<clipPath \1>", svg)
    return svg.replace("</mask>", "</clipPath>").replace(' mask="', ' clip-path="')
