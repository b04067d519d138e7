"""``maum persona``: who the companion can be, and a persona of one's own."""

import argparse
import asyncio
import re
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from config.errors import ConfigError, UsageError

if TYPE_CHECKING:
    from config.settings import Settings

_KEY = re.compile(r"[a-z][a-z0-9-]{0,30}")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add ``list``, ``check`` and ``new``."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    actions.add_parser("list", help="those there are, your own too")
    check = actions.add_parser("check", help="say whether files are personas that maum takes")
    check.add_argument("files", metavar="FILE", nargs="+")
    new = actions.add_parser("new", help="make one by answering questions")
    new.add_argument("key", metavar="NAME", help="a short name in Latin letters")


async def run(arguments: argparse.Namespace) -> int:
    """Print, check or ask; 1 if a file is no persona."""
    from bot.cli.options import settings_of

    settings = settings_of(arguments)
    if arguments.action == "new":
        return await asyncio.to_thread(_make, settings, arguments.key)
    told = _list(settings) if arguments.action == "list" else _check(arguments.files)
    wrong = False
    for line, fine in told:
        wrong = wrong or not fine
        sys.stdout.write(line + "\n")
    return int(wrong)


def _list(settings: "Settings") -> Iterator[tuple[str, bool]]:
    from config.personas import persona, shipped_personas

    own = settings.folder / "personas"
    mine = [path.stem for path in sorted(own.glob("*.toml"))]
    for name in dict.fromkeys([*shipped_personas(), *mine]):
        try:
            one = persona(name, own=own)
        except ConfigError as error:
            yield f"  {name}: {error}", False
            continue
        mark = "*" if name == settings.persona else " "
        yield (
            f"{mark} {name:12} {one.name.ko} / {one.name.en}: {one.about.ko} / {one.about.en}",
            True,
        )


def _check(files: Sequence[str]) -> Iterator[tuple[str, bool]]:
    from config.personas import persona

    for file in files:
        try:
            persona(file if file.endswith(".toml") else f"{file}.toml")
        except ConfigError as error:
            yield str(error), False
        else:
            yield f"{file}: fine", True


def _make(settings: "Settings", key: str) -> int:
    """Ask for what makes a persona, and write it."""
    from config.personas import REGISTERS, looks

    if not _KEY.fullmatch(key):
        raise UsageError(f"a persona's name is short and in small Latin letters, not {key!r}")
    file = settings.folder / "personas" / f"{key}.toml"
    if file.exists():
        raise UsageError(f"{file} is there already: change it, or take another name")
    name = _ask_both("Name")
    about = _ask_both("In a few words")
    look = _choose("Look (`maum face calm --look LOOK --out FILE` draws one)", looks())
    register = _choose("Speech level in Korean", REGISTERS)
    fields = {
        "name": name,
        "about": about,
        "character": _ask_both("Character"),
        "boundaries": _ask_both("What it does not do", optional=True),
    }
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(_toml(look, register, fields), "utf-8")
    sys.stdout.write(f"{file}\nuse it: MAUM_PERSONA={key} maum run, or /persona in a chat\n")
    return 0


def _toml(look: str, register: str, fields: dict[str, tuple[str, str]]) -> str:
    lines = [f"look = {_quoted(look)}", f"register = {_quoted(register)}"]
    for name, (korean, english) in fields.items():
        lines += ["", f"[{name}]", f"ko = {_quoted(korean)}", f"en = {_quoted(english)}"]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{"".join(letter for letter in escaped if letter.isprintable())}"'


def _choose(question: str, choices: Sequence[str]) -> str:
    while True:
        answer = _ask(f"{question}: {', '.join(choices)}", optional=True) or choices[0]
        if answer in choices:
            return answer
        sys.stderr.write("One of these, please.\n")


def _ask_both(question: str, *, optional: bool = False) -> tuple[str, str]:
    korean, english = (
        _ask(f"{question}, in {language}", optional=optional) for language in ("Korean", "English")
    )
    return korean, english


def _ask(question: str, *, optional: bool = False) -> str:
    """One line, asked for until it is what a persona may have."""
    from config.decency import faults

    while True:
        sys.stderr.write(f"{question}{' (may be empty)' if optional else ''}: ")
        sys.stderr.flush()
        line = sys.stdin.readline()
        if not line:
            raise UsageError("the answers ended before the questions; nothing was written")
        fault = next((kind for kind, _ in faults(line)), "")
        if fault:
            sys.stderr.write(f"maum takes no persona that {fault}. Try it in other words.\n")
        elif optional or line.strip():
            return line.strip()
