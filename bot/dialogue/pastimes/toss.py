"""A coin for whoever cannot decide: what one feels when it has fallen tells more than the coin."""

import re
from typing import NamedTuple

from bot.dialogue.pastimes.sitting import Sitting, Wording, wording

_COIN = re.compile(
    r"동전 ?(?:좀 |하나 )?(?:던져|굴려|던지) ?(?:줘|줄래|줘라|봐|볼래|보자|주세요|자)(?:요)?[\s.!?~ㅋㅎ]*$"
    r"|^(?:ok |okay |please |can you |could you |let.?s |just )*(?:flip|toss) (?:a |the )?coin(?: for me| please| then)*\W*$"
)
# To do it, or not.
_WHETHER = re.compile(
    r"(?:[가-힣]까(?:요)?,? (?:말까|하지 ?말까|그만둘까|안 ?[가-힣]{1,4}까))|\bor not\b"
)
_TOLD = re.compile(r"[까요] ?하다가|[았었했]|\b(?:did|was|whether or not|believe it)\b")
# One of two, and that it is the companion who is to choose.
_THING = r"[가-힣a-z0-9]{1,8}(?: [가-힣a-z0-9]{1,5})??"
_KOREAN = re.compile(
    rf"(?:^|[ ,])(?P<a>{_THING})(?:[을를])?(?:이?야,? (?:아니면|아님) |,? ?(?:아니면|아님|또는|vs) ?|이?냐,? )(?P<b>{_THING})(?=[을를]|이?[냐야]| |[?]|$)"
)
_AMONG = re.compile(rf"(?:^|[ ,])(?P<a>{_THING})(?:이?랑|하고|[와과]) (?P<b>{_THING}) ?중에")
_SAME_VERB = re.compile(
    r"(?P<a>[가-힣a-z0-9]{1,8}) (?P<verb>[가-힣]{1,4}까)(?:요)?,? (?:아니면 )?(?P<b>[가-힣a-z0-9]{1,8}) (?P=verb)"
)
_BETWEEN = re.compile(r"\bbetween (?P<a>[a-z0-9' ]{2,28}?) and (?P<b>[a-z0-9' ]{2,28}?)\s*(?:\?|$)")
_ENGLISH = re.compile(
    r"(?:(?:should|shall|do|can) (?:i|we) (?:just )?(?:have|eat|get|order|watch|wear|buy|make|cook|drink|play|go for)? ?|between |whether to |either |^)?(?P<a>[a-z0-9' ]{2,28}?),? or (?P<b>[a-z0-9' ]{2,28}?)\s*(?:\?|$)"
)
_BOTH = {
    "ko": re.compile(
        rf"(?:^|[ ,])(?P<a>{_THING})(?:이?랑|하고|[와과]) (?P<b>{_THING}) ?중에"
        r"|^(?P<c>[가-힣]{1,6}?)이?(?:야|냐|예요|파야|파냐) (?P<d>[가-힣]{1,6}?)이?(?:야|냐|예요|파야|파냐)\??$"
    ),
    "en": re.compile(
        r"^(?:ok |so |and |but |hey )*(?:do you (?:like|prefer)|which do you (?:like|prefer)[^,:?]{0,12}[,:?]|are you an?|would you rather have) (?P<a>[a-z0-9' ]{2,20}?),? or (?:an? )?(?P<b>[a-z0-9' ]{2,20}?)(?: person| better| more)?\s*\?*$"
    ),
}
"""Two things of which the companion is asked for one."""
_CALLED = re.compile(r"^(?:근데 |그럼 |혹시 )?(?:너는|넌|너라면|너) ")
_PEOPLE = re.compile(
    r"엄마|아빠|나랑|언니|오빠|형|누나|동생|친구|걔|남친|여친|남편|아내|사람|인간|로봇|기계|봇|프로그램|인공지능|남자|여자|진짜|가짜|ai|살아|\b(?:me|him|her|mum|mom|dad|humans?|real|man|woman|boy|girl|bot|machine|robots?|programs?|alive|fake)\b"
)
_ASKED = re.compile(
    r"골라|정해|결정|고민|중에|둘 ?중|뭐가 ?(?:더 )?(?:나을|좋을|나아|나)|어느|어떤 ?게|뭘로|까(?:요)?\W*$|이?냐\W*$"
    r"|\b(?:pick|choose|decide|can.?t decide|should i|shall i|which|help me)\b"
)
_OF_IT = re.compile(r"너(?:는|라면|도)|넌|당신|좋아해|누가|누구|\b(?:you|your|who)\b")
_TAIL = re.compile(r"(?:을|를|이|가|은|는|중에|중|이?냐|으로|로)$")
# What one may be tossed over without being asked to: to do it or not, …
_TRIFLE = re.compile(
    r"라면|커피|치킨|피자|야식|간식|케이크|배달|산책|운동|영화|게임|청소|빨래|씻|놀러|드라마|책 "
    r"|\b(?:coffee|tea|cake|pizza|walk|gym|film|movie|shower|nap|bake|cook|game|go out|snack|run)\b"
)
# … or one of two …
_EVERYDAY = re.compile(
    r"먹|마시|시킬|시켜|배달|라면|치킨|피자|커피|야식|간식|볼까|보러|읽|입을|입고|신을|걸어|산책|씻|샤워|낮잠|게임|영화|드라마|운동|청소|빨래|설거지|나갈|놀러|쉴|집에 있|여행|색|메뉴|짜장|스콘|케이크"
    r"|\b(?:eat|have|order|drink|coffee|tea|pizza|pasta|burger|curry|film|movie|watch|read|book|wear|walk|go out|stay in|game|play|shower|nap|bake|cook|cake|dinner|lunch|breakfast|snack|tv|telly|run|gym|clean|nails|colou?r)\b"
)
# … and what over at no time.
_WEIGHS = re.compile(
    r"먹지 ?말|헤어|이혼|결혼|퇴사|그만두|그만둘|사표|이직|자퇴|휴학|전학|유학|이민|수술|병원|응급|약|진료|상담|임신|낙태|고소|신고|경찰|대출|빚|투자|주식|코인|보험|입양|전화번호|연락|고백|사과|말할까|죽|살까 말까|끊|끝낼|지울|안락사|수면제|진통제|타이레놀|영양제|술|담배|운전|굶|토할|긋|그을|뛰어|태울|때릴|복수|훔|빌릴|응급|퇴원|입원|주사|백신|학교 ?안|자퇴|출근 ?안"
    r"|\b(?:end it|go on|skip|fast(?! food)|diet|not eat|put (?:him|her|it|my|the)|drunk|drink alone|drive|driving|starve|purge|cut|jump|hit|steal|forgive|baby|kids?|school|cheat\w*|vaccine|insulin|sleeping|break up|divorce|marry|quit|resign|job|surgery|hospital|doctor|meds?|medic\w+|pills?|pregnan\w+|abort\w+|police|report|loan|debt|invest\w*|stocks?|crypto|adopt|move|moving|tell (?:him|her|them)|text (?:him|her|them)|apologi[sz]e|die|live|leave (?:him|her|them))\b"
)
_AGAIN = re.compile(r"다시|한 ?번 ?더|again|once more|best of")
_SORRY = re.compile(
    r"아쉬|아쉽|섭섭|싫|별로|아니|실망|에이|아 ?왜|반대|다른|음|글쎄|disappoint|no\b|nah|other|hmm|aw+|not really|meh|damn"
)


class Options(NamedTuple):
    """Heads and tails; empty names where it is but to do something or not."""

    heads: str = ""
    tails: str = ""


class Toss:
    """The coin."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.wording: Wording = wording(language)["toss"]

    def is_wanted(self, message: str) -> bool:
        """Whether *message* is about a small decision that somebody else is to make, or which the companion likes."""
        return bool(options(message, self.language) or taste(message, self.language))

    def opens(self, sitting: Sitting) -> str:
        """Heads or tails."""
        if of_it := taste(sitting.message, self.language):
            return sitting.draw(self.wording["own"], option=sitting.chance.choice(of_it))
        found = options(sitting.message, self.language) or Options()
        heads = sitting.chance.random() < 0.5
        if not found.heads:
            return sitting.draw(self.wording["do" if heads else "leave"])
        return sitting.draw(self.wording["fell"], option=found.heads if heads else found.tails)

    def goes_on(self, sitting: Sitting) -> str | None:
        """What the feeling about it says."""
        if not sitting.asked([*self.wording["fell"], *self.wording["do"], *self.wording["leave"]]):
            return None
        if _AGAIN.search(sitting.words):
            return sitting.draw(self.wording["again"])
        if _SORRY.search(sitting.words):
            return sitting.draw(self.wording["sorry"])
        glad = sitting.agrees or re.search(
            r"반가|반갑|좋|다행|glad|happy|relie|good|great|nice", sitting.words
        )
        return sitting.draw(self.wording["glad"]) if glad else None


def taste(message: str, language: str) -> Options | None:
    """Of what two things *message* asks which one the companion likes better; None if it does not."""
    text = _tidy(message)
    if not _OF_IT.search(text) or _PEOPLE.search(text):
        return None
    return _parted(_BOTH[language].search(_CALLED.sub("", text)))


def options(message: str, language: str) -> Options | None:
    """What is to be decided between in *message*; None if it asks for no such thing."""
    text = _tidy(message)
    if _WEIGHS.search(text):
        return None
    if _WHETHER.search(text):
        return Options() if _TRIFLE.search(text) and not _TOLD.search(text) else None
    if not (_COIN.search(text) or _EVERYDAY.search(text)):
        return None
    asks = _COIN.search(text) or (_ASKED.search(text) and not _OF_IT.search(text))
    if not asks:
        return None
    patterns = (_SAME_VERB, _KOREAN, _AMONG) if language == "ko" else (_BETWEEN, _ENGLISH)
    found = next((place for one in patterns if (place := one.search(text))), None)
    return _parted(found) or (Options() if _COIN.search(text) else None)


def _tidy(message: str) -> str:
    return " ".join(message.lower().strip(" .!~ㅋㅎㅠㅜ").split())


def _parted(found: re.Match[str] | None) -> Options | None:
    if found is None:
        return None
    named = [name for name in found.groupdict().values() if name and not name.endswith("까")]
    if len(named) != 2:
        return None
    heads, tails = (_TAIL.sub("", name.strip()) for name in named)
    return Options(heads, tails) if heads and tails else None
