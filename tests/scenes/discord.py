"""Who takes part in the tests of maum on Discord."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import TypeAlias

Run: TypeAlias = Callable[..., AbstractAsyncContextManager[asyncio.Task[None]]]
