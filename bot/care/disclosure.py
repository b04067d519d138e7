"""What a person is told at first contact.

::

    disclosure("ko", name="마음이") -> str
"""

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


def disclosure(language: str, /, *, name: str) -> str:
    """Three short sentences: that *name* is an AI program, what is kept, emergencies."""
    return _NOTICE[language].format(name=name, topic=_topic_particle(name))


def _topic_particle(name: str) -> str:
    """은 after a closed syllable, 는 after an open one, both where it cannot be told."""
    last = ord(name[-1]) - 0xAC00 if name else -1
    if not 0 <= last <= 0xD7A3 - 0xAC00:
        return "은(는)"
    return "은" if last % 28 else "는"
