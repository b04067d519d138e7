"""The library's bot, pointed at Telegram or at a server of one's own."""

import os
from urllib.parse import urlsplit

from telegram import Bot

from bot.adapters.telegram.request import AioRequest

_PUBLIC = "https://api.telegram.org"
_CONNECTIONS = 8
"""Telegram takes 30 messages a second."""


def new_bot(token: str, *, api_base: str = "", file_base: str = "") -> Bot:
    """A bot that is not connected yet; the bases may be roots or the library's own form."""
    os.environ.setdefault(
        "PTB_TIMEDELTA", "true"
    )  # durations as the library's next version has them
    api = _rooted(api_base or _PUBLIC, "/bot")
    files = _rooted(file_base or api.removesuffix("/bot"), "/file/bot")
    secure = any(urlsplit(base).scheme == "https" for base in (api, files))
    return Bot(
        token,
        base_url=api,
        base_file_url=files,
        request=AioRequest(connections=_CONNECTIONS, secure=secure),
        get_updates_request=AioRequest(connections=1, secure=secure),
    )


def _rooted(base: str, path: str) -> str:
    base = base.rstrip("/")
    return base if base.endswith(path) or "{token}" in base else base + path
