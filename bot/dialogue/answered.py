"""What is said to the answer to a question of the companion's, whatever the answer is.

``lines/<language>/answered.tsv`` has one question a line, with tabs between two or four fields: the
question; what is said to any answer; and, where it can be a yes or a no, what is said to either.
Questions that anything may be told to (how the day was, and then?) are not among them: what is told to
them is heard as if nothing had been asked, and so is an answer that goes on to something more.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from bot.dialogue.korean import plain
from bot.dialogue.lines import Template

_NOTHING = re.compile(
    r"(?:^|\s)(?:딱히|아무(?!래도|튼)|아직(?!도)|그냥 그래|전부|둘 ?다|다(?:요|야| 그래)?$)|없(?:어|었|지|음|는데|네|습)"
    r"|\b(?:nothing|nobody|no one|none|never|nowhere|not (?:really|much|yet)|everything|all of it|all of them|both|don'?t (?:have|really)|haven'?t)\b",
    re.IGNORECASE,
)
"""In which an answer says that there is nothing, not yet, or nothing else than all."""
_UNSURE = re.compile(
    r"글쎄|몰라|모르겠|모름|\b(?:not sure|no idea|dunno|idk|don'?t know)\b", re.IGNORECASE
)
_SHORT = 20  # characters of an answer that says no more than that
_STOP = re.compile(r"(?<!\d)[.!?…~\n]+(?=\s|$)|[ㅋㅎㅠㅜ]{2,}|\b(?:lol|haha)\b")
_ASIDE = re.compile(
    r"^(?:(?:아|응|네|뭐|ㅋ+|ㅎ+)[ ,]*)?(?:암튼|아무튼|그나저나|그건 그렇고|근데 나|참[, ])|^(?:(?:ok|okay|lol|haha|yeah|oh)[, ]+)*(?:anyway|btw|by the way|so anyway|oh and|ok so|okay so)\b",
    re.IGNORECASE,
)  # what turns to something else
_MORE = {"ko": 4, "en": 5}  # words behind its first sentence by which an answer goes on to more
_SENTENCE = re.compile(r"(?:^|(?<=[.?!…] ))(?=\S)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """How an answer is received."""

    any: Template
    yes: Template | None = None
    no: Template | None = None

    def of(self, text: str, answer: str) -> Template | None:
        """What is said to *text*, which answers with ``yes``, ``no``, or otherwise, which is empty.

        None where nothing was expected and it says so, or all: "What was it?" "No, nothing."
        """
        if _UNSURE.search(text) and len(text) <= _SHORT:
            return None
        if answer == "no":
            return self.no
        if answer == "yes" and self.yes:
            return self.yes
        return None if len(text) <= _SHORT and _NOTHING.search(text) else self.any


def goes_on(text: str, language: str) -> bool:
    """Whether *text* tells more than an answer: "a quiet one. i baked bread this afternoon"."""
    if _ASIDE.search(text):
        return True
    parts = [words for part in _STOP.split(text) if (words := part.split())]
    return sum(map(len, parts[1:])) >= _MORE[language]


@cache
def receipts(language: str) -> Mapping[str, Receipt]:
    """By question, in Korean in both speech levels; raises `ValueError` if a line does not fit."""
    written = dict(_read(language))
    if language == "ko":
        return {plain(question): receipt for question, receipt in written.items()} | written
    return written


def receipt(reply: str, language: str) -> Receipt | None:
    """How the answer to the question that ends *reply* is received, if that is written."""
    if not reply.endswith("?"):
        return None
    known = receipts(language)
    begun = (reply[place.start() :] for place in _SENTENCE.finditer(reply))
    return next((known[question] for question in begun if question in known), None)


def _read(language: str) -> Iterator[tuple[str, Receipt]]:
    file = files("bot.dialogue") / "lines" / language / "answered.tsv"
    for line in file.read_text("utf-8").splitlines():
        question, some, *either = line.split("\t")
        yes, no = map(Template, either) if either else (None, None)
        yield question, Receipt(any=Template(some), yes=yes, no=no)
