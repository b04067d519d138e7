"""The server: a loopback port with the REST API, the gateway and the files."""

import json
import socket as sockets
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import unquote

from aiohttp import web
from servers.discord.faults import Fault
from servers.discord.gateway import Gateway
from servers.discord.people import Person
from servers.discord.places import Message
from servers.discord.refusals import Refusal, unauthorized, unknown
from servers.discord.rest import Rest
from servers.discord.world import World

TOKEN = "MTIzNDU2Nzg5.test-token.of_the_fake_server"


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One request of the bot."""

    route: str
    """For example ``POST /channels/{channel}/messages``; of a file ``GET attachment``."""
    given: dict[str, Any]
    status: int
    """0 of a connection that was cut."""


class Discord(World):
    """Discord with one bot, in the event loop of the test, while its block is open."""

    def __init__(self) -> None:
        super().__init__()
        self.token = TOKEN
        self.gateway_url = ""
        self.rest = Rest(self)
        self.gateway = Gateway(self, token=lambda: self.token, url=lambda: self.gateway_url)
        self.gateway.reads_content = lambda: self.rest.reads_content
        self.calls: list[Call] = []
        self.strange: list[str] = []
        """Requests for what Discord does not have."""
        self._faults: list[tuple[str, Fault]] = []

    async def __aenter__(self) -> Self:
        app = web.Application(middlewares=[self._answer], client_max_size=64 * 2**20)
        for method, path, handler in self.rest.routes():
            app.router.add_route(method, f"/api/v10{path}", _plain(handler))
        app.router.add_get("/attachments/{id}/{name}", self._file)
        app.router.add_get("/gateway", self.gateway.connect)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1, access_log=None)
        await self._runner.setup()
        listener = sockets.create_server(("127.0.0.1", 0))
        await web.SockSite(self._runner, listener).start()
        host = f"127.0.0.1:{listener.getsockname()[1]}"
        self.url, self.gateway_url = f"http://{host}/api/v10", f"ws://{host}/gateway"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.gateway.drop(code=1001)
        await self._runner.cleanup()

    def person(self, name: str) -> Person:
        """Somebody new."""
        person = Person(id=self.new_id(), name=name, world=self)
        self.users[person.id] = person
        return person

    def tell(self, event: str, data: dict[str, Any], *, message: Message | None = None) -> None:
        self.gateway.tell(event, data, message)

    def told(self) -> str:
        return f"the last calls: {self.calls[-5:]}"

    def fail(self, route: str, fault: Fault | Refusal) -> Fault:
        """Let the next calls of *route* meet *fault*, for example ``POST …/messages``."""
        made = fault if isinstance(fault, Fault) else Fault(refusal=fault)
        self._faults.append((route, made))
        return made

    def forget_nonces(self) -> None:
        """Let some minutes pass, after which Discord knows no message by its nonce any more."""
        for channel in self.channels.values():
            for message in channel.messages:
                message.nonce = None

    def made(self, ending: str) -> list[Call]:
        """The calls of the routes that end so."""
        return [one for one in self.calls if one.route.endswith(ending)]

    @web.middleware
    async def _answer(self, request: web.Request, handler: Any) -> web.StreamResponse:
        if request.path == "/gateway":
            return await handler(request)  # type: ignore[no-any-return]
        resource = request.match_info.route.resource
        if resource is None:
            self.strange.append(f"{request.method} {unquote(request.path)}")
            return _json(404, unknown("route", 0).body())
        path = resource.canonical.removeprefix("/api/v10")
        is_file = path.startswith("/attachments")
        by_token = path.startswith(("/interactions", "/webhooks"))
        route = "GET attachment" if is_file else f"{request.method} {path}"
        given = await _given(request)
        fault = self._fault(route, given)
        try:
            if (
                not (is_file or by_token)
                and request.headers.get("Authorization") != f"Bot {self.token}"
            ):
                raise unauthorized()
            if fault and await self._struck(fault, "before"):
                return self._cut(request, route, given)
            response = await handler(request)
            if fault and await self._struck(fault, "after"):
                return self._cut(request, route, given)
        except Refusal as refusal:
            response = _json(refusal.status, refusal.body(), **_headers(refusal))
        self._note(Call(route=route, given=given, status=response.status))
        return response  # type: ignore[no-any-return]

    def _fault(self, route: str, given: dict[str, Any]) -> Fault | None:
        for entry in self._faults:
            name, fault = entry
            if route.endswith(name) and fault.applies(given):
                fault.times -= 1
                if fault.times <= 0:
                    self._faults.remove(entry)
                return fault
        return None

    async def _struck(self, fault: Fault, when: Any) -> bool:
        if when in (fault.cut, fault.hang) or (fault.refusal and when == "before"):
            fault.met += 1
            self.changed()
        return await fault.strike(when)

    def _cut(self, request: web.Request, route: str, given: dict[str, Any]) -> web.Response:
        self._note(Call(route=route, given=given, status=0))
        assert request.transport is not None
        request.transport.abort()
        return web.Response()

    def _note(self, call: Call) -> None:
        self.calls.append(call)
        self.changed()

    async def _file(self, request: web.Request) -> web.Response:
        file = self.files.get(int(request.match_info["id"]))
        if file is None:
            return web.Response(status=404)
        return web.Response(body=file.data, content_type="application/octet-stream")


def _plain(handler: Any) -> Any:
    async def answer(request: web.Request) -> web.Response:
        given = await request.json() if request.content_type == "application/json" else {}
        told = await handler(request, given if isinstance(given, dict) else {})
        return web.Response(status=204) if told is None else _json(200, told)

    return answer


async def _given(request: web.Request) -> dict[str, Any]:
    if request.content_type != "application/json":
        return {}
    given = json.loads(await request.text())
    return given if isinstance(given, dict) else {"all": given}


def _headers(refusal: Refusal) -> dict[str, str]:
    return {"Via": "1.1 google"} if refusal.status == 429 else {}


def _json(status: int, body: Any, **headers: str) -> web.Response:
    # Not json_response: discord.py reads JSON only where no charset is named.
    return web.Response(
        status=status,
        body=json.dumps(body).encode(),
        content_type="application/json",
        headers=headers,
    )
