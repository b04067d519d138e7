"""An ONNX network and its tokenizer on the processor, without torch."""

import gzip
from pathlib import Path
from typing import Any

import onnxruntime  # type: ignore[import-untyped]
from onnxruntime.capi import onnxruntime_pybind11_state as faults  # type: ignore[import-untyped]
from tokenizers import Tokenizer

from config.errors import ConfigError

FAULTS = (
    faults.Fail,
    faults.InvalidArgument,
    faults.InvalidGraph,
    faults.InvalidProtobuf,
    faults.NoSuchFile,
    faults.NotImplemented,
    faults.RuntimeException,
)
"""onnxruntime's own errors have no common base below `Exception`."""


_SLOWER = ["SkipLayerNormFusion"]
"""Of the rewritings that onnxruntime does on loading: the one operator that it puts in the place of
three takes four times as long as they do (1.31)."""


def open_session(file: Path, threads: int) -> Any:
    """The network in *file*; raises `ConfigError`."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # A waiting thread must sleep: the companion shares its cores with speech.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(
            str(file), options, providers=["CPUExecutionProvider"], disabled_optimizers=_SLOWER
        )
    except FAULTS as error:
        raise ConfigError(f"{file} cannot be loaded: {error}") from error


def open_tokenizer(file: Path, longest: int | None) -> Tokenizer:
    """The tokenizer in *file*, which may be gzipped, cutting texts after *longest* tokens.

    None never cuts. Raises `ConfigError`.
    """
    try:
        tokenizer = Tokenizer.from_buffer(_read(file))
    except Exception as error:  # tokenizers raises nothing more precise
        raise ConfigError(f"{file} cannot be loaded: {error}") from error
    if longest is None:
        tokenizer.no_truncation()
    else:
        tokenizer.enable_truncation(longest)
    # The mask hides the padding, so its number does not matter.
    tokenizer.enable_padding()
    return tokenizer


def _read(file: Path) -> bytes:
    raw = file.read_bytes()
    return gzip.decompress(raw) if file.suffix == ".gz" else raw
