"""From a trained folder to one that needs no torch: ONNX, a tokenizer, and its labels."""

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from bot.emotion.onnx import OnnxNetwork
from bot.training.finetuning.faults import told
from bot.training.finetuning.parity import Parity, compare
from bot.training.finetuning.trained import Trained, load_trained
from bot.training.quantizing import quantize
from bot.training.tracing import trace
from config.errors import NoTokenizer, TrainingError, UsageError

_FILES = frozenset({"config.json", "model.onnx", "tokenizer.json"})
"""Of an exported folder."""


def export(model: str, folder: Path, texts: Sequence[str], *, wide: bool = False) -> Parity:
    """Write *model*, a trained folder or a name on the hub, to *folder* for ``onnx:FOLDER``.

    Weights have eight bits, or as many as they were trained with if *wide*. Nothing is written
    if the two do not say the same of *texts*: raises `Unlike` then. An earlier export in *folder*
    is replaced; raises `UsageError` if anything else lies there.
    """
    _refuse_others(folder)
    trained = load_trained(model)
    folder.parent.mkdir(parents=True, exist_ok=True)
    # Beside the target, so that a whole folder is moved in place.
    with told(), tempfile.TemporaryDirectory(dir=folder.parent, prefix=".export-") as scratch:
        fresh = Path(scratch) / "model"
        _write(trained, fresh, wide=wide)
        exported = OnnxNetwork(fresh)
        parity = compare(trained.logits, exported.logits, trained.columns, texts)
        parity.check()
        if folder.exists():
            shutil.rmtree(folder)
        fresh.rename(folder)
    return parity


def _refuse_others(folder: Path) -> None:
    if folder.exists() and not (folder.is_dir() and _names(folder) <= _FILES):
        raise UsageError(f"{folder} holds other things than an export: choose an empty folder")


def _names(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()}


def _write(trained: Trained, folder: Path, *, wide: bool) -> None:
    folder.mkdir()
    settings = trained.network.config
    settings.maum_tokens = trained.longest
    settings.save_pretrained(folder)
    words = getattr(trained.tokenizer, "backend_tokenizer", None)
    if words is None:
        raise NoTokenizer(f"the tokenizer of {trained.name} cannot be written as tokenizer.json")
    words.save(str(folder / "tokenizer.json"))
    if wide:
        _trace(trained.network, folder / "model.onnx")
        return
    with tempfile.TemporaryDirectory() as scratch:
        _trace(trained.network, Path(scratch) / "wide.onnx")
        quantize(Path(scratch) / "wide.onnx", folder / "model.onnx")


class _Logits(nn.Module):
    """The logits alone, by position: what the exporter can trace."""

    def __init__(self, network: Any) -> None:
        super().__init__()
        self._network = network

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        found: Tensor = self._network(input_ids=ids, attention_mask=mask).logits
        return found


def _trace(network: Any, file: Path) -> None:
    # Eager attention is plain matrix products, which the quantiser knows.
    network.cpu().set_attn_implementation("eager")
    ids, mask = torch.full((2, 8), 5), torch.ones(2, 8, dtype=torch.long)
    try:
        trace(_Logits(network), {"ids": ids, "mask": mask}, ["logits"], file)
    except (RuntimeError, TypeError) as error:
        kind = network.config.model_type
        raise TrainingError(f"a model of the kind {kind} cannot be exported: {error}") from error
