"""From trained networks to the folder that ships: ONNX with small weights, no torch."""

import json
import logging
import tempfile
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from transformers import AutoModel

from bot.emotion.network import Card
from bot.encoder.fourbit import GROUP
from bot.encoder.words import write_words
from bot.training.fusing import fuse
from bot.training.network import EmotionNetwork, mean
from bot.training.quantizing import quantize
from bot.training.tracing import trace


class _Heads(nn.Module):
    """Every head at once, with one run of the encoder."""

    def __init__(self, network: EmotionNetwork, heads: list[str]) -> None:
        super().__init__()
        self._network = network
        self._heads = heads

    def forward(self, vectors: Tensor, mask: Tensor) -> tuple[Tensor, ...]:
        pooled = self._network.embed(mask, inputs_embeds=vectors)
        return tuple(self._network.heads[name](pooled) for name in self._heads)


class _Memory(nn.Module):
    """An encoder without heads: its mean over the tokens says what a text is about."""

    def __init__(self, encoder: Any) -> None:
        super().__init__()
        self._encoder = encoder

    def forward(self, vectors: Tensor, mask: Tensor) -> Tensor:
        states = self._encoder(inputs_embeds=vectors, attention_mask=mask).last_hidden_state
        return mean(states, mask)


def export_words(network: EmotionNetwork, tokenizer: Path, folder: Path) -> None:
    """Write the tokenizer and the word vectors, which training left as they were."""
    table = network.encoder.get_input_embeddings().weight
    write_words(tokenizer, table.detach().numpy(), folder)


def export_emotion(network: EmotionNetwork, heads: list[str], folder: Path) -> None:
    """Write ``emotion.onnx``, whose outputs are *heads*, in eight bits."""
    export_heads(network, heads, folder / "emotion.onnx")


def export_heads(network: EmotionNetwork, heads: list[str], file: Path) -> None:
    """Write *file*, whose outputs are *heads*, in eight bits."""
    # Eager attention is plain matrix products, which can be fused.
    network.encoder.set_attn_implementation("eager")
    attention_heads = int(network.encoder.config.num_attention_heads)
    with tempfile.TemporaryDirectory() as scratch:
        plain, fused = Path(scratch) / "plain.onnx", Path(scratch) / "fused.onnx"
        _trace(_Heads(network, heads), plain, network.width, heads)
        fuse(plain, fused, width=network.width, attention_heads=attention_heads)
        quantize(fused, file)


def export_memory(start: Path, folder: Path) -> None:
    """Write ``memory.onnx``, the whole start model, whose output is ``embedding``.

    In four bits: the start model's weights were published in that very format, so nothing is lost.
    """
    encoder: Any = AutoModel.from_pretrained(start, dtype=torch.float32, add_pooling_layer=False)
    encoder.set_attn_implementation("eager")
    with tempfile.TemporaryDirectory() as scratch:
        wide = Path(scratch) / "wide.onnx"
        _trace(_Memory(encoder), wide, int(encoder.config.hidden_size), ["embedding"])
        _quantize_weights(wide, folder / "memory.onnx", bits=4)


def _quantize_weights(wide: Path, small: Path, *, bits: int) -> None:
    root = logging.getLogger()
    level, handlers = root.level, root.handlers[:]
    # Importing this sets up logging for the whole program, and it tells of every node.
    from onnxruntime.quantization.matmul_nbits_quantizer import (  # type: ignore[import-untyped]
        MatMulNBitsQuantizer,
    )

    logging.getLogger(MatMulNBitsQuantizer.__module__).setLevel(logging.WARNING)
    root.setLevel(level)
    root.handlers[:] = handlers
    quantizer = MatMulNBitsQuantizer(
        str(wide), block_size=GROUP, is_symmetric=True, accuracy_level=4, bits=bits
    )
    quantizer.process()
    quantizer.model.save_model_to_file(str(small))


def export_embedding(encoder: Any, start: Path, file: Path) -> None:
    """Write *file*, whose output is ``embedding``, in eight bits, and beside it the words.

    *encoder* is one that was trained from *start*, its words left as they were. Only weights are in
    eight bits: a vector must not depend on what else is in a batch, nor be off by what tells two
    things apart.
    """
    table = encoder.get_input_embeddings().weight
    write_words(start / "tokenizer.json", table.detach().numpy(), file.parent)
    encoder.set_attn_implementation("eager")
    with tempfile.TemporaryDirectory() as scratch:
        wide = Path(scratch) / "wide.onnx"
        _trace(_Memory(encoder), wide, int(encoder.config.hidden_size), ["embedding"])
        _quantize_weights(wide, file, bits=8)


def write_card(card: Card, folder: Path) -> None:
    """Write ``emotion.json``, which `bot.emotion.network` reads."""
    raw = asdict(card) | {
        "heads": {name: _rounded(head) for name, head in asdict(card)["heads"].items()}
    }
    text = json.dumps(raw, ensure_ascii=False, indent=1)
    (folder / "emotion.json").write_text(text + "\n", "utf-8")


def _rounded(head: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: round(value, 4) if isinstance(value, float) else value for name, value in head.items()
    }


def _trace(network: nn.Module, file: Path, width: int, outputs: list[str]) -> None:
    inputs = {"vectors": torch.zeros(2, 8, width), "mask": torch.ones(2, 8, dtype=torch.long)}
    trace(network, inputs, outputs, file)
