"""OpenAI's transcription endpoint on this machine, as strict as the real one; it really hears."""

import json
import re
from pathlib import Path
from typing import Any

from faster_whisper import WhisperModel
from servers.service import Request, Service, send, sent

from config.errors import BadAudio
from speech.audio import Audio
from speech.decoding import decode
from speech.samples import Samples

KEY = "sk-for-a-test"
JSON = "application/json"
_FIELDS = {"file", "model", "language", "languages[]", "response_format", "include[]"}
_CONTAINERS = {"speech.ogg": b"OggS", "speech.wav": b"RIFF"}
_NAMES = {"ko": "korean", "en": "english", "ja": "japanese"}


class Transcribing(Service):
    """The service. Any request that the real one would refuse fails the test.

    Its faults: a status; ``hang``; ``cut``; ``html``; ``odd``, JSON of another kind.
    """

    def __init__(self, weights: Path) -> None:
        self.answers: list[dict[str, Any]] = []
        """Said to the next requests instead of what is heard."""
        self.requests: list[dict[str, Any]] = []
        self._model = WhisperModel(str(weights), device="cpu", compute_type="int8", cpu_threads=1)
        super().__init__(path="/v1")

    def answer(self, request: Request) -> None:
        samples, given = self._taken(request)
        fault = self.fault()
        if fault == "hang":
            self.hang(request)
        elif fault == "cut":
            send(request, 200, b'{"text": "I we', JSON, more=100)
            request.close_connection = True
        elif fault == "html":
            send(request, 200, b"<html>captcha</html>", "text/html")
        elif fault == "odd":
            send(request, 200, b'{"segments": [{"text": 1}]}', JSON)
        elif isinstance(fault, int):
            error = {"error": {"message": f"no: {given}"}}
            send(request, fault, json.dumps(error).encode(), JSON)
        else:
            said = self.answers.pop(0) if self.answers else self._heard(samples, given)
            send(request, 200, json.dumps(said).encode(), JSON)

    def _taken(self, request: Request) -> tuple[Samples, dict[str, Any]]:
        body = sent(request)
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
