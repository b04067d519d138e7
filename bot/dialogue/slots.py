"""What is picked up from a message: who, when, since when, which thing."""

import re
from collections.abc import Mapping

from bot.dialogue.korean import final
from bot.dialogue.lines import Script
from bot.dialogue.names import called_in

SLOTS = frozenset(
    {
        "topic",
        "taken_up",
        "who",
        "person",
        "doer",
        "past",
        "future",
        "lately",
        "span",
        "thing",
        "meant",
        "recalled",
        "name",
        "called",
        "earlier",
        "said",
        "known",
        "detail",
        "plan",
        "coming",
        "today",
        "time",
        "helpline",
    }
)

# The language's own words for a stretch of time, and for a thing that is talked about.
_SPAN = {
    "ko": re.compile(r"(?<![가-힣])(?:\d+|한|두|세|네|몇|일|이|삼|사|오|육|칠|팔|구|십) ?(?:년|달|개월|주일)(?![가-힣]*(?:뒤|후|전))|일주일|몇 ?년|반년"),
    "en": re.compile(r"(?<!k )(?<!-)(?<!once )(?<!twice )(?<!\bin )\b(?:\d+|a|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|several) (?:years?|months?|(?<!\ba )(?<!one )weeks?)\b(?! ago| later|[- ]old)"),
}  # fmt: skip
_THING = {
    "ko": re.compile(r"(?<![가-힣])([가-힣]{2,6})(?:을|를)(?= )"),
    "en": re.compile(r"\bmy ((?:new |old |little |favou?rite )?[a-z]{3,})\b", re.IGNORECASE),
}
_NO_THING = {
    "ko": re.compile(r"(?:것|거|나|너|저|우리|누구|아무|무엇|뭐|하루|마음|기분|생각|말|얘기|이야기|때|만|도|는|은|한테|[았었였했겠있없같싶많좋괜찮힘])$|^(?:어디|어느|그|이|붙잡|알아|받아|견딜|나를|너를)"),
    "en": re.compile(r"^(?:new |old |little )?(?:dream|first|second|last|only|next|life|own|god|gosh|mind|head|self|heart|way|best|face|day|time|turn|bad|fault|name|feelings|work|whole|back|night|shift|friends?|house|place|room|kitchen|apartment)$", re.IGNORECASE),
}  # fmt: skip
# Her husband is nobody of the person's.
_ANOTHERS = re.compile(r"\b(?:her|his|their|\w+'s) [a-z]+", re.IGNORECASE)
_SUBJECT = re.compile(r"님?(?:은|는|이|가|도|께서는?)(?![가-힣])")


def picked_up(text: str, written: Script) -> dict[str, str]:
    """The slots that *text* has something for."""
    found = {slot: _named(text, rows) for slot, rows in written.words.items()}
    found["span"] = _match(_SPAN[written.language], text)
    found["called"] = called_in(text, written.language)
    found["doer"] = _doer(text, written)
    found["thing"] = "" if found["who"] else _thing(text, written.language)
    return {slot: value for slot, value in found.items() if value}


def _named(text: str, rows: Mapping[str, re.Pattern[str]]) -> str:
    own = _ANOTHERS.sub("", text)
    return next((shown for shown, cue in rows.items() if cue.search(own)), "")


def _doer(text: str, written: Script) -> str:
    """Who is named as the one that does something."""
    for shown, cue in written.words["who"].items():
        named = cue.search(_ANOTHERS.sub(lambda found: "_" * len(found[0]), text))
        if named is not None and _leads(text, named, written.language):
            return shown
    return ""


def _leads(text: str, named: re.Match[str], language: str) -> bool:
    """Whether who is *named* is the subject of *text*."""
    if language == "ko":
        return bool(_SUBJECT.match(text, named.end()))
    return len(text[: named.start()].split()) <= 1 and bool(text[named.end() :].strip())


def _match(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[0] if found else ""


def _thing(text: str, language: str) -> str:
    for found in _THING[language].finditer(text):
        word = found[1].lower()
        if _NO_THING[language].search(word):
            continue
        if language == "ko" and bool(final(word)) != (text[found.end() - 1] == "을"):
            continue
        return word
    return ""
