"""A thousand chats on Telegram at once: is the order kept, is all answered, what does a turn cost?

Telegram is played by `tests/servers` in a process of its own; the models are scripted. What the
library's own calls cost is measured the same way, without maum, and taken off.
"""

import argparse
import asyncio
import json
import logging
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Not this folder, where `telegram` is this file.
sys.path[:1] = [str(ROOT), str(ROOT / "tests")]

BUDGET = 10.0
"""Milliseconds of processor time for a turn, beyond the library's calls."""


def serve(chats: int, rounds: int) -> None:
    """Play Telegram and its people: each says the next thing when the last was answered."""
    from servers.telegram import UNLIMITED, Telegram

    with Telegram(limits=UNLIMITED) as server:
        people = [server.person(f"P{number}") for number in range(chats)]
        print(
            json.dumps(
                {"url": server.url, "token": server.token, "first": people[0].id, "chats": chats}
            ),
            flush=True,
        )
        sys.stdin.readline()
        for turn in range(rounds):
            for one in people:
                one.says(f"{turn}번째 이야기")
            server.wait(lambda t=turn: all(len(one.chat.texts) > t for one in people), seconds=600)
        wanted = [f"[{turn}번째 이야기]" for turn in range(rounds)]
        kept = sum(one.chat.texts == wanted for one in people)
        calls = [call.method for call in server.calls]
        counted = {method: calls.count(method) for method in set(calls)}
        print(json.dumps({"kept": kept, "calls": counted, "strange": server.strange}), flush=True)
        sys.stdin.readline()  # the library alone calls now, until this is killed


def run(chats: int, rounds: int) -> None:
    logging.disable(logging.INFO)
    command = [sys.executable, __file__, "--serve", "--chats", str(chats), "--rounds", str(rounds)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdin and other.stdout
        try:
            place = json.loads(other.stdout.readline())
            with tempfile.TemporaryDirectory() as home:
                told, wall, cpu = asyncio.run(talk(place, chats, home, other))
            turns = chats * rounds
            alone = asyncio.run(library(place, told["calls"], turns))
        finally:
            other.kill()  # it has told all it knows
    product = 1000 * (cpu - alone) / turns
    print(f"{chats} chats, {turns} messages: {told['kept']} chats answered whole and in order")
    print(f"calls: {told['calls']}")
    print(
        f"{turns / wall:.0f} turns a second; processor time a turn: {1000 * cpu / turns:.1f} ms, "
        f"of which the library's calls {1000 * alone / turns:.1f} ms, maum {product:.1f} ms, "
        f"{(cpu - alone) / alone:.1f} times as much"
    )
    if told["kept"] < chats or told["strange"]:
        raise SystemExit("a message was lost, doubled or out of order")
    if product > BUDGET:
        raise SystemExit(f"a turn may cost {BUDGET} ms")


async def talk(place: dict, chats: int, home: str, other: subprocess.Popen) -> tuple:
    """Let maum answer everybody; what the server counted, seconds, and those of the processor."""
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

    allow = list(range(place["first"], place["first"] + chats))
    settings = load_settings(
        overrides={
            "home": home,
            "telegram": {"token": place["token"], "api_base": place["url"], "allow": allow},
        },
        environment={},
    )
    fast = Rate(1_000_000, 1.0)
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
            started, cpu = time.perf_counter(), time.process_time()
            other.stdin.write("\n")
            other.stdin.flush()
            told = json.loads(await asyncio.to_thread(other.stdout.readline))
            wall, cpu = time.perf_counter() - started, time.process_time() - cpu
            running.cancel()
            with suppress(asyncio.CancelledError):
                await running
    return told, wall, cpu


async def library(place: dict, calls: dict[str, int], updates: int) -> float:
    """Seconds of processor time that the same calls and updates take without maum."""
    from scenes.backends import Painting
    from telegram import Update

    from bot.adapters.telegram.bot import new_bot

    room = asyncio.Semaphore(32)
    async with new_bot(place["token"], api_base=place["url"]) as bot:
        said = await bot.send_message(place["first"], "[0번째 이야기]")
        face = (await Painting().render("calm", look="")).data
        file_id = (await bot.send_photo(place["first"], face)).photo[-1].file_id
        update = {"update_id": 1, "message": said.to_dict()}

        async def spent(call: Callable[[int], Awaitable[object]], sample: int = 1000) -> float:
            async def one(number: int) -> None:
                async with room:
                    await call(place["first"] + number % place["chats"])

            cpu = time.process_time()
            async with asyncio.TaskGroup() as group:
                for number in range(sample):
                    group.create_task(one(number))
            return (time.process_time() - cpu) / sample

        cost = {
            "sendMessage": await spent(lambda chat: bot.send_message(chat, "[0번째 이야기]")),
            "sendPhoto": await spent(lambda chat: bot.send_photo(chat, file_id)),
            "sendChatAction": await spent(lambda chat: bot.send_chat_action(chat, "typing")),
        }
        cpu = time.process_time()
        for _ in range(1000):
            Update.de_json(update, bot)
        reading = (time.process_time() - cpu) / 1000
    return updates * reading + sum(cost[method] * calls.get(method, 0) for method in cost)


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
    if given.serve:
        serve(given.chats, given.rounds)
    else:
        run(given.chats, given.rounds)


if __name__ == "__main__":
    main()
