"""From a trained network to the folder that ships: ONNX, eight-bit weights, no torch."""

import json
import shutil
import tempfile
import warnings
from collections.abc import Sequence
from pathlib import Path

import torch
from onnxruntime.quantization import (  # type: ignore[import-untyped]
    QuantType,
    quant_pre_process,
    quantize_dynamic,
)
from torch import Tensor, nn

from bot.emotion.network import Card
from bot.training.dataset import Head
from bot.training.network import EmotionNetwork

OPSET = 17


class _AllHeads(nn.Module):
    """Every head at once, and the pooled vector, with one run of the encoder."""

    def __init__(self, network: EmotionNetwork, heads: Sequence[Head]) -> None:
        super().__init__()
        self._network = network
        self._names = [head.name for head in heads]

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, ...]:
        pooled = self._network.embed(ids, mask)
        return (*(self._network.heads[name](pooled) for name in self._names), pooled)


def export(
    network: EmotionNetwork, card: Card, tokenizer: Path, folder: Path, *, eight_bit: bool = True
) -> None:
    """Write ``model.onnx``, ``tokenizer.json`` and ``model.json`` to *folder*."""
    folder.mkdir(parents=True, exist_ok=True)
    heads = [Head(name=name, labels=labels) for name, labels in card.heads.items()]
    if eight_bit:
        with tempfile.TemporaryDirectory() as scratch:
            wide, folded = Path(scratch) / "wide.onnx", Path(scratch) / "folded.onnx"
            _trace(network, heads, wide)
            quant_pre_process(wide, folded, skip_symbolic_shape=True)
            _quantize(folded, folder / "model.onnx")
    else:
        _trace(network, heads, folder / "model.onnx")
    shutil.copyfile(tokenizer, folder / "tokenizer.json")
    write_card(card, folder)


def write_card(card: Card, folder: Path) -> None:
    """Write ``model.json``, which `bot.emotion.network` reads."""
    raw = {
        "heads": {name: list(labels) for name, labels in card.heads.items()},
        "prefix": card.prefix,
        "tokens": card.tokens,
        "temperature": round(card.temperature, 4),
    }
    text = json.dumps(raw, ensure_ascii=False, indent=1)
    (folder / "model.json").write_text(text + "\n", "utf-8")


def _trace(network: EmotionNetwork, heads: Sequence[Head], file: Path) -> None:
    # Eager attention is plain matrix products, which the quantiser knows.
    network.encoder.set_attn_implementation("eager")
    ids, mask = torch.ones(2, 8, dtype=torch.long), torch.ones(2, 8, dtype=torch.long)
    outputs = [*(head.name for head in heads), "embedding"]
    free = {0: "batch", 1: "length"}
    with torch.inference_mode(), warnings.catch_warnings():
        # The tracing exporter is the old one, and says so on each use; the new one needs
        # onnxscript and does not go down to opset 17. `parity` checks what was traced.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            _AllHeads(network, heads).eval(),
            (ids, mask),
            str(file),
            input_names=["ids", "mask"],
            output_names=outputs,
            dynamic_axes={"ids": free, "mask": free, **{name: {0: "batch"} for name in outputs}},
            opset_version=OPSET,
            dynamo=False,
        )


def _quantize(wide: Path, small: Path) -> None:
    quantize_dynamic(
        wide,
        small,
        per_channel=True,
        # Seven bits: with eight, processors without VNNI overflow in the sums of products.
        reduce_range=True,
        weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul", "Gather"],
    )
