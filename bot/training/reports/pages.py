"""Pages: Markdown from templates, and HTML that is whole in itself."""

import base64
import re
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markdown_it import MarkdownIt
from markupsafe import Markup

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~])")

_PICTURE = re.compile(r'<img src="([\w-]+\.png)"')

_HEADING = re.compile(r"<h1>(.*?)</h1>")


def filled(template: str, **values: Any) -> str:
    """The *template* around *values*."""
    return _templates().get_template(template).render(values)


def page(text: str, pictures: Path) -> str:
    """Markdown as an HTML page, with the pictures of a folder inside it."""
    body = MarkdownIt("commonmark", {"html": False}).enable("table").render(text)
    heading = _HEADING.search(body)
    return filled(
        "page.html.j2",
        title=Markup(heading[1] if heading else ""),  # noqa: S704 - markdown-it has escaped it
        body=Markup(_PICTURE.sub(lambda found: _inside(pictures / found[1]), body)),  # noqa: S704
    )


def _inside(picture: Path) -> str:
    raw = base64.b64encode(picture.read_bytes()).decode("ascii")
    return f'<img src="data:image/png;base64,{raw}"'


def plain(text: object) -> str:
    """*text* so that Markdown takes none of its characters for a command."""
    return _SPECIAL.sub(r"\\\1", " ".join(str(text).split()))


@cache
def _templates() -> Environment:
    templates = Environment(
        loader=PackageLoader("bot.training.reports"),
        autoescape=select_autoescape(enabled_extensions=("html.j2",), default=False),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    templates.filters |= {"plain": plain, "thousands": "{:,}".format, "three": "{:.3f}".format}
    return templates
