"""OpenAI's transcription endpoint on this machine, as strict as the real one; it really hears."""

import json
import re
import threading
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from faster_whisper import WhisperModel

from config.errors import BadAudio
from speech.audio import Audio
from speech.decoding import decode
from speech.samples import Samples

KEY = "sk-for-a-test"
_FIELDS = {"file", "model", "language", "languages[]", "response_format", "include[]"}
_CONTAINERS = {"speech.ogg": b"OggS", "speech.wav": b"RIFF"}
_NAMES = {"ko": "korean", "en": "english", "ja": "japanese"}


class Transcribing:
    """The service. Any request that the real one would refuse fails the test."""

    def __init__(self, weights: Path) -> None:
        self.faults: list[str | int] = []
        """What happens to the next requests: a status; ``hang``; ``cut``; ``html``;
        ``odd``, JSON of another kind."""
        self.answers: list[dict[str, Any]] = []
        """Said to the next requests instead of what is heard."""
        self.requests: list[dict[str, Any]] = []
        self.strange: list[str] = []
        self.hanging = threading.Event()
        self.released = threading.Event()
        self._model = WhisperModel(str(weights), device="cpu", compute_type="int8", cpu_threads=1)
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
        samples, given = self._taken(request)
        fault = self.faults.pop(0) if self.faults else ""
        if fault == "hang":
            self.hanging.set()
            self.released.wait()
            request.close_connection = True
        elif fault == "cut":
            _send(request, 200, b'{"text": "I we', more=100)
            request.close_connection = True
        elif fault == "html":
            _send(request, 200, b"<html>captcha</html>", kind="text/html")
        elif fault == "odd":
            _send(request, 200, b'{"segments": [{"text": 1}]}')
        elif isinstance(fault, int):
            _send(request, fault, json.dumps({"error": {"message": f"no: {given}"}}).encode())
        else:
            said = self.answers.pop(0) if self.answers else self._heard(samples, given)
            _send(request, 200, json.dumps(said).encode())

    def _taken(self, request: BaseHTTPRequestHandler) -> tuple[Samples, dict[str, Any]]:
        body = request.rfile.read(int(request.headers["Content-Length"]))
        given: dict[str, Any] = {}
        samples: Samples | None = None
        try:
            assert request.path == "/v1/audio/transcriptions"
            assert request.headers["Authorization"] == f"Bearer {KEY}"
            for name, file, data in _parts(request.headers["Content-Type"], body):
                assert name in _FIELDS
                if name == "file":
                    assert data.startswith(_CONTAINERS[file])
                    samples = decode(Audio(data, ""))
                    given["file"] = file
                else:
                    given.setdefault(name, []).append(data.decode("ascii"))
            assert samples is not None
            _check(given)
        except (AssertionError, KeyError, ValueError, BadAudio) as error:
            self.strange.append(repr(error))
            raise
        self.requests.append(given)
        return samples, given

    def _heard(self, samples: Samples, given: dict[str, Any]) -> dict[str, Any]:
        (language,) = given.get("language", [None])
        heard, about = self._model.transcribe(
            samples, language=language, beam_size=1, best_of=1, temperature=0.0
        )
        segments = [
            {
                "id": one.id,
                "seek": one.seek,
                "start": one.start,
                "end": one.end,
                "text": one.text,
                "tokens": one.tokens,
                "temperature": one.temperature,
                "avg_logprob": one.avg_logprob,
                "compression_ratio": one.compression_ratio,
                "no_speech_prob": one.no_speech_prob,
            }
            for one in heard
        ]
        text = "".join(str(one["text"]) for one in segments).strip()
        if given["response_format"] == ["json"]:
            return {"text": text}
        return {
            "task": "transcribe",
            "language": _NAMES.get(about.language, about.language),
            "duration": about.duration,
            "text": text,
            "segments": segments,
        }


def _check(given: dict[str, Any]) -> None:
    """What the API's reference says of each family of models."""
    (model,) = given["model"]
    (form,) = given["response_format"]
    assert form == "json" if model.startswith("gpt-") else form in ("json", "verbose_json")
    if "include[]" in given:
        assert given["include[]"] == ["logprobs"]
        assert re.match(r"gpt-4o(-mini)?-transcribe(?!-diarize)", model)
    if "languages[]" in given:
        assert model == "gpt-transcribe"
        assert "language" not in given


def _parts(kind: str, body: bytes) -> list[tuple[str, str, bytes]]:
    """The parts of a multipart form: name, file name, content."""
    form = re.fullmatch(r"multipart/form-data; boundary=(\S+)", kind)
    assert form is not None
    found = []
    for part in body.split(b"--" + form[1].encode())[1:-1]:
        head, _, content = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        names = dict(re.findall(r'\b(name|filename)="([^"]*)"', head.decode("ascii")))
        found.append((names["name"], names.get("filename", ""), content.removesuffix(b"\r\n")))
    return found


def _send(
    request: BaseHTTPRequestHandler,
    status: int,
    body: bytes,
    *,
    kind: str = "application/json",
    more: int = 0,
) -> None:
    request.send_response(status)
    request.send_header("Content-Type", kind)
    request.send_header("Content-Length", str(len(body) + more))
    request.end_headers()
    request.wfile.write(body)
