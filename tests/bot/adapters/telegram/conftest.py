"""maum on a Telegram of this machine: the real library over real HTTP, scripted backends."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest
from scenes.backends import cast
from scenes.telegram import OWNER, Run
from servers.telegram import Limits, Person, Telegram

from bot.adapters.telegram.pace import Pace
from bot.adapters.telegram.telegram import Telegram as Adapter
from bot.companion import Companion
from bot.conversations import Conversations
from config.settings import Settings, load_settings


@pytest.fixture
def server() -> Iterator[Telegram]:
    # Pacing is told by tests of its own; elsewhere a slow machine is all that takes time.
    with Telegram(limits=Limits(draft=None)) as server:
        yield server


@pytest.fixture
def mina(server: Telegram) -> Person:
    """The owner, by the settings."""
    mina = server.person("Mina")
    assert mina.id == OWNER
    return mina


@pytest.fixture
def settings_of(server: Telegram, tmp_path: Path) -> Callable[..., Settings]:
    """The settings of a maum on *server*."""

    def build(budget: dict[str, object] | None = None, **telegram: object) -> Settings:
        given: dict[str, object] = {
            "token": server.token,
            "api_base": server.url,
            "allow": [OWNER],
            "grace": 5,
        }
        return load_settings(
            overrides={"home": str(tmp_path), "telegram": given | telegram, "budget": budget or {}},
            environment={},
            file=tmp_path / "maum.toml",
        )

    return build


@pytest.fixture
def maum(settings_of: Callable[..., Settings], companion_of: Callable[..., Companion]) -> Run:
    """``async with maum(generator=…, settings={…})``: the adapter, running."""

    @asynccontextmanager
    async def run(
        *,
        settings: dict[str, object] | None = None,
        budget: dict[str, object] | None = None,
        announced: list[str] | None = None,
        running: list[asyncio.Task[None]] | None = None,
        settle: float = 0.0,
        pace: Pace | None = None,
        **parts: object,
    ) -> AsyncIterator[Adapter]:
        async with Conversations(companion_of(**cast(**parts)), settle=settle) as talks:
            adapter = Adapter(
                settings_of(budget, **settings or {}),
                talks,
                announce=(announced if announced is not None else []).append,
                pace=pace,
                pause=0.01,
            )
            serving = asyncio.create_task(adapter.run(talks))
            if running is not None:
                running.append(serving)
            try:
                yield adapter
            finally:
                serving.cancel()
                with suppress(asyncio.CancelledError):
                    await serving

    return run
