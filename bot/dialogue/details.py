"""The thing by which a conversation will be remembered, to name it once more when the person leaves."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

_PARTICLES = "을|를|이|가|은|는|도|만|에|에서|로|으로|랑|이랑|하고|까지|부터|이나|나|야|이야|예요|이에요|인데|임"
_AROUND = {
    "ko": (r"(?<![가-힣])", rf"(?=(?:{_PARTICLES})?(?![가-힣]))"),
    "en": (r"\b(?<!no )(?<!without )", r"\b"),
}


def detail(told: Iterable[str], language: str) -> str:
    """The thing named in most of *told*, the first of several; empty if none is."""
    named = Counter[str]()
    for text in told:
        named.update(list(dict.fromkeys(_things(language).findall(text.lower()))))
    return max(named, key=lambda thing: named[thing], default="")


@cache
def _things(language: str) -> re.Pattern[str]:
    """What finds the things of *language* in ``things.txt``: plain ones, that hurt nobody to hear of."""
    written = (files("bot.dialogue") / "lines" / language / "things.txt").read_text("utf-8")
    before, after = _AROUND[language]
    longest_first = sorted(written.splitlines(), key=len, reverse=True)
    return re.compile(f"{before}({'|'.join(map(re.escape, longest_first))}){after}")
