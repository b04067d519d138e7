"""The documents that the server fills in before it sends them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from jinja2 import Environment, Template

_FOLDER = files("bot.adapters.web") / "pages"


@dataclass(frozen=True, slots=True)
class Page:
    """The chat, with *about* where its scripts find it: what must be readable without a socket."""

    about: Mapping[str, object]

    def html(self) -> str:
        """The document; *about* stands in it as data that no browser runs."""
        # "</script>" inside a string would end the element.
        about = json.dumps(self.about, ensure_ascii=False).replace("<", "\\u003c")
        return read("chat.html").replace("{{about}}", about)

    def safety(self) -> str:
        """What maum does in a crisis and whom to call, to be read without a script."""
        return _safety().render(self.about["helplines"])


@cache
def _safety() -> Template:
    return Environment(autoescape=True).from_string(read("safety.html"))


def read(name: str) -> str:
    """The document *name* as it ships."""
    return (_FOLDER / name).read_text("utf-8")
