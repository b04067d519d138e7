"""A model in Supertonic's form whose voice is noise: the length is right, and nothing else.

The weights of the real one are too large for a test; its library loads and runs this as it runs
the real one.
"""

import json
from collections.abc import Sequence
from pathlib import Path

from onnx import NodeProto, TensorProto, ValueInfoProto, helper, save

RATE = 44_100
SECONDS_A_LETTER = 0.07
_CHUNK, _COMPRESSED = 64, 8

_LETTERS: dict[str, tuple[int, Sequence[int | str]]] = {
    "text_ids": (TensorProto.INT64, ["batch", "letters"]),
    "text_mask": (TensorProto.FLOAT, ["batch", 1, "letters"]),
    "text_emb": (TensorProto.FLOAT, ["batch", 1, 1]),
    "style_dp": (TensorProto.FLOAT, [1, 2, 2]),
    "style_ttl": (TensorProto.FLOAT, [1, 2, 2]),
    "noisy_latent": (TensorProto.FLOAT, ["batch", _CHUNK * _COMPRESSED, "length"]),
    "latent": (TensorProto.FLOAT, ["batch", _CHUNK * _COMPRESSED, "length"]),
    "latent_mask": (TensorProto.FLOAT, ["batch", 1, "length"]),
    "current_step": (TensorProto.FLOAT, ["batch"]),
    "total_step": (TensorProto.FLOAT, ["batch"]),
    "duration": (TensorProto.FLOAT, ["batch"]),
    "wav": (TensorProto.FLOAT, ["batch", "samples"]),
}


def write_model(folder: Path, *voices: str) -> Path:
    """Write the four networks, their settings and *voices* into *folder*."""
    (folder / "onnx").mkdir(parents=True)
    (folder / "voice_styles").mkdir()
    node = helper.make_node
    _network(
        folder / "onnx" / "duration_predictor.onnx",
        ["text_ids", "style_dp", "text_mask"],
        "duration",
        [
            node("ReduceSum", ["text_mask", "axes"], ["letters"], keepdims=0),
            node("Mul", ["letters", "pace"], ["duration"]),
        ],
        axes=(TensorProto.INT64, [1, 2]),
        pace=(TensorProto.FLOAT, [SECONDS_A_LETTER]),
    )
    _network(
        folder / "onnx" / "text_encoder.onnx",
        ["text_ids", "style_ttl", "text_mask"],
        "text_emb",
        [node("ReduceSum", ["text_mask", "axes"], ["text_emb"])],
        axes=(TensorProto.INT64, [1, 2]),
    )
    estimated = ["noisy_latent", "text_emb", "style_ttl", "text_mask", "latent_mask"]
    _network(
        folder / "onnx" / "vector_estimator.onnx",
        [*estimated, "current_step", "total_step"],
        "latent",
        [node("Mul", ["noisy_latent", "less"], ["latent"])],
        less=(TensorProto.FLOAT, [0.9]),
    )
    _network(
        folder / "onnx" / "vocoder.onnx",
        ["latent"],
        "wav",
        [
            node("Transpose", ["latent"], ["ordered"], perm=[0, 2, 1]),
            node("Flatten", ["ordered"], ["wav"]),
        ],
    )
    shape = {"sample_rate": RATE, "base_chunk_size": _CHUNK}
    latent = {"chunk_compress_factor": _COMPRESSED, "latent_dim": _CHUNK}
    settings = {"ae": shape, "ttl": latent}
    (folder / "onnx" / "tts.json").write_text(json.dumps(settings))
    # Hangul comes taken apart into its letters; what has no number cannot be said.
    known = [n if n < 128 or 0x1100 <= n < 0x1200 else -1 for n in range(2**16)]
    (folder / "onnx" / "unicode_indexer.json").write_text(json.dumps(known))
    style = {"dims": [1, 2, 2], "data": [0.0] * 4}
    for voice in voices:
        file = folder / "voice_styles" / f"{voice}.json"
        file.write_text(json.dumps({"style_ttl": style, "style_dp": style}))
    return folder


def _network(
    file: Path,
    inputs: Sequence[str],
    output: str,
    nodes: Sequence[NodeProto],
    **constants: tuple[int, Sequence[float]],
) -> None:
    fixed = [
        helper.make_tensor(name, kind, [len(values)], values)
        for name, (kind, values) in constants.items()
    ]
    graph = helper.make_graph(
        nodes, file.stem, [_value(name) for name in inputs], [_value(output)], fixed
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    save(model, file)


def _value(name: str) -> ValueInfoProto:
    return helper.make_tensor_value_info(name, *_LETTERS[name])
