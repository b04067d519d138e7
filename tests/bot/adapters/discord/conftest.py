"""maum on a Discord of this machine: the real library over real HTTP, scripted backends."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest
from scenes.backends import cast
from scenes.discord import Run
from servers.discord import Discord, Person

from bot.adapters.discord.discord import Discord as Adapter
from bot.companion import Companion
from bot.conversations import Conversations
from config.settings import Settings, load_settings


@pytest.fixture
async def server() -> AsyncIterator[Discord]:
    async with Discord() as server:
        yield server


@pytest.fixture
def mina(server: Discord) -> Person:
    """The owner, by the settings."""
    return server.person("Mina")


@pytest.fixture
def settings_of(server: Discord, mina: Person, tmp_path: Path) -> Callable[..., Settings]:
    """The settings of a maum on *server*."""

    def build(**discord: object) -> Settings:
        given: dict[str, object] = {
            "token": server.token,
            "api_base": server.url,
            "gateway_url": server.gateway_url,
            "allow": [mina.id],
            "grace": 5,
        }
        return load_settings(
            overrides={"home": str(tmp_path), "discord": given | discord},
            environment={},
            file=tmp_path / "maum.toml",
        )

    return build


@pytest.fixture
def maum(
    server: Discord,
    settings_of: Callable[..., Settings],
    companion_of: Callable[..., Companion],
) -> Run:
    """``async with maum(generator=…, settings={…}) as running``: the adapter's task, connected."""

    @asynccontextmanager
    async def run(
        *,
        settings: dict[str, object] | None = None,
        announced: list[str] | None = None,
        talking: list[Conversations] | None = None,
        settle: float = 0.0,
        **parts: object,
    ) -> AsyncIterator[asyncio.Task[None]]:
        async with Conversations(companion_of(**cast(**parts)), settle=settle) as talks:
            if talking is not None:
                talking.append(talks)
            adapter = Adapter(
                settings_of(**settings or {}),
                talks,
                announce=(announced if announced is not None else []).append,
                pause=0.01,
                interval=0.05,
                ready_after=0.05,
            )
            before = len(server.gateway.identified)
            running = asyncio.create_task(adapter.run(talks))
            running.add_done_callback(lambda _: server.changed())
            await server.until(lambda: len(server.gateway.identified) > before or running.done())
            try:
                if running.done():
                    await running
                yield running
            finally:
                running.cancel()
                with suppress(asyncio.CancelledError):
                    await running

    return run
