"""The machine's limits, as the system itself tells them."""

import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import pytest
import torch

from bot.training.finetuning.faults import told
from bot.training.finetuning.hyperparameters import Hyperparameters
from bot.training.finetuning.run import learn
from bot.training.splitting import Splits
from config.errors import DiskFull, NoMemory


@contextmanager
def files_up_to(size: int) -> Iterator[None]:
    """The system refuses to let a file grow beyond *size* bytes, as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("size", [30_000, 80_000])
def test_a_full_disk_is_told_and_the_run_goes_on_when_there_is_room(
    start: Path,
    moods: Splits,
    choices: Callable[..., Hyperparameters],
    tmp_path: Path,
    size: int,
) -> None:
    """Neither the weights fit, or they do and the optimizer's state does not."""
    chosen = choices(epochs=1)
    with files_up_to(size), pytest.raises(DiskFull):
        learn(str(start), [moods], tmp_path, chosen, lambda _: None, Event())
    assert learn(str(start), [moods], tmp_path, chosen, lambda _: None, Event()).steps > 0


def test_a_batch_beyond_the_memory_is_told() -> None:
    with pytest.raises(NoMemory), told():
        torch.empty(2**50)
