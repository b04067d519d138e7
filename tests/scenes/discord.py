"""Who takes part in the tests of maum on Discord."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import TypeAlias

from bot.adapters.discord.discord import Discord as Adapter

Run: TypeAlias = Callable[..., AbstractAsyncContextManager[Adapter]]
