"""What the classifiers of an operator's own model have in common."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Protocol, Self

from bot.emotion.lines import Lines, Loaded
from bot.protocols import Explanation, Scores

_LONGEST = 2000
"""Characters of a text that are read; the model cuts further, by its own tokens."""


class Reader(Protocol):
    """A model in memory."""

    def scores(self, text: str, /) -> Scores:
        """The scores of *text*; blocks, raises `EmotionError`."""
        ...


class ChosenModel(ABC):
    """Reads one text after another with *model*.

    Every label must stand in ``moods.toml``, or *labels* must say which of the labels or moods
    there it means, for example ``{"LABEL_0": "sad"}``. Of a model that `maum train emotion` taught
    several data sets, the one named *head* is read; empty means the first. An async context
    manager: the model is loaded on entering. Without that, the first text waits for it.
    """

    def __init__(
        self,
        model: str,
        *,
        labels: Mapping[str, str] | None = None,
        head: str = "",
        threads: int = 1,
    ) -> None:
        self.model = model
        self.labels = labels or {}
        self.head = head
        self.threads = threads
        self._lines = Lines(self._loaded)

    async def __aenter__(self) -> Self:
        await self._lines.ready()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._lines.close()

    async def classify(self, text: str, /) -> Scores:
        """The model's own labels; moods too where exactly one label is true of a text.

        Raises `EmotionError` if the model cannot read the text or has no room for more,
        `ConfigError` if it is not there.
        """
        return await self._lines.read(readable(text))

    async def explain(self, text: str, /) -> Explanation:
        """The same, with the words that it goes by."""
        return await self._lines.explain(readable(text))

    @abstractmethod
    def load(self) -> Reader:
        """The model, loaded; blocks, raises `ConfigError`."""

    def _loaded(self) -> Loaded:
        reader = self.load()
        return Loaded(lambda texts: [reader.scores(one) for one in texts])


def readable(text: str) -> str:
    """The part of *text* that is read, without what no tokenizer takes (lone surrogates)."""
    return text[:_LONGEST].encode("utf-8", "replace").decode("utf-8")
