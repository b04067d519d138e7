"""Whether a turn is over, by the way it sounds.

smart-turn hears from melody and rhythm whether somebody who paused has finished. Its weights come
with the package ``pipecat-ai``, of which nothing else is used and nothing imported:
``pip install --no-deps pipecat-ai``. Asked in the middle of a word it guesses, so it is asked at
pauses only.
"""

import asyncio
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from speech.decoding import RATE
from speech.samples import Samples

if TYPE_CHECKING:
    from onnxruntime import InferenceSession  # type: ignore[import-untyped]

_WEIGHTS = "audio/turn/smart_turn/data/smart-turn-v3.2-cpu.onnx"
_HEARD = 8 * RATE
"""Samples that it hears, the last ones; silence stands in front of fewer."""
_COMPLETE = 0.5


class SmartTurn:
    """Judges with the weights in *file*; about 35 ms of work each time."""

    def __init__(self, file: Path) -> None:
        self._file = file

    async def __call__(self, speech: Samples) -> bool:
        """Whether *speech* (16 kHz), which ends in a pause, is a whole turn."""
        return await asyncio.to_thread(self._judge, speech)

    def _judge(self, speech: Samples) -> bool:
        from faster_whisper.feature_extractor import (  # type: ignore[import-untyped]
            FeatureExtractor,
        )

        heard = np.pad(speech[-_HEARD:], (max(0, _HEARD - len(speech)), 0))
        level = (heard - heard.mean()) / np.sqrt(heard.var() + 1e-7)
        features = FeatureExtractor()(level, padding=0)
        (answer,) = _network(self._file).run(None, {"input_features": features[np.newaxis]})
        return float(answer[0, 0]) > _COMPLETE


def installed() -> SmartTurn | None:
    """The judge, where its weights are on this machine."""
    package = find_spec("pipecat")  # the package itself wants much that maum does not need
    for place in (package.submodule_search_locations or ()) if package else ():
        file = Path(place) / _WEIGHTS
        if file.is_file():
            return SmartTurn(file)
    return None


@cache
def _network(file: Path) -> "InferenceSession":
    from speech.live.networks import session

    return session(file)
