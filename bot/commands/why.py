"""``/why``: what was read in the last message, from which words, and the word against it."""

from datetime import UTC, datetime
from string import digits

from bot.commands.command import Answer, Call, Choice
from bot.dialogue.korean import with_particle
from bot.events import Level
from bot.insight import Insight, Why
from bot.protocols import Line, Store
from config.labels import label_name
from config.moods import Mood, Words, mood_table

LABELS = 3
"""Of a reading, the best ones are shown."""
_QUOTED = 80
"""Characters of the message that are repeated."""
_RECENT = 40
"""Lines among which a correction finds what it is about."""

_NOTHING = Words(
    ko="이 대화에서 아직 읽은 마음이 없어요. 먼저 이야기를 들려주세요.",
    en="I have not read anything in this conversation yet. Tell me something first.",
)
_CARED = Words(
    ko="그 말은 감정으로 재지 않았어요. 도움받을 곳은 /safety에 있어요.",
    en="I did not weigh that as a mood. /safety tells where to get help.",
)
_READ = Words(ko="{towards} 읽었어요 ({share}).", en="I read {mood} ({share}).")
_UNSURE = Words(
    ko="어떤 마음인지 확실하지 않아서 차분하게 대했어요. 가까워 보였던 것은:",
    en="I was not sure, so I stayed calm. What came closest:",
)
_FROM = Words(ko="그렇게 읽은 말: {words}", en="What I went by: {words}")
_NO_WORD = Words(
    ko="한 낱말이 아니라 문장 전체에서 그렇게 읽었어요.",
    en="It was no single word but the sentence as a whole.",
)
_TOLD = Words(ko="이 말은 {called} 알려 주셨어요.", en="You told me that this was {mood}.")
_ASK = Words(ko="다른 마음이었다면 골라 주세요.", en="If it was something else, choose it.")
_THANKS = Words(
    ko="알려 줘서 고마워요. {was}군요. 다음에는 더 잘 읽어 볼게요.",
    en="Thank you for telling me: {mood}, then. I will try to read it better next time.",
)
REFUSED = Words(
    ko="그 말은 감정으로 고쳐 두지 않을게요. 도움받을 곳은 /safety에 있어요.",
    en="I will not keep that as a mood. /safety tells where to get help.",
)
_GONE = Words(ko="어느 말이었는지 찾지 못했어요.", en="I could not find which message that was.")
_DIGITS = digits + "abcdefghijklmnopqrstuvwxyz"


class Whys:
    """Explains readings and takes the person's own word for what they felt."""

    def __init__(self, insight: Insight, store: Store) -> None:
        self._insight = insight
        self._store = store

    async def answer(self, call: Call) -> Answer:
        """Explain the last reading, or correct the one that ``/why MOOD [WHICH]`` is about."""
        lines = await self._store.history(call.chat, limit=_RECENT)
        said = [line for line in lines if line.speaker == "user" and line.mood]
        if call.arguments and call.arguments[0] in set(Mood):
            return await self._correct(call, said)
        if not said:
            return Answer(text=_NOTHING[call.language])
        if said[-1].level is not Level.NONE:
            return Answer(text=_CARED[call.language], choices=(Choice("/safety", "/safety"),))
        why = await self._insight.why(call.chat.who, said[-1].text)
        return Answer(text=in_words(why, call.language), choices=_choices(why, said[-1], call))

    async def _correct(self, call: Call, said: list[Line]) -> Answer:
        meant, which = Mood(call.arguments[0]), call.arguments[1:]
        line = next((one for one in reversed(said) if not which or _name(one) == which[0]), None)
        if line is None or line.mood is None:
            return Answer(text=_GONE[call.language])
        if line.level is not Level.NONE or not await self._insight.correct(
            call.chat, line.text, read=line.mood, meant=meant
        ):
            return Answer(text=REFUSED[call.language])
        return Answer(text=thanks(meant, call.language))


def in_words(why: Why, language: str) -> str:
    """*why* as a person reads it."""
    quoted = why.text if len(why.text) <= _QUOTED else f"{why.text[:_QUOTED]}…"
    labels = "\n".join(
        f"· {label_name(label)[language]} {odds:.0%}"
        for label, odds in why.felt.emotion.labels[:LABELS]
    )
    parts = [f"“{quoted}”\n{_verdict(why, language)}\n{labels}"]
    if why.told:
        parts.append(_TOLD[language].format_map(_forms(why.told, language)))
    elif why.sure:
        words = ", ".join(why.words)
        parts.append(_FROM[language].format(words=words) if words else _NO_WORD[language])
    return "\n\n".join([*parts, _ASK[language]])


def thanks(meant: Mood, language: str) -> str:
    """The answer to a correction."""
    return _THANKS[language].format_map(_forms(meant, language))


def _verdict(why: Why, language: str) -> str:
    if not why.sure:
        return _UNSURE[language]
    share = f"{why.felt.emotion.confidence:.0%}"
    return _READ[language].format(share=share, **_forms(why.felt.mood, language))


def _forms(mood: Mood, language: str) -> dict[str, str]:
    name = mood_table().names[mood][language]
    return {
        "mood": name,
        "towards": with_particle(name, "으로"),
        "called": with_particle(name, "이라고"),
        "was": with_particle(name, "이었"),
    }


def _choices(why: Why, line: Line, call: Call) -> tuple[Choice, ...]:
    """Every mood but the one that holds."""
    holds = why.told or (why.felt.mood if why.sure else None)
    names = mood_table().names
    return tuple(
        Choice(names[mood][call.language], f"/why {mood} {_name(line)}")
        for mood in Mood
        if mood is not holds
    )


def _name(line: Line) -> str:
    """A short name for *line* that a button can carry: its time in milliseconds, in base 36."""
    moment = int((line.at - datetime.fromtimestamp(0, UTC)).total_seconds() * 1000)
    name = ""
    while moment:
        moment, digit = divmod(moment, 36)
        name = _DIGITS[digit] + name
    return name
