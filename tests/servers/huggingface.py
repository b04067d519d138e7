"""A hub of models that takes uploads, on a free port of this machine, as strict as the real one.

Speaks what huggingface_hub's ``create_repo``, ``model_info`` and ``create_commit`` speak: the JSON
API, git LFS's batch API with its ``basic`` transfer, and commits as lines of JSON.
"""

import base64
import hashlib
import json
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import yaml  # type: ignore[import-untyped]
from servers.service import Request, Service, send_json, sent

TOKEN = "hf_" + "t" * 34
"""The only one that may write."""


@dataclass
class Repository:
    """A model and its files."""

    private: bool
    files: dict[str, bytes] = field(default_factory=dict)
    messages: list[str] = field(default_factory=list)


class Refused(Exception):
    """An answer that is no success: its status and its sentence."""


class UploadHub(Service):
    """The hub."""

    def __init__(self) -> None:
        self.repositories: dict[str, Repository] = {}
        self.full = False
        """Whether it takes no more large files."""
        self._large: dict[str, bytes] = {}
        super().__init__(lingering=True)

    def answer(self, request: Request) -> None:
        try:
            send_json(request, 200, self._answer(request, sent(request)))
        except Refused as refused:
            status, sentence, *more = refused.args
            told = {"error": sentence, "errors": [{"message": sentence}]}
            send_json(request, status, told | (more or [{}])[0])

    def _answer(self, request: Request, body: bytes) -> dict[str, Any]:
        path = urlsplit(request.path).path
        if request.command == "PUT":
            return self._store(request, path.removeprefix("/large/"), body)
        if request.headers["Authorization"] != f"Bearer {TOKEN}":
            raise Refused(401, "Invalid credentials in Authorization header")
        if path == "/api/repos/create":
            return self._create(json.loads(body))
        if path == "/api/validate-yaml":
            return _validate(json.loads(body))
        found = re.fullmatch(r"(?:/api/models)?/([\w-]+/[\w.-]+?)((?:\.git)?(?:/.*)?)", path)
        if found is None or found[1] not in self.repositories:
            raise Refused(404, "Repository not found")
        return self._inside(request, found[1], found[2], body)

    def _inside(self, request: Request, name: str, action: str, body: bytes) -> dict[str, Any]:
        repository = self.repositories[name]
        if request.command == "GET" and not action:
            return {"id": name, "private": repository.private, "tags": [], "siblings": []}
        if action == "/preupload/main":
            return {"files": [_mode(file) for file in json.loads(body)["files"]]}
        if action == ".git/info/lfs/objects/batch":
            return self._batch(json.loads(body))
        if action == "/commit/main":
            return self._commit(request, name, body)
        raise Refused(404, f"no such address: {request.command} {action}")

    def _create(self, asked: dict[str, Any]) -> dict[str, Any]:
        name = f"{asked['organization']}/{asked['name']}"
        if asked["organization"] != "maumee":
            raise Refused(403, "You don't have the rights to create a model under this namespace")
        if name in self.repositories:
            raise Refused(409, "You already created this model repo", {"url": f"{self.url}/{name}"})
        self.repositories[name] = Repository(private=asked["visibility"] == "private")
        return {"url": f"{self.url}/{name}", "name": name}

    def _batch(self, asked: dict[str, Any]) -> dict[str, Any]:
        assert asked["operation"] == "upload" and "basic" in asked["transfers"]
        if self.full:
            raise Refused(403, "Private repository storage limit reached")
        objects = [
            {**one, "actions": {"upload": {"href": f"{self.url}/large/{one['oid']}", "header": {}}}}
            for one in asked["objects"]
            if one["oid"] not in self._large
        ]
        return {"transfer": "basic", "objects": objects}

    def _store(self, request: Request, oid: str, body: bytes) -> dict[str, Any]:
        # The address is signed: the token has no business at the store of large files.
        if request.headers["Authorization"] or hashlib.sha256(body).hexdigest() != oid:
            raise Refused(400, "not what the signature is for")
        self._large[oid] = body
        return {}

    def _commit(self, request: Request, name: str, body: bytes) -> dict[str, Any]:
        assert request.headers["Content-Type"] == "application/x-ndjson"
        header, *files = (json.loads(line) for line in body.splitlines())
        assert header["key"] == "header" and header["value"]["summary"]
        repository = self.repositories[name]
        for file in files:
            repository.files[file["value"]["path"]] = self._content(file["key"], file["value"])
        repository.messages.append(header["value"]["summary"])
        commit = hashlib.sha1(body).hexdigest()
        return {"commitUrl": f"{self.url}/{name}/commit/{commit}", "commitOid": commit}

    def _content(self, kind: str, value: dict[str, Any]) -> bytes:
        if kind == "file" and value["encoding"] == "base64":
            return base64.b64decode(value["content"], validate=True)
        if kind == "lfsFile" and value["oid"] in self._large:
            return self._large[value["oid"]]
        raise Refused(400, f"a commit of what is not there: {kind} {value['path']}")


def _mode(file: dict[str, Any]) -> dict[str, Any]:
    assert base64.b64decode(file["sample"], validate=True)[:512] and file["size"] > 0
    large = file["path"].endswith((".safetensors", ".onnx", ".bin"))
    mode = "lfs" if large else "regular"
    return {"path": file["path"], "uploadMode": mode, "shouldIgnore": False, "oid": None}


def _validate(asked: dict[str, Any]) -> dict[str, Any]:
    """The real one knows more, but this much: a mapping, and a base model that is on the hub."""
    found = re.match(r"---\n(.*?)\n---\n", asked["content"], re.DOTALL)
    metadata = yaml.safe_load(found[1]) if found else None
    if not isinstance(metadata, dict):
        raise Refused(400, "empty or missing yaml metadata in repo card")
    base = metadata.get("base_model")
    if base is not None and not re.fullmatch(r"[\w.-]+(/[\w.-]+)?", base):
        raise Refused(400, '"base_model" with value is not valid. Use a model id from hf.co')
    return {"errors": [], "warnings": []}
