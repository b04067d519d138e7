"""Whisper's weights as CTranslate2 keeps them, read as openai-whisper has them.

Both engines then hear with the same weights, and `maum models pull` fetches them once. The file
is CTranslate2's binary model, version 6, little endian::

    u32 6 | name | u32 revision | u32 count
    count × (name | u8 rank | rank × u32 size | u8 type | u32 bytes | data)
    …  aliases, which openai-whisper has no use for

A name is a u16 length, then as many bytes, the last of them zero.
"""

import re
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[Any]

_VERSION = 6
_TYPES = {0: "<f4", 1: "<i1", 2: "<i2", 3: "<i4", 4: "<f2"}
_FLOATS = {"<f4", "<f2"}

_RENAMED = tuple(
    (re.compile(pattern), name)
    for pattern, name in (
        (r"/layer_(\d+)/", r"/blocks/\1/"),
        (r"self_attention/layer_norm", "attn_ln"),
        (r"attention/layer_norm", "cross_attn_ln"),
        (r"ffn/layer_norm", "mlp_ln"),
        (r"^encoder/layer_norm", "encoder/ln_post"),
        (r"^decoder/layer_norm", "decoder/ln"),
        (r"/gamma$", "/weight"),
        (r"/beta$", "/bias"),
        (r"ffn/linear_0", "mlp/0"),
        (r"ffn/linear_1", "mlp/2"),
        (r"self_attention/linear_0", "attn/query+key+value"),
        (r"self_attention/linear_1", "attn/out"),
        (r"attention/linear_0", "cross_attn/query"),
        (r"attention/linear_1", "cross_attn/key+value"),
        (r"attention/linear_2", "cross_attn/out"),
        (r"position_encodings/encodings", "positional_embedding"),
        (r"embeddings/weight", "token_embedding/weight"),
    )
)
"""CTranslate2's names and openai-whisper's; applied in this order."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What ``whisper.load_model`` finds in a ``.pt`` file, as numpy arrays."""

    dims: Mapping[str, int]
    state: Mapping[str, Array]


def read_checkpoint(file: Path) -> Checkpoint:
    """The weights in CTranslate2's *file*; raises `ValueError` if it holds no Whisper in floats."""
    try:
        with file.open("rb") as data:
            variables = dict(_variables(data))
        return Checkpoint(_dims(variables), dict(_state(variables)))
    except (struct.error, KeyError, ValueError) as error:
        raise ValueError(f"{file.name} is no Whisper model of CTranslate2 in floats") from error


def _variables(data: BinaryIO) -> Iterator[tuple[str, Array]]:
    (version,) = _read(data, "I")
    if version != _VERSION or _name(data) != "WhisperSpec":
        raise ValueError("another version or model")
    _, count = _read(data, "II")
    for _ in range(count):
        name = _name(data)
        (rank,) = _read(data, "B")
        shape = _read(data, f"{rank}I")
        kind, size = _read(data, "BI")
        yield name, np.frombuffer(data.read(size), _TYPES[kind]).reshape(shape)


def _read(data: BinaryIO, form: str) -> tuple[int, ...]:
    return struct.unpack(f"<{form}", data.read(struct.calcsize(f"<{form}")))


def _name(data: BinaryIO) -> str:
    (length,) = _read(data, "H")
    return data.read(length)[:-1].decode()


def _dims(variables: Mapping[str, Array]) -> dict[str, int]:
    width, mels, _ = variables["encoder/conv1/weight"].shape
    words, text_width = variables["decoder/embeddings/weight"].shape
    return {
        "n_mels": mels,
        "n_audio_ctx": len(variables["encoder/position_encodings/encodings"]),
        "n_audio_state": width,
        "n_audio_head": int(variables["encoder/num_heads"]),
        "n_audio_layer": _layers(variables, "encoder"),
        "n_vocab": words,
        "n_text_ctx": len(variables["decoder/position_encodings/encodings"]),
        "n_text_state": text_width,
        "n_text_head": int(variables["decoder/num_heads"]),
        "n_text_layer": _layers(variables, "decoder"),
    }


def _layers(variables: Mapping[str, Array], side: str) -> int:
    layer = re.compile(rf"{side}/layer_\d+/")
    return len({found[0] for name in variables if (found := layer.match(name))})


def _state(variables: Mapping[str, Array]) -> Iterator[tuple[str, Array]]:
    for name, array in variables.items():
        if array.ndim == 0 or name.startswith("decoder/alignment"):
            continue  # settings, not weights
        if array.dtype.str not in _FLOATS:
            raise ValueError("the weights are quantised")
        *path, kinds, leaf = _renamed(name).split("/")
        parts = kinds.split("+")
        for kind, part in zip(parts, np.split(array, len(parts)), strict=True):
            if (kind, leaf) != ("key", "bias"):  # Whisper's keys have none: CTranslate2 keeps zeros
                yield ".".join([*path, kind, leaf]), part


def _renamed(name: str) -> str:
    for pattern, other in _RENAMED:
        name = pattern.sub(other, name)
    return name
