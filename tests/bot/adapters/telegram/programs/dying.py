"""A maum on Telegram that is killed at a given step, again and again.

Started with the data folder, the server's address and the token. Each line on stdin is a step and
a text, with a tab between: a child answers until it is at that step of the answer to that text, and
dies there as by kill -9. A step that it does not know is never met. The child's process id is
printed when it begins, ``dead`` when it has died.
"""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from typing import Any

from scenes.backends import Humming, Painting

from bot.adapters.telegram.bot import new_bot
from bot.adapters.telegram.pages import pages
from bot.adapters.telegram.telegram import Telegram
from bot.care.answer import Answers
from bot.care.guard import Guard
from bot.companion import Companion
from bot.conversations import Conversations
from bot.parts import Parts
from bot.protocols import Letter, Part, Pending, Prompt
from bot.store.database import Database
from bot.testing import ScriptedClassifier, ScriptedTranscriber
from config.personas import persona
from config.settings import load_settings

HOME, URL, TOKEN = sys.argv[1:]
# Made once, for they take longer than all that a child does.
GUARD, ANSWERS = Guard(), Answers(country="KR")


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


class Doomed:
    """An inbox that dies before or after one of its steps, for one text."""

    def __init__(self, inbox: Any, step: str, text: str) -> None:
        self._inbox = inbox
        self._step = step
        self._text = text
        self._numbers: set[int] = set()

    async def receive(self, *letters: Letter) -> Sequence[Pending]:
        meant = any(f'"text": "{self._text}"' in ascii_free(one.content) for one in letters)
        if meant and self._step == "before receive":
            die()
        pending = await self._inbox.receive(*letters)
        if meant and self._step == "after receive":
            die()
        self._numbers |= {
            one.number
            for one in pending
            if f'"text": "{self._text}"' in ascii_free(one.letter.content)
        }
        return pending

    async def resume(self, messenger: str) -> Sequence[Pending]:
        return await self._inbox.resume(messenger)

    async def join(self, lead: int, *numbers: int) -> None:
        await self._inbox.join(lead, *numbers)

    async def intend(self, number: int, part: Part) -> None:
        await self._around("intend", number, lambda: self._inbox.intend(number, part))

    async def sent(self, number: int, name: str, message: str) -> None:
        await self._around("sent", number, lambda: self._inbox.sent(number, name, message))

    async def finish(self, *numbers: int) -> None:
        await self._around("finish", numbers[0], lambda: self._inbox.finish(*numbers))

    async def prune(self, *, before: Any) -> int:
        return await self._inbox.prune(before=before)

    async def _around(self, step: str, number: int, work: Callable[[], Awaitable[None]]) -> None:
        meant = number in self._numbers
        if meant and self._step == f"before {step}":
            die()
        await work()
        if meant and self._step == f"after {step}":
            die()


def ascii_free(content: str) -> str:
    """JSON with its letters as they are read."""
    return content.encode().decode("unicode_escape") if "\\u" in content else content


class Kept:
    """The database, with that inbox."""

    def __init__(self, database: Database, inbox: Doomed) -> None:
        self._database = database
        self.inbox = inbox

    def __getattr__(self, name: str) -> Any:
        return getattr(self._database, name)

    async def meet(self, chat: Any) -> bool:
        return False


class Writer:
    """Writes what it was asked back."""

    def __init__(self, step: str, text: str) -> None:
        self._step = step
        self._text = text

    async def reply(self, prompt: Prompt, /) -> AsyncIterator[str]:
        yield f"[{prompt.message}]"
        if prompt.message == self._text and self._step == "model":
            die()


async def answer(step: str, text: str) -> None:
    settings = load_settings(
        overrides={
            "home": HOME,
            "telegram": {"token": TOKEN, "api_base": URL, "allow": [5_100_000_001]},
        },
        environment={},
    )
    async with Database(f"sqlite:///{HOME}/maum.db") as database:
        parts = Parts(
            transcriber=ScriptedTranscriber(),
            classifier=ScriptedClassifier(),
            guard=GUARD,
            answers=ANSWERS,
            generator=Writer(step, text),  # type: ignore[arg-type]
            synthesizer=Humming(),
            renderer=Painting(),
            store=Kept(database, Doomed(database.inbox, step, text)),  # type: ignore[arg-type]
        )
        async with Conversations(Companion(parts, persona=persona("maum")), settle=0) as talks:
            await Telegram(settings, talks, pause=0.01).run(talks)


async def prepare() -> None:
    """Make the tables, and load what every child needs."""
    async with Database(f"sqlite:///{HOME}/maum.db"), new_bot(TOKEN, api_base=URL):
        pages("**굵게**", markdown=True)


def main() -> None:
    asyncio.run(prepare())
    for line in sys.stdin:
        step, _, text = line.rstrip("\n").partition("\t")
        child = os.fork()
        if child == 0:
            asyncio.run(answer(step, text))
            os._exit(1)
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()
        _, status = os.waitpid(child, 0)
        assert os.WTERMSIG(status) == signal.SIGKILL, status
        sys.stdout.write("dead\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
