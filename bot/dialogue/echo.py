"""Giving a person's own words back: 「대답을 못 했어」 → 「대답을 못 했군요.」"""

import re

from bot.dialogue.korean import final, with_particle

_ENDING = re.compile(
    r"(?:어요|어|습니다|다|음|네요|네|거든요|거든|는데요|는데|지|죠)$"
)  # after a syllable that ends in ㅆ or ㅄ
_SS, _N = ("".join(chr(0xAC00 + 28 * n + end) for n in range(399)) for end in (20, 4))
# What somebody else said: 「바빴대」, 「나온대」, 「암이래」, 「그만하래」.
_REPORTED = re.compile(
    rf"(?![군반현연한]대)([{_SS}{_N}없많좋싶찮않프쁘])(대)요?$|([하말]|[가-힣]이)(래)요?$"
)
_WISH = re.compile(r"싶(?:어요|어|다|습니다|네요|네)$")
_STARTERS = re.compile(
    r"^(?:(?:아니|괜찮아|아|음|어|응|네|근데|그런데|그래서|그리고|그냥|사실|일단|솔직히|헐|헉|와|에휴|하|아뇨|아니요|있잖아)[, ]+)+"
)
_SELF = re.compile(
    r"^(?:나|저)(?= )\s*|(?<![가-힣])(?:나는|난|내가|나도|나한테|나에게|나보고|나를|날|내|우리|저는|전|제가|저도|저한테|저에게|저를|제)(?= )\s*"
)
# What must not come back out of another's mouth: insults and despair, guesses, and second persons.
_HARSH = re.compile(
    r"새끼|병신|쓰레기|한심|바보|멍청|[시씨]발|ㅅㅂ|존나|졸라|ㅈ같|미친|죽|자해|자살|못생|쓸모|실패자|뚱뚱"
)
_UNFIT = re.compile(
    r"(?<![가-힣])(?:너|넌|너는|네가|니가|당신|나|나만|나랑|나까지|저|저만|저랑|저|너밖에|너뿐|너한테|너랑|너도|고마워|미안해|뭐|왜|누구|누가|어떻게)(?![가-힣])|물어봤|말했잖|겠|얘긴데|얘기인데|말인데|[?]"
)


_COPULA = re.compile(
    r"(?<!아니)(이)야$|(?:(?<=선배)|(?<=후배)|(?<=친구)|(?<=문제)|(?<=동기)|(?<=회사)|(?<=학교)|(?<=거))()야$"
)
# Adjectives whose stem changes before what follows, by the syllables in front of 어.
_STEMS = {
    "무서워": "무섭", "어려워": "어렵", "외로워": "외롭", "부러워": "부럽", "귀여워": "귀엽", "아쉬워": "아쉽",
    "그리워": "그립", "괴로워": "괴롭", "미워": "밉", "무거워": "무겁", "두려워": "두렵", "지겨워": "지겹",
    "즐거워": "즐겁", "반가워": "반갑", "아까워": "아깝", "힘들어": "힘들", "싫어": "싫", "좋아": "좋", "많아": "많",
    "슬퍼": "슬프", "기뻐": "기쁘", "바빠": "바쁘", "아파": "아프", "고파": "고프", "예뻐": "예쁘",
}  # fmt: skip
_ADJECTIVE = re.compile(f"(?<= )({'|'.join(_STEMS)})$")
_NOUN = re.compile(r"[가-힣0-9]+(?: (?:정도|[0-9]+[가-힣]{1,2}))?")
_WHEN = re.compile(r"어제|그제|그저께|엊그제|작년|재작년|지난 ?주|지난 ?달|어젯밤|오늘 아침|방금")
_KIND = re.compile(r"[가-힣]{1,4}[은는운한른쁜픈] 거")
# What a bare noun does not end in, though some nouns do: better silent than wrong.
_VERBAL = re.compile(
    r"[가냐던든야어아여요다지고랑서면니네나까데만은는을를에게로라해돼워와줘봐져쳐려겨써커꺼씩쯤히음함됨듦임옴감봄줌듬뭐들께]$|[가-힣]이$|^뭐|대로$|(?<!정)도$|^(?:아직|매우|엄청|너무|이미|별로|혼자|같이|계속|어제|그제|오늘|내일|모레|방금|아까|지금|나중|요즘|그날|어때|글쎄|아뇨|에휴|몰라)$"
)


_CIVIL = (
    ("엄마", "어머니"), ("아빠", "아버지"),
    (r"걔(?:가|네가)", "그 사람이"), ("걔는", "그 사람은"), ("걔를", "그 사람을"), ("걔랑", "그 사람이랑"), ("걔한테", "그 사람한테"),
)  # fmt: skip


def answer(message: str) -> str | None:
    """A bare noun, as the hearer of an answer repeats it: 「초코」 → 「초코군요.」"""
    word = re.sub(r"[ㅋㅎㅠㅜ.!~?…]+$", "", message).strip()
    if _WHEN.fullmatch(word):
        return with_particle(word, "이었") + "군요."
    if _KIND.fullmatch(word):
        return with_particle(word, "이군요") + "."
    word = re.sub(r"(?<=[가-힣])이요$", "", word)
    if len(word) > 10 or not _NOUN.fullmatch(word) or _VERBAL.search(word) or _HARSH.search(word):
        return None
    return with_particle(word, "이군요") + "."


def echo(message: str) -> str | None:
    """The last sentence of *message* as its hearer repeats it, in 해요체; None if it does not suit."""
    if _HARSH.search(message):
        return None
    sentences = [part.strip() for part in re.split(r"[.!…~\n,]+|[ㅋㅎㅠㅜ]{2,}", message)]
    last = next((part for part in reversed(sentences) if part), "")
    last = _STARTERS.sub("", _SELF.sub("", _STARTERS.sub("", last))).strip()
    if not 3 <= len(last) <= 24 or _UNFIT.search(last) or (" " not in last and len(last) > 8):
        return None
    if told := _REPORTED.search(last):
        said = f"{told[1]}다고" if told[2] else f"{told[3]}라고"
        return f"{_civil(last[: told.start()])}{said} 하는군요."
    if came := _COPULA.search(last):
        return f"{_civil(last[: came.start()])}{came[1] or ''}군요."
    if felt := _ADJECTIVE.search(last):
        return f"{_civil(last[: felt.start()])}{_STEMS[felt[1]]}군요."
    if wish := _WISH.search(last):
        return f"{last[: wish.start()]}싶은 거군요."
    stem = _ENDING.sub("", last)
    return f"{_civil(stem)}군요." if stem != last and final(stem) in {"ㅆ", "ㅄ"} else None


def _civil(text: str) -> str:
    for said, heard in _CIVIL:
        text = re.sub(said, heard, text)
    return text
