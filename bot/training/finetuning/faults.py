"""The machine's limits as errors that say what to do."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

import torch
from safetensors import SafetensorError

from config.errors import DiskFull, NoMemory

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FULL_TEXTS = (
    *("No space left", "File too large", "Disk quota"),  # safetensors, in the system's words
    *("failed writing file", "unexpected pos", "iostream error"),  # torch, in its own
)
_MEMORY_TEXTS = ("can't allocate memory", "out of memory")


@contextmanager
def told() -> Iterator[None]:
    """Turn a full disk into `DiskFull` and a full memory into `NoMemory`, whoever tells of it.

    The libraries that write weights raise errors of their own kinds, with the reason in words.
    """
    try:
        yield
    except (torch.OutOfMemoryError, MemoryError) as error:
        raise NoMemory from error
    except (OSError, RuntimeError, SafetensorError) as error:
        if getattr(error, "errno", None) in _FULL or _says(error, _FULL_TEXTS):
            raise DiskFull(f"the disk is full: {error}") from error
        if _says(error, _MEMORY_TEXTS):
            raise NoMemory from error
        raise


def _says(error: Exception, texts: tuple[str, ...]) -> bool:
    return any(text in str(error) for text in texts)
