"""``maum run``: every adapter that has what it needs."""

import argparse
import asyncio
import signal
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from config.errors import MaumError

if TYPE_CHECKING:
    from bot.companion import Companion
    from bot.events import ChatKey
    from bot.protocols import Adapter, Conversations, Line
    from config.settings import Settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``maum run`` has no options of its own: each of its settings has ``--set``."""


async def run(arguments: argparse.Namespace) -> int:
    """Serve until SIGINT or SIGTERM."""
    from bot.cli.options import settings_of
    from bot.wiring import conversations

    settings = settings_of(arguments)
    stop = asyncio.Event()
    for one in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(one, stop.set)
    async with conversations(settings) as talks:
        await _serve(_adapters(settings, talks.companion), talks, stop)
    return 0


async def _serve(
    adapters: "Sequence[Adapter]", talks: "Conversations", stop: asyncio.Event
) -> None:
    failure: MaumError | ExceptionGroup[MaumError] | None = None
    try:
        async with asyncio.TaskGroup() as group:
            serving = [group.create_task(adapter.run(talks)) for adapter in adapters]
            await stop.wait()
            for task in serving:
                task.cancel()
    except* MaumError as failed:
        failure = failed.exceptions[0]  # the others stopped because of it
    if failure is not None:
        raise failure


def _adapters(settings: "Settings", companion: "Companion") -> "Sequence[Adapter]":
    from bot.adapters.web import Web
    from bot.care.disclosure import disclosure
    from config.helplines import load_helplines
    from config.moods import Words

    name = companion.persona.name

    async def history(chat: "ChatKey") -> "Sequence[Line]":
        lines = await companion.recall(chat)
        # The page that asks shows the notice all the time, so it is not said once more.
        await companion.introduce(chat, settings.language[0])
        return lines

    web = Web(
        host=settings.web.host,
        port=settings.web.port,
        token=settings.web.token,
        history=history,
        face=companion.portrait,
        name=name,
        helplines=load_helplines(settings.folder),
        country=settings.country,
        disclosure=Words(ko=disclosure("ko", name=name.ko), en=disclosure("en", name=name.en)),
        longest_text=settings.conversation.longest_text,
        listening=_announce,
    )
    return [web]


def _announce(address: str) -> None:
    sys.stdout.write(f"maum: {address}\n")
    sys.stdout.flush()
