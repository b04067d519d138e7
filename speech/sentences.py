"""Sentences, out of a reply that is still being written."""

import re
from enum import Enum

from speech.spoken_form import sayable

_LONGEST = 100
"""Characters of one sentence; above it any space ends it. No engine is asked for more at once."""
_CLAUSE = 60
"""Characters above which a comma ends it."""
_OPENING = 32
"""The same for the first one: the sooner it is known, the sooner a voice is heard."""

_FACES = r"ㅋㅎㅠㅜ\u200d\ufe0f\u2600-\u27bf\U0001f000-\U0001faff"
_TRAILING = rf"""[\"'”’)\]}}」』》〉】»*_`^{_FACES}]*"""
_BREAK = re.compile(
    r"(?P<line>\n)|(?P<space>\s)|(?P<pause>[,，、;:])|"
    rf"(?P<end>(?P<mark>[.!?…。？！~～]+){_TRAILING})|(?P<face>[{_FACES}]+)"
)
_ABBREVIATION = re.compile(
    r"(?<![A-Za-z\d'’])(?:Mr|Mrs|Ms|Mx|Dr|Prof|Rev|Gen|Sen|Gov|St|Mt|Jr|Sr|Inc|Ltd|Co|vs|etc|cf|"
    r"approx|dept|[A-Za-z])$"
)
_NUMBERED = re.compile(r"(?:\d|\b(?:No|Nos|pp|Vol|vol|Fig|fig))$")
_ITEM = re.compile(r"\(?\d+$")
_ADDRESS = re.compile(r"(?:https?://|www\.)[!-~]*$")
_CONNECTIVE = re.compile(r"(?:텐데|[가-힣](?:는데|은데|인데|지만|니까|면서|더니))$")
"""Behind it a Korean speaker draws breath, comma or not."""
_QUOTES = {"“": "”", "‘": "’", "「": "」", "『": "』", "«": "»"}
_OPENS = re.compile(r"(?<![\w'])'(?=[^\W\d])")
_CLOSES = re.compile(r"(?<=[^\s'])'(?![A-Za-z\d])")
"""A straight quotation mark that is no apostrophe."""
_COUNT = re.compile(r"\d[.,백천만억조]?$")
_PREDICATE = re.compile(r"[다요까죠네지]$")
_SAID = re.compile(r"(?:[다요까죠네지]|구나|[았었했]어|거야) ?$")
"""The end of a Korean sentence in front of an emoji or of ㅠㅠ, which stands for its full stop."""
_HANGUL = re.compile(r"[\uac00-\ud7a3]")


class _Verdict(Enum):
    ENDS = "ends"
    GOES_ON = "goes on"
    UNKNOWN = "unknown until more is written"


class Sentences:
    """Cuts a stream of text into sentences as early as is right.

    How the stream was cut into pieces makes no difference. No word is lost but what cannot be
    said (an emoji, a rule of dashes). Numbers, times, addresses, abbreviations and quotations stay
    in their sentence. One that grows long is cut at a comma, the first one also where a Korean
    clause ends, then at a space; only where there is no other, inside a quotation or a number.
    """

    def __init__(self) -> None:
        self._rest = ""
        self._started = False

    def feed(self, delta: str) -> list[str]:
        """The sentences that are certain now that *delta* has been written."""
        self._rest += delta
        return self._cut(final=False)

    def flush(self) -> list[str]:
        """What is left when the text is whole; the next text may follow."""
        found = self._cut(final=True)
        self._rest, self._started = "", False
        return found

    def _cut(self, *, final: bool) -> list[str]:
        found: list[str] = []
        self._rest = self._rest.lstrip()
        while end := self._end(final=final):
            sentence = self._rest[:end].rstrip()
            self._rest = self._rest[end:].lstrip()
            if sayable(sentence):
                found.append(sentence)
                self._started = True
        return found

    def _end(self, *, final: bool) -> int:
        """Where the first sentence ends; 0 if that is not certain yet."""
        text, spaces = self._rest, [0, 0, 0]
        for found in _BREAK.finditer(text):
            if found.end() > _LONGEST and any(spaces):
                break
            match self._verdict(found, final=final):
                case _Verdict.ENDS:
                    return found.end()
                case _Verdict.UNKNOWN:
                    return 0
            if found["space"]:
                spaces[_harm(text, found)] = found.end()
        if len(text) > _LONGEST and any(spaces):
            return next(space for space in spaces if space)
        return len(text) if final else 0

    def _verdict(self, found: re.Match[str], *, final: bool) -> _Verdict:
        """Whether a sentence ends where *found* does; needs at most two characters behind it."""
        text = self._rest
        if found["line"] or (found["space"] and found.end() > _LONGEST):
            return _Verdict.ENDS
        if found["space"]:
            ends = not self._started and found.end() > _OPENING and _breathes(text, found)
            return _Verdict.ENDS if ends else _Verdict.GOES_ON
        behind = text[found.end() : found.end() + 2]
        if len(behind) < 2 and not final:
            return _Verdict.UNKNOWN
        if found["pause"]:
            ends = _pauses(found, behind, _CLAUSE if self._started else _OPENING)
        elif found["face"]:
            ends = behind[:1].isspace() and _SAID.search(text[: found.start()]) is not None
        else:
            ends = _ends(text, found, behind)
        ends = ends and not _quoted(text[: found.end()])
        return _Verdict.ENDS if ends else _Verdict.GOES_ON


def _breathes(text: str, found: re.Match[str]) -> bool:
    before = text[: found.start()]
    return _CONNECTIVE.search(before) is not None and not _quoted(before)


def _quoted(text: str) -> bool:
    """Whether a quotation is open at the end of *text*."""
    opened = any(text.count(one) > text.count(other) for one, other in _QUOTES.items())
    single = len(_OPENS.findall(text)) > len(_CLOSES.findall(text))
    return opened or single or text.count('"') % 2 == 1


def _harm(text: str, space: re.Match[str]) -> int:
    """What a cut at *space* breaks: 0 nothing, 1 a quotation, 2 a number or a name."""
    before = text[: space.start()]
    if _COUNT.search(before) or (before.endswith(".") and _ABBREVIATION.search(before[:-1])):
        return 2
    return int(_quoted(before))


def _pauses(found: re.Match[str], behind: str, clause: int) -> bool:
    return found.end() > clause and behind[:1].isspace()


def _ends(text: str, found: re.Match[str], behind: str) -> bool:
    before, mark = text[: found.start()], found["mark"]
    if not behind or behind[0].isspace():
        return not (mark == "." and _abbreviates(before, behind)) and not before.endswith(" ")
    if found["end"] != mark:
        return False  # 「"정말?"이라고」: the quotation is part of a longer sentence
    if mark[-1] in "。？！":
        return True
    return _HANGUL.match(behind) is not None and _unspaced_end(before, mark)


def _abbreviates(before: str, behind: str) -> bool:
    """Whether the full stop behind *before* belongs to a word or a number."""
    if _ABBREVIATION.search(before) or _ITEM.fullmatch(before):
        return True
    return behind[1:].isdigit() and _NUMBERED.search(before) is not None


def _unspaced_end(before: str, mark: str) -> bool:
    """Whether *mark* ends a Korean sentence although no space follows, as in 「와!그래」."""
    if mark == ".":
        return _PREDICATE.search(before) is not None
    return mark[-1] in "!?" and _ADDRESS.search(before) is None
