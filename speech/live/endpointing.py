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
import structlog

from config.logs import described
from speech.decoding import RATE
from speech.samples import Samples

if TYPE_CHECKING:
    from onnxruntime import InferenceSession  # type: ignore[import-untyped]

log = structlog.get_logger("maum.ears")

_WEIGHTS = "audio/turn/smart_turn/data/smart-turn-v3.2-cpu.onnx"
_HEARD = 8 * RATE
"""Samples that it hears, the last ones; silence stands in front of fewer."""
_COMPLETE = 0.5
_broken: set[Path] = set()
"""Files with which nothing can be judged."""


class SmartTurn:
    """Judges with the weights in *file*; about 35 ms of work each time."""

    def __init__(self, file: Path) -> None:
        self._file = file

    async def __call__(self, speech: Samples) -> bool:
        """Whether *speech* (16 kHz), which ends in a pause, is a whole turn.

        Where the weights are damaged it never says so, and a longer pause decides alone.
        """
        if self._file in _broken:
            return False
        return await asyncio.to_thread(self._judge, speech)

    def _judge(self, speech: Samples) -> bool:
        from speech.live.networks import FAULTS

        try:
            return self._heard(speech) > _COMPLETE
        except FAULTS as error:
            _broken.add(self._file)
            log.warning("turns end by the pause alone: smart-turn is damaged", **described(error))
            return False

    def _heard(self, speech: Samples) -> float:
        from faster_whisper.feature_extractor import (  # type: ignore[import-untyped]
            FeatureExtractor,
        )

        heard = np.pad(speech[-_HEARD:], (max(0, _HEARD - len(speech)), 0))
        level = (heard - heard.mean()) / np.sqrt(heard.var() + 1e-7)
        features = FeatureExtractor()(level, padding=0)
        (answer,) = _network(self._file).run(None, {"input_features": features[np.newaxis]})
        return float(answer[0, 0])


def installed() -> SmartTurn | None:
    """The judge, where its weights are on this machine and not known to be damaged."""
    file = _weights()
    return SmartTurn(file) if file and file not in _broken else None


def broken() -> bool:
    """Whether its weights were found to be damaged, so that the pause alone ends a turn."""
    return _weights() in _broken


def _weights() -> Path | None:
    package = find_spec("pipecat")  # the package itself wants much that maum does not need
    places = (package.submodule_search_locations or ()) if package else ()
    files = (Path(place) / _WEIGHTS for place in places)
    return next((file for file in files if file.is_file()), None)


@cache
def _network(file: Path) -> "InferenceSession":
    from speech.live.networks import session

    return session(file)
