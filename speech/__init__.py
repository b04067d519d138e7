"""Hearing and speaking: audio values, the two protocols and their backends."""

import config  # noqa: F401  # before any network: it keeps onnxruntime from reporting
