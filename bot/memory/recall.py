"""Which memories belong to a message."""

import math
import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from bot.asking import kinds_asked
from bot.protocols import Kind, Memory

Floats = NDArray[np.float32]

MOST = 6
"""Memories of one reply."""
_NEAR = 2.0
"""From how many standard deviations above everyday sentences on a memory is about a message."""
_FRESH = timedelta(days=30)
"""After this long, being new counts a third …"""
_WORTH = 0.4
"""… of this many standard deviations."""
_BEFORE, _AFTER = timedelta(days=3), timedelta(days=2)
"""How long before and after its day a plan comes to mind by itself."""

ANCHORS = {
    "ko": (
        "안녕하세요", "오늘 날씨가 좋네요", "점심 뭐 먹었어?", "그냥 심심해", "알겠어요 고마워요",
        "무슨 영화 봤어?", "버스가 늦게 왔어", "어제 잠을 못 잤어", "요즘 너무 바빠", "그 얘기 좀 더 해 줘",
        "옷을 새로 샀어", "머리가 조금 아파", "청소를 해야 하는데 귀찮아", "휴대폰이 고장 났어",
    ),
    "en": (
        "Hello there", "The weather is nice today", "What did you have for lunch?", "I am just bored",
        "Okay, thank you", "Which movie did you see?", "The bus was late", "I slept badly last night",
        "I am so busy these days", "Tell me more about that", "I bought new clothes",
        "My head hurts a little", "I should clean but I do not feel like it", "My phone broke",
    ),
}  # fmt: skip
"""Everyday sentences: what a cosine means differs from embedder to embedder, and is seen by them."""


def recalled(
    message: str,
    memories: Sequence[Memory],
    nearness: Mapping[int, float],
    *,
    now: datetime,
) -> list[Memory]:
    """Those of *memories* that may matter for the reply to *message*, the most fitting first.

    *nearness* is of memories by their number, in standard deviations (`nearnesses`); of one that
    it lacks, only its words and its day count. *now* is by the person's clock.
    """
    scored = [(_score(message, one, nearness.get(one.number), now), one) for one in memories]
    fitting = sorted((pair for pair in scored if pair[0] > 0), key=lambda pair: -pair[0])
    return [memory for _, memory in fitting[:MOST]]


def nearnesses(message: Floats, memories: Floats, anchors: Floats) -> list[float]:
    """How near each of *memories* is to *message*, in standard deviations of the *anchors*.

    Seen from both sides, as some memories, and some messages, are near to everything. All are unit
    vectors: (width), (memories, width), (anchors, width).
    """
    cosines = memories @ message
    from_message = _standardised(cosines, anchors @ message)
    from_memories = _standardised(cosines, anchors @ memories.T)
    return [float(one) for one in (from_message + from_memories) / 2]


def _standardised(cosines: Floats, usual: Floats) -> Floats:
    """*cosines* against those that are *usual*, (anchors) or (anchors, memories)."""
    return np.asarray((cosines - usual.mean(0)) / np.maximum(usual.std(0), 1e-3), np.float32)


def _score(message: str, memory: Memory, near: float | None, now: datetime) -> float:
    """Above 0 where the memory is to be recalled."""
    score = near - _NEAR if near is not None else -1.0
    score += _WORTH * math.exp(-max((now - memory.at) / _FRESH, 0.0))
    if _named(message, memory):
        score = max(score, 0.0) + 2.0
    if memory.kind in kinds_asked(message):
        score = max(score, 0.0) + 1.5
    if memory.kind in {Kind.NAME, Kind.SPEECH}:
        score = max(score, 0.0) + 0.1
    if memory.day is not None:
        away = memory.day - now.date()
        if -_AFTER <= away <= _BEFORE:
            score = max(score, 0.0) + 1.0
    return score


def _named(message: str, memory: Memory) -> bool:
    if memory.kind is Kind.EPISODE:
        return False
    words = re.findall(r"[가-힣]{2,}|[a-z]{3,}", memory.value.lower())
    return any(word in message.lower() for word in words)
