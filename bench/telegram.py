"""A thousand chats on Telegram at once: is the order kept, is all answered, what does a turn cost?

Telegram is played by `tests/servers` in a process of its own; the models are scripted. What
python-telegram-bot's own work costs is measured the same way and taken off: under the same load its
application reads the same updates and makes the same calls from a handler that does nothing else,
over the same connections.
"""

import argparse
import asyncio
import gc
import json
import logging
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Not this folder, where `telegram` is this file.
sys.path[:1] = [str(ROOT), str(ROOT / "tests")]

BUDGET = 10.0
"""Milliseconds of processor time for a turn, beyond the library's calls."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What the bots are put under."""

    chats: int
    rounds: int

    @property
    def turns(self) -> int:
        return self.chats * self.rounds


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What came of it."""

    kept: int
    """Chats that were answered whole and in order."""
    calls: dict[str, int]
    seconds: float
    cpu: float
    """Seconds of processor time."""


def serve(load: Load) -> None:
    """Play Telegram and its people: each says the next thing when the last was answered."""
    from servers.telegram import UNLIMITED, Telegram

    with Telegram(limits=UNLIMITED) as server:
        people = [server.person(f"P{number}") for number in range(load.chats)]
        print(json.dumps({"url": server.url, "token": server.token, "first": people[0].id}))
        sys.stdout.flush()
        sys.stdin.readline()
        for turn in range(load.rounds):
            for one in people:
                one.says(f"{turn}번째 이야기")
            server.wait(lambda t=turn: all(len(one.chat.texts) > t for one in people), seconds=600)
        wanted = [f"[{turn}번째 이야기]" for turn in range(load.rounds)]
        kept = sum(one.chat.texts == wanted for one in people) * (not server.strange)
        calls = [call.method for call in server.calls]
        print(json.dumps({"kept": kept, "calls": {one: calls.count(one) for one in {*calls}}}))
        sys.stdout.flush()
        sys.stdin.readline()  # the bot says good-bye, until this is killed


def run(load: Load) -> None:
    logging.disable(logging.INFO)
    maum = asyncio.run(measured(load, partial(companion, load=load)))
    alone = asyncio.run(measured(load, partial(library, calls=maum.calls)))
    a_turn = 1000 / load.turns
    product = a_turn * (maum.cpu - alone.cpu)
    print(
        f"{load.chats} chats, {load.turns} messages: {maum.kept} chats answered whole and in order"
    )
    print(f"calls: {maum.calls}; by the library alone: {alone.calls}")
    print(
        f"{load.turns / maum.seconds:.0f} turns a second; processor time a turn: "
        f"{a_turn * maum.cpu:.1f} ms, of which the library {a_turn * alone.cpu:.1f} ms, "
        f"maum {product:.1f} ms, {product / (a_turn * alone.cpu):.1f} times as much"
    )
    if maum.kept < load.chats or alone.kept < load.chats:
        raise SystemExit("a message was lost, doubled or out of order")
    if product > BUDGET:
        raise SystemExit(f"a turn may cost {BUDGET} ms")


async def measured(
    load: Load, bot: Callable[[dict], AbstractAsyncContextManager[object]]
) -> Figures:
    """Let *bot* answer everybody at a Telegram of its own."""
    with telegram(load) as other:
        place = json.loads(other.stdout.readline())
        async with bot(place):
            gc.collect()
            gc.freeze()  # as `maum run` does when all is loaded
            started, cpu = time.perf_counter(), time.process_time()
            other.stdin.write("\n")
            other.stdin.flush()
            told = json.loads(await asyncio.to_thread(other.stdout.readline))
            seconds, cpu = time.perf_counter() - started, time.process_time() - cpu
        gc.unfreeze()
    return Figures(**told, seconds=seconds, cpu=cpu)


@contextmanager
def telegram(load: Load) -> Iterator[subprocess.Popen]:
    counts = ["--chats", str(load.chats), "--rounds", str(load.rounds)]
    with subprocess.Popen(
        [sys.executable, __file__, "--serve", *counts],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        try:
            yield other
        finally:
            other.kill()  # it has told all it knows


@asynccontextmanager
async def companion(place: dict, *, load: Load) -> AsyncIterator[None]:
    """maum."""
    from scenes.backends import Painting

    from bot.adapters.telegram.pace import Pace, Rate
    from bot.adapters.telegram.telegram import Telegram
    from bot.care.answer import Answers
    from bot.care.guard import Guard
    from bot.companion import Companion
    from bot.conversations import Conversations
    from bot.parts import Parts
    from bot.store.database import Database
    from bot.testing import ScriptedClassifier, ScriptedSynthesizer, ScriptedTranscriber
    from config.personas import persona
    from config.settings import load_settings

    fast = Rate(1_000_000, 1.0)
    allow = list(range(place["first"], place["first"] + load.chats))
    connection = {"token": place["token"], "api_base": place["url"], "allow": allow}
    with tempfile.TemporaryDirectory() as home:
        settings = load_settings(overrides={"home": home, "telegram": connection}, environment={})
        async with Database(f"sqlite:///{home}/maum.db") as store:
            parts = Parts(
                transcriber=ScriptedTranscriber(),
                classifier=ScriptedClassifier(),
                guard=Guard(),
                answers=Answers(country="KR"),
                generator=Repeating(),
                synthesizer=ScriptedSynthesizer(),
                renderer=Painting(),
                store=Known(store),
            )
            async with Conversations(Companion(parts, persona=persona("maum"))) as talks:
                ready = asyncio.Event()
                adapter = Telegram(
                    settings,
                    talks,
                    announce=lambda _: ready.set(),
                    pace=Pace(private=fast, group=fast, overall=fast),
                )
                running = asyncio.create_task(adapter.run(talks))
                await ready.wait()
                yield
                running.cancel()
                with suppress(asyncio.CancelledError):
                    await running


@asynccontextmanager
async def library(place: dict, *, calls: dict[str, int]) -> AsyncIterator[None]:
    """python-telegram-bot alone, with the *calls* that maum made."""
    from scenes.backends import Painting
    from telegram import Update
    from telegram.ext import Application, MessageHandler, filters

    from bot.adapters.telegram.bot import new_bot
    from bot.adapters.telegram.reader import KINDS

    face = (await Painting().render("calm", look="")).data
    file_ids: list[str] = []
    pictured: set[int] = set()
    actions = calls.get("sendChatAction", 0)

    async def answer(update: Update, _context: object) -> None:
        nonlocal actions
        chat = update.message.chat.id
        if actions:
            actions -= 1
            await bot.send_chat_action(chat, "typing")
        await bot.send_message(chat, f"[{update.message.text}]")
        if chat not in pictured:
            pictured.add(chat)
            sent = await bot.send_photo(chat, file_ids[0] if file_ids else face)
            file_ids.append(sent.photo[-1].file_id)

    bot = new_bot(place["token"], api_base=place["url"])
    application = Application.builder().bot(bot).concurrent_updates(32).build()
    application.add_handler(MessageHandler(filters.TEXT, answer))
    async with application:
        await application.updater.start_polling(timeout=25, allowed_updates=KINDS)
        await application.start()
        yield
        await application.updater.stop()
        await application.stop()


class Repeating:
    """Writes what it was asked back."""

    async def reply(self, prompt, /) -> AsyncIterator[str]:
        yield f"[{prompt.message}]"


class Known:
    """A store in which everybody has been told that maum is an AI."""

    def __init__(self, store) -> None:
        self._store = store

    def __getattr__(self, name):
        return getattr(self._store, name)

    async def meet(self, _chat, /) -> bool:
        return False


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--chats", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    load = Load(chats=given.chats, rounds=given.rounds)
    if given.serve:
        serve(load)
    else:
        run(load)


if __name__ == "__main__":
    main()
