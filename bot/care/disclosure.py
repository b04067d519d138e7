"""What a person is told at first contact.

::

    disclosure("ko", name="마음이") -> str
"""


def disclosure(language: str, /, *, name: str) -> str:
    """Two or three short sentences: that *name* is an AI program, what is kept, emergencies."""
    if language == "ko":
        return f"{name}는 사람이 아니라 AI 프로그램이에요. 급할 때는 119나 109로 전화해 주세요."
    return f"{name} is an AI program, not a human being. In an emergency call 112 or 911."
