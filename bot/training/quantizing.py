"""Eight-bit weights for an ONNX network."""

import tempfile
from pathlib import Path

from onnx import TensorProto
from onnxruntime.quantization import (  # type: ignore[import-untyped]
    QuantType,
    quant_pre_process,
    quantize_dynamic,
)


def quantize(wide: Path, small: Path) -> None:
    """Write the network of *wide* to *small* with weights of eight bits, scaled by channel."""
    with tempfile.TemporaryDirectory() as scratch:
        folded = Path(scratch) / "folded.onnx"
        quant_pre_process(wide, folded, skip_symbolic_shape=True)
        quantize_dynamic(
            folded,
            small,
            per_channel=True,
            # Seven bits: with eight, processors without VNNI overflow in the sums of products.
            reduce_range=True,
            weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul", "Gather", "Attention"],
            # Of what comes out of a fused operator, whose type the quantiser cannot infer.
            extra_options={"DefaultTensorType": TensorProto.FLOAT},
        )
