"""What the small voice makes of a message: its act, its topic, and who and when it names."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.dialogue.korean import final
from bot.dialogue.lines import LANGUAGES, Script, Situation, script
from config.moods import Mood

SLOTS = frozenset({"topic", "who", "past", "future", "lately", "span", "thing", "name"})

_READ = 2_000  # characters: more than a person says at once
_NOT_WORDS = re.compile(r"[^\w\s]|_|(?:ㅋ|ㅎ(?!ㅇ)|ㅠ|ㅜ){2,}|(?<=[가-힣\s])[ㅋㅎㅠㅜ]+")
# The language's own words for a stretch of time, and for a thing that is talked about.
_SPAN = {
    "ko": re.compile(r"(?:\d+|한|두|세|네|몇|일|이|삼|사|오|육|칠|팔|구|십) ?(?:년|달|개월|주일|시간)(?![가-힣]*(?:뒤|후|전))|일주일|몇 ?년|반년"),
    "en": re.compile(r"\b(?:\d+|a|one|two|three|four|five|six|seven|eight|nine|ten|a few|several) (?:years?|months?|weeks?|days?|hours?)\b(?! ago| later)"),
}  # fmt: skip
_THING = {
    "ko": re.compile(r"(?<![가-힣])([가-힣]{2,6})(?:을|를)(?= )"),
    "en": re.compile(r"\bmy ((?:new |old |little |favou?rite )?[a-z]{3,})\b", re.IGNORECASE),
}
_NO_THING = {
    "ko": re.compile(r"(?:것|거|나|너|저|우리|누구|아무|무엇|뭐|하루|마음|기분|생각|말|얘기|이야기|때|만|도|는|은|한테|[았었였했겠있없같싶많좋괜찮힘])$|^(?:어디|어느|그|이|붙잡|알아|받아|견딜|나를|너를)"),
    "en": re.compile(r"^(?:new |old |little )?(?:life|own|god|gosh|mind|head|self|heart|way|best|face|day|time|turn|bad|fault|name|feelings|work|whole|back)$", re.IGNORECASE),
}  # fmt: skip
# A yes or no by itself or before anything else, and what is one only as the whole of an answer.
_YES = re.compile(
    r"(?:응|웅|엉|ㅇㅇ|ㅇ|네|넹|넵|예|어|그럼|당연|맞아|맞아요|yes|yeah|yep|yup|ya|yea|sure|of course)\b"
)
_NO = re.compile(
    r"(?:아니|아뇨|아니요|아니오|ㄴㄴ|ㄴ|노노|no|nope|nah|not (?:really|yet|at all))\b"
)
_SHORT_YES = re.compile(
    r"(?:그래|있어|있어요|했어|했어요|조금|많이|맨날|자주|ok|okay|i (?:do|did|am|have))\b.{0,8}$"
)
_SHORT_NO = re.compile(
    r"(?:아직|별로|없어|없어요|못|안|전혀|i (?:don t|didn t|haven t|can t)|nothing|nobody|no one)\b.{0,8}$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One message, understood as far as cues go."""

    text: str
    words: str
    """Its words alone: no punctuation, laughter or emoji."""
    act: str | None
    topic: str | None
    slots: Mapping[str, str]

    @property
    def answer(self) -> str:
        """``yes``, ``no`` or empty: how the message would answer a question that asks for either."""
        if _NO.match(self.words) or _SHORT_NO.match(self.words):
            return "no"
        return "yes" if _YES.match(self.words) or _SHORT_YES.match(self.words) else ""


def read(message: str, *, language: str, mood: Mood) -> Reading:
    """Read *message*; the language it is answered in has the first word, the other helps out."""
    text = tidy(message)
    words = " ".join(_NOT_WORDS.sub(" ", text).split()).lower()
    scripts = [script(language), *(script(other) for other in LANGUAGES if other != language)]
    return Reading(
        text=text,
        words=words,
        act=_first(((written.acts, text, words) for written in scripts), mood),
        topic=_first(((written.topics, text, words) for written in scripts), mood),
        slots=_slots(text, scripts[0]),
    )


def tidy(message: str) -> str:
    """*message* in composed syllables, without lone surrogates, of a length that can be read."""
    whole = message[:_READ].encode("utf-8", "ignore").decode()
    return unicodedata.normalize("NFC", whole).strip()


def _first(tries: Iterator[tuple[Mapping[str, Situation], str, str]], mood: Mood) -> str | None:
    for situations, text, words in tries:
        for key, situation in situations.items():
            if situation.suits(mood) and situation.fits(text, words):
                return key
    return None


def _slots(text: str, written: Script) -> dict[str, str]:
    found = {slot: _named(text, rows) for slot, rows in written.words.items()}
    found["span"] = _match(_SPAN[written.language], text)
    found["thing"] = "" if found["who"] else _thing(text, written.language)
    return {slot: value for slot, value in found.items() if value}


def _named(text: str, rows: Mapping[str, re.Pattern[str]]) -> str:
    return next((shown for shown, cue in rows.items() if cue.search(text)), "")


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
