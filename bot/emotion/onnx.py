"""A text classifier that was exported to ONNX, for ``onnx:<folder>``."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.emotion.chosen import ChosenModel
from bot.protocols import Scores
from config.errors import ConfigError, EmotionError

if TYPE_CHECKING:
    from bot.emotion.labels import LabelHead
    from bot.emotion.network import Floats


class OnnxClassifier(ChosenModel):
    """Reads with a folder that `maum models export` wrote: no torch is needed."""

    def load(self) -> "_Loaded":
        """The network; raises `ConfigError`."""
        from bot.emotion.labels import LabelHead

        network = OnnxNetwork(Path(self.model), threads=self.threads)
        name = f"onnx:{self.model}"
        return _Loaded(network, LabelHead.of(network.settings, name, self.labels, self.head))


class _Loaded:
    """The network in memory. Blocks; thread-safe."""

    def __init__(self, network: "OnnxNetwork", head: "LabelHead") -> None:
        self._network = network
        self._head = head

    def scores(self, text: str, /) -> Scores:
        (logits,) = self._network.logits([text])
        return self._head.scores(logits)


class OnnxNetwork:
    """A folder with ``model.onnx``, ``tokenizer.json`` and ``config.json``. Blocks; thread-safe."""

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        from bot.encoder.session import open_session, open_tokenizer

        try:
            self.settings: dict[str, Any] = json.loads((folder / "config.json").read_text("utf-8"))
            longest = int(self.settings["maum_tokens"])
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ConfigError(
                f"{folder} holds no exported classifier: `maum models export` writes one ({error})"
            ) from error
        self._session = open_session(folder / "model.onnx", threads)
        self._tokenizer = open_tokenizer(folder / "tokenizer.json", longest)

    def logits(self, texts: Sequence[str]) -> "Floats":
        """What the network says of each text, (texts, columns); raises `EmotionError`."""
        import numpy as np

        return np.concatenate([self._row(text) for text in texts])

    def _row(self, text: str) -> "Floats":
        import numpy as np

        from bot.encoder.session import FAULTS

        encoding = self._tokenizer.encode(text)
        feeds = {
            "ids": np.array([encoding.ids], np.int64),
            "mask": np.array([encoding.attention_mask], np.int64),
        }
        try:
            (found,) = self._session.run(["logits"], feeds)
        except FAULTS as error:
            raise EmotionError("the emotion model failed on this text") from error
        return np.asarray(found, np.float32)
