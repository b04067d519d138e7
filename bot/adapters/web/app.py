"""The routes of the web chat."""

import asyncio
from collections.abc import Collection
from importlib.resources import files
from urllib.parse import parse_qs

from prometheus_client import CONTENT_TYPE_LATEST
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import (
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
)
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp
from starlette.websockets import WebSocket

from bot.adapters.web.chat import Chat
from bot.adapters.web.gate import Gate, Visitor
from bot.adapters.web.headers import Hardened
from bot.adapters.web.hearing import Hearing
from bot.adapters.web.page import Page, read
from bot.adapters.web.room import Rooms
from bot.adapters.web.session import Session
from bot.adapters.web.tab import OVERLOADED

_LOGIN_LIMIT = 4096  # bytes of a form that holds a token


class Doors:
    """Every way into the web chat."""

    def __init__(self, *, gate: Gate, chat: Chat, page: Page, hearing: Hearing, tabs: int) -> None:
        self._gate = gate
        self._chat = chat
        self._page = page
        self._hearing = hearing
        self._tabs = tabs
        self._rooms = Rooms()
        self._open = 0

    def app(self) -> ASGIApp:
        """The application that a server runs."""
        static = StaticFiles(directory=str(files("bot.adapters.web") / "static"))
        routes = [
            Route("/", self.chat_page),
            Route("/safety", self.safety),
            Route("/login", self.log_in, methods=["POST"]),
            Route("/pass", self.check_pass),
            Route("/healthz", self.health),
            Route("/metrics", self.figures),
            WebSocketRoute("/ws", self.talk),
            Mount("/static", static),
        ]
        return Hardened(Starlette(routes=routes), self._gate)

    async def chat_page(self, request: Request) -> Response:
        """The page, or the question for the token."""
        if not self._gate.admitted(request):
            return HTMLResponse(read("login.html"), status_code=401)
        response = HTMLResponse(self._page.html())
        return self._known(request, response)

    async def safety(self, _request: Request) -> Response:
        """The safety protocol, which anybody may read."""
        return HTMLResponse(self._page.safety())

    async def log_in(self, request: Request) -> Response:
        """Exchange a token for the cookie."""
        if int(request.headers.get("content-length", _LOGIN_LIMIT + 1)) > _LOGIN_LIMIT:
            return Response(status_code=413)
        form = parse_qs((await request.body()).decode("utf-8", "replace"))
        if not self._gate.knows(form.get("token", [""])[0]):
            return HTMLResponse(read("login.html"), status_code=401)
        response = RedirectResponse("/", status_code=303)
        response.headers.append("set-cookie", self._gate.pass_cookie(request))
        return response

    async def check_pass(self, request: Request) -> Response:
        """Whether this browser is let in."""
        return Response(status_code=204 if self._gate.admitted(request) else 401)

    async def health(self, _request: Request) -> Response:
        """That the server answers."""
        return JSONResponse({"status": "ok"})

    async def figures(self, request: Request) -> Response:
        """Prometheus' figures."""
        if not self._gate.admitted(request):
            return PlainTextResponse("the token is needed\n", status_code=401)
        return Response(self._chat.metrics.text(), media_type=CONTENT_TYPE_LATEST)

    async def talk(self, socket: WebSocket) -> None:
        """A conversation over a websocket."""
        if not (self._gate.own_origin(socket) and self._gate.admitted(socket)):
            await socket.close(1008)
            return
        visitor = Visitor.of(socket)
        await socket.accept(headers=[(b"set-cookie", visitor.cookie(socket).encode())])
        if self._open >= self._tabs:
            await socket.close(OVERLOADED)
            return
        await self._counted(
            Session(socket, self._rooms.of(visitor.person), self._chat, self._hearing)
        )

    async def renew(self, accounts: Collection[str], /) -> None:
        """Let the pages of *accounts* show what is kept now, and nothing else."""
        rooms = self._rooms.of_accounts(accounts)
        await asyncio.gather(*(self._chat.renew(room) for room in rooms))

    async def _counted(self, session: Session) -> None:
        self._open += 1
        self._chat.metrics.tabs.set(self._open)
        try:
            await session.run()
        finally:
            self._open -= 1
            self._chat.metrics.tabs.set(self._open)

    def _known(self, request: Request, response: Response) -> Response:
        response.headers.append("set-cookie", Visitor.of(request).cookie(request))
        if self._gate.token:
            response.headers.append("set-cookie", self._gate.pass_cookie(request))
        return response
