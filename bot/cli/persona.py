"""``maum persona``: who the companion can be, and a persona of one's own."""

import argparse
import asyncio
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from config.errors import ConfigError, UsageError
from config.moods import Words

if TYPE_CHECKING:
    from config.settings import Settings

_KEY = re.compile(r"[a-z][a-z0-9-]{0,30}")

_NAME = Words(ko="이름", en="Name")
_ABOUT = Words(ko="한마디로 어떤 친구인지", en="In a few words")
_LOOK = Words(
    ko="얼굴 (`maum face calm --look 얼굴 --out 파일`로 볼 수 있어요)",
    en="Look (`maum face calm --look LOOK --out FILE` draws one)",
)
_REGISTER = Words(ko="말투", en="Speech level in Korean")
_VOICE = Words(ko="음성 합성기의 목소리 이름", en="Voice of the synthesiser")
_CHARACTER = Words(ko="성격과 말하는 방식", en="Character")
_BOUNDARIES = Words(ko="하지 않는 것", en="What it does not do")
_EMPTY = Words(ko="비워 둬도 돼요", en="may be empty")
_IN = {
    "ko": Words(ko=", 한국어로", en=", 영어로"),
    "en": Words(ko=", in Korean", en=", in English"),
}
_ONE_OF = Words(ko="이 가운데 하나로 골라 주세요.", en="One of these, please.")
_REFUSED = Words(
    ko="{fault} 페르소나는 두지 않아요. 다른 말로 적어 주세요.",
    en="maum takes no persona that {fault}. Try it in other words.",
)
FAULTS = {
    "claims to be human": "사람이라고 하는",
    "claims to be a therapist": "상담사나 의사라고 하는",
    "makes the person feel guilty": "죄책감을 주는",
    "wants to be the only one": "혼자만 곁에 있으려는",
}
"""In Korean, what `config.decency.faults` finds."""
_MADE = Words(
    ko="쓰려면: MAUM_PERSONA={key} maum run, 또는 대화에서 /persona",
    en="use it: MAUM_PERSONA={key} maum run, or /persona in a chat",
)


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
    asking = _Asking("ko" if settings.language[0] == "ko" else "en")
    name, about = asking.both(_NAME), asking.both(_ABOUT)
    head = {
        "look": asking.one_of(_LOOK, looks()),
        "register": asking.one_of(_REGISTER, REGISTERS),
        "voice": asking.line(_VOICE, optional=True),
    }
    character, boundaries = asking.both(_CHARACTER), asking.both(_BOUNDARIES, optional=True)
    fields = {"name": name, "about": about, "character": character, "boundaries": boundaries}
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(_toml(head, fields), "utf-8")
    sys.stdout.write(f"{file}\n{_MADE[asking.language].format(key=key)}\n")
    return 0


def _toml(head: Mapping[str, str], fields: Mapping[str, Words]) -> str:
    lines = [f"{name} = {_quoted(value)}" for name, value in head.items()]
    for name, words in fields.items():
        lines += ["", f"[{name}]", f"ko = {_quoted(words.ko)}", f"en = {_quoted(words.en)}"]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{"".join(letter for letter in escaped if letter.isprintable())}"'


class _Asking:
    """Asks in one language, each line until it is what a persona may have."""

    def __init__(self, language: str) -> None:
        self.language = language

    def line(self, question: Words, *, more: str = "", optional: bool = False) -> str:
        """An answer to *question*; empty only if *optional*."""
        from config.decency import faults

        may_be_empty = f" ({_EMPTY[self.language]})" if optional else ""
        while True:
            self._tell(f"{question[self.language]}{more}{may_be_empty}: ")
            line = sys.stdin.readline()
            if not line:
                raise UsageError("the answers ended before the questions; nothing was written")
            fault = next((kind for kind, _ in faults(line)), "")
            if fault:
                told = FAULTS[fault] if self.language == "ko" else fault
                self._tell(_REFUSED[self.language].format(fault=told) + "\n")
            elif optional or line.strip():
                return line.strip()

    def both(self, question: Words, *, optional: bool = False) -> Words:
        """The answer in both languages; where only the first is given, it stands for both."""
        first = self.line(question, more=_IN[self.language][self.language], optional=optional)
        other = "en" if self.language == "ko" else "ko"
        second = self.line(question, more=_IN[self.language][other], optional=True) or first
        return Words(**{self.language: first, other: second})

    def one_of(self, question: Words, choices: Sequence[str]) -> str:
        """One of *choices*; nothing is the first."""
        while True:
            answer = self.line(question, more=f": {', '.join(choices)}", optional=True)
            if (answer or choices[0]) in choices:
                return answer or choices[0]
            self._tell(_ONE_OF[self.language] + "\n")

    def _tell(self, text: str) -> None:
        sys.stderr.write(text)
        sys.stderr.flush()
