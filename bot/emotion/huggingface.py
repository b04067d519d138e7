"""Any text classifier of Hugging Face, for ``hf:<model or folder>``."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Self, TypeVar

from bot.protocols import Scores
from config.errors import ConfigError, EmotionError, MissingExtra
from config.moods import Mood, mood_table
from config.spelling import did_you_mean

_LONGEST = 2000
"""Characters of a text that are read; the model cuts further, by its own tokens."""


class HuggingFaceClassifier:
    """Reads with *model*: a name on the hub, or a folder in the transformers format.

    Every label must stand in ``moods.toml``, or *labels* must say which of the labels or moods
    there it means, for example ``{"LABEL_0": "sad"}``. An async context manager: the model is
    loaded on entering. Without that, the first text waits for it.
    """

    def __init__(
        self, model: str, *, labels: Mapping[str, str] | None = None, threads: int = 1
    ) -> None:
        self._model = model
        self._mapped = labels or {}
        self._threads = threads
        self._loaded: _Loaded | None = None
        self._loading = asyncio.Lock()

    async def __aenter__(self) -> Self:
        await self._load()
        return self

    async def __aexit__(self, *_: object) -> None:
        self._loaded = None

    async def classify(self, text: str, /) -> Scores:
        """The model's own labels; moods too where exactly one label is true of a text."""
        loaded = await self._load()
        return await asyncio.to_thread(loaded.scores, text)

    async def _load(self) -> "_Loaded":
        async with self._loading:
            if self._loaded is None:
                self._loaded = await asyncio.to_thread(
                    _Loaded, self._model, self._mapped, self._threads
                )
            return self._loaded


class _Loaded:
    """The model in memory. Blocks."""

    def __init__(self, model: str, mapped: Mapping[str, str], threads: int) -> None:
        try:
            import torch
            import transformers
        except ImportError as error:
            raise MissingExtra(f"hf:{model}", "local") from error
        try:
            self._tokenizer: Any = transformers.AutoTokenizer.from_pretrained(model)
            self._network: Any = transformers.AutoModelForSequenceClassification.from_pretrained(
                model
            )
        except (OSError, ValueError) as error:
            raise ConfigError(f"hf:{model} cannot be loaded: {error}") from error
        torch.set_num_threads(threads)
        self._network.eval()
        settings = self._network.config
        self._labels = known_labels(_own_labels(settings), mapped, model)
        self._moods = [mood_table().labels[label] for label in self._labels]
        multi = settings.problem_type == "multi_label_classification"
        self._exclusive = settings.num_labels > 1 and not multi
        self._longest = min(getattr(settings, "max_position_embeddings", 512), 512)

    def scores(self, text: str) -> Scores:
        import torch

        readable = text[:_LONGEST].encode("utf-8", "replace").decode("utf-8")
        try:
            batch = self._tokenizer(
                readable, truncation=True, max_length=self._longest, return_tensors="pt"
            )
            with torch.inference_mode():
                logits = self._network(**batch).logits[0].float()
        except (RuntimeError, IndexError) as error:
            raise EmotionError("the emotion model failed on this text") from error
        odds = (logits.softmax(0) if self._exclusive else logits.sigmoid()).tolist()
        join = sum if self._exclusive else max
        return Scores(
            labels=_joined(self._labels, odds, join),
            moods=_joined(self._moods, odds, join) if self._exclusive else {},
        )


def known_labels(own: Sequence[str], mapped: Mapping[str, str], model: str) -> tuple[str, ...]:
    """A model's labels by the names that ``moods.toml`` has for them.

    Raises `ConfigError` and says what to add if one has no such name.
    """
    known = mood_table().labels
    for label, name in mapped.items():
        if label not in own:
            raise ConfigError(f"hf:{model} has no label {label!r}{did_you_mean(label, own)}")
        if name not in known:
            raise ConfigError(f"no label or mood is named {name!r}{did_you_mean(name, list(Mood))}")
    names = tuple(mapped.get(label) or _spelled(label, known) for label in own)
    unknown = [name for name in names if name not in known]
    if unknown:
        raise ConfigError(
            f"hf:{model} has {len(unknown)} labels without a mood. Add each to maum.toml under "
            f"[backends.hf.labels] as one of {', '.join(Mood)}, for example:\n"
            f'[backends.hf.labels]\n"{unknown[0]}" = "calm"\n'
            f"Without a mood: {', '.join(unknown)}"
        )
    return names


def _spelled(label: str, known: Mapping[str, Mood]) -> str:
    """*label*, or in small letters if only so it is known: many models write ``Joy`` or ``JOY``."""
    return label.lower() if label not in known and label.lower() in known else label


def _own_labels(settings: Any) -> list[str]:
    return [str(settings.id2label[number]) for number in range(settings.num_labels)]


_Name = TypeVar("_Name", bound=str)


def _joined(
    names: Sequence[_Name], odds: Sequence[float], join: Callable[[list[float]], float]
) -> dict[_Name, float]:
    """The probabilities of labels, those of the same name as one."""
    found: dict[_Name, list[float]] = {}
    for name, share in zip(names, odds, strict=True):
        found.setdefault(name, []).append(share)
    return {name: join(shares) for name, shares in found.items()}
