"""Fewer and larger operators for an ONNX network of BERT's kind."""

from pathlib import Path

from onnxruntime.transformers.fusion_options import (  # type: ignore[import-untyped]
    FusionOptions,
)
from onnxruntime.transformers.optimizer import optimize_model  # type: ignore[import-untyped]


def fuse(plain: Path, fused: Path, *, width: int, attention_heads: int) -> None:
    """Write the network of *plain* to *fused* with one operator for the attention of a layer."""
    options = FusionOptions("bert")
    # These would stand in the way of faster ones; see `bot.encoder.session`.
    options.enable_skip_layer_norm = False
    options.enable_bias_skip_layer_norm = False
    options.enable_bias_gelu = False
    network = optimize_model(
        str(plain),
        model_type="bert",
        num_heads=attention_heads,
        hidden_size=width,
        optimization_options=options,
        opt_level=0,
    )
    network.save_model_to_file(str(fused))
