"""Korean predicates by rule: from the form in which something is told to its stem, and on from there.

Only forms that can be read in one way are; for the rest there is None, and the caller says it otherwise.
"""

import re

_FIRST, _VOWELS, _FINALS = 0xAC00, 21, 28
_N, _D, _L, _M, _P, _S, _SS, _NG, _H = 4, 7, 8, 16, 17, 19, 20, 21, 27  # places of finals
_A, _O, _WA, _WAE, _OE, _U, _WEO, _WI, _EU, _UI, _I, _YEO = (
    0,
    8,
    9,
    10,
    11,
    13,
    14,
    16,
    18,
    19,
    20,
    6,
)  # of vowels

_ADJECTIVES = re.compile(
    "(?:(?:힘들|싫|좋|많|적|짧|길|멀|작|높|낮|깊|넓|좁|같|늦|귀찮|괜찮|시원찮|밝|젊|맑|얇|굵|만만찮|편찮|맛있|맛없|재밌|재미있|재미없|멋있|있|없|싶|아프|나쁘|바쁘|고프|슬프|기쁘|예쁘|크|쓰리|비싸|짜|차|다르|빠르|그렇|이렇|어떻|하얗|까맣)"
    "|[가-힣]*(?:프|쁘|무섭|어렵|외롭|부럽|귀엽|아쉽|그립|괴롭|밉|무겁|두렵|지겹|즐겁|반갑|아깝|맵|덥|춥|가깝|고맙|부끄럽|시끄럽|어둡|뜨겁|차갑|가볍|쉽|서럽|스럽|롭)"
    "|[가-힣]*(?:행복|피곤|우울|불안|친절|심심|조용|건강|편|편안|답답|미안|속상|창피|불편|지루|이상|특별|궁금|필요|중요|간단|복잡|뿌듯|허전|쓸쓸|섭섭|서운|억울|초조|막막|후련|시원|따뜻|씩씩|착|똑똑|한심|당황|민망|뻔|급|심|순|독|유명|비슷|완벽|충분|부족|가능|다행|평범|깨끗|대단|황당|어색|익숙|허탈|신기|소중|소박|단순|진지|솔직|잔잔|고요|짠|찜찜|찝찝|개운|상쾌|쌀쌀|선선|포근|넉넉|빡빡|촉박|다정|무뚝뚝|까칠|예민|엄격|꼼꼼|느긋|성실|애매|확실|분명|당연|평온|멍|띵|아찔|뻔뻔|무심|무난|든든|울적|침착|서먹|뭉클|짜릿|통쾌|아늑|쾌적|한가|한산|조급|절실|간절|애틋|멀쩡|튼튼|날씬|통통|저렴|어정쩡|막연|뜨끔|으슬으슬|얼얼|멋쩍)하)$"
)
# What may be an adjective that is not listed: 네 goes with either.
_EITHER = re.compile(r"[가-힣][가-힣](?<![아어워])하$|만하$|낫$|않$")
_ROUNDED = re.compile(r"(?:배|키|싸|치|채|태|깨|세|피|비|지|외|데|재)우$")
# The informal present of what follows no rule, or the same form as something else.
_OWN = {
    "아파": "아프", "바빠": "바쁘", "나빠": "나쁘", "고파": "고프", "슬퍼": "슬프", "기뻐": "기쁘", "예뻐": "예쁘", "커": "크",
    "놔": "놓", "써": "쓰", "꺼": "끄", "떠": "뜨", "몰라": "모르", "달라": "다르", "골라": "고르", "올라": "오르", "빨라": "빠르", "말라": "마르",
    "불러": "부르", "흘러": "흐르", "눌러": "누르", "퍼": "푸", "도와": "돕", "켜": "켜", "힘들어": "힘들", "그래": "그렇", "떨려": "떨리",
}  # fmt: skip
_AS_THEY_ARE = re.compile(
    r"^(?:가|나가|들어가|돌아가|올라가|내려가|지나가|넘어가|자|사|타|만나|떠나|끝나|일어나|나타나|화나|짜증나|눈물나|생각나|기억나|비싸|싸|짜|모자라|놀라|보내|지내|내|빼|깨|건너|서)$"
)
_DROPPED = re.compile(r"(?<=힘)드$")  # 「힘드네」
_NOUNS = re.compile(
    r"(?:^|\s)(?:요즘|그럼|지금|처음|다음|마음|사람|가끔|조금|오늘|밤|봄|여름|점심|아침|이름)$"
)
_TWO_WAYS = re.compile(r"(?:들|걸|물|나|지|부|실|길|이|긋|붓)$")  # 들어: 듣다 or 들다


def stem(told: str) -> str | None:
    """The stem of *told*, a predicate in the present as people say it: 「아파요」 → 「아프」."""
    word = told.removesuffix("요")
    if _NOUNS.search(word):
        return None
    if ends := re.search(r"(?:습니|는)다$|[네지죠]$|거든$|는데$|잖아$", word):
        root = word[: ends.start()]
        return _DROPPED.sub("들", root) or None
    if word.endswith("음"):
        return word[:-1] if _parts(word[-2:-1])[2] else None
    before, (lead, vowel, final) = word[:-1], _parts(word[-1:])
    if word.endswith("니다") and _parts(word[-3:-2])[2] == _P:
        return _opened(word[:-2])
    if word.endswith("다"):
        return _opened(before) if _parts(before[-1:])[2] == _N else before or None
    if final == _M and lead >= 0:
        return _opened(word)
    return _informal(word, before, lead, vowel) if not final else None


def _informal(word: str, before: str, lead: int, vowel: int) -> str | None:
    """The stem of a form in 아 or 어."""
    if said := next(filter(word.endswith, _OWN), ""):
        return word.removesuffix(said) + _OWN[said]
    if _AS_THEY_ARE.search(word):
        return word
    if word.endswith(("아", "어")):
        return _without(before)
    if word.endswith("해"):
        return before + "하"
    if word.endswith("워"):
        wet = _joined(before, _P) if before and not _parts(before[-1])[2] else ""
        rounded = before + "우"
        return wet if _ADJECTIVES.search(wet) else rounded if _ROUNDED.search(rounded) else None
    drawn = {_WA: _O, _WAE: _OE, _WEO: _U, _YEO: _I}.get(vowel)
    return before + _syllable(lead, drawn, 0) if drawn is not None else None


def _without(before: str) -> str | None:
    """What stands before 아 or 어, if that is a stem."""
    if not before or _TWO_WAYS.search(before):
        return None
    vowel, final = _parts(before[-1])[1:]
    if final == _NG:  # no stem ends so: 「방아」
        return None
    return before if final or vowel in {_OE, _WI, _I} else None


def heard(root: str) -> str:
    """*root*, a stem, as somebody who hears of it takes it in: 「아프군요」, 「자는군요」."""
    honoured = re.sub(r"(?<=.)으?시$", "", root)
    if _ADJECTIVES.search(honoured) or root.endswith("이시") or root == "세":
        return root + "군요"
    return noticed(root) if _EITHER.search(root) else _thinned(root) + "는군요"


def noticed(root: str) -> str:
    """As `heard`, lighter: 「아프네요」."""
    return _thinned(root) + "네요"


def _thinned(root: str) -> str:
    """*root* before ㄴ, where a final ㄹ falls."""
    lead, vowel, final = _parts(root[-1])
    return root[:-1] + _syllable(lead, vowel, 0) if final == _L else root


def past(root: str) -> str | None:
    """*root* in the past, up to its ㅆ: 「좋」 → 「좋았」."""
    lead, vowel, final = _parts(root[-1:])
    if lead < 0:
        return None
    if final:
        regular = (
            final not in {_P, _D, _S, _H} or root[-1] in "좋넣낳쌓놓닿쏟닫믿받얻입잡씹뽑집좁웃씻벗"
        )
        return (root + ("았" if vowel in {_A, _O} else "었")) if regular else None
    if root.endswith("하"):
        return root[:-1] + "했"
    if root.endswith(("그러", "이러", "저러")):
        return root[:-1] + "랬"
    if vowel == _EU:
        return None
    if vowel in {_WI, _UI}:
        return root + "었"
    return root[:-1] + _syllable(
        lead, {_O: _WA, _OE: _WAE, _U: _WEO, _I: _YEO}.get(vowel, vowel), _SS
    )


def _opened(text: str) -> str:
    """*text* without its last final consonant."""
    lead, vowel, _ = _parts(text[-1:])
    return text[:-1] + _syllable(lead, vowel, 0)


def _joined(text: str, final: int) -> str:
    lead, vowel, _ = _parts(text[-1:])
    return text[:-1] + _syllable(lead, vowel, final)


def _parts(letter: str) -> tuple[int, int, int]:
    """The places of a syllable's consonant, vowel and final; -1 for what is none."""
    place = ord(letter) - _FIRST if letter else -1
    if not 0 <= place < 11_172:
        return -1, -1, 0
    return place // (_VOWELS * _FINALS), place // _FINALS % _VOWELS, place % _FINALS


def _syllable(lead: int, vowel: int, final: int) -> str:
    return chr(_FIRST + (lead * _VOWELS + vowel) * _FINALS + final)
