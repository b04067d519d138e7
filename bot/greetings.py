"""What maum says when it speaks first: an open door, never a reproach."""

from collections.abc import Sequence
from datetime import datetime

from bot.dialogue.korean import plain, with_particle
from bot.protocols import Kind, Memory
from config.moods import Words

MORNING = (
    Words(ko="좋은 아침이에요. 잘 잤어요?", en="Good morning. Did you sleep well?"),
    Words(
        ko="아침이에요. 오늘은 어떤 하루가 될 것 같아요?",
        en="Morning. What kind of day will it be?",
    ),
    Words(ko="안녕하세요. 오늘 아침 마음은 어때요?", en="Hello. How do you feel this morning?"),
    Words(
        ko="새로운 하루네요. 오늘 하고 싶은 게 있어요?",
        en="A new day. Is there something you would like to do?",
    ),
)
DAY = (
    Words(ko="잠깐 안부 물으러 왔어요. 오늘 어때요?", en="Just asking how you are. How is today?"),
    Words(ko="점심은 챙겨 먹었어요?", en="Have you had something to eat?"),
    Words(
        ko="하루의 한가운데네요. 지금 기분은 어때요?",
        en="Half the day is done. How are you feeling?",
    ),
    Words(
        ko="오늘 지금까지 가장 괜찮았던 일은 뭐예요?",
        en="What has been the best bit of today so far?",
    ),
)
EVENING = (
    Words(ko="오늘 하루 어땠어요?", en="How was your day?"),
    Words(
        ko="하루가 저물어 가네요. 마음에 남은 일이 있어요?",
        en="The day is ending. Is anything still on your mind?",
    ),
    Words(
        ko="오늘도 애썼어요. 지금 마음은 어때요?",
        en="You made it through the day. How are you now?",
    ),
    Words(
        ko="저녁이에요. 오늘 웃었던 일이 있었어요?",
        en="Evening. Did anything make you smile today?",
    ),
)
TODAY = Words(
    ko="오늘 {there_is} 있는 날이네요. 마음이 어때요?",
    en="Today is the day: {what}. How do you feel about it?",
)
TONIGHT = Words(ko="오늘 {what} 어땠어요?", en="How did it go today, the {what}?")
YESTERDAY = Words(ko="어제 {what} 어땠어요?", en="How did it go yesterday, the {what}?")
_NOON, _DUSK = 11, 17


def greeting(
    language: str, now: datetime, memories: Sequence[Memory] = (), *, banmal: bool = False
) -> str:
    """What to say at *now*, in the person's own time: about a plan of these days, or just so."""
    about = [one for one in memories if one.kind is Kind.PLAN]
    text = _about(language, now, about) or _of_the_hour(now)[language]
    return plain(text) if banmal and language == "ko" else text


def _about(language: str, now: datetime, plans: Sequence[Memory]) -> str:
    today = TODAY if now.hour < _DUSK else TONIGHT
    for plan in plans:
        if plan.day is None:
            continue
        away = (plan.day - now.date()).days
        words = {0: today, -1: YESTERDAY}.get(away)
        if words is not None:
            return words[language].format(what=plan.value, there_is=with_particle(plan.value, "이"))
    return ""


def _of_the_hour(now: datetime) -> Words:
    lines = MORNING if now.hour < _NOON else DAY if now.hour < _DUSK else EVENING
    return lines[now.toordinal() % len(lines)]
