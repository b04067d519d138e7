"""Sound as numbers."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Samples: TypeAlias = NDArray[np.float32]
"""Mono sound, one dimension, from −1 to 1. The rate in hertz goes beside it."""
