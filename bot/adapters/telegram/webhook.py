"""Being sent updates by Telegram, and acknowledging them once they are kept."""

import asyncio
import json
import secrets
from urllib.parse import urlsplit

import structlog
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from telegram import Bot, Update
from telegram.error import TelegramError

from bot.adapters.telegram.polling import Keep, explained
from bot.adapters.telegram.reader import KINDS
from bot.adapters.web.server import Server, listen
from config.errors import MaumError, TokenRefused

log = structlog.get_logger("maum.telegram")

_HEADER = "x-telegram-bot-api-secret-token"
_LARGEST = 1024 * 1024
"""Bytes of an update; real ones are a hundredth of that."""
_LONGEST_PAUSE = 30.0


async def be_called(
    bot: Bot, keep: Keep, *, url: str, host: str, port: int, pause: float = 1.0
) -> None:
    """Serve until cancelled and hand updates to *keep*; raises `TokenRefused`, `ConfigError`.

    *url* is what Telegram calls; it leads to *host* and *port* here. Requests are told from
    anybody else's by a secret that is new at every start.
    """
    secret = secrets.token_urlsafe(32)

    async def take(request: Request) -> Response:
        if not secrets.compare_digest(request.headers.get(_HEADER, ""), secret):
            return Response(status_code=403)
        body = await request.body()
        if len(body) > _LARGEST:
            return Response(status_code=413)
        try:
            update = Update.de_json(json.loads(body), bot)
        except (ValueError, TypeError, KeyError):
            return Response(status_code=200)  # told again it would be no better
        try:
            await keep([update])
        except MaumError as error:
            log.warning("an update could not be kept", code=error.code)
            return Response(status_code=503)  # Telegram tells it again
        return Response(status_code=200)

    path = urlsplit(url).path or "/"
    app = Starlette(routes=[Route(path, take, methods=["POST"])])
    with listen(host, port) as listener:
        ready = asyncio.Event()
        server = Server(app, frame_limit=_LARGEST, ready=ready.set)
        serving = asyncio.create_task(server.run_on(listener), name="maum-telegram-webhook")
        try:
            await ready.wait()
            await _announce(bot, url, secret, pause)
            await serving
        finally:
            serving.cancel()
            await asyncio.wait([serving])


async def _announce(bot: Bot, url: str, secret: str, pause: float) -> None:
    while True:
        try:
            await bot.set_webhook(url, secret_token=secret, allowed_updates=KINDS)
        except TelegramError as error:
            ours = explained(error)
            if isinstance(ours, TokenRefused):
                raise ours from None
            log.warning("the webhook could not be set", code=ours.code)
            await asyncio.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)
        else:
            return
