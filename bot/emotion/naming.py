"""Sentences in which a person says that a reading was wrong and names their feeling.

「아니, 서운한 거야」, "no, I'm just tired", 「화난 게 아니라 속상해」. Such a sentence denies something and
then names one feeling and little else. Much that begins with 아니 or *no* does not ("아니 오늘 친구가
화를 냈어"), so a sentence is taken only if nothing in it is left over.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files

from config.moods import Mood, mood_table

_LONGEST = 60
"""Characters of such a sentence."""

_KOREAN = (
    # What is denied: 아니, 그게 아니라, 화난 게 아니라.
    r"(?:(?:아니(?:야|에요|예요|요|라고|라)?|아뇨|아닌데(?:요)?|그게 아니(?:라|고|야|에요)|노노|ㄴㄴ)[\s,.!~…]*"
    r"(?:(?P<not1>[가-힣 ]{1,15}?) ?(?:게|건|거|것은|것이|[은는이가]) ?(?:아니라|아니고|아니야|아니에요)[\s,.!~…]*)?"
    r"|(?P<not2>[가-힣 ]{1,15}?) ?(?:게|건|거|것은|것이|[은는이가]) ?(?:아니라|아니고|아니야|아니에요)[\s,.!~…]*)"
    r"(?:(?:그냥|좀|조금|많이|사실은?|나는?|난|내가|저는?|전|너무|진짜|정말|엄청|되게|약간|오히려|지금은?|오늘은?|이건|그건|기분이|마음이) )*"
    r"(?P<feeling>FEELINGS)"
    r"(?:다|어|아|요|어요|아요|네|네요|지|죠|음|고|해|했어|했어요)?"
    r"(?: ?(?:거|것|건|게|기분|마음|느낌|상태|것뿐|거뿐)(?:이)?)?"
    r" ?(?:야|이야|예요|에요|이에요|이었어|였어|임|지|죠|라고|라고요|라니까|라니까요|거든|거든요|같아|같아요|뿐이야|뿐이에요)?"
    r"[\s.!~…ㅋㅎㅠㅜ]*"
)
_ENGLISH = (
    # What is denied: no, not really, I'm not angry but.
    r"(?:(?:no+|nah|nope|not really|not quite|wrong|actually)[\s,.!…-]+"
    r"(?:(?:i'?m|i am|it'?s|it is|that'?s|i was) not [a-z ]{2,20}?(?:[,.;]| but)\s*)?"
    r"|(?:i'?m|i am|it'?s|it is|that'?s|i was) not [a-z ]{2,20}?(?:[,.;]| but)\s*)"
    r"(?:(?:i'?m|i am|i was|i feel|i felt|it'?s|it is|that was|feeling|just|more|like|kind of|kinda|a|bit|little|really|so|very|rather|mostly|only|pretty|quite|honestly|actually) )*"
    r"(?P<feeling>FEELINGS)"
    r"(?: (?:today|now|right now|about it|actually|really|honestly|instead|lol|i think))*"
    r"[\s.!…~]*"
)


def named_feeling(text: str, /) -> Mood | None:
    """The mood that *text* puts in the place of a reading; None if it is no such sentence."""
    if len(text) > _LONGEST:
        return None
    sentence = " ".join(text.lower().replace("\u2019", "'").split())
    for pattern, moods in (_korean(), _english()):
        if found := pattern.fullmatch(sentence):
            return moods[found["feeling"]]
    return None


@cache
def _korean() -> tuple[re.Pattern[str], Mapping[str, Mood]]:
    return _compiled(_KOREAN, {form: mood for mood, form in _korean_forms()})


@cache
def _english() -> tuple[re.Pattern[str], Mapping[str, Mood]]:
    words = {word: mood for mood in Mood for word in _table()[mood]["en"]}
    return _compiled(_ENGLISH, {**_labels(ascii_only=True), **words})


def _compiled(
    pattern: str, moods: Mapping[str, Mood]
) -> tuple[re.Pattern[str], Mapping[str, Mood]]:
    longest_first = sorted(moods, key=len, reverse=True)
    return re.compile(pattern.replace("FEELINGS", "|".join(map(re.escape, longest_first)))), moods


def _korean_forms() -> Iterator[tuple[Mood, str]]:
    for label, mood in _labels(ascii_only=False).items():
        yield mood, label
    for mood in Mood:
        for word in _table()[mood]["ko"]:
            for form in word.split("|"):
                yield from ((mood, one) for one in _conjugated(form))


def _conjugated(form: str) -> Sequence[str]:
    if not form.endswith("하"):
        return [form]
    return [form[:-1] + ending for ending in ("하", "한", "해", "했", "함")]


def _labels(*, ascii_only: bool) -> Mapping[str, Mood]:
    """The names within the labels: "불안/걱정" is two."""
    return {
        name: mood
        for label, mood in mood_table().labels.items()
        for name in re.findall(r"[a-z]{3,}|[가-힣]{2,}", label)
        if name.isascii() == ascii_only and name != "없음"
    }


@cache
def _table() -> Mapping[str, Mapping[str, Sequence[str]]]:
    return tomllib.loads((files("bot.emotion") / "feelings.toml").read_text("utf-8"))
