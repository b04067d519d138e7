"""The server: a thread that listens, calls methods and keeps a record."""

import asyncio
import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Self

from servers.telegram.arguments import Arguments
from servers.telegram.faults import Fault, Faults, When
from servers.telegram.limits import Limits
from servers.telegram.media import MOST_UPLOAD
from servers.telegram.methods import METHODS
from servers.telegram.refusals import Refusal, bad_request
from servers.telegram.wire import Cut, Listener, Request, Response
from servers.telegram.world import World

TOKEN = "7123456789:AAF-test_token_of_the_fake_server_0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call of the bot."""

    method: str
    """``download`` is one of a file."""
    given: dict[str, Any]
    """Its parameters; what was sent as JSON is read, a file is its size."""
    at: float
    """Seconds of the server's clock, when it was answered."""
    answer: str
    """``ok``, the description of the refusal, or ``cut``."""


class Telegram(World):
    """A Bot API server with one bot; it runs in a thread of its own while its block is open."""

    def __init__(
        self,
        *,
        token: str = TOKEN,
        limits: Limits | None = None,
        privacy: bool = True,
        port: int = 0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """*privacy*: whether the bot reads only what is meant for it in groups.

        *clock* is for the limits, and for the moments of calls, drafts and actions.
        """
        bot_id = int(token.partition(":")[0])
        super().__init__(bot_id=bot_id, limits=limits or Limits(), privacy=privacy, clock=clock)
        self.token = token
        self.port = port
        self.url = ""
        self.calls: list[Call] = []
        """In the order in which they were answered; of getUpdates those that brought some."""
        self.strange: list[str] = []
        """What the Bot API does not know, and so a mistake of the bot: methods, parameters."""
        self._faults = Faults(self.lock)
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, name="fake Telegram")

    def __enter__(self) -> Self:
        self._thread.start()
        self._ready.wait()
        assert self.url, "the server could not be started"
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._stopping.set)
        self._thread.join()

    def fail(self, method: str, fault: Fault | Refusal) -> Fault:
        """Let the next call of *method* meet *fault*; a refusal, once."""
        made = fault if isinstance(fault, Fault) else Fault(refusal=fault)
        self._faults.add(method, made)
        return made

    def release(self, fault: Fault) -> None:
        """Cut the connections that *fault* left hanging."""
        self._loop.call_soon_threadsafe(fault.released.set)

    def revoke(self, token: str) -> None:
        """Take the bot's token away, in favour of *token*."""
        self.token = token

    def notify(self) -> None:
        super().notify()
        if self.url:
            self._loop.call_soon_threadsafe(self.updates.wake)

    def told(self) -> str:
        return f"the last calls: {self.calls[-5:]}"

    def _run(self) -> None:
        try:
            asyncio.run(self._serve())
        finally:
            self._ready.set()

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._stopping = asyncio.Event()
        async with Listener(self._answer, port=self.port) as listener:
            self.port = listener.port
            self.url = f"http://127.0.0.1:{listener.port}"
            self._ready.set()
            await self._stopping.wait()
            await self.updates.close()

    async def _answer(self, request: Request) -> Response:
        kind, _, rest = request.path.removeprefix("/").partition("/")
        if kind == "file":
            token, _, path = rest.removeprefix("bot").partition("/")
            method, given = "download", Arguments({"path": path}, {})
        else:
            token, method = kind.removeprefix("bot"), rest
            given = Arguments(request.fields, request.uploads)
        if ":" not in token:
            return _json(Refusal(404, "Not Found").body())
        if token != self.token:
            return _json(Refusal(401, "Unauthorized").body())
        return await self._call(method, given)

    async def _call(self, method: str, given: Arguments) -> Response:
        told = given.log()
        fault = self._faults.take(method, told)
        if fault and fault.refusal and "retry_after" in fault.refusal.parameters:
            self.pace.stop(told.get("chat_id"), fault.refusal.parameters["retry_after"])
        try:
            await self._strike(fault, "before")
            response = await self._effect(method, given)
            await self._strike(fault, "after")
        except Refusal as refusal:
            self._note(method, told, refusal.description)
            return _json(refusal.body())
        except Cut:
            self._note(method, told, "cut")
            raise
        if response.body != _NOTHING_NEW:
            self._note(method, told, "ok")
        return response

    async def _strike(self, fault: Fault | None, when: When) -> None:
        if fault and fault.when == when:
            with self.changing():
                fault.met += 1
            await fault.strike()

    async def _effect(self, method: str, given: Arguments) -> Response:
        if method == "download":
            return self._download(given.text("path"))
        known = METHODS.get(method)
        if known is None:
            self.strange.append(method)
            raise Refusal(404, "Not Found: method not found")
        if unknown := given.names - known.parameters:
            # Telegram passes over them in silence; here they are somebody's mistake.
            self.strange += [f"{method}({name})" for name in sorted(unknown)]
            raise bad_request(f"unknown parameters: {', '.join(sorted(unknown))}")
        if sum(len(upload.data) for upload in given.uploads.values()) > MOST_UPLOAD:
            raise Refusal(413, "Request Entity Too Large")
        try:
            if known.waits:
                return _json({"ok": True, "result": await known.run(self, given)})
            with self.changing():
                return _json({"ok": True, "result": known.run(self, given)})
        except (TypeError, AttributeError, KeyError, ValueError) as error:
            self.strange.append(f"{method}: {error!r}")
            raise bad_request("can't parse a parameter") from error

    def _download(self, path: str) -> Response:
        file = next((one for one in self.files.values() if one.path == path), None)
        if file is None:
            raise Refusal(404, "Not Found")
        return Response(200, file.data, "application/octet-stream")

    def _note(self, method: str, given: dict[str, Any], answer: str) -> None:
        with self.changing():
            self.calls.append(Call(method=method, given=given, at=self.clock(), answer=answer))


def _json(body: dict[str, Any]) -> Response:
    status = 200 if body["ok"] else body["error_code"]
    return Response(status, json.dumps(body).encode())


_NOTHING_NEW = _json({"ok": True, "result": []}).body
