"""What a question asks for that the person has told already."""

import re
from collections.abc import Iterable

# What is asked for, by how a question asks for it, and what a message says when it tells that. A
# question may ask for more than one; any that was told makes it needless.
_TELLING = {
    "ko": (
        (
            r"언제(?! ?(?:제일|가장|그런|부터|쯤 ?한숨))|며칠|몇 ?시",
            r"(?<![가-힣])(?:아까|방금|어제|그제|그저께|엊그제|오늘|내일|낼|모레|이따|지난 ?[주달]|다음 ?[주달]|담 ?주|이번 ?[주달]|주말|작년|내년|어젯밤|아침|점심|저녁|새벽|[월화수목금토일]요일)|[0-9한두세네] ?(?:시|월|일)(?![가-힣])",
        ),
        (
            r"언제부터|얼마나 (?:됐|되)|얼마 ?동안|얼마 ?만에|지는 얼마",
            r"[0-9가-힣] ?(?:년|달|개월|주|일|시간|분|학기|번)(?:이나)? ?(?:째|전|동안|만에|넘|됐|된|내내|사귀|만났|살았|다녔)|째(?:야|예요|다|네|인데|$)|부터|오래|처음|갑자기|방금|오늘(?:도)? |어제|이번|사흘|나흘|일주일|[0-9]+살",
        ),
        (
            r"누구(?:랑|하고|한테|를|네)|누가|몇 ?명",
            r"[가-힣]+(?:이랑|랑|하고|한테|에게|께|이가|님이|님은) |(?:엄마|아빠|어머니|아버지|언니|누나|오빠|형|동생|친구|남편|아내|남친|여친|선배|후배|팀장|부장|선생|걔|그 ?(?:애|사람))|혼자",
        ),
        (r"어디(?:서|에|로|예요|를|까지)", r"[가-힣]+(?:에서|에|으로) "),
        (
            r"왜(?! ?하필)|뭐 ?때문|무엇 ?때문|어쩌다|이유|계기",
            r"때문|(?:[아어여해와워려져]|라)서(?:요)?(?= |$)|니까|느라|길래|려고|탓|덕분|까 ?봐",
        ),
        (
            r"몇 ?살|학년",
            r"[0-9한두세네] ?(?:살|세|학년|개월|돌)|스물|서른|마흔|쉰|예순|일흔|여든|[초중고][0-9]|초등|중학|고등|대학생|유치원|어린이집|군대|직장",
        ),
        (r"얼마(?:예요|나 해|나 올|나 들|나 떨)", r"[0-9천만억백] ?(?:원|만|프로|%|등급|등|점)"),
        (r"이름(?:이|은) ?(?:뭐|어떻게)", r"이름은|[가-힣]{2}(?:이라고|라고) ?(?:해|불러|지었)"),
        (r"기분|어땠|마음이 (?:어땠|들었)", r"좋|싫|슬프|슬퍼|행복|기뻐|기쁘|무섭|무서|떨|속상|화나|화가|짜증|힘들|외롭|외로|불안|설레|서운|섭섭|뿌듯|울었|눈물|울컥|미안|아쉽|창피|답답|시원|후련|재밌|재미|최고|별로|맛있"),
    ),
    "en": (
        (
            r"^When (?!is it)",
            r"\b(?:today|yesterday|tomorrow|tonight|(?:last|next|this) (?:night|week|month|year|weekend|\w+day)|on \w+day|ago|this (?:morning|evening|afternoon))\b",
        ),
    ),
}  # fmt: skip
_KNOWN = {
    language: tuple((re.compile(asks), re.compile(told, re.I)) for asks, told in pairs)
    for language, pairs in _TELLING.items()
}


def is_told(question: str, texts: Iterable[str], language: str) -> bool:
    """Whether one of *texts* tells what *question* asks for."""
    asked = [told for asks, told in _KNOWN[language] if asks.search(question)]
    return any(told.search(text) for text in texts for told in asked)
