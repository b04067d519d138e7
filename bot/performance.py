"""The answer to one exchange: written, spoken and drawn side by side."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Coroutine
from contextlib import aclosing
from dataclasses import replace

from bot.events import Cared, Degraded, Delta, Pictured, Replied, Spoke, Stage
from bot.exchange import CARING, Exchange
from bot.optional import attempt
from bot.parts import Parts
from bot.turn import Turn, settled
from config.errors import ReplyError
from config.moods import mood_table
from speech.manner import prosody_of
from speech.protocols import Prosody
from speech.sentences import Sentences

_DRAWING = 5.0
_SPEAKING = 30.0
"""Seconds for one sentence; the synthesisers' own limits are shorter."""
_SLOWLY = 0.88
"""The rate at which a helpline's number is said."""


class Performance:
    """Performs one exchange for the reader of a turn."""

    def __init__(self, exchange: Exchange, parts: Parts, turn: Turn) -> None:
        self._exchange = exchange
        self._parts = parts
        self._turn = turn
        self._sentences: asyncio.Queue[str | None] = asyncio.Queue()
        self.drawn = False
        """Whether the reader was given the face."""

    async def play(
        self,
        pieces: AsyncGenerator[str | Degraded, None],
        *,
        look: str | None,
        written: Callable[[], Coroutine[None, None, None]],
    ) -> None:
        """Send *pieces* as text first, then as voice; draw the face on *look* unless None.

        *written* is awaited as soon as the text is out or has been cut short, whichever way.
        """
        if self._exchange.cared:
            await self._turn.emit(Cared(self._exchange.judgement.level))
        async with asyncio.TaskGroup() as group:
            if look is not None:
                group.create_task(self._draw(look))
            if self._exchange.speak:
                group.create_task(self._speak())
            try:
                await self._write(pieces)
            finally:
                self._sentences.put_nowait(None)
                await settled(asyncio.create_task(written()))

    async def _write(self, pieces: AsyncGenerator[str | Degraded, None]) -> None:
        splitter, reply = Sentences(), ""
        async with aclosing(pieces):
            async for piece in pieces:
                if isinstance(piece, Degraded):
                    await self._turn.emit(piece)
                    continue
                reply += piece
                await self._turn.emit(Delta(piece))
                self._say(splitter.feed(piece))
        if not reply.strip():
            raise ReplyError("the generator wrote nothing")
        self._say(splitter.flush())
        await self._turn.emit(Replied(reply))
        await self._turn.drained()

    def _say(self, sentences: list[str]) -> None:
        for sentence in sentences:
            self._sentences.put_nowait(sentence)

    async def _speak(self) -> None:
        while (sentence := await self._sentences.get()) is not None:
            speaking = self._parts.synthesizer.synthesize(
                sentence, language=self._exchange.language, prosody=self._prosody
            )
            audio = await attempt(Stage.SPEECH, speaking, within=_SPEAKING)
            if isinstance(audio, Degraded):
                await self._turn.emit(audio)
                return
            await self._turn.emit(Spoke(audio))

    @property
    def _prosody(self) -> Prosody:
        prosody = prosody_of(self._exchange.response)
        if not self._exchange.cared:
            return prosody
        return replace(prosody, rate=_SLOWLY, manner=mood_table().manners[CARING])

    async def _draw(self, look: str) -> None:
        drawing = self._parts.renderer.render(self._exchange.face, look=look)
        portrait = await attempt(Stage.AVATAR, drawing, within=_DRAWING)
        if isinstance(portrait, Degraded):
            await self._turn.emit(portrait)
        else:
            await self._turn.emit(Pictured(portrait))
            self.drawn = True
