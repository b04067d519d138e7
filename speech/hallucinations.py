"""What Whisper writes when nobody said anything.

It learned from subtitles, so over noise, breath and music it writes what subtitles end with. Such
a segment is dropped only when its own figures cast doubt on it: people do say "thank you".
"""

import re
from typing import Protocol

_UNLIKELY = -0.6
"""Mean log probability of a token."""
_SILENT = 0.6
"""Probability that nobody spoke; the threshold of Whisper's paper."""
_REPETITIVE = 2.4
"""Compression ratio of the text; again the paper's."""
_DOUBTFUL = -1.0
"""Mean log probability below which the paper tries again, or believes that nobody spoke."""

_CREDITS = (
    "시청해주셔서감사합니다",
    "시청해주셔서고맙습니다",
    "끝까지시청해주셔서",
    "구독과좋아요",
    "좋아요와구독",
    "구독부탁드립니다",
    "다음영상에서만나요",
    "다음영상에서뵙겠습니다",
    "한글자막by",
    "자막제공",
    "mbc뉴스",
    "kbs뉴스",
    "thanksforwatching",
    "thankyouforwatching",
    "thankyousomuchforwatching",
    "pleasesubscribe",
    "likeandsubscribe",
    "seeyouinthenextvideo",
    "subtitlesby",
    "captionedby",
    "transcriptionby",
)
"""How subtitles end, without spaces and punctuation. Hardly anybody says so to a companion."""
_FILLERS = frozenset(
    {
        "네",
        "아멘",
        "감사합니다",
        "고맙습니다",
        "안녕히계세요",
        "you",
        "thankyou",
        "thanks",
        "bye",
        "byebye",
        "so",
    }
)
"""What people say as well: dropped only if it was silent too."""


class Figures(Protocol):
    """What faster-whisper tells about a segment."""

    @property
    def text(self) -> str: ...
    @property
    def avg_logprob(self) -> float: ...
    @property
    def no_speech_prob(self) -> float: ...
    @property
    def compression_ratio(self) -> float: ...


def doubtful(segment: Figures) -> bool:
    """Whether *segment* is worth another, more careful, try; the paper's rule."""
    return segment.compression_ratio > _REPETITIVE or segment.avg_logprob < _DOUBTFUL


def unspoken(segment: Figures) -> bool:
    """Whether nobody spoke at all, so that no other try would help; the paper's rule."""
    return segment.no_speech_prob > _SILENT and segment.avg_logprob < _DOUBTFUL


def hallucinated(segment: Figures) -> bool:
    """Whether nobody is likely to have said *segment*."""
    if segment.compression_ratio > _REPETITIVE:
        return True
    unlikely = segment.avg_logprob < _UNLIKELY
    silent = segment.no_speech_prob > _SILENT
    words = re.sub(r"\W+", "", segment.text.casefold())
    if words in _FILLERS:
        return unlikely and silent
    return words.startswith(_CREDITS) and (unlikely or silent)
