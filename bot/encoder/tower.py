"""One network of a model folder: from word vectors to its outputs."""

from pathlib import Path

import numpy as np

from bot.encoder.fourbit import Floats
from bot.encoder.session import open_session
from bot.encoder.words import Vectors


class Tower:
    """The ONNX file *file*, whose inputs are ``vectors`` and ``mask``. Blocks; thread-safe."""

    def __init__(self, file: Path, *, threads: int = 1) -> None:
        """Raises `ConfigError`."""
        self._session = open_session(file, threads)
        self._outputs = [output.name for output in self._session.get_outputs()]

    def run(self, texts: Vectors) -> dict[str, Floats]:
        """Each output by its name, one row a text; raises one of `bot.encoder.session.FAULTS`."""
        found = self._session.run(self._outputs, {"vectors": texts.vectors, "mask": texts.mask})
        return {
            name: np.asarray(values, np.float32)
            for name, values in zip(self._outputs, found, strict=True)
        }
