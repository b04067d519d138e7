"""HTTP/1.1 on a loopback port, with a hand on the connection itself.

An ASGI server cannot close a connection without an answer, which is how a network fails.
"""

import asyncio
import json
import re
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TypeAlias
from urllib.parse import parse_qsl, unquote, urlsplit

import h11

_CHUNK = 2**20


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file in a request."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A request with its parameters, wherever in it they stood."""

    path: str
    fields: Mapping[str, str]
    uploads: Mapping[str, Upload] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    """Names in small letters."""


@dataclass(frozen=True, slots=True)
class Response:
    """An answer."""

    status: int
    body: bytes
    media_type: str = "application/json"


class Cut(Exception):
    """The connection is closed without an answer."""


class Malformed(Exception):
    """The request is not what its headers say."""


Answer: TypeAlias = Callable[[Request], Awaitable[Response]]


class Listener:
    """Listens on *port* of this machine, 0 being a free one, while its block is open."""

    def __init__(self, answer: Answer, *, port: int = 0) -> None:
        self._answer = answer
        self._connections: set[asyncio.Task[None]] = set()
        self.port = port

    async def __aenter__(self) -> "Listener":
        self._server = await asyncio.start_server(
            self._serve, "127.0.0.1", self.port, backlog=512, limit=_CHUNK
        )
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        for connection in self._connections:
            connection.cancel()
        await asyncio.gather(*self._connections, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._connections.add(task)
        try:
            # The peer may be killed at any point; the server closes while requests wait.
            with suppress(ConnectionError, Cut, h11.ProtocolError, asyncio.CancelledError):
                await self._converse(reader, writer)
        finally:
            self._connections.discard(task)
            writer.close()

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        protocol = h11.Connection(h11.SERVER)
        while received := await _receive(protocol, reader):
            head, body = received
            try:
                response = await self._answer(_request(head, body))
            except Malformed as error:
                response = Response(400, str(error).encode(), "text/plain")
            writer.write(_encoded(protocol, response))
            await writer.drain()
            if protocol.our_state is h11.MUST_CLOSE:
                return
            protocol.start_next_cycle()


async def _receive(
    protocol: h11.Connection, reader: asyncio.StreamReader
) -> tuple[h11.Request, bytes] | None:
    """The next request whole; None when the peer has closed the connection."""
    head: h11.Request | None = None
    body = bytearray()
    while True:
        match event := protocol.next_event():
            case h11.NEED_DATA:
                protocol.receive_data(await reader.read(_CHUNK))
            case h11.Request():
                head = event
            case h11.Data():
                body += event.data
            case h11.EndOfMessage():
                assert head is not None
                return head, bytes(body)
            case _:
                return None


def _encoded(protocol: h11.Connection, response: Response) -> bytes:
    headers = [("Content-Type", response.media_type), ("Content-Length", str(len(response.body)))]
    events = (
        h11.Response(status_code=response.status, headers=headers),
        h11.Data(data=response.body),
        h11.EndOfMessage(),
    )
    return b"".join(protocol.send(event) or b"" for event in events)


def _request(head: h11.Request, body: bytes) -> Request:
    address = urlsplit(head.target.decode("ascii"))
    headers = {name.decode("ascii"): value.decode("latin-1") for name, value in head.headers}
    kind = headers.get("content-type", "")
    fields = dict(parse_qsl(address.query, keep_blank_values=True))
    uploads: dict[str, Upload] = {}
    if kind.startswith("application/x-www-form-urlencoded"):
        fields |= parse_qsl(body.decode("ascii"), keep_blank_values=True)
    elif kind.startswith("application/json"):
        fields |= _from_json(body)
    elif kind.startswith("multipart/form-data"):
        _read_multipart(kind, body, fields, uploads)
    elif body:
        raise Malformed(f"unexpected content type {kind}")
    path = unquote(address.path)
    return Request(path=path, fields=fields, uploads=uploads, headers=headers)


def _from_json(body: bytes) -> dict[str, str]:
    values = json.loads(body)
    return {k: v if isinstance(v, str) else json.dumps(v) for k, v in values.items()}


def _read_multipart(
    kind: str, body: bytes, fields: dict[str, str], uploads: dict[str, Upload]
) -> None:
    boundary = re.search(r'boundary="?([^";]+)', kind)
    if not boundary:
        raise Malformed("multipart without a boundary")
    first, *parts, last = (b"\r\n" + body).split(b"\r\n--" + boundary[1].encode("ascii"))
    if first or not last.startswith(b"--"):
        raise Malformed("multipart cut short")
    for part in parts:
        head, _, data = part.partition(b"\r\n\r\n")
        name = re.search(rb'[; ]name="([^"]*)"', head)
        file = re.search(rb'filename="([^"]*)"', head)
        if not name:
            raise Malformed("a part without a name")
        if file:
            uploads[name[1].decode()] = Upload(name=file[1].decode(), data=data)
        else:
            fields[name[1].decode()] = data.decode()
