"""What one speaker says, written down in order."""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from config.errors import SpeechError
from speech.live.events import Dropped, LiveEvent, Partial, Reason, Turn
from speech.protocols import LiveTranscriber, Transcript
from speech.samples import Samples

_WAITING = 4
"""Pieces that may wait; then the oldest of their utterances is given up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of an utterance, from one pause to another."""

    utterance: int
    speech: Samples
    """At 16 kHz; may be empty where the last pause was the end."""
    last: bool = False


class Scribe:
    """Writes pieces first, and drafts of what is still being said while none waits.

    A draft at a pause is not lost: if the pause turns out to be the end, it is the text.
    """

    def __init__(self, transcriber: LiveTranscriber, tell: Callable[[LiveEvent], None]) -> None:
        self._transcriber = transcriber
        self._tell = tell
        self._waiting: deque[Piece] = deque()
        self._sketch: Piece | None = None
        self._drafted: tuple[Piece, Transcript] | None = None
        self._said: list[Transcript] = []
        self._lost: dict[int, Dropped] = {}
        self._closed = False
        self._work = asyncio.Event()

    async def prepare(self, silence: Samples) -> None:
        """Let the transcriber load what it hears *silence* with; raises `SpeechError`."""
        await self._transcriber.draft(silence)

    def write(self, piece: Piece) -> None:
        """Take the next *piece* of an utterance."""
        self._sketch = None
        self._waiting.append(piece)
        unheard = [one for one in self._waiting if one.utterance not in self._lost]
        if len(unheard) > _WAITING:
            self._lose(unheard[0].utterance, Reason.BEHIND)
        self._work.set()

    def draft(self, piece: Piece) -> None:
        """Write the open *piece* if there is time; a newer one takes its place."""
        self._sketch = piece
        self._work.set()

    def close(self) -> None:
        """Let `run` return when everything is written."""
        self._closed = True
        self._work.set()

    async def run(self) -> None:
        """Write until closed."""
        while self._waiting or not self._closed:
            if self._waiting:
                await self._write(self._waiting.popleft())
            elif self._sketch:
                piece, self._sketch = self._sketch, None
                await self._draft(piece)
            else:
                self._work.clear()
                await self._work.wait()

    async def _write(self, piece: Piece) -> None:
        try:
            if piece.speech.size and piece.utterance not in self._lost:
                self._said.append(self._known(piece) or await self._transcriber.hear(piece.speech))
        except SpeechError as error:
            self._lose(piece.utterance, Reason.FAILED, error.code)
        if piece.last:
            self._finish(piece.utterance)
        else:
            self._caption(piece.utterance, self._said)

    async def _draft(self, piece: Piece) -> None:
        try:
            drafted = await self._transcriber.draft(piece.speech)
        except SpeechError:
            return  # if it fails for the whole utterance too, that is told
        if drafted is None:
            return
        self._drafted = piece, drafted
        if not self._waiting:
            self._caption(piece.utterance, [*self._said, drafted])

    def _known(self, piece: Piece) -> Transcript | None:
        """The draft of the same sound."""
        drafted, self._drafted = self._drafted, None
        if drafted is None:
            return None
        draft, transcript = drafted
        same = (draft.utterance, len(draft.speech)) == (piece.utterance, len(piece.speech))
        return transcript if same else None

    def _caption(self, utterance: int, said: Sequence[Transcript]) -> None:
        whole = joined(said)
        if whole.text and utterance not in self._lost:
            self._tell(Partial(utterance=utterance, text=whole.text, language=whole.language))

    def _lose(self, utterance: int, reason: Reason, code: str = "") -> None:
        self._lost[utterance] = Dropped(utterance=utterance, reason=reason, code=code)
        kept = (one for one in self._waiting if one.last or one.utterance != utterance)
        self._waiting = deque(
            replace(one, speech=one.speech[:0]) if one.utterance == utterance else one
            for one in kept
        )

    def _finish(self, utterance: int) -> None:
        whole = joined(self._said)
        self._said.clear()
        if dropped := self._lost.pop(utterance, None):
            self._tell(dropped)
        elif whole.text:
            self._tell(Turn(utterance=utterance, transcript=whole))
        else:
            self._tell(Dropped(utterance=utterance, reason=Reason.WORDLESS))


def joined(said: Sequence[Transcript]) -> Transcript:
    """The pieces of one utterance as one transcript, in the language of most of it."""
    worded = [one for one in said if one.text]
    letters = sum(len(one.text) for one in worded) or 1
    longest = max(worded, key=lambda one: len(one.text), default=None)
    return Transcript(
        text=" ".join(one.text for one in worded),
        language=longest.language if longest else "",
        confidence=sum(one.confidence * len(one.text) for one in worded) / letters,
        seconds=sum(one.seconds for one in said),
    )
