"""The web chat: a page and a websocket."""

from bot.adapters.web.web import Web

__all__ = ["Web"]
