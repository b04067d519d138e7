"""What a person is told at first contact and after hours of talking.

::

    disclosure("ko", name="마음이") -> str
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from config.moods import Words

# True wherever maum runs and whatever is set: the conversation is kept by whoever runs it, and a
# configured service may see a message on its way.
_NOTICE = Words(
    ko=(
        "{name}{topic} 사람이 아니라 AI 프로그램이고, 상담사나 의사를 대신할 수 없어요. "
        "나눈 대화는 이 프로그램을 운영하는 사람이 정한 곳에 저장되며, 언제든 내보내거나 지워 달라고 할 수 있어요. "
        "위급할 때는 119나 112, 마음이 위태로울 때는 109(24시간)로 전화해 주세요."
    ),
    en=(
        "{name} is an AI program, not a human being, and cannot replace a therapist or a doctor. "
        "What you say is kept where the person who runs this program decided; you can ask for a "
        "copy or for its deletion at any time. In an emergency call your local emergency number "
        "(Korea 119 or 112, US 911); for thoughts of suicide, Korea 109 or US 988."
    ),
)


_REMINDER = Words(
    ko=(
        "{length} 이야기했어요. 잠깐 쉬면서 몸을 펴거나 가까운 사람과 이야기하고 와도 좋아요. 언제 그만두어도 괜찮아요. "
        "{name}{topic} 사람이 아니라 AI 프로그램이에요."
    ),
    en=(
        "We have been talking for {length}. It may be a good moment for a break, to stretch or to "
        "talk with somebody close. You can stop at any time. {name} is an AI program, not a human "
        "being."
    ),
)

# The law's own words where it gives some: New York General Business Law § 1702.
_POLICIES: Mapping[str, Words] = {
    "ny": Words(
        ko=(
            "{NAME} IS A COMPUTER PROGRAM AND NOT A HUMAN BEING. IT IS UNABLE TO FEEL HUMAN EMOTION. "
            "({name}{topic} 컴퓨터 프로그램이고 사람이 아니에요. 사람의 감정을 느낄 수 없어요.)"
        ),
        en="{NAME} IS A COMPUTER PROGRAM AND NOT A HUMAN BEING. IT IS UNABLE TO FEEL HUMAN EMOTION.",
    ),
    "ca": Words(
        ko="이런 대화 프로그램은 일부 미성년자에게 맞지 않을 수 있어요. 위기 때의 안내는 /safety에 있어요.",
        en="Companion chatbots may not be suitable for some minors. /safety has the crisis protocol.",
    ),
    "kr": Words(
        ko="이 서비스는 생성형 인공지능을 쓰며, 글과 목소리와 그림은 인공지능이 만든 것이에요.",
        en="This service uses generative AI; its texts, voice and pictures are made by AI.",
    ),
    "eu": Words(
        ko="AI 시스템과 대화하고 있으며, 글과 목소리와 그림은 인공적으로 만들어졌어요(EU AI Act 50조).",
        en=(
            "You are interacting with an AI system; its texts, voice and pictures are artificially "
            "generated (EU AI Act, Article 50)."
        ),
    ),
}


def disclosure(language: str, /, *, name: str, policies: Sequence[str] = ()) -> str:
    """A few short sentences: that *name* is an AI program, what is kept, emergencies.

    *policies* (``ny ca kr eu``) add what single laws ask for.
    """
    return _filled([_NOTICE, *(_POLICIES[one] for one in policies)], language, name)


def reminder(language: str, /, *, name: str, sat: timedelta, policies: Sequence[str] = ()) -> str:
    """That *name* is an AI program, after *sat* of talking without a break."""
    text = _filled([_REMINDER, *(_POLICIES[one] for one in policies)], language, name)
    return text.replace("{length}", _length(language, sat))


def _filled(parts: Sequence[Words], language: str, name: str) -> str:
    whole = " ".join(part[language] for part in parts)
    topic = _topic_particle(name)
    return whole.format(name=name, NAME=name.upper(), topic=topic, length="{length}")


def _length(language: str, sat: timedelta) -> str:
    hours, minutes = divmod(int(sat.total_seconds()) // 60, 60)
    if language == "ko":
        parts = [f"{hours}시간" if hours else "", f"{minutes}분" if minutes else ""]
        return f"{' '.join(filter(None, parts))}째"
    parts = [
        f"{number} {unit}{'' if number == 1 else 's'}"
        for number, unit in ((hours, "hour"), (minutes, "minute"))
        if number
    ]
    return " and ".join(parts)


def _topic_particle(name: str) -> str:
    """은 after a closed syllable, 는 after an open one, both where it cannot be told."""
    last = ord(name[-1]) - 0xAC00 if name else -1
    if not 0 <= last <= 0xD7A3 - 0xAC00:
        return "은(는)"
    return "은" if last % 28 else "는"
