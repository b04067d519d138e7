"""Setting right: what somebody who was misheard says that they meant, as their hearer owns to it."""

import re

from bot.dialogue.mirror import swapped

_LONGEST = {"ko": 24, "en": 9}  # letters, or words, that are given back
_LEAD = re.compile(
    r"^(?:(?:아니+|아뇨|아니[야요]|아냐|아|저기|엥|응|어|ㄴㄴ|그게|근데)(?=[ ,.!?~ㅋㅎㅠㅜ]|$)[,.!?~ㅋㅎㅠㅜ ]*)+"
    r"|^(?:(?:no+|nope|nah|lol|haha|um|uh|wait|sorry|well|huh|what|but|oh|ok)\b\W*)+",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"[\s.,!~…ㅋㅎㅠㅜ]+$|(?<=[가-힣]) 지금은?[.!~ㅋㅎ]*$|(?:\s+(?:lol|haha+|lmao|tho|though|mate))+\W*$",
    re.IGNORECASE,
)
_SENTENCES = {
    "ko": re.compile(r"(?<![0-9])[.!?…\n]+|[ㅋㅎㅠㅜ]{2,}|[:;()]|\s[-–—]\s"),
    "en": re.compile(
        r"[.!?…\n]+(?!\d)|[:;()]|\s[-–—]\s|, (?=it's just|i (?:meant?|said)|i'm )", re.IGNORECASE
    ),
}

_RATHER = re.compile(r"^(?P<other>.+?) ?말고 (?P<meant>.+)$")
_NOT_BUT = re.compile(r"^(?P<other>.+?)(?:이|가|은|는|게|건)? ?아니(?:라|고|구) (?P<meant>.+)$")
_TALK = re.compile(
    r"^(.+?) ?(?:얘기|이야기|말)(?:이?야|이?라고|이?라니까|이?라구|[이]?에요|예요|임|였는데|인데|였어)요?$"
)
_TOLD = re.compile(
    r"^(.+[가-힣][다자라])(?:고|구|니까|는 ?(?:말|얘기|거|뜻|소리)(?:야|이야|예요|이에요|라고)?)요?$"
)
_BARE = re.compile(
    r"^(?!(?:고양|호랑|원숭|달팽|거북|떡볶|어린|종|오|놀|목걸|귀걸)이야)([가-힣0-9][가-힣0-9 ]{0,12}?[가-힣0-9])(?:이?라고|이?라니까|이야|(?<![아어해])야|이에요|예요|임|이(?=요$))요?$"
)
_IN_I = re.compile(r"^(\S+이)야요?$")  # what ends in 이 by itself
_SUBJECT = re.compile(r"^(\S{2,8}?)(?:이|가|은|는|을|를) ")
_ME = re.compile(r"^(?:나는|난|내가|제가|나|저는|전|우리|내|제) ")
_THEIRS = re.compile(
    r"(?<![가-힣])(?:너|넌|너는|네가|니가|나|난|나는|내가|제가|내|제|나한테|저한테|우리|저|뭐|무슨|왜|누구)(?![가-힣])"
)
_HARSH = re.compile(
    r"죽|자살|[시씨]발|새끼|병신|\b(?:kill|die|dying|suicid\w*|fuck\w*|shit\w*|idiot|stupid)\b",
    re.IGNORECASE,
)

_MEANT = re.compile(
    r"^(?:and |so )?(?:i (?:just |only )?(?:said|meant|mean)|i(?:'m| am| was) (?:just )?(?:talking|asking) (?:about|for)|it(?:'s| is| was) (?:just|only)) "
    r"(?!not\b|what\b|that\b|it\b|(?:to )?(?:tell|give|show|say|help)\b)(.+)$",
    re.IGNORECASE,
)
_NOT_X = re.compile(
    r"^not (?:an? |the |my |about )?[\w' -]{2,24}?(?:,| but) (?:it(?:'s| is| was) |i meant |just )?(.+)$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"(?:(?:,| and) not\b|,? not (?=an? |the |my |me\b|him\b|her\b|for |about )).*$", re.IGNORECASE
)
_A_THING = re.compile(r"^an? [\w' -]+$", re.IGNORECASE)
_UNFIT = re.compile(
    r"\b(?:you|your|u|what|why|how|who|if|maybe|nothing|fine|okay|kidding|joking|true|right|sure)\b",
    re.IGNORECASE,
)


def put_right(text: str, language: str) -> str | None:
    """What *text* says was meant instead, as a hearer names it: 「언니가 이사 간다는 말」, "your sister is moving".

    None where that is not plain. *text* is known to set right what was said before (`bot.dialogue.amiss`).
    """
    said = _TAIL.sub("", text.replace("’", "'").strip())
    lead = _LEAD.match(said)
    told = said[lead.end() :] if lead else said
    if _HARSH.search(told) or told.endswith(("?", "？")):
        return None
    parts = [part.strip() for part in _SENTENCES[language].split(told) if part.strip()]
    if language == "ko":
        return _korean(parts[0], denies=lead is not None) if parts else None
    found = (
        _english(part, denies=lead is not None and not place) for place, part in enumerate(parts)
    )
    return next((meant for meant in found if meant), None)


def _korean(told: str, *, denies: bool) -> str | None:
    corrects = _NOT_BUT.match(told) or _RATHER.match(told)
    meant = _ME.sub("", (corrects["meant"] if corrects else told).rpartition(", ")[2])
    if len(meant) > _LONGEST["ko"] or _THEIRS.search(meant):
        return None
    if talk := _TALK.match(meant):
        return f"{talk[1]} 얘기"
    if said := _TOLD.match(meant):
        return f"{said[1]}는 말"
    if not (corrects or denies):
        return None
    if bare := _BARE.match(meant) or _IN_I.match(meant):
        return bare[1]
    if corrects and (subject := _SUBJECT.match(meant + " ")):
        return f"{subject[1]} 얘기"
    return None


def _english(told: str, *, denies: bool) -> str | None:
    clear = _MEANT.match(told) or _NOT_X.match(told)
    meant = clear[1] if clear else told if denies and _A_THING.match(told) else ""
    meant = _TAIL.sub("", _AFTER.sub("", meant)).split(", ")[0].strip()
    if not meant or len(meant.split()) > _LONGEST["en"] or _UNFIT.search(meant):
        return None
    quiet = " ".join(
        word if word == "I" or not word.isupper() else word.lower() for word in meant.split()
    )
    return swapped(quiet)
