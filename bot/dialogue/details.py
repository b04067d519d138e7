"""The thing by which a conversation will be remembered, to name it once more when the person leaves."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from bot.dialogue.phrases import WHOSE, phrase

_PARTICLES = "을|를|이|가|은|는|도|만|에|에서|로|으로|랑|이랑|하고|까지|부터|이나|나|야|이야|예요|이에요|인데|임"
_WHERE = ("에", "까지", "부터")  # what a thing is followed by that but says where
_WHOSE_THING = {"ko": "", "en": "(?:(?:my|our|his|her|their|that) )?"}
_AROUND = {
    "ko": (r"(?<![가-힣])", rf"(?=(?:{_PARTICLES})?(?![가-힣]))"),
    "en": (r"\b(?<!no )(?<!without )", r"\b"),
}


def detail(told: Iterable[str], language: str) -> str:
    """The thing named in most of *told*, the first of several; empty if none is."""
    named = Counter[str]()
    for text in told:
        found = _things(language).finditer(text.lower())
        named.update(list(dict.fromkeys(one["thing"] for one in found)))
    return max(named, key=lambda thing: named[thing], default="")


def taken_up(text: str, told: Iterable[str], language: str) -> str:
    """The thing that *text* names last and that was not *told* before, as its hearer names it; else empty."""
    before = " ".join(told).lower()
    if language == "en" and (whole := phrase(text)) and whole.split()[-1] not in before:
        return whole
    found = _things(language).finditer(text.lower())
    named = [one for one in found if one["thing"] not in before]
    if not named:
        return ""
    if language == "ko":
        places = [one for one in named if text.startswith(_WHERE, one.end())]
        return next(one for one in reversed(named) if one not in places or places == named)["thing"]
    whose = WHOSE.get(named[-1]["whose"].strip(), "the")
    return f"{whose} {named[-1]['thing']}"


@cache
def _things(language: str) -> re.Pattern[str]:
    """What finds the things of *language* in ``things.txt``: plain ones, that hurt nobody to hear of."""
    written = (files("bot.dialogue") / "lines" / language / "things.txt").read_text("utf-8")
    before, after = _AROUND[language]
    longest_first = sorted(written.splitlines(), key=len, reverse=True)
    names = "|".join(map(re.escape, longest_first))
    return re.compile(f"{before}(?P<whose>{_WHOSE_THING[language]})(?P<thing>{names}){after}")
