"""Checkpoints that a kill cannot spoil."""

import shutil
from pathlib import Path

_WHOLE = "whole"
"""An empty file, written last: a checkpoint without it was cut short."""


def seal(checkpoint: Path) -> None:
    """Mark *checkpoint* as whole."""
    (checkpoint / _WHOLE).touch()


def newest(folder: Path) -> Path | None:
    """The whole checkpoint with the most steps; those that were cut short are deleted."""
    found = {int(one.name.rpartition("-")[2]): one for one in folder.glob("checkpoint-*")}
    whole = {step: one for step, one in found.items() if (one / _WHOLE).is_file()}
    for one in found.values():
        if one not in whole.values():
            shutil.rmtree(one)
    return whole[max(whole)] if whole else None
