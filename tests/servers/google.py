"""Google's voice as it stands on the wire, strict, on this machine."""

import base64
import json
import ssl
import threading
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

import numpy as np

from speech.encoding import encode_mp3

CERTIFICATE = Path(__file__).with_name("self_signed.pem")
CAPTCHA = b"<!DOCTYPE html><html><body>Our systems have detected unusual traffic</body></html>"


def mp3(seconds: float = 0.5) -> bytes:
    time_ = np.arange(round(24_000 * seconds)) / 24_000
    return encode_mp3((0.3 * np.sin(2 * np.pi * 200 * time_)).astype(np.float32), 24_000).data


class Translate:
    """The service. Any request that the real one would not understand fails the test."""

    def __init__(self, *, tls: bool = False) -> None:
        self.faults: list[str | int] = []
        """What happens to the next requests, one after another."""
        self.texts: list[str] = []
        self.languages: list[str] = []
        self.strange: list[str] = []
        self.hanging = threading.Event()
        self.released = threading.Event()
        self._clip = mp3()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = False
        if tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(CERTIFICATE)
            # The handshake takes place in the thread of the request.
            self._server.socket = context.wrap_socket(
                self._server.socket, server_side=True, do_handshake_on_connect=False
            )
        scheme = "https" if tls else "http"
        self.url = f"{scheme}://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()

    def close(self) -> None:
        self.released.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        service = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                service.answer(self)

            def log_message(self, *_: object) -> None:
                pass

            def handle(self) -> None:
                # The client goes away in the middle when it refuses the certificate.
                with suppress(ConnectionError, ssl.SSLError):
                    super().handle()

        return Handler

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        body = request.rfile.read(int(request.headers["Content-Length"]))
        self._take(request, body.decode("ascii"))
        fault = self.faults.pop(0) if self.faults else "ok"
        if fault == "hang":
            self.hanging.set()
            self.released.wait()
        elif fault == "cut":
            request.close_connection = True
        elif isinstance(fault, int):
            self._send(request, fault, CAPTCHA)
        else:
            self._send(request, 200, self._body(fault))

    def _take(self, request: BaseHTTPRequestHandler, body: str) -> None:
        try:
            assert request.path == "/_/TranslateWebserverUi/data/batchexecute"
            assert request.headers["Content-Type"].startswith("application/x-www-form-urlencoded")
            assert request.headers["Referer"] == "http://translate.google.com/"
            assert "Chrome" in request.headers["User-Agent"]
            assert request.headers["Cookie"] is None
            assert body.endswith("&")
            (packed,) = parse_qs(body[:-1], strict_parsing=True)["f.req"]
            (((name, arguments, nothing, kind),),) = json.loads(packed)
            assert (name, nothing, kind) == ("jQ1olc", None, "generic")
            text, language, speed, null = json.loads(arguments)
            assert (speed, null) == (None, "null")
            assert 0 < len(text) <= 100
        except (AssertionError, ValueError, KeyError) as error:
            self.strange.append(repr(error))
        else:
            self.texts.append(text)
            self.languages.append(language)

    def _body(self, mode: str) -> bytes:
        sound = base64.b64encode(self._clip).decode()
        payload = {
            "ok": json.dumps([sound]),
            "no audio": None,
            "empty": json.dumps([""]),
            "null": json.dumps([None]),
            "bad base64": json.dumps(["%%%" + sound]),
            "not mp3": json.dumps([base64.b64encode(CAPTCHA).decode()]),
        }
        if mode == "html":
            return CAPTCHA
        if mode == "huge":
            return b"x" * (5 * 2**20)
        row = ["wrb.fr", "jQ1olc", payload[mode], None, None, None, "generic"]
        line = (
            json.dumps([row], separators=(",", ":"))[:-1]
            + '\n,["di",92]\n,["af.httprm",92,"1",25]\n]'
        )
        return f")]}}'\n\n{len(line)}\n{line}\n25\n".encode() + b'[["e",4,null,null,133]]\n'

    def _send(self, request: BaseHTTPRequestHandler, status: int, body: bytes) -> None:
        request.send_response(status)
        request.send_header("Set-Cookie", "NID=tracking")
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)
