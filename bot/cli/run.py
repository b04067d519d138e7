"""``maum run``: every adapter that has what it needs."""

import argparse
import asyncio
import signal
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from bot.cli.garbage import spare_what_is_loaded
from config.errors import MaumError

if TYPE_CHECKING:
    from bot.adapters.web import Web
    from bot.companion import Companion
    from bot.conversations import Conversations
    from bot.events import ChatKey
    from bot.protocols import Adapter, Line
    from config.settings import Settings
    from speech.live.ear import LiveEar


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
        spare_what_is_loaded()
        await _serve(_adapters(settings, talks), talks, stop)
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


def _adapters(settings: "Settings", talks: "Conversations") -> "Sequence[Adapter]":
    """The web chat, and every messenger that finds what it needs in *settings*."""
    from config.backends import installed

    messengers = [entry.load()(settings, talks) for entry in installed("maum.adapters")]
    return [_web(settings, talks), *filter(None, messengers)]


def _web(settings: "Settings", talks: "Conversations") -> "Web":
    from bot.adapters.web import Web
    from bot.adapters.web.hearing import Hearing
    from bot.commands import Commands
    from config.helplines import load_helplines
    from config.moods import Words

    companion = talks.companion
    name, notice = companion.persona.name, companion.safeguards.notice

    async def history(chat: "ChatKey") -> "Sequence[Line]":
        lines = await companion.recall(chat)
        # The page that asks shows the notice all the time, so it is not said once more.
        await companion.introduce(chat, settings.language[0])
        return lines

    return Web(
        host=settings.web.host,
        port=settings.web.port,
        token=settings.web.token,
        history=history,
        face=companion.portrait,
        commands=Commands(talks),
        name=name,
        helplines=load_helplines(settings.folder),
        country=settings.country,
        disclosure=Words(ko=notice("ko", name=name.ko), en=notice("en", name=name.en)),
        longest_text=settings.conversation.longest_text,
        listening=_announce,
        hearing=Hearing(ear=_ears(companion), longest=settings.web.longest_talk),
    )


def _ears(companion: "Companion") -> "Callable[[], LiveEar] | None":
    from speech.live.ear import LiveEar
    from speech.protocols import LiveTranscriber

    transcriber = companion.parts.transcriber
    if not isinstance(transcriber, LiveTranscriber):
        return None
    # A browser sends silence too, and may stall.
    return lambda: LiveEar(transcriber, gap=1.0, caption=2.0)


def _announce(address: str) -> None:
    sys.stdout.write(f"maum: {address}\n")
    sys.stdout.flush()
