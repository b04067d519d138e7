"""A torch network as an ONNX file."""

import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path

import torch
from torch import Tensor, nn

OPSET = 17


def trace(
    network: nn.Module, inputs: Mapping[str, Tensor], outputs: Sequence[str], file: Path
) -> None:
    """Write *network* to *file*, as it takes *inputs*, each (batch, length, …).

    Batch and length are left free. Raises what torch raises for a network it cannot trace.
    """
    free = {0: "batch", 1: "length"}
    axes = {**dict.fromkeys(inputs, free), **{name: {0: "batch"} for name in outputs}}
    with torch.inference_mode(), warnings.catch_warnings():
        # The tracing exporter is the old one, and says so on each use; the new one needs
        # onnxscript and does not go down to opset 17. Every export is checked for parity.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            network.eval(),
            tuple(inputs.values()),
            str(file),
            input_names=list(inputs),
            output_names=list(outputs),
            dynamic_axes=axes,
            opset_version=OPSET,
            dynamo=False,
        )
