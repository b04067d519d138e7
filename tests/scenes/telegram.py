"""Who takes part in the tests of maum on Telegram."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import TypeAlias

from bot.adapters.telegram.telegram import Telegram as Adapter

OWNER = 5_100_000_001
"""The id of the first person of a server."""

Run: TypeAlias = Callable[..., AbstractAsyncContextManager[Adapter]]
