"""Fetching models from the Hugging Face hub, or from a server that speaks like it.

The hub's own library is not used: it does not compare checksums, gives up when a connection is
cut in the middle of a file, and sends a token if it finds one on the machine.
"""

import asyncio
import hashlib
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from ipaddress import ip_address
from pathlib import Path, PurePosixPath
from typing import Any, TypeAlias

import httpx

from config.errors import DownloadFailed
from speech.weights import Weights

Progress: TypeAlias = Callable[[int, int], None]
"""Told the bytes that are here and the bytes that there are."""

_ENDPOINT = "https://huggingface.co"
_TIMEOUT = 30.0
_CHUNK = 2**20
_ATTEMPTS = 5
"""In a row and without one byte, after which a file is given up."""


async def pull(
    wanted: Weights,
    home: Path,
    *,
    progress: Progress = lambda _done, _total: None,
    pause: float = 1.0,
) -> Path:
    """Fetch *wanted* into the data folder *home*; its folder there.

    What an earlier call had fetched is not fetched again. The folder appears only when every
    file is there and has its checksum. *pause* is the seconds before an attempt that brought
    nothing is repeated. ``HF_ENDPOINT`` names another server, over HTTPS unless it is on this
    machine. Raises `DownloadFailed`.
    """
    folder = wanted.folder(home)
    if (folder / wanted.files[0]).is_file():
        return folder
    partial = folder.with_name(f"{folder.name}.part")
    try:
        partial.mkdir(parents=True, exist_ok=True)
        async with _client() as client:
            await _Pull(client, wanted, partial, progress, pause).run()
        partial.rename(folder)
    except OSError as error:
        raise DownloadFailed(f"{folder} cannot be written: {error.strerror}") from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise DownloadFailed(f"{wanted.name} cannot be fetched: {error}") from error
    return folder


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    """One file as the hub lists it."""

    name: str
    """Its path below the model's folder."""
    url: str
    size: int
    sha256: str
    """Empty for a small file, which has only *blob*."""
    blob: str
    """Its SHA-1 as git counts it."""


class _Pull:
    """One model on its way into *folder*."""

    def __init__(
        self,
        client: httpx.AsyncClient,
        wanted: Weights,
        folder: Path,
        progress: Progress,
        pause: float,
    ) -> None:
        self._client = client
        self._wanted = wanted
        self._folder = folder
        self._progress = progress
        self._pause = pause

    async def run(self) -> None:
        files = _listed(await self._listing(), self._wanted)
        self._total = sum(file.size for file in files)
        self._make_room()
        for file in files:
            await self._fetch(file)
            await asyncio.to_thread(_verify, self._folder / file.name, file)

    async def _listing(self) -> Any:
        address = f"/api/models/{self._wanted.repository}/revision/{self._wanted.revision}"
        response = await self._client.get(address, params={"blobs": "true"})
        response.raise_for_status()
        try:
            return response.json()
        except ValueError as error:
            raise DownloadFailed(f"{response.url.host} does not answer like the hub") from error

    def _make_room(self) -> None:
        missing = self._total - self._here()
        if missing > shutil.disk_usage(self._folder).free:
            raise DownloadFailed(f"{missing // 10**6} MB more do not fit on this disk")

    async def _fetch(self, file: _File) -> None:
        target = self._folder / file.name
        target.parent.mkdir(parents=True, exist_ok=True)
        attempts = 0
        while (have := _size(target)) < file.size or not target.exists():
            broken = await self._broken(file, target, have)
            attempts = 0 if _size(target) > have else attempts + 1
            if attempts == _ATTEMPTS:
                raise DownloadFailed(
                    f"{file.name} stops at {have} of {file.size} bytes"
                ) from broken
            await asyncio.sleep(self._pause if attempts else 0)

    async def _broken(self, file: _File, target: Path, have: int) -> httpx.HTTPError | None:
        """Fetch what is missing of *file*; what stopped it, if it may work in a moment."""
        try:
            await self._append(file, target, have)
        except httpx.HTTPError as error:
            if not _is_passing(error):
                raise
            return error
        return None

    async def _append(self, file: _File, target: Path, have: int) -> None:
        # A compressed answer could not be resumed.
        headers = {"Accept-Encoding": "identity"} | ({"Range": f"bytes={have}-"} if have else {})
        async with self._client.stream("GET", file.url, headers=headers) as response:
            response.raise_for_status()
            with target.open(
                "ab" if response.status_code == httpx.codes.PARTIAL_CONTENT else "wb"
            ) as out:
                async for chunk in response.aiter_bytes(_CHUNK):
                    await asyncio.to_thread(out.write, chunk)
                    if out.tell() > file.size:
                        break
                    out.flush()
                    self._progress(self._here(), self._total)

    def _here(self) -> int:
        return sum(_size(file) for file in self._folder.rglob("*") if file.is_file())


def _listed(listing: Any, wanted: Weights) -> list[_File]:
    try:
        files = [
            _file(sibling, f"/{wanted.repository}/resolve/{listing['sha']}", wanted)
            for sibling in listing["siblings"]
            if _is_wanted(PurePosixPath(sibling["rfilename"]), wanted)
        ]
    except (KeyError, TypeError) as error:
        raise DownloadFailed("the server does not answer like the hub") from error
    if wanted.files[0] not in {file.name for file in files}:
        raise DownloadFailed(f"there is no {wanted.files[0]} in {wanted.repository}")
    return files


def _is_wanted(name: PurePosixPath, wanted: Weights) -> bool:
    """Whether it lies where it should, and nowhere else: the names come from the network."""
    strange = ".." in name.parts or any(mark in str(name) for mark in "\\:")
    if strange or not name.is_relative_to(wanted.within):
        return False
    below = name.relative_to(wanted.within)
    return any(_matches(below, PurePosixPath(one)) for one in wanted.files)


def _matches(name: PurePosixPath, pattern: PurePosixPath) -> bool:
    """As in a shell: a star ends at the slash."""
    return len(name.parts) == len(pattern.parts) and all(
        map(fnmatchcase, name.parts, pattern.parts)
    )


def _file(sibling: Any, address: str, wanted: Weights) -> _File:
    whole = sibling["rfilename"]
    name = whole.removeprefix(wanted.within)
    return _File(
        name=name,
        url=f"{address}/{whole}",
        size=sibling["size"],
        sha256=wanted.sha256.get(name) or (sibling.get("lfs") or {}).get("sha256", ""),
        blob=sibling["blobId"],
    )


def _verify(target: Path, file: _File) -> None:
    with target.open("rb") as data:
        if file.sha256:
            right = hashlib.file_digest(data, "sha256").hexdigest() == file.sha256
        else:
            blob = b"blob %d\0" % target.stat().st_size + data.read()
            right = hashlib.sha1(blob, usedforsecurity=False).hexdigest() == file.blob
    if not right:
        target.unlink()
        raise DownloadFailed(f"{file.name} came with a wrong checksum and was thrown away")


def _is_passing(error: httpx.HTTPError) -> bool:
    """Whether the same request may work in a moment."""
    if isinstance(error, httpx.HTTPStatusError):
        return error.response.is_server_error or error.response.status_code == 429
    return isinstance(error, httpx.TransportError)


def _size(file: Path) -> int:
    return file.stat().st_size if file.exists() else 0


def _client() -> httpx.AsyncClient:
    return httpx.AsyncClient(
        base_url=os.environ.get("HF_ENDPOINT") or _ENDPOINT,
        follow_redirects=True,
        timeout=_TIMEOUT,
        event_hooks={"request": [_refuse_plain]},
    )


async def _refuse_plain(request: httpx.Request) -> None:
    """Every request, those after a redirect included, is encrypted or stays on this machine."""
    if request.url.scheme != "https" and not _is_loopback(request.url.host):
        raise DownloadFailed(f"{request.url.host} is not asked without encryption")


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
