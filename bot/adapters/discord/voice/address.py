"""Who is being spoken to, where several people talk. Pure."""

import re
from collections.abc import Iterable

_HAIL = r"(?:야|얘|저기|저|안녕|있잖아|hey|hi|hello|ok|okay|so|and)"
_VOCATIVE = r"(?:아|야|님|씨)?"
_WORDY = r"0-9A-Za-z가-힣"


def is_called(text: str, names: Iterable[str]) -> bool:
    """Whether *text* addresses somebody by one of *names*: 마음아, …; hey Maum, …; …, Maum?

    A name that only occurs is none: "마음이 아파" speaks of a heart.
    """
    return any(_calls(text, name) for name in names if name)


def _calls(text: str, name: str) -> bool:
    called = rf"{re.escape(name)}{_VOCATIVE}(?![{_WORDY}])"
    first = rf"^\W*(?:{_HAIL}\W+)*{called}"
    last = rf"(?<![{_WORDY}]){called}\W*$"
    hailed = rf"(?<![{_WORDY}]){re.escape(name)}(?:아|야|님)(?![{_WORDY}])"
    return re.search(f"{first}|{last}|{hailed}", text, re.IGNORECASE) is not None
