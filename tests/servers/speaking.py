"""OpenAI's speech endpoint on this machine, as strict as the real one."""

import json
from typing import Any

import numpy as np
from servers.service import Request, Service, send, sent

from speech.audio import Audio
from speech.encoding import encode_mp3, encode_wav
from speech.samples import Samples

KEY = "sk-for-a-test"
_ENCODERS = {"wav": encode_wav, "mp3": encode_mp3}
_FIELDS = {"model", "input", "voice", "response_format", "instructions", "speed"}


def sound(seconds: float = 0.5) -> Samples:
    time = np.arange(round(24_000 * seconds)) / 24_000
    return (0.3 * np.sin(2 * np.pi * 200 * time)).astype(np.float32)


class Speaking(Service):
    """The service. Any request that the real one would refuse fails the test.

    Its faults: a status; ``hang``; ``cut`` in the middle of the sound; ``huge``; ``endless``, a WAV
    that states no length, as a streamed one does.
    """

    def __init__(self) -> None:
        self.requests: list[dict[str, Any]] = []
        super().__init__(path="/v1")

    def answer(self, request: Request) -> None:
        given = self._taken(request)
        fault = self.fault()
        if fault == "hang":
            self.hang(request)
        elif isinstance(fault, int):
            body = json.dumps({"error": {"message": f"no: {given['input']}", "code": None}})
            send(request, fault, body.encode(), "application/json")
        else:
            clip = _ENCODERS[given["response_format"]](sound(), 24_000)
            self._stream(request, _faulty(clip, fault), cut=fault == "cut")

    def _taken(self, request: Request) -> dict[str, Any]:
        given: dict[str, Any] = json.loads(sent(request))
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

    def _stream(self, request: Request, clip: Audio, *, cut: bool) -> None:
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
