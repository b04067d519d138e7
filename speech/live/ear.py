"""An ear for one speaker: sound in, events out.

The contract, for adapters::

    async with LiveEar(transcriber) as ear:
        ear.feed(chunk, at)          # whenever sound comes: some packets, a websocket's frame
        ear.finish()                 # the microphone is off
        ...
        async for event in ear:      # in one other task; ends when all is told after `finish`
            ...

- *chunk*: mono, 16 kHz, float32 within ±1 or int16, any number of samples. *at*: when its last
  sample was spoken, in seconds on any clock that does not go back: the time of arrival, or the
  sender's count of samples.
- *gap* is how many seconds without a chunk are silence: longer than chunks ever come apart. It
  is waited for only where no chunk was the *last*: one after which the sender says that nothing
  follows for now.
- `feed` and `finish` are called on the event loop's thread, from any task; from another thread by
  ``loop.call_soon_threadsafe``. They return at once and never fail. Ears may share a transcriber.
- `Started` comes within 0.1 s of the first voice, also while earlier speech is being heard.
- Leaving the block stops the ear and waits for it; iteration then ends.
- Memory is bounded: an utterance has at most *longest* seconds, then the next one begins. Of
  sound that was not looked at yet, the last 30 s are kept. At most four pieces of speech wait for
  the transcriber, then the oldest utterance is `Dropped` as ``behind``. Of events that nobody
  reads, the last 256 are kept.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from math import inf
from typing import Self, TypeAlias

import numpy as np

from speech.decoding import RATE
from speech.live import endpointing
from speech.live.events import Dropped, LiveEvent, Reason, Speaking, Started
from speech.live.scribe import Piece, Scribe
from speech.live.segmenter import Chunk, Edge, Ended, Onset, Paused, Segmenter, Voiced
from speech.protocols import LiveTranscriber
from speech.samples import Samples

Judge: TypeAlias = Callable[[Samples], Awaitable[bool]]
"""Says of an utterance (16 kHz) that ends in a pause whether it is a whole turn."""

_BACKLOG = 30 * RATE
_UNREAD = 256
_PAUSE = 0.8
_PATIENT = 1.5
_SHORTEST = 0.12
"""Seconds of voice without which there is no word."""
_LONG = 8 * RATE
"""Samples from which a pause parts an utterance: what was said is written while it goes on."""
_PART = RATE
"""Samples that are looked at in one go, a few milliseconds of work; then others have their turn."""


class LiveEar:
    """Hears one speaker.

    *complete* judges at a pause of 0.25 s whether the turn is over: smart-turn where it is
    installed, else nobody. Where nobody says so, a silence of *pause* seconds ends the turn: 1.5
    after a judge, who may have heard that more will come, 0.8 without one. *caption*: the seconds
    of voice between two captions, besides those at pauses; each costs a hearing.
    """

    def __init__(
        self,
        transcriber: LiveTranscriber,
        *,
        complete: Judge | None = None,
        caption: float = inf,
        gap: float = 0.2,
        pause: float | None = None,
        longest: float = 60.0,
    ) -> None:
        complete = complete or endpointing.installed()
        if pause is None:
            pause = _PATIENT if complete else _PAUSE
        self._segmenter = Segmenter(gap=gap, pause=pause, longest=longest)
        self._scribe = Scribe(transcriber, self._tell)
        self._complete = complete
        self._caption = caption
        self._gap = gap
        self._chunks: deque[tuple[Chunk, float, bool]] = deque()
        self._unheard = 0
        self._newest = 0.0, 0.0, False
        self._finished = False
        self._fed = asyncio.Event()
        self._number = -1
        self._captioned = 0.0
        self._events: deque[LiveEvent] = deque(maxlen=_UNREAD)
        self._news = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self._task = asyncio.create_task(self._run())
        self._task.add_done_callback(lambda _: self._news.set())
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._task is not None
        self._task.cancel()
        await asyncio.wait([self._task])

    async def prepare(self) -> None:
        """Load what ears hear with, for all of them, or the first words would wait for it.

        Raises `SpeechError` where it cannot be loaded.
        """
        silence = np.zeros(RATE, np.float32)
        if self._complete:
            await self._complete(silence)
        await self._scribe.prepare(silence)

    def feed(self, chunk: Chunk, at: float, *, last: bool = False) -> None:
        """Take *chunk*, whose last sample was spoken at *at*; after the *last* one comes silence."""
        self._newest = at, asyncio.get_running_loop().time(), last
        self._chunks.append((chunk[-_BACKLOG:], at, last))
        self._unheard += len(self._chunks[-1][0])
        while self._unheard > _BACKLOG:
            self._unheard -= len(self._chunks.popleft()[0])
        self._fed.set()

    def finish(self) -> None:
        """No more sound comes: what is open is heard as it is."""
        self._finished = True
        self._fed.set()

    async def __aiter__(self) -> AsyncIterator[LiveEvent]:
        """The events, for one reader."""
        assert self._task is not None
        while self._events or not self._task.done():
            if self._events:
                yield self._events.popleft()
            else:
                self._news.clear()
                await self._news.wait()
        if not self._task.cancelled():
            self._task.result()  # a defect of the ear is the reader's to tell

    async def _run(self) -> None:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._scribe.run())
            await self._listen()
            self._scribe.close()

    def _tell(self, event: LiveEvent) -> None:
        self._events.append(event)
        self._news.set()

    async def _listen(self) -> None:
        while self._chunks or not self._finished:
            if self._chunks:
                await self._take(*self._chunks.popleft())
            else:
                await self._wait()
        if ended := self._segmenter.end():
            self._end(ended)

    async def _take(self, chunk: Chunk, at: float, last: bool) -> None:
        self._unheard -= len(chunk)
        for start in range(0, len(chunk), _PART):
            part = chunk[start : start + _PART]
            left = len(chunk) - start - len(part)
            edges = self._segmenter.feed(part, at - left / RATE, last=last and not left)
            await self._follow(edges)
            await asyncio.sleep(0)

    async def _wait(self) -> None:
        """Wait for sound; where none comes in the middle of an utterance, time is silence."""
        self._fed.clear()
        at, arrived, last = self._newest
        passed = asyncio.get_running_loop().time() - arrived
        gap = 0.0 if last else self._gap
        patience = max(gap - passed, self._segmenter.patience) if self._segmenter.speaking else None
        try:
            async with asyncio.timeout(patience):
                await self._fed.wait()
        except TimeoutError:
            passed = asyncio.get_running_loop().time() - arrived
            await self._follow(self._segmenter.silence(at + passed))

    async def _follow(self, edges: Iterable[Edge]) -> None:
        for edge in edges:
            match edge:
                case Onset(at):
                    self._number += 1
                    self._captioned = 0.0
                    self._tell(Started(utterance=self._number, at=at))
                case Voiced(seconds):
                    self._tell(Speaking(utterance=self._number, seconds=seconds))
                    if seconds - self._captioned >= self._caption:
                        self._captioned = seconds
                        self._draft()
                case Paused():
                    await self._judge()
                case Ended():
                    self._end(edge)

    async def _judge(self) -> None:
        """Write what was said while it is not yet known whether the pause is the end."""
        speech = self._segmenter.speech
        if len(speech) >= _LONG:
            self._scribe.write(Piece(utterance=self._number, speech=self._segmenter.split()))
        else:
            self._draft()
        if self._complete and await self._complete(speech):
            ended = self._segmenter.end()
            assert ended is not None, "nobody else ends it"
            self._end(ended)

    def _draft(self) -> None:
        self._scribe.draft(Piece(utterance=self._number, speech=self._segmenter.speech))

    def _end(self, ended: Ended) -> None:
        if ended.voiced < _SHORTEST:
            self._tell(Dropped(utterance=self._number, reason=Reason.SHORT))
        else:
            self._scribe.write(Piece(utterance=self._number, speech=ended.speech, last=True))
