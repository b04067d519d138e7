"""Whether what was just said went amiss: a person wonders at it, or sets it right."""

import re

_WONDERING = re.compile(
    r"^(?:(?:응|네|엥|어|헐|뭐|으응|예)\s?[?？]+|(?:무슨|뭔) ?(?:말|소리|얘기|뜻)(?:이야|이에요|이지|야|예요|임|래|인데)?\s?[?？ㅋㅎㅠㅜ~]*$|뭐라고(?:요|는)?\s?[?？]*$)(?=\s|$)"
    r"|(?:무슨|뭔) ?(?:말|소리|소린|뜻)(?:인지|인가)?[은는도]? ?(?:잘 ?)?모르겠"
    r"|\bnot (?:really )?sure (?:what (?:you|that|u) mean|i (?:follow|get|understand)(?: you| that)?)\b|\byou(?:.ve| have)? (?:totally )?lost me\b|^(?:그 )?([가-힣]{1,6})\? 무슨 \1|^(?:lol |haha |ha |um )+(?:what|huh)\?|^you what\?|^(?:wait |um |er )?what (?:does|do|did|is|are|was)\s?\?+$|^that one what\b|\b(?:nobody|no ?one)(?:.?s| is| has)? (?:died|dead|dying|grieving|ill)\b"
    r"|\bno,? (?:no,? )?i meant\b|\byou.?re not (?:really )?listening\b"
    r"|^(?:(?:wait,? )?(?:huh|what|eh|sorry|pardon|come again)\s?[?？]+|(?:wait,? )?what do you mean\b|i (?:don.?t (?:get|understand)|didn.?t understand) (?:that|it|you)\W*$)",
    re.IGNORECASE,
)
_SETTING_RIGHT = re.compile(
    r"^(?:아니|아냐)(?!면|다)\S{0,2} .*(?:[다라]니까|말이|얘기(?:라고|였는데|인데))(?:요|야|지|임)?[\s.!~ㅋㅎㅠ]*$"
    r"|^(?:아니|아냐|엥) .*말고 .*(?:얘기|말)(?:이?야|라고|예요|이에요)(?:요)?[\s.!~ㅋㅎㅠ]*$"
    r"|^아니 [^?]{3,14}다고(?:요)?[\s.!~ㅋㅎㅠ]*$"
    r"|(?:[아에]라|이라|[가-힣]라)니까(?:요|는)?[\s.!~ㅋㅎㅠ]*$"
    r"|^(?:아니|아냐|엥)(?!면|다)\S{0,2} .*아니(?:라|고) |^[가-힣 ]{0,8}(?:는|은|한|던|인) ?[게건] 아니(?:라|고) .*(?:말이야|말이에요|[다라]고)(?:요)?[\s.!~ㅋㅎㅠ]*$"
    r"|^(?:no,? )?(?:um,? )?i (?:didn.?t|never) (?:say|said|ask|asked|mean|meant) (?:that|it|you\b.{0,30})\W*$"
    r"|^no,? (?:i (?:mean|meant|said)|it.?s not|that.?s not|not (?:an?|the))\b"
    r"|^(?:huh\W+|(?:no\W+)+|but |well )(?:i said|i.?m talking about)\b|^(?:huh\W+|no\W+|but |well )?i (?:was (?:asking|talking) (?!to )|said (?:\w+|[^.?]+,) not )|^i said \S[^.?]*, not ",
    re.IGNORECASE,
)
_OTHER_TALK = re.compile(r"^[가-힣 ]{1,8} ?(?:얘기|이야기|말)가? ?아니(?:라|고|구) [가-힣 ]+")
"""In which it is told what was talked of, against what was taken for it."""
_BUT = re.compile(
    r"(?:이|가) 아니(?:라|고|구) |^(?:no,? )?not (?:an? |the |my )[\w ']+, (?:but |it.?s )?(?:an? |the |my )?\w",
    re.I,
)
_QUESTION = re.compile(r"[^.!?…]*\?")
_SCOFFING = re.compile(
    r"^(?:아니 |아 |엥 |응 |뭐 )?[가-힣]+긴 (?:뭐가|무슨|누가|뭘)|^(?:of course|sure|right|naturally|ok|okay|so) what\s?\?+",
    re.IGNORECASE,
)
_GIVEN_BACK = re.compile(
    r"^(?:아니 |아 |엥 |응 |뭐 )?([가-힣]{2,8}?)(?:(?:은|는) 무슨(?= |$)|(?:가|이|는|은) 뭐(?:야|예요|냐)(?=[\s?!ㅋㅎ]|$)|(?:이?라니|이라고요?)(?=[\s?!ㅋㅎ]|$))"
)
"""A word that is given back to say that it was out of place."""
_ABOUT = re.compile(
    r"^(?:무슨|뭔) ([가-힣]{1,5})\s?[?？ㅋㅎ~]*$|^(?:뭘|뭐가|왜) ([가-힣]{2,4})(?:야|래|요)(?=\s|$)|([가-힣]{2,5}?)(?:이?라니|라고)[?？]"
    r"|\b(?:what|which) (?!that|they|this|then|there)(\w{4,})\W*$|^an? (\w{3,})[?？]",
    re.IGNORECASE,
)
"""Words that are asked about."""
_NOT_SO = re.compile(
    r"([가-힣]{2,4}?)(?:은|는|이|가|게|건|얘기는|일은)?(?: 게)? ?(?:아니(?:고|라|야|에요|예요|거든|지|었)|아닌데|아냐)"
    r"|\bnot (?:an? |the |my )?(?!that|this|sure|really|even|just|only|much)(\w{4,})\b",
    re.IGNORECASE,
)
"""Words that are denied."""


def went_amiss(text: str, answered: str, /, told: str = "") -> bool:
    """Whether *text* wonders at *answered*, or denies it, by its first words or one that it gives back.

    A no to a question is an answer; but not what denies a word of *told*, to which that was answered.
    """
    if not answered:
        return False
    if _WONDERING.search(text) or _SCOFFING.search(text):
        return True
    asked, said = "?" in answered, answered.lower()
    if _OTHER_TALK.search(text) or ((back := _GIVEN_BACK.search(text)) and back[1] in said):
        return True
    if not asked and _SETTING_RIGHT.search(text):
        return True
    if asked and not _BUT.search(text):
        return False
    if asked:
        said = f"{_QUESTION.sub('', said)} {told.lower()}"
    given = (*_ABOUT.finditer(text), *_NOT_SO.finditer(text))
    words = (word.lower() for found in given for word in found.groups() if word)
    return any(re.search(rf"(?<![a-z]){re.escape(word)}(?![a-z])", said) for word in words)
