"""The library's requests, as maum makes them."""

import asyncio
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from servers.telegram import TOKEN
from telegram.error import NetworkError, TimedOut

from bot.adapters.telegram.bot import new_bot
from bot.adapters.telegram.request import AioRequest


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate for localhost that is its own authority, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    form, secret = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    file = tmp_path / "localhost.pem"
    file.write_bytes(made.public_bytes(pem) + key.private_bytes(pem, form, secret))
    return file


@pytest.mark.parametrize("known", [True, False])
async def test_only_a_server_with_a_certificate_that_is_known_is_spoken_to(
    certificate: Path, monkeypatch: pytest.MonkeyPatch, known: bool
) -> None:
    async def me(_request: web.Request) -> web.Response:
        user = {"id": 1, "is_bot": True, "first_name": "maum", "username": "maum_bot"}
        return web.json_response({"ok": True, "result": user})

    if known:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    runner = web.ServerRunner(web.Server(me))
    await runner.setup()
    site = web.TCPSite(runner, "localhost", 0, ssl_context=context)
    await site.start()
    bot = new_bot(TOKEN, api_base=f"https://localhost:{runner.addresses[0][1]}")
    try:
        if known:
            async with bot:
                assert bot.username == "maum_bot"
        else:
            with pytest.raises(NetworkError) as raised:
                await bot.initialize()
            assert TOKEN not in f"{raised.value!r} {raised.value.__cause__!r}"
    finally:
        await bot.shutdown()
        await runner.cleanup()


async def test_an_answer_is_not_waited_for_without_end() -> None:
    over = asyncio.Event()

    async def silent(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await over.wait()
        writer.close()

    server = await asyncio.start_server(silent, "127.0.0.1", 0)
    request = AioRequest(connections=1, secure=False)
    async with server, request:
        port = server.sockets[0].getsockname()[1]
        with pytest.raises(TimedOut):
            await request.do_request(f"http://127.0.0.1:{port}/", "POST", read_timeout=0.05)
        over.set()
