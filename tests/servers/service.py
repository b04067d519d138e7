"""An HTTP service on this machine."""

import json
import ssl
import threading
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self

Request = BaseHTTPRequestHandler


class Service:
    """Whoever inherits answers. A request that the real service would not understand is strange."""

    def __init__(
        self, *, path: str = "", tls: ssl.SSLContext | None = None, lingering: bool = False
    ) -> None:
        """*lingering*: whether clients may keep connections when it closes."""
        self.faults: list[str | int] = []
        """What happens to the next requests, one after another."""
        self.strange: list[str] = []
        self.hanging = threading.Event()
        """Set once a request gets no answer."""
        self.released = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = lingering
        if tls:
            # The handshake takes place in the thread of the request.
            self._server.socket = tls.wrap_socket(
                self._server.socket, server_side=True, do_handshake_on_connect=False
            )
        scheme = "https" if tls else "http"
        self.url = f"{scheme}://127.0.0.1:{self._server.server_port}{path}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self.released.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def answer(self, request: Request) -> None:
        """Answer one request."""
        raise NotImplementedError

    def fault(self) -> str | int:
        """What is to happen to this request; empty where nothing is."""
        return self.faults.pop(0) if self.faults else ""

    def hang(self, request: Request) -> None:
        """Leave it without an answer until the service closes."""
        self.hanging.set()
        self.released.wait()
        request.close_connection = True

    def _handler(self) -> type[Request]:
        service = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def _answer(self) -> None:
                service.answer(self)

            do_GET = do_POST = do_PUT = _answer  # noqa: N815  # names that the library calls

            def handle(self) -> None:
                # A client that has had enough, or refuses the certificate, goes away.
                with suppress(ConnectionError, ssl.SSLError):
                    super().handle()

            def log_message(self, *_: object) -> None:
                pass

        return Handler


def sent(request: Request) -> bytes:
    """The body of *request*."""
    return request.rfile.read(int(request.headers["Content-Length"] or 0))


def send(
    request: Request, status: int, body: bytes, kind: str = "", *, more: int = 0, **headers: str
) -> None:
    """Answer with *body*, of which *more* bytes are announced than come."""
    request.send_response(status)
    if kind:
        request.send_header("Content-Type", kind)
    for name, value in headers.items():
        request.send_header(name.replace("_", "-"), value)
    request.send_header("Content-Length", str(len(body) + more))
    request.end_headers()
    request.wfile.write(body)


def send_json(request: Request, status: int, body: object) -> None:
    send(request, status, json.dumps(body).encode(), "application/json")
