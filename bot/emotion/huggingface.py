"""Any text classifier of Hugging Face, for ``hf:<model or folder>``."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.emotion.chosen import ChosenModel
from bot.emotion.labels import LabelHead
from bot.emotion.tensorflow import refuse_tensorflow
from bot.protocols import Scores
from config.errors import ConfigError, EmotionError, MissingExtra


class HuggingFaceClassifier(ChosenModel):
    """Reads with a model of the hub, or with a folder in the transformers format."""

    def load(self) -> "_Loaded":
        """The model; raises `ConfigError`."""
        return _Loaded(self.model, self.labels, self.head, self.threads)


class _Loaded:
    """The model in memory. Blocks."""

    def __init__(self, model: str, mapped: Mapping[str, str], head: str, threads: int) -> None:
        try:
            import torch
            import transformers
            from safetensors import SafetensorError
        except ImportError as error:
            raise MissingExtra(f"hf:{model}", "local") from error
        transformers.logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        if model.startswith((".", "/")) and not Path(model).is_dir():
            raise ConfigError(f"hf:{model} cannot be loaded: there is no folder {model}")
        try:
            self._tokenizer: Any = transformers.AutoTokenizer.from_pretrained(model)
            self._network: Any = transformers.AutoModelForSequenceClassification.from_pretrained(
                model
            )
        except (OSError, ValueError, RuntimeError, KeyError, SafetensorError) as error:
            refuse_tensorflow(model)
            raise ConfigError(f"hf:{model} cannot be loaded: {error}") from error
        torch.set_num_threads(threads)
        self._network.eval()
        settings = self._network.config
        self._head = LabelHead.of(settings.to_dict(), f"hf:{model}", mapped, head)
        self._longest = min(getattr(settings, "max_position_embeddings", 512), 512)

    def scores(self, text: str, /) -> Scores:
        import torch

        try:
            batch = self._tokenizer(
                text, truncation=True, max_length=self._longest, return_tensors="pt"
            )
            with torch.inference_mode():
                logits = self._network(**batch).logits[0].float()
        except (RuntimeError, IndexError) as error:
            raise EmotionError("the emotion model failed on this text") from error
        return self._head.scores(logits.numpy())
