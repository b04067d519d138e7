"""The listening socket and the HTTP server on it."""

import asyncio
import contextlib
import errno
import socket
from collections.abc import Callable, Iterator

import uvicorn
from starlette.types import ASGIApp

from config.errors import ConfigError


class Server(uvicorn.Server):
    """uvicorn inside a program that has signals and a loop of its own."""

    def __init__(self, app: ASGIApp, *, frame_limit: int, ready: Callable[[], None]) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                log_config=None,
                log_level="warning",
                access_log=False,
                server_header=False,
                lifespan="off",
                ws_max_size=frame_limit,
                # A frame that waits for a slow machine to hear a long voice message delays pongs.
                ws_ping_interval=20,
                ws_ping_timeout=120,
                timeout_graceful_shutdown=2,
            )
        )
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and tell once requests are answered."""
        await super().startup(sockets)
        self._ready()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave the signals to the program: it cancels `run` when it stops."""
        yield

    async def run_on(self, listener: socket.socket) -> None:
        """Serve until cancelled; then close every connection and return."""
        serving = asyncio.create_task(self.serve(sockets=[listener]), name="maum-web")
        try:
            await asyncio.shield(serving)
        finally:
            self.should_exit = True
            await serving


def listen(host: str, port: int) -> socket.socket:
    """A socket bound to *host* and *port*; raises `ConfigError` where that cannot be had."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind, protocol)
    except OSError as error:
        raise ConfigError(f"the web chat cannot listen on {host!r}: {error.strerror}") from error
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
    except OSError as error:
        listener.close()
        raise ConfigError(_reason(host, port, error)) from error
    return listener


def _reason(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"port {port} on {host} is in use, perhaps by another maum; stop that one, "
            "or choose another port with MAUM_WEB_PORT (0 takes a free one)"
        )
    return f"the web chat cannot listen on {host}:{port}: {error.strerror}"
