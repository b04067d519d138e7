"""Help goes out within 300 ms with the model, the network, the voice and the database hanging.

On a clock that stands still while anything can be done and jumps to the next thing that waits: it
counts what is waited for, on any machine.
"""

import asyncio
import selectors
import threading
from collections.abc import Sequence

import pytest

from bot.care.answer import Answers
from bot.care.guard import Guard
from bot.care.opinion import Opinion, Opinions, Passage
from bot.companion import Companion
from bot.events import ChatKey, Incoming, Replied
from bot.parts import Parts
from bot.testing import (
    MemoryStore,
    ScriptedClassifier,
    ScriptedGenerator,
    ScriptedRenderer,
    ScriptedSynthesizer,
    ScriptedTranscriber,
)
from config.personas import persona

FOREVER = 3600.0
CHAT = ChatKey(messenger="test", chat="1", person="1")


class Jumping(selectors.SelectSelector):
    """Waits for nothing: what would be waited for passes on its own clock."""

    now = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(0)
        if not ready and timeout:
            self.now += timeout
        return ready


class Clock(asyncio.SelectorEventLoop):
    """A loop on the clock of `Jumping`."""

    def __init__(self) -> None:
        self._jumping = Jumping()
        super().__init__(self._jumping)

    def time(self) -> float:
        return self._jumping.now

    async def shutdown_default_executor(self, timeout: float | None = None) -> None:
        """However long it takes: threads live by another clock."""
        await super().shutdown_default_executor()


class Hanging:
    """A network that answers when it is let."""

    def __init__(self) -> None:
        self.let = threading.Event()

    def read(self, passages: Sequence[Passage], /) -> Opinion | None:
        self.let.wait()
        return None


def hanging(opinions: Opinions) -> Companion:
    parts = Parts(
        transcriber=ScriptedTranscriber(delay=FOREVER),
        classifier=ScriptedClassifier(delay=FOREVER),
        guard=Guard(opinions),
        answers=Answers(country="KR"),
        generator=ScriptedGenerator(delay=FOREVER),
        synthesizer=ScriptedSynthesizer(delay=FOREVER),
        renderer=ScriptedRenderer(delay=FOREVER),
        store=MemoryStore(delay=FOREVER),
    )
    return Companion(parts, persona=persona("maum"))


async def waited(companion: Companion, text: str) -> tuple[float, str]:
    """Seconds until the whole answer, and the answer."""
    began = asyncio.get_running_loop().time()
    async with companion.turn(Incoming(chat=CHAT, text=text, speak=True)) as turn:
        async for event in turn:
            if isinstance(event, Replied):
                return asyncio.get_running_loop().time() - began, event.text
    raise AssertionError("no answer")


@pytest.mark.parametrize(
    "said",
    [["죽고 싶어"], ["I took the whole bottle"], ["죽고 싶어", "응"], ["남편이 저를 때려요"]],
)
def test_help_is_in_time_with_everything_hanging(said: list[str]) -> None:
    async def talk() -> list[tuple[float, str]]:
        network = Hanging()
        async with Opinions(lambda: network) as opinions:
            companion = hanging(opinions)
            try:
                return [await waited(companion, text) for text in said]
            finally:
                network.let.set()

    with asyncio.Runner(loop_factory=Clock) as runner:
        for seconds, text in runner.run(talk()):
            assert seconds <= 0.3
            assert "109" in text
