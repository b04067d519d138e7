import asyncio
import socket

import httpx
import pytest

from config.errors import ConfigError


async def test_another_host_needs_a_token(flat) -> None:
    with pytest.raises(ConfigError, match="MAUM_WEB_TOKEN"):
        async with flat(host="0.0.0.0"):
            pass
    async with flat(host="0.0.0.0", token="x"):
        pass


async def test_a_port_in_use_is_told_before_anything_is_served(flat) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(ConfigError, match="in use"):
            async with flat(port=other.getsockname()[1]):
                pass


async def test_stopping_closes_the_port_and_leaves_no_task(flat) -> None:
    before = asyncio.all_tasks()
    async with flat() as home, httpx.AsyncClient(trust_env=False) as client:
        assert (await client.get(home.address)).status_code == 200
    assert asyncio.all_tasks() == before
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", home.port))


async def test_the_address_that_is_told_can_be_opened(flat) -> None:
    told: list[str] = []
    for host in ("0.0.0.0", "127.0.0.1", "localhost"):
        async with flat(host=host, token="x", told=told):
            assert told[-1].startswith("http://localhost" if host == "localhost" else "http://127.")
            async with httpx.AsyncClient(trust_env=False) as client:
                health = await client.get(f"{told[-1]}/healthz")
                assert health.json() == {"status": "ok"}
