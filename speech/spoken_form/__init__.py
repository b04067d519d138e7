"""A written text as it is to be said.

Synthesisers read what they are given: "asterisk asterisk", "slash slash", "키읔 키읔", and 109 as a
hundred and nine. What is meant for the eye is left out here, and numbers become words, so that
every engine says the same, whether it knows how to read them or not.
"""

from collections.abc import Set

from speech.spoken_form.dialled import shipped, spelled_numbers
from speech.spoken_form.english import english_words
from speech.spoken_form.korean import korean_words
from speech.spoken_form.markup import tidied, visible_left_out

_WORDS = {"ko": korean_words, "en": english_words}


def spoken_form(text: str, language: str, *, dialled: Set[str] | None = None) -> str:
    """*text* as *language* (ISO 639-1) says it; empty if there is nothing to say.

    Left out are Markdown, addresses, emoji, emoticons and letters typed as laughter or tears. In
    Korean and English no digit remains; what is dialled is spelled out digit by digit: what looks
    like it, and the numbers *dialled*, those of maum's own helplines unless given.
    """
    heard = visible_left_out(text)
    if language in _WORDS:
        heard = _WORDS[language](
            spelled_numbers(heard, language, shipped() if dialled is None else dialled)
        )
    heard = tidied(heard)
    return heard if any(map(str.isalnum, heard)) else ""


def sayable(text: str) -> bool:
    """Whether anything of *text* is left when it is spoken."""
    return any(map(str.isalnum, visible_left_out(text)))
