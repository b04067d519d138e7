"""Conversations in the tokens of KoGPT2's chat models.

One exchange is ``<usr>`` question ``<unused1>`` sentiment ``<sys>`` answer ``</s>``, as
haven-jeon/KoGPT2-chatbot has it for version 2 of KoGPT2. Exchanges of one conversation stand
behind each other, oldest first, each with its own ``</s>``; a model that has learned from single
exchanges is shown the last one alone.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bot.protocols import Line
from config.errors import ConfigError
from config.moods import Mood

MARKS = ("<usr>", "<unused1>", "<sys>", "</s>")
"""Single tokens of the format."""
_LIKE_A_MARK = re.compile(r"<(/?\w+)>")

_PLEASANT = {Mood.JOY, Mood.WARM}
_EVEN = {Mood.CALM, Mood.SURPRISED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A question and its answer."""

    question: str
    sentiment: int
    """Of the question: 0 everyday, 1 unpleasant, 2 pleasant."""
    answer: str = ""
    """Empty: it is to be written."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """One exchange as token numbers."""

    asked: list[int]
    answered: list[int]

    def __len__(self) -> int:
        return len(self.asked) + len(self.answered)


class Layout:
    """Writes exchanges with a tokenizer that knows the four marks."""

    def __init__(self, tokenizer: Any) -> None:
        """Raises `ConfigError` if *tokenizer* lacks a mark."""
        unknown = tokenizer.unk_token_id
        for mark in MARKS:
            if tokenizer.convert_tokens_to_ids(mark) in (None, unknown):
                raise ConfigError(f"this is no KoGPT2 chat model: its tokenizer has no {mark}")
        self._tokenizer = tokenizer

    def tokens(self, exchange: Exchange) -> Tokens:
        """*exchange*; an answer that is to be written ends behind ``<sys>``."""
        end = "</s>" if exchange.answer else ""
        return Tokens(
            self._ids(f"<usr>{_plain(exchange.question)}<unused1>{exchange.sentiment}"),
            self._ids(f"<sys>{_plain(exchange.answer)}{end}"),
        )

    def fitting(self, exchanges: Sequence[Exchange], room: int) -> list[Tokens]:
        """The newest of *exchanges* that have *room* tokens together, oldest first.

        Of the last one as much as fits is always there: the end of a long question is dropped.
        """
        *earlier, last = map(self.tokens, exchanges)
        kept = [_shortened(last, room)]
        room -= len(kept[0])
        for one in reversed(earlier):
            room -= len(one)
            if room < 0:
                break
            kept.append(one)
        return kept[::-1]

    def _ids(self, text: str) -> list[int]:
        ids: list[int] = self._tokenizer(text, add_special_tokens=False)["input_ids"]
        return ids


def exchanges(history: Sequence[Line], message: str, mood: Mood) -> Iterator[Exchange]:
    """The exchanges of a conversation, the last one open; neighbours of one speaker are joined."""
    asked: list[Line] = []
    answers: list[str] = []
    for line in history:
        if line.speaker == "user":
            if answers:
                yield _closed(asked, answers)
                asked, answers = [], []
            asked.append(line)
        elif asked:  # what the companion said of itself answers nothing
            answers.append(line.text)
    if answers:
        yield _closed(asked, answers)
        asked = []
    said = " ".join([*(line.text for line in asked), message])
    yield Exchange(question=said, sentiment=sentiment(mood))


def sentiment(mood: Mood | None) -> int:
    """How the format says *mood*."""
    if mood is None or mood in _EVEN:
        return 0
    return 2 if mood in _PLEASANT else 1


def _closed(asked: Sequence[Line], answers: Sequence[str]) -> Exchange:
    return Exchange(
        question=" ".join(line.text for line in asked),
        sentiment=sentiment(asked[-1].mood),
        answer=" ".join(answers),
    )


def _plain(text: str) -> str:
    """*text* in one line, in which nothing can pass for a mark."""
    return " ".join(_LIKE_A_MARK.sub(r"\1", text).split())


def _shortened(tokens: Tokens, room: int) -> Tokens:
    over = max(0, len(tokens) - room)
    # The sentiment stays: it is the last two tokens of what was asked.
    keep = max(0, len(tokens.asked) - 2 - over)
    return Tokens(tokens.asked[:keep] + tokens.asked[-2:], tokens.answered) if over else tokens
