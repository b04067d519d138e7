"""An ear for one speaker: sound in, events out.

The contract, for adapters::

    async with LiveEar(transcriber) as ear:
        ear.feed(chunk, at)          # whenever sound comes: a websocket's frame, a packet
        ear.finish()                 # the microphone is off: what is open is heard, no more comes
        ...
        async for event in ear:      # in another task; ends after `finish`
            ...

- *chunk*: mono, 16 kHz, float32 within ±1 or int16, any number of samples. *at*: when its last
  sample was spoken, in seconds on any clock that does not go back: the time of arrival, or the
  sender's count of samples. Several ears share a transcriber.
- *gap* is how many seconds without a chunk are silence: 0.2 for Discord, which sends nothing in
  silence; 1.0 for a browser, which always sends, over a connection that may stall.
- `feed` and `finish` are called on the event loop, from any task; from a thread by
  ``loop.call_soon_threadsafe``. They never block and never wait.
- `Started` comes within 0.1 s of sound after the first voice, whatever else is being heard.
- Leaving the block cancels what is being heard and waits for it; iteration then ends.
- Memory is bounded: an utterance has at most *longest* seconds, then the next one begins. Sound
  that has not been looked at is kept for 30 s, older sound is lost. At most four utterances wait
  for the transcriber; the oldest is `Dropped` as ``behind``. Of events nobody reads, the oldest
  of 256 are lost.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import Self

from config.errors import SpeechError
from speech.decoding import RATE
from speech.live.events import Dropped, LiveEvent, Partial, Reason, Speaking, Started, Turn
from speech.live.segmenter import Chunk, Edge, Ended, Onset, Paused, Segmenter, Voiced
from speech.protocols import LiveTranscriber, Transcript
from speech.samples import Samples

_BACKLOG = 30 * RATE
_WAITING = 4
_UNREAD = 256
_SHORTEST = 0.12
"""Seconds of voice without which there is no word."""
_PART = RATE
"""Samples that are looked at in one go, a few milliseconds of work; then others have their turn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    """Something to be heard."""

    utterance: int
    speech: Samples
    voiced: float
    draft: bool = False


class LiveEar:
    """Hears one speaker.

    *complete* judges at a pause whether an utterance is over; without it only the clock does.
    *caption*: the seconds of voice between two `Partial`, which come at pauses too.
    """

    def __init__(
        self,
        transcriber: LiveTranscriber,
        *,
        complete: Callable[[Samples], Awaitable[bool]] | None = None,
        caption: float = 2.0,
        gap: float = 0.2,
        pause: float = 0.8,
        longest: float = 60.0,
    ) -> None:
        self._transcriber = transcriber
        self._complete = complete
        self._caption = caption
        self._gap = gap
        self._segmenter = Segmenter(gap=gap, pause=pause, longest=longest)
        self._chunks: deque[tuple[Chunk, float]] = deque()
        self._last = 0.0, 0.0
        self._fed = asyncio.Event()
        self._finished = False
        self._number = -1
        self._captioned = 0.0
        self._waiting: deque[_Job] = deque()
        self._draft: _Job | None = None
        self._drafted: tuple[_Job, Transcript] | None = None
        self._work = asyncio.Event()
        self._heard_out = False
        self._events: deque[LiveEvent] = deque(maxlen=_UNREAD)
        self._news = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self._task = asyncio.create_task(self._run())
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._task is not None
        self._task.cancel()
        await asyncio.wait([self._task])

    def feed(self, chunk: Chunk, at: float) -> None:
        """Take *chunk*, whose last sample was spoken at *at*."""
        self._last = at, asyncio.get_running_loop().time()
        self._chunks.append((chunk, at))
        while len(self._chunks) > 1 and sum(len(one) for one, _ in self._chunks) > _BACKLOG:
            self._chunks.popleft()
        self._fed.set()

    def finish(self) -> None:
        """No more sound comes."""
        self._finished = True
        self._fed.set()

    async def __aiter__(self) -> AsyncIterator[LiveEvent]:
        """The events, for one reader."""
        assert self._task is not None
        while True:
            while self._events:
                yield self._events.popleft()
            if self._task.done():
                return
            self._news.clear()
            await self._news.wait()

    async def _run(self) -> None:
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._listen())
                tasks.create_task(self._write())
        finally:
            asyncio.get_running_loop().call_soon(self._news.set)

    def _tell(self, event: LiveEvent) -> None:
        self._events.append(event)
        self._news.set()

    async def _listen(self) -> None:
        """Follow the sound."""
        while self._chunks or not self._finished:
            if self._chunks:
                await self._take(*self._chunks.popleft())
            else:
                await self._await_sound()
        if ended := self._segmenter.end():
            self._queue(ended)
        self._heard_out = True
        self._work.set()

    async def _await_sound(self) -> None:
        self._fed.clear()
        try:
            async with asyncio.timeout(self._gap if self._segmenter.speaking else None):
                await self._fed.wait()
        except TimeoutError:
            at, arrived = self._last
            passed = asyncio.get_running_loop().time() - arrived
            await self._follow(self._segmenter.silence(at + passed))

    async def _take(self, chunk: Chunk, at: float) -> None:
        for start in range(0, len(chunk), _PART):
            part = chunk[start : start + _PART]
            end = at - (len(chunk) - start - len(part)) / RATE
            await self._follow(self._segmenter.feed(part, end))
            await asyncio.sleep(0)

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
                        self._sketch(seconds, draft=True)
                case Paused(voiced):
                    await self._judge(voiced)
                case Ended():
                    self._queue(edge)

    def _sketch(self, voiced: float, *, draft: bool) -> None:
        self._captioned = voiced
        speech = self._segmenter.speech
        self._draft = _Job(utterance=self._number, speech=speech, voiced=voiced, draft=draft)
        self._work.set()

    async def _judge(self, voiced: float) -> None:
        # Heard while it is not yet known whether it is over: if it is, the text is there already.
        self._sketch(voiced, draft=False)
        if self._complete and await self._complete(self._segmenter.speech):
            ended = self._segmenter.end()
            assert ended is not None, "nobody else ends it"
            self._queue(ended)

    def _queue(self, ended: Ended) -> None:
        if ended.voiced < _SHORTEST:
            self._tell(Dropped(utterance=self._number, reason=Reason.SHORT))
            return
        self._waiting.append(_Job(utterance=self._number, speech=ended.speech, voiced=ended.voiced))
        if len(self._waiting) > _WAITING:
            late = self._waiting.popleft()
            self._tell(Dropped(utterance=late.utterance, reason=Reason.BEHIND))
        self._work.set()

    async def _write(self) -> None:
        """Write down what was said: whole utterances first, then what is being said."""
        while self._waiting or not self._heard_out:
            if self._waiting:
                job = self._waiting.popleft()
                self._tell(await self._outcome(job))
            elif self._draft:
                job, self._draft = self._draft, None
                await self._caption_of(job)
            else:
                self._work.clear()
                await self._work.wait()

    async def _caption_of(self, job: _Job) -> None:
        try:
            transcript = await self._transcriber.hear(job.speech, draft=job.draft)
        except SpeechError:
            return  # if it fails again at the end of the utterance, that is told
        self._drafted = (job, transcript)
        if transcript.text and job.utterance == self._number and self._segmenter.speaking:
            self._tell(
                Partial(utterance=job.utterance, text=transcript.text, language=transcript.language)
            )

    async def _outcome(self, job: _Job) -> Turn | Dropped:
        try:
            transcript = self._known(job) or await self._transcriber.hear(job.speech)
        except SpeechError as error:
            return Dropped(utterance=job.utterance, reason=Reason.FAILED, code=error.code)
        if not transcript.text:
            return Dropped(utterance=job.utterance, reason=Reason.WORDLESS)
        return Turn(utterance=job.utterance, transcript=transcript)

    def _known(self, job: _Job) -> Transcript | None:
        """What was heard of *job* at the pause that turned out to be its end."""
        if self._drafted is None:
            return None
        sketch, transcript = self._drafted
        same = (sketch.utterance, sketch.voiced) == (job.utterance, job.voiced)
        return transcript if same and not sketch.draft else None
