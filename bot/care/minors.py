"""Who is a minor: as they said themselves, or as the operator set it; only the operator unsets it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from bot.care.screen import objections
from config.moods import Words
from config.personas import Persona

_KOREAN = re.compile(
    r"(?:^|(?<=[.!?,] ))(?:그리고 |근데 |참고로 |사실 )?(?:나|난|나는|저|저는|전|내가|제가) ?(?:올해 |이제 |아직 |지금 |만 ?|겨우 ){0,2}"
    r"(?:(?:1[0-8]|[7-9]) ?(?:살|세)(?!에|부터|때| 때|까지| 차이| ?(?:은|이)? ?아니)|열(?:한|두|세|네|다섯|여섯|일곱|여덟)? ?살(?!에|부터| 때)"
    r"|(?:초등학생|초딩|중학생|중딩|고등학생|고딩|미성년자|청소년)(?!일 때| 때|들|을|한테|이 아니|은 아니|이었)|(?:초등학교|중학교|고등학교) ?[1-6]학년(?! 때)|(?:초[1-6]|중[1-3]|고[1-3])(?=이|인|야|예|라|$|[ .!?])(?! 때))"
    r"|^(?:만 ?)?(?:1[0-8]|[7-9]) ?(?:살|세)(?:이에요|이야|인데|입니다|임|이요)[.!? ]*$"
)
_ENGLISH = re.compile(
    r"\b(?:i am|i['’]?m|im) (?:only |just |still |currently )?"
    r"(?:(?:1[0-7]|[7-9]|ten|eleven|twelve|(?:thir|four|fif|six|seven)teen)(?= ?(?:years? old|yrs? old|y/?o\b|[.!,?]|and\b|so\b|$))"
    r"|(?:in )?(?:the )?(?:[1-9]|1[0-2])(?:st|nd|rd|th) grade|in (?:middle|elementary|high|junior high) school"
    r"|a (?:minor|middle ?schooler|high ?schooler|(?:high|middle) school (?:student|kid|freshman|sophomore|junior|senior)))"
)
_FOR_THE_YOUNG = Words(
    ko=" 상대는 미성년자다. 연애나 성적인 이야기를 하지 않고, 믿을 수 있는 어른과 나누기를 권한다.",
    en=(
        " They are a minor: no romance, nothing sexual, and encourage them to talk with an adult "
        "they trust."
    ),
)


class Minors:
    """The register, a file of digests: it names nobody and outlives ``/forget``."""

    def __init__(self, file: Path | None = None, *, everybody: bool = False) -> None:
        """Read *file*, if it is there; *everybody* is taken for a minor where that is set."""
        self._file = file
        self._everybody = everybody
        self._known = set(_lines(file))

    def __contains__(self, who: object) -> bool:
        return self._everybody or (isinstance(who, str) and _digest(who) in self._known)

    def add(self, who: str, /) -> None:
        """Remember *who*; blocks, raises `OSError` if it cannot be kept."""
        if _digest(who) not in self._known:
            self._known.add(_digest(who))
            self._write()

    def remove(self, who: str, /) -> None:
        """Forget that *who* is one, which only an operator may ask for; blocks as `add`."""
        self._known.discard(_digest(who))
        self._write()

    def _write(self) -> None:
        if self._file is not None:
            self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            half = self._file.with_suffix(".new")  # a crash in the middle must forget nobody
            half.write_text("".join(f"{one}\n" for one in sorted(self._known)), "utf-8")
            half.replace(self._file)


def says_minor(text: str, /) -> bool:
    """Whether somebody says in *text* that they are a minor themselves."""
    low = text.lower()
    return bool(_KOREAN.search(low) or _ENGLISH.search(low))


def for_minor(persona: Persona, usual: Persona, /) -> Persona:
    """*persona* as a minor meets it; the *usual* one in place of a romantic one."""
    character = persona.character
    if objections(f"{character.ko}\n{character.en}", minor=True):
        persona, character = usual, usual.character
    told = Words(ko=character.ko + _FOR_THE_YOUNG.ko, en=character.en + _FOR_THE_YOUNG.en)
    return replace(persona, character=told)


def _digest(who: str) -> str:
    return sha256(f"maum minor {who}".encode()).hexdigest()


def _lines(file: Path | None) -> Iterator[str]:
    if file is not None and file.is_file():
        yield from file.read_text("utf-8").split()
