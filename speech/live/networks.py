"""The one module of speech that imports onnxruntime itself."""

from pathlib import Path

from onnxruntime import InferenceSession, SessionOptions  # type: ignore[import-untyped]
from onnxruntime.capi import onnxruntime_pybind11_state as faults  # type: ignore[import-untyped]

FAULTS = (
    faults.Fail,
    faults.InvalidArgument,
    faults.InvalidGraph,
    faults.InvalidProtobuf,
    faults.NoSuchFile,
    faults.NotImplemented,
    faults.RuntimeException,
)
"""Its errors have no common base below `Exception`."""


def session(file: Path) -> InferenceSession:
    """The network in *file*, on one thread."""
    options = SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 4
    return InferenceSession(file, options, providers=["CPUExecutionProvider"])
