"""Whether what was just said went amiss: a person wonders at it, or sets it right."""

import re

_WONDERING = re.compile(
    r"^(?:(?:응|네|엥|어|헐|뭐|으응|예)\s?[?？]+|(?:무슨|뭔) ?(?:말|소리|얘기|뜻)\S{0,4}|뭐라고(?:요|는)?\s?[?？]*$)(?=\s|$)"
    r"|^(?:(?:wait,? )?(?:huh|what|eh|sorry|pardon|come again)\s?[?？]+|(?:wait,? )?what do you mean\b|i (?:don.?t|didn.?t) (?:get|understand) (?:that|it|you)\b)",
    re.IGNORECASE,
)
_SETTING_RIGHT = re.compile(
    r"^(?:아니|아냐)(?!면|다)\S{0,2} .*(?:라고|다고|냐고|니까|거든|잖아|얘기|말이|인데|는데)(?:요|야|지|임)?[\s.!~ㅋㅎㅠ]*$"
    r"|(?:다|라|이)니까(?:요|는)?[\s.!~ㅋㅎㅠ]*$"
    r"|\bi (?:didn.?t|never) (?:say|said|ask|asked|mean|meant) (?:that|it|you|anything)\b|^no,? (?:i (?:mean|meant|said)|it.?s not|that.?s not|not)\b",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"(?:무슨|뭔) ([가-힣]{1,5})|(?:뭘|뭐가|왜) ([가-힣]{2,4})(?:야|래|요)|([가-힣]{2,5}?)(?:이?라니|라고)[?？]"
    r"|\b(?:what|which) (\w{3,})\b|^(?:an?|the) (\w{3,})[?？]",
    re.IGNORECASE,
)
"""Words that are asked about."""
_NOT_SO = re.compile(
    r"([가-힣]{2,4}?)(?:은|는|이|가|게|건|얘기는|일은)?(?: 게)? ?(?:아니(?:고|라|야|에요|예요|거든|지|었)|아닌데|아냐|안 ?해|안 ?했)"
    r"|\bnot (?:\w+ )?(\w{4,})\b|\bnever (\w{4,})\b",
    re.IGNORECASE,
)
"""Words that are denied."""


def went_amiss(text: str, answered: str, /) -> bool:
    """Whether *text* wonders at *answered*, or denies it, by its first words or one that it gives back.

    A no to a question is an answer.
    """
    if not answered:
        return False
    if _WONDERING.search(text):
        return True
    asked, said = "?" in answered, answered.lower()
    if not asked and _SETTING_RIGHT.search(text):
        return True
    given = (*_ABOUT.finditer(text), *(() if asked else _NOT_SO.finditer(text)))
    words = (word.lower() for found in given for word in found.groups() if word)
    return any(word in said for word in words)
