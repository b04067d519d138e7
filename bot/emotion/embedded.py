"""The classifier that comes with maum: a small network on the processor."""

import re
from collections.abc import Mapping, Sequence
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Self

import numpy as np

from bot.emotion.lines import Lines, Loaded
from bot.protocols import Explanation, Scores
from config.moods import Mood, mood_table

if TYPE_CHECKING:
    from bot.emotion.network import Card, Floats, Network

_HANGUL = re.compile("[ㄱ-ㆎ가-힣]")


class EmbeddedClassifier:
    """Reads Korean and English with the network in *model*, a folder; empty means maum's own.

    An async context manager: the network is loaded on entering. Without that, the first text
    waits for it.
    """

    def __init__(self, model: str = "", *, threads: int = 1) -> None:
        folder = Path(model) if model else Path(str(files("bot.encoder") / "model"))
        self._lines = Lines(partial(_load, folder, threads))

    async def __aenter__(self) -> Self:
        await self._lines.ready()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._lines.close()

    async def classify(self, text: str, /) -> Scores:
        """Fine labels by the text's script (KOTE with Hangul, else GoEmotions), moods, polarity.

        Raises `EmotionError` if the network cannot read the text or has no room for more,
        `ConfigError` if it is not there.
        """
        return await self._lines.read(text)

    async def explain(self, text: str, /) -> Explanation:
        """The same, with the words that it goes by."""
        return await self._lines.explain(text)


def _load(folder: Path, threads: int) -> Loaded:
    from bot.emotion.network import Network

    network = Network(folder, threads=threads)
    # The first run allocates; nobody should wait for that.
    network.run(["안녕"])
    return Loaded(classify=partial(_classify, network), skim=partial(_skim, network))


def _classify(network: "Network", texts: Sequence[str]) -> list[Scores]:
    found = network.run(texts)
    return [
        scores(network.card, text, {name: rows[place] for name, rows in found.items()})
        for place, text in enumerate(texts)
    ]


def _skim(network: "Network", texts: Sequence[str]) -> list[Scores]:
    return [
        Scores(labels={}, moods=mood_odds(network.card, row)) for row in network.skim(texts, "mood")
    ]


def scores(card: "Card", text: str, logits: Mapping[str, "Floats"]) -> Scores:
    """What the network's logits for *text*, by head, say."""
    moods = mood_odds(card, logits["mood"])
    head = "kote" if _HANGUL.search(text) else "goemotions"
    return Scores(
        labels=_in_context(card.heads[head].labels, sigmoid(logits[head]), moods),
        moods=moods,
        polarity=_polarity(float(2 * sigmoid(logits["polarity"])[0] - 1), moods),
    )


def mood_odds(card: "Card", logits: "Floats") -> dict[Mood, float]:
    """The probability of each mood; they add up to 1."""
    powers = np.exp(logits - logits.max())
    names = (Mood(name) for name in card.heads["mood"].labels)
    return dict(zip(names, (powers / powers.sum()).tolist(), strict=True))


def sigmoid(logits: "Floats") -> "Floats":
    """Logits as probabilities."""
    return np.asarray(np.exp(-np.logaddexp(0, -logits)), np.float32)


def _polarity(head: float, moods: Mapping[Mood, float]) -> float:
    """The polarity head's word and that of the moods, which counts three times as much.

    The head learned from film reviews, where a sad film is a good one.
    """
    responses = mood_table().responses
    expected = sum(responses[mood].polarity * share for mood, share in moods.items())
    return 0.25 * head + 0.75 * expected


def _in_context(
    labels: tuple[str, ...], probabilities: "Floats", moods: dict[Mood, float]
) -> dict[str, float]:
    """Probabilities of fine labels, each lowered as far as its mood is behind the likeliest.

    The fine heads learned from comments on news and films, where anger is the rule; only the
    moods learned from how people talk to a companion.
    """
    table, best = mood_table().labels, max(moods.values())
    return {
        label: float(probability) * moods[table[label]] / best
        for label, probability in zip(labels, probabilities, strict=True)
    }
