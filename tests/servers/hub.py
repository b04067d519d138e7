"""The Hugging Face hub as models are fetched from it, on this machine, as strict as the real one."""

import hashlib
import re
from urllib.parse import urlsplit

from servers.service import Request, Service, send, send_json


class Hub(Service):
    """The hub.

    Its faults, of requests for files: a status; ``cut`` stops in the middle; ``short`` ends early
    without a word; ``garbled`` sends other bytes; ``whole`` ignores the range; ``away`` sends to
    another, plain, host.
    """

    revision = "0123456789abcdef0123456789abcdef01234567"

    def __init__(self) -> None:
        self.models: dict[str, dict[str, bytes]] = {}
        """Repository to its files."""
        self.revisions: list[str] = []
        """What was asked for by each listing."""
        self.requests: list[tuple[str, str | None]] = []
        """File and range of each request for a file."""
        super().__init__(lingering=True)

    def answer(self, request: Request) -> None:
        address = urlsplit(request.path)
        listing = re.fullmatch(r"/api/models/([\w.-]+/[\w.-]+)/revision/([\w.]+)", address.path)
        file = re.fullmatch(r"/([\w.-]+/[\w.-]+)/resolve/(\w+)/([\w./-]+)", address.path)
        if listing and listing[1] in self.models and address.query == "blobs=true":
            self.revisions.append(listing[2])
            send_json(request, 200, self._listing(self.models[listing[1]]))
        elif file and file[2] == self.revision and file[3] in self.models.get(file[1], {}):
            self.requests.append((file[3], request.headers["Range"]))
            _hand_over(request, self.models[file[1]][file[3]], self.fault())
        else:
            send(request, 404, b"")

    def _listing(self, model: dict[str, bytes]) -> dict[str, object]:
        return {"sha": self.revision, "siblings": [_sibling(*one) for one in model.items()]}


def _sibling(name: str, data: bytes) -> dict[str, object]:
    blob = hashlib.sha1(b"blob %d\0" % len(data) + data).hexdigest()
    sibling: dict[str, object] = {"rfilename": name, "size": len(data), "blobId": blob}
    if name.endswith((".bin", ".onnx")):
        sibling["lfs"] = {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}
    return sibling


def _hand_over(request: Request, data: bytes, fault: str | int) -> None:
    assert request.headers["Accept-Encoding"] == "identity"
    start = 0
    if request.headers["Range"] and fault != "whole":
        asked = re.fullmatch(r"bytes=(\d+)-", request.headers["Range"])
        assert asked is not None and 0 < int(asked[1]) < len(data), "out of range"
        start = int(asked[1])
    rest, status = data[start:], 206 if start else 200
    half = rest[: len(rest) // 2]
    if isinstance(fault, int):
        send(request, fault, b"")
    elif fault == "away":
        send(request, 302, b"", Location="http://models.example/file")
    elif fault == "garbled":
        send(request, status, bytes(byte ^ 1 for byte in rest))
    elif fault == "short":
        send(request, status, half)
    elif fault == "cut":
        send(request, status, half, more=len(rest) - len(half))
        request.close_connection = True
    else:
        send(request, status, rest)
