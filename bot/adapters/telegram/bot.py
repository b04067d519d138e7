"""The library's bot, pointed at Telegram or at a server of one's own."""

import asyncio
import os
from typing import Any
from urllib.parse import urlsplit

from telegram import Bot
from telegram.request import HTTPXRequest

_PUBLIC = "https://api.telegram.org"
_CONNECTIONS = 8
"""With each request the library looks at all of them; Telegram takes 30 messages a second anyway."""


def new_bot(token: str, *, api_base: str = "", file_base: str = "") -> Bot:
    """A bot that is not connected yet; the bases may be roots or the library's own form."""
    os.environ.setdefault(
        "PTB_TIMEDELTA", "true"
    )  # durations as the library's next version has them
    api = _rooted(api_base or _PUBLIC, "/bot")
    files = _rooted(file_base or api.removesuffix("/bot"), "/file/bot")
    # Reading the authorities' certificates takes long, and plain http has no use for them.
    verify = any(urlsplit(base).scheme == "https" for base in (api, files))
    options = {"verify": verify}
    return Bot(
        token,
        base_url=api,
        base_file_url=files,
        request=_Request(
            connection_pool_size=_CONNECTIONS,
            read_timeout=20.0,
            httpx_kwargs=dict(options),
        ),
        get_updates_request=HTTPXRequest(connection_pool_size=1, httpx_kwargs=dict(options)),
    )


class _Request(HTTPXRequest):
    """Lets calls stand in line for a connection here.

    The library's own line is looked through from end to end with every request.
    """

    async def initialize(self) -> None:
        """Connect nothing yet."""
        self._room = asyncio.Semaphore(_CONNECTIONS)
        await super().initialize()

    async def do_request(self, *given: Any, **named: Any) -> tuple[int, bytes]:
        """The status and the body of the answer."""
        async with self._room:
            return await super().do_request(*given, **named)


def _rooted(base: str, path: str) -> str:
    base = base.rstrip("/")
    return base if base.endswith(path) or "{token}" in base else base + path
