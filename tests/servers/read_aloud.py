"""Edge's "read aloud" on this machine, as strict as the real one, behind a proxy that leads to it.

edge-tts knows one address. It takes a proxy, though, so the real library opens its real connection
over TLS to that name, and ends up here. The certificate is for this purpose only.
"""

import asyncio
import json
import re
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from http import HTTPStatus
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import edge_tts.communicate
import numpy as np
from websockets.asyncio.server import ServerConnection, serve
from websockets.http11 import Request, Response

from speech.encoding import encode_mp3

CERTIFICATE = Path(__file__).with_name("read_aloud.pem")
FORGED = Path(__file__).with_name("self_signed.pem")
_HOST = "speech.platform.bing.com"
_SPEECH = "{http://www.w3.org/2001/10/synthesis}"
_REQUEST = re.compile(r"X-RequestId:[0-9a-f]{32}\r\n.*X-Timestamp:[^\r]+Z\r\n", re.DOTALL)


class ReadAloud:
    """The service. Any request that the real one would not understand fails the test."""

    def __init__(self) -> None:
        self.faults: list[str | int] = []
        """What happens to the next connections: a status; ``no audio``; ``cut``; ``hang``;
        ``strange``, a message that nobody knows; ``garbled``, no message at all; ``huge``."""
        self.spoken: list[tuple[str, str, str]] = []
        """Voice, rate and text."""
        self.strange: list[str] = []
        self.hanging = asyncio.Event()
        self.proxy = ""

    def refused(self, _: ServerConnection, request: Request) -> Response | None:
        self._check(request)
        if self.faults and isinstance(self.faults[0], int):
            status = HTTPStatus(int(self.faults.pop(0)))
            return _.respond(status, "refused\n")
        return None

    def _check(self, request: Request) -> None:
        address = urlsplit(request.path)
        query = {name: value for name, (value,) in parse_qs(address.query).items()}
        try:
            assert address.path == "/consumer/speech/synthesize/readaloud/edge/v1"
            assert re.fullmatch(r"[0-9A-F]{32}", query["TrustedClientToken"])
            assert re.fullmatch(r"[0-9a-f]{32}", query["ConnectionId"])
            assert re.fullmatch(r"[0-9A-F]{16}-[0-9A-F]{64}", query["Sec-MS-GEC"])
            assert re.fullmatch(r"\d-[\d.]+", query["Sec-MS-GEC-Version"])
            assert request.headers["Origin"].startswith("chrome-extension://")
            assert "Edg/" in request.headers["User-Agent"]
        except (AssertionError, KeyError) as error:
            self.strange.append(repr(error))

    async def speak(self, connection: ServerConnection) -> None:
        self._configure(str(await connection.recv()))
        self._take(str(await connection.recv()))
        fault = self.faults.pop(0) if self.faults else ""
        if fault == "hang":
            self.hanging.set()
            await connection.wait_closed()
            return
        await connection.send(_message("turn.start", "{}"))
        await connection.send(_message("response", "{}"))
        if fault == "strange":
            await connection.send(_message("surprise", "{}"))
        elif fault == "garbled":
            await connection.send(b"\xff")
        elif fault != "no audio":
            await self._send(connection, fault)
        if fault != "cut":
            await connection.send(_message("turn.end", "{}"))

    def _configure(self, message: str) -> None:
        head, _, body = message.partition("\r\n\r\n")
        try:
            assert "Path:speech.config" in head
            audio = json.loads(body)["context"]["synthesis"]["audio"]
            assert audio["outputFormat"] == "audio-24khz-48kbitrate-mono-mp3"
        except (AssertionError, KeyError, ValueError) as error:
            self.strange.append(repr(error))

    def _take(self, message: str) -> None:
        head, _, body = message.partition("\r\n\r\n")
        try:
            assert _REQUEST.match(head + "\r\n")
            assert "Content-Type:application/ssml+xml" in head
            assert "Path:ssml" in head
            voice = ElementTree.fromstring(body).find(f"{_SPEECH}voice")
            assert voice is not None
            prosody = voice.find(f"{_SPEECH}prosody")
            assert prosody is not None
            assert (prosody.get("pitch"), prosody.get("volume")) == ("+0Hz", "+0%")
            self.spoken.append((voice.get("name", ""), prosody.get("rate", ""), prosody.text or ""))
        except (AssertionError, ElementTree.ParseError) as error:
            self.strange.append(repr(error))

    async def _send(self, connection: ServerConnection, fault: str | int) -> None:
        text = {"Text": "x", "Length": 1, "BoundaryType": "SentenceBoundary"}
        data = {"Offset": 0, "Duration": 10_000_000, "text": text}
        metadata = {"Metadata": [{"Type": "SentenceBoundary", "Data": data}]}
        await connection.send(_message("audio.metadata", json.dumps(metadata)))
        sound = _mp3() if fault != "huge" else bytes(5 * 2**20)
        for start in range(0, len(sound) // (2 if fault == "cut" else 1), 720):
            await connection.send(_audio(sound[start : start + 720]))
        if fault != "cut":
            await connection.send(_audio(b""))


@asynccontextmanager
async def read_aloud(*, certificate: Path = CERTIFICATE) -> AsyncIterator[ReadAloud]:
    """The service with its proxy, in this event loop."""
    edge_tts.communicate._SSL_CTX.load_verify_locations(CERTIFICATE)
    service, context = ReadAloud(), ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    async with serve(
        service.speak, "127.0.0.1", 0, ssl=context, process_request=service.refused
    ) as server:
        port = next(iter(server.sockets)).getsockname()[1]
        async with await asyncio.start_server(_led_to(port), "127.0.0.1", 0) as proxy:
            service.proxy = f"http://127.0.0.1:{proxy.sockets[0].getsockname()[1]}"
            yield service


def _led_to(port: int) -> "_Proxied":
    return _Proxied(port)


class _Proxied:
    """An HTTP proxy that takes ``CONNECT`` to the service's name, and leads to *port* here."""

    def __init__(self, port: int) -> None:
        self._port = port

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        assert head.startswith(f"CONNECT {_HOST}:443 ".encode()), "another address"
        writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        behind, to_behind = await asyncio.open_connection("127.0.0.1", self._port)
        async with asyncio.TaskGroup() as both:
            both.create_task(_copied(reader, to_behind))
            both.create_task(_copied(behind, writer))


async def _copied(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(ConnectionError):
        while data := await reader.read(2**16):
            writer.write(data)
            await writer.drain()
    writer.close()
    with suppress(ConnectionError):
        await writer.wait_closed()


def _message(path: str, body: str) -> str:
    return f"X-RequestId:{'0' * 32}\r\nContent-Type:application/json\r\nPath:{path}\r\n\r\n{body}"


def _audio(sound: bytes) -> bytes:
    kind = "Content-Type:audio/mpeg\r\n" if sound else ""
    head = f"X-RequestId:{'0' * 32}\r\n{kind}Path:audio\r\n".encode()
    return len(head).to_bytes(2, "big") + head + sound


def _mp3() -> bytes:
    time = np.arange(24_000) / 24_000
    sound = (0.3 * np.sin(2 * np.pi * 200 * time)).astype(np.float32)
    return encode_mp3(sound, 24_000, bits=48_000).data
