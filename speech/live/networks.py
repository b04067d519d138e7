"""The one module of speech that imports onnxruntime itself."""

from pathlib import Path

from onnxruntime import InferenceSession, SessionOptions  # type: ignore[import-untyped]


def session(file: Path) -> InferenceSession:
    """The network in *file*, on one thread."""
    options = SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 4
    return InferenceSession(file, options, providers=["CPUExecutionProvider"])
