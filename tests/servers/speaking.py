"""OpenAI's speech endpoint on this machine, as strict as the real one."""

import json
import threading
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import numpy as np

from speech.audio import Audio
from speech.encoding import encode_mp3, encode_wav
from speech.samples import Samples

KEY = "sk-for-a-test"
_ENCODERS = {"wav": encode_wav, "mp3": encode_mp3}
_FIELDS = {"model", "input", "voice", "response_format", "instructions", "speed"}


def sound(seconds: float = 0.5) -> Samples:
    time = np.arange(round(24_000 * seconds)) / 24_000
    return (0.3 * np.sin(2 * np.pi * 200 * time)).astype(np.float32)


class Speaking:
    """The service. Any request that the real one would refuse fails the test."""

    def __init__(self) -> None:
        self.faults: list[str | int] = []
        """What happens to the next requests: a status; ``hang``; ``cut`` in the middle of the
        sound; ``huge``; ``endless``, a WAV that states no length, as a streamed one does."""
        self.requests: list[dict[str, Any]] = []
        self.strange: list[str] = []
        self.hanging = threading.Event()
        self.released = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = False
        self.url = f"http://127.0.0.1:{self._server.server_port}/v1"
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

            def handle(self) -> None:
                with suppress(ConnectionError):  # a client that has had enough goes away
                    super().handle()

            def log_message(self, *_: object) -> None:
                pass

        return Handler

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        given = self._taken(request)
        fault = self.faults.pop(0) if self.faults else ""
        if fault == "hang":
            self.hanging.set()
            self.released.wait()
            request.close_connection = True
        elif isinstance(fault, int):
            body = json.dumps({"error": {"message": f"no: {given['input']}", "code": None}})
            request.send_response(fault)
            request.send_header("Content-Type", "application/json")
            request.send_header("Content-Length", str(len(body.encode())))
            request.end_headers()
            request.wfile.write(body.encode())
        else:
            clip = _ENCODERS[given["response_format"]](sound(), 24_000)
            self._stream(request, _faulty(clip, fault), cut=fault == "cut")

    def _taken(self, request: BaseHTTPRequestHandler) -> dict[str, Any]:
        body = request.rfile.read(int(request.headers["Content-Length"]))
        given: dict[str, Any] = json.loads(body)
        try:
            assert request.path == "/v1/audio/speech"
            assert request.headers["Authorization"] == f"Bearer {KEY}"
            assert request.headers["Content-Type"] == "application/json"
            assert given.keys() <= _FIELDS
            assert given["model"]
            assert given["voice"]
            assert 0 < len(given["input"]) <= 4096
            assert given["response_format"] in _ENCODERS
        except (AssertionError, KeyError) as error:
            self.strange.append(repr(error))
        self.requests.append(given)
        return given

    def _stream(self, request: BaseHTTPRequestHandler, clip: Audio, *, cut: bool) -> None:
        request.send_response(200)
        request.send_header("Content-Type", clip.media_type)
        request.send_header("Transfer-Encoding", "chunked")
        request.end_headers()
        pieces = [clip.data[start : start + 4096] for start in range(0, len(clip.data), 4096)]
        for piece in pieces[: len(pieces) // 2] if cut else pieces:
            request.wfile.write(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
        if cut:
            request.close_connection = True
        else:
            request.wfile.write(b"0\r\n\r\n")


def _faulty(clip: Audio, fault: str) -> Audio:
    if fault == "huge":
        return Audio(bytes(33 * 2**20), clip.media_type)
    if fault == "endless":
        data = clip.data
        start = data.index(b"data") + 4
        unknown = b"\xff\xff\xff\xff"
        return Audio(
            data[:4] + unknown + data[8:start] + unknown + data[start + 4 :], clip.media_type
        )
    return clip
