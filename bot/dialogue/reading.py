"""What the small voice makes of a message: its act, its topic, and who and when it names."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.dialogue.echo import last_clause
from bot.dialogue.feeling import bears_out
from bot.dialogue.lines import LANGUAGES, UNPLEASANT, Script, Situation
from bot.dialogue.register import asked_for
from bot.dialogue.script import script
from bot.dialogue.slots import picked_up
from bot.dialogue.spelling import spelt_out
from bot.dialogue.subject import has_snapped, is_apart, is_of_others, is_theirs, lacks
from bot.dialogue.tense import is_over, lies_ahead
from bot.dialogue.utterances import REMARKS, Likeness
from config.moods import Mood

# Likeness from which a message is an utterance's situation, from which it is although something
# else is talked about, from which even the mood was misread, and from which it is an act: being
# wrong about those grates. What is likest must stand out from what is not its kin.
_LIKELY = {"ko": 0.8, "en": 0.9}  # English utterances are alike in more than their meaning
_SURE = 0.95
_CLEAR, _APART = 0.9, 0.25  # enough where nothing else is anywhere near
_PARTICULAR = {"ko": 0.68, "en": 0.8}  # enough to be what it is a particular case of
_NAMED = 0.88  # enough where a cue names something as well
_CERTAIN = 1.1
_ACTED = {"ko": 0.84, "en": 0.93}
_AKIN = {"ko": 0.46, "en": 0.6}  # below it a cue names what is but mentioned
_BARE = 12  # letters of a message that may be but a feeling
_WORD = 8  # letters of a message that is hardly more than the cue
_AHEAD = 0.08
_LIGHT = frozenset(
    {Mood.JOY, Mood.WARM, Mood.CALM, Mood.SURPRISED}
)  # in which nobody tells grave news
# What somebody does for another, and what is plainly good: told in anger or grief by nobody.
_KINDNESS = re.compile(
    r"(?:대신|같이|도와|챙겨|위로해|사|알려|데려다|안아|웃어|잡아|싸|끓여|빌려|칭찬해|응원해|씌워)[가-힣 ]{0,6}(?:줬|줌|주셨|주심|주신대|줬대|주네)"
    r"|(?:꽃|선물|케이크|커피|간식)[을를]? ?(?:사|챙겨|가져) ?(?:왔|오셨|줬)|대신[가-힣 ]{0,4}주|(?:맛있|재밌|재미있|귀엽|예쁘|좋)더라|\b(?:stood up for|took care of|cheered|hugged|helped|bought|brought|cooked for) me\b|\b(?:made|gave) me (?:a |an |some |my |the |his |her )?(?:\w+ )?(?:cup|tea|coffee|soup|dinner|lunch|breakfast|cake|hug|kiss|gift|present|lift|ride|flowers?|smile|sandwich|chocolates?|seat|jumper|scarf)\b|\bleft me an? [^.]*\b(?:tip|note|gift)\b",
    re.IGNORECASE,
)
_KIND_OR_BRIGHT = re.compile(
    rf"{_KINDNESS.pattern}|웃어 ?줘|웃어 ?준|웃으면[^.]{{0,6}}(?:풀려|풀린|녹)|웃었|신났|재밌었|재미있었|맛있었|예뻤|즐거웠|따뜻했|별을 봤|이겼|\b(?:laughed|smiled|giggled)\b",
    re.IGNORECASE,
)
_BUT = re.compile(r"어이|황당|헛웃|비웃|근데|지만|는데|안 |못 |\bbut\b|n't\b", re.IGNORECASE)
_GENTLE = re.compile(
    r"미안|고마|사과(?!하래|하라|해야|를 ?해야)|다행|보고 ?싶|sorry|thank|miss", re.IGNORECASE
)
# Syllables that end in ㄴ, in ㅆ.
_N, _SS = ("".join(chr(0xAC00 + 28 * n + end) for n in range(399)) for end in (4, 20))
# What asks, with or without a question mark: how it ends, or a word that asks with an end that may.
_ASKING = re.compile(
    "|".join(
        (
            r"[?？][\Wㅋㅎㅠㅜ]*$",
            rf"(?:(?<![니달])까(?:요)?|(?:(?<=[{_SS}하되없가오시보는])나요|냐|려나|[{_N}]가(?:요)?))\W*$",
            r"(?<![가-힣])(?:몇|얼마나|어디|언제|무슨|뭘|누가) [^.!]*[^하는]지\W*$",
            r"(?<![가-힣])(?:왜|어째서) (?!.*(?:모르|알겠|알 것|물어|묻|궁금|인지|나면|싶|왜냐))[^.!]*(?:(?<!는)지|니|대|래|야|해|돼|와|줘|러|데|거|죠|어|아)(?:요)?[\sㅋㅎㅠㅜ~]*$|(?<=[가-힣 ])(?:맞|있|없|아)나(?:요| 그래)?[\s~]*$",
            r"(?<![가-힣])(?:뭐|뭘|무얼) ?(?:먹|하|보|입|사|쓰|듣|읽|마시|시키|고르|타|만들|해 ?먹)(?:으면 ?좋)?(?:지|니|을래|ㄹ래|면 ?좋지|면 ?되지)(?:요)?\W*$",
            r"(?:(?<!뭐 )어때|어떻게 (?:생각해|해|하지|된 ?거야|됐어|지내)|어떡하지|어쩌지|(?:몇|누구|뭐|얼마)[^.!]{0,8}같아)(?:요)?[\sㅋㅎㅠㅜ~]*$",
            r"(?<=[가-힣] )(?<!지 )뭐(?:야|예요|니|임)\W*$",
            r"(?<![가-힣])얼마나 [^.!]{0,6}(?:걸려|돼|해|와|가|들어|커|많아|멀어)(?:요)?\W*$|(?<![가-힣])어디 ?(?:살|사|있|가|계)(?:아|어|니|냐|시|나)?(?:요)?\W*$|[다니하먹자사]나\W*$(?<=[니]나)|(?:기계|어떤 거|(?:누구|뭐|무슨|무엇|어떤|어느)[^.!]{0,8})(?:이)?오\W*$|(?:사람|기계)(?:이)?오\?+$",
            r"^(?:(?:what|why|how)(?:'s)? (?!\w+s (?:me|him|her|them|us) )\w+ |(?:who|when|where)(?:'s|(?:'s)? (?:is|are|was|were|am|do|does|did|can|could|will|would|should|has|have)) |(?:is|are) (?!the\b)\w+ |(?:can|could|will|would|should|do|does|did) (?:i|you|u|he|she|it|we|they|one|this|that|these|those|there|my|your|his|her|our|their|an?|dogs?|cats?|any\w*|some\w*|every\w*|no\w*|people|other\w*) )[^.!]*$",
        )
    ),
    re.IGNORECASE,
)
# What somebody else asked.
_REPORTS = re.compile(
    r"^(?:and |then |so |but )*(?:he|she|they|my \w+|the \w+) (?:just |then )?(?:said|says|asked|asks|goes|went|was like|told me)\b",
    re.IGNORECASE,
)
# What is but told with a question mark.
_WONDERS = re.compile(
    r"(?:듯|더라|거든|실화(?:냐|임|야))(?:요)?[\s?？!~.ㅋㅎㅠㅜ]*$"
    r"|^(?:hey |so |and )?did (?:you|u|ya) know (?!(?:him|her|them|if|whether|when|where|who)\b)",
    re.IGNORECASE,
)
_LETTERS = {"ko": re.compile("[가-힣ㄱ-ㅣ]"), "en": re.compile("[A-Za-z]")}
# Where, with whom or until when alone goes on from what was said; it is not about that place.
_FRAGMENT = re.compile(
    r"[가-힣0-9 ]{1,14}(?:에|에서|으로|로|랑|이랑|하고|한테|까지|부터)(?:요)?|(?:at|in|with|on|from) [a-z' ]{1,20}"
)
_PAST_TYPO = re.compile(r"(?:[엇햇갓왓봣됏혓렷셧졋쳣겻줫겟엿]|(?<![빼뺏])앗)(?=[어다는음네지])")
_QUOTED = re.compile(r"\"[^\"]*\"|“[^”]*”")
_DENIED = re.compile(r"(?<=[가-힣])[은는이가] ?아(?:니|님|냐|닌)|말고(?= |$)|그렇지(?:도|는) ?않")
_READ = 2_000  # characters: more than a person says at once
_NOT_WORDS = re.compile(
    r"[^\w\s]|_|(?:ㅋ|ㅎ(?!ㅇ)|ㅠ|ㅜ){2,}|(?<=[가-힣\s])[ㅋㅎㅠㅜ]+|\b(?:lo+l|lmf?ao|(?:ha){2,}h?|(?:he){2,})\b",
    re.IGNORECASE,
)
# A yes or no by itself or before anything else, and what is one only as the whole of an answer.
_YES = re.compile(
    r"(?:응|웅|엉|ㅇㅇ|ㅇ|네|넹|넵|예|어|그럼(?! 안)|당연|맞아|맞아요|yes|yeah|yep|yup|ya|yea|sure|of course)\b"
    r"(?! (?:아니|아뇨|그건|no|not)\b)"
)
_NO = re.compile(
    r"(?:아니|아냐|아뇨|아니요|아니오|ㄴㄴ|ㄴ|노노|no(?! (?:idea|one|doubt|worries|yeah|yes)\b)|nope|nah|not (?:really|yet|at all))\b"
)
_SHORT_YES = re.compile(
    r"(?:그래|있어|있어요|했어|했어요|조금|많이|맨날|자주|ok|okay|i (?:do|did|am|have)(?! (?:not|no|never)\b))\b.{0,8}$"
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
    mood: Mood
    """As it was read, or what must have been meant."""
    sure: bool = True
    """Whether *topic* is named beyond doubt; if not, it does not end what is talked about."""
    ahead: bool = False
    """Whether it tells of something to come."""
    over: bool = False
    """Whether what it tells has happened."""
    near: Mapping[str, float] = field(default_factory=dict, compare=False)
    """How like it is to the topics that it is most like."""
    called_for: Mapping[str, float] | None = field(default=None, compare=False)
    """How like it is to what calls for remarks, by their places; None if nobody can tell by meaning."""

    @property
    def asks(self) -> bool:
        """Whether the message is a question."""
        return asks(self.text)

    @property
    def lacks(self) -> bool:
        """Whether it tells of something that did not come about or is not there."""
        return lacks(self.text)

    @property
    def of_others(self) -> bool:
        """Whether somebody else does what it tells."""
        return is_of_others(self.text, self.slots)

    @property
    def answer(self) -> str:
        """``yes``, ``no`` or empty: how the message would answer a question that asks for either."""
        if _NO.match(self.words) or _SHORT_NO.match(self.words):
            return "no"
        return "yes" if _YES.match(self.words) or _SHORT_YES.match(self.words) else ""


def read(
    message: str,
    *,
    language: str,
    mood: Mood,
    like: Sequence[Likeness] = (),
    answered: str = "",
) -> Reading:
    """Read *message*; the language it is answered in has the first word, the other helps out.

    *like* are the situations that `Recogniser` finds it like, *answered* is what had been said to
    the person before.
    """
    text = tidy(message)
    called_for = {one.key: one.score for one in like if one.section == REMARKS}
    by_meaning = any(one.by_meaning for one in like)
    like = [one for one in like if one.section != REMARKS]
    if mood in UNPLEASANT and _KIND_OR_BRIGHT.search(text) and not _BUT.search(text):
        mood = Mood.WARM
    words = " ".join(_NOT_WORDS.sub(" ", text).split()).lower()
    others = [other for other in LANGUAGES if other != language and _LETTERS[other].search(text)]
    scripts = [script(name) for name in (language, *others)]
    if not _is_told(scripts[0], text, words, mood):
        mood = Mood.CALM
    own = _QUOTED.sub("", text)
    act = asked_for(text) or _first((_acts(one, answered) for one in scripts), own, words, mood)
    named = _first((one.cued["topics"] for one in scripts), text, words, mood)
    if named and _DENIED.search(text) and not scripts[0].topics[named].weighs:
        named = None
    if mood in _LIGHT and (bad := _told_lightly(scripts[0], text, words)):
        named = bad
    if named and _FRAGMENT.fullmatch(words) and scripts[0].topics[named].aside:
        named = None
    topic, sure = _topic(named, [] if act else like, scripts[0], mood)
    sure = sure and act is None
    slots = picked_up(text, scripts[0])
    if topic is not None and (
        is_theirs(scripts[0].topics[topic], scripts[0].people[topic], text, slots)
        or _is_by_the_way(scripts[0], topic, words, like)
    ):
        topic = None
    if act is None and "called" in slots:
        act = "named"
    if act is None and like and like[0].section == "acts" and like[0].score >= _ACTED[language]:
        act = like[0].key if asks(text) or not scripts[0].acts[like[0].key].asked else None
    if act is None and asks(text) and not _answers(scripts[0], topic):
        act = "asked"
    meant = _meant(scripts[0].topics.get(topic or ""), mood, text)
    return Reading(
        text=text,
        words=words,
        act=act,
        topic=topic,
        slots=slots,
        sure=sure,
        mood=meant,
        ahead=lies_ahead(text, language),
        over=is_over(text, language),
        near={one.key: one.score for one in like if one.section == "topics"},
        called_for=called_for if by_meaning else None,
    )


def asks(text: str) -> bool:
    """Whether *text* is a question."""
    asking = _ASKING.search(_QUOTED.sub("", text))
    return bool(asking) and not _REPORTS.search(text) and not _WONDERS.search(text)


def _acts(written: Script, answered: str) -> Sequence[Situation]:
    """The acts that *answered* leaves room for."""
    return [
        act
        for act in written.cued["acts"]
        if not act.after or any(written.acts[key].said_in(answered) for key in act.after)
    ]


def _is_told(written: Script, text: str, words: str, mood: Mood) -> bool:
    """Whether *mood* may be spoken to: *text* tells it, or names another, as after a correction."""
    if mood is Mood.ANGRY and has_snapped(text):
        return False
    if mood in UNPLEASANT and is_apart(text):
        return False
    named = (one for one in written.cued["topics"] if one.moods and len(words) <= _BARE)
    return bears_out(last_clause(text), mood) or any(one.fits(text, words) for one in named)


def _is_by_the_way(written: Script, topic: str, words: str, like: Sequence[Likeness]) -> bool:
    """Whether a word of *topic* stands in what is about something else, as far as meaning tells."""
    situation = written.topics[topic]
    if situation.weighs or situation.certain or situation.moods or situation.aside == "feeling":
        return False
    if len(words) <= _WORD * (2 if words.isascii() else 1) or not any(
        one.by_meaning for one in like
    ):
        return False
    near = (one.score for one in like if one.key in written.topics)
    kin = (
        one.score
        for one in like
        if one.key in written.topics and written.topics[one.key].kin & situation.kin
    )
    return max(kin, default=0.0) < _AKIN[written.language] and max(near, default=0.0) > 0


def _answers(written: Script, topic: str | None) -> bool:
    """Whether what there is to say to *topic* answers a question about it."""
    return topic is not None and written.topics[topic].answers


def _topic(
    named: str | None, like: Sequence[Likeness], written: Script, mood: Mood
) -> tuple[str | None, bool]:
    """The topic that a cue names or that the message is like, and whether that is sure."""
    topics = [one for one in like if one.section == "topics"]
    near = next((one for one in topics if _suits(one, written, mood)), None)
    kin = written.topics[near.key].kin if near is not None else frozenset()
    if near is None or near.score < (
        _PARTICULAR[written.language] if named in kin else _LIKELY[written.language]
    ):
        return named, True
    others = [one.score for one in topics if not kin & written.topics[one.key].kin]
    ahead = near.score - max(others, default=0.0)
    if ahead < _AHEAD:
        return named, True
    found, known = written.topics[near.key], written.topics.get(named or "")
    if found.weighs and near.score < (_NAMED if named in kin else _CERTAIN):
        return named, True
    if (
        found.feel == "bad"
        and known is not None
        and known.aside in {"light", "mention"}
        and near.score < _CLEAR
    ):
        return named, True
    if near.score >= (_NAMED if named else _CLEAR if ahead > _APART else _SURE) or named in kin:
        return near.key, True
    if named is not None and named in {one.key for one in topics}:
        return named, True
    return near.key, False


def _suits(one: Likeness, written: Script, mood: Mood) -> bool:
    topic = written.topics[one.key]
    return one.score >= _CERTAIN or topic.suits(mood)


def _meant(topic: Situation | None, mood: Mood, text: str) -> Mood:
    """*mood*, unless what was told can hardly be told in it."""
    if mood is Mood.ANGRY and _GENTLE.search(text):
        return Mood.CALM
    if topic is not None and topic.weighs and mood in _LIGHT:
        return topic.weighs
    if topic is None or topic.suits(mood):
        return mood
    return Mood.SAD if topic.feel == "bad" else Mood.JOY


def tidy(message: str) -> str:
    """*message* in composed syllables, without lone surrogates, of a length that can be read.

    ㅅ for the ㅆ of the past, the commonest slip of all, is mended, and short English spellings are
    written out.
    """
    whole = unicodedata.normalize("NFC", message[:_READ].encode("utf-8", "ignore").decode())
    return spelt_out(_PAST_TYPO.sub(lambda found: chr(ord(found[0]) + 1), whole)).strip()


def _first(tries: Iterator[Sequence[Situation]], text: str, words: str, mood: Mood) -> str | None:
    for situations in tries:
        for situation in situations:
            if situation.fits(text, words) and (situation.weighs or situation.suits(mood)):
                return situation.key
    return None


def _told_lightly(written: Script, text: str, words: str) -> str | None:
    """What is bad whichever way it is told: one laughs about what is not funny, too."""
    topics = written.cued["topics"]
    return next((one.key for one in topics if one.certain and one.fits(text, words)), None)
