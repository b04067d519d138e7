"""One reply told aloud, from the words that asked for it to its last packet."""

import asyncio
import time

from bot.adapters.discord.voice.playback import Playback, Reading
from bot.events import ChatKey
from speech.audio import Audio


class Telling:
    """Follows one reply; what was heard of it can be asked at any time."""

    def __init__(
        self, person: int, chat: ChatKey, language: str, *, id_: str = "", spoke: float = 0.0
    ) -> None:
        """*id_* is that of the message that is answered. *spoke*: when the last sound of *person*
        came, on the clock of ``time.monotonic``."""
        self.person, self.chat, self.language = person, chat, language
        self.id = id_
        self.playback = Playback()
        self.playing = False
        """Whether a player was given the playback."""
        self.unspoken = False
        """Whether a sentence could not be spoken: then the reply is written instead."""
        self.private = False
        """Whether it is about danger: then it is also written, to the person alone."""
        self.apart = False
        """Whether that was done."""
        self._reading = Reading()
        self._stamps = {"": spoke, "pause": time.monotonic()}

    @property
    def text(self) -> str:
        """The reply, as far as it is written."""
        return self._reading.text

    @property
    def heard(self) -> str:
        """The words that were played so far."""
        return self._reading.heard(self.playback.played)

    @property
    def latency(self) -> tuple[tuple[str, float], ...]:
        """The seconds that each stage took; those that were not reached are missing."""
        stamps = dict(self._stamps)
        if self.playback.began is not None:
            stamps["sent"] = self.playback.began
        times = list(stamps.values())
        return tuple(
            (name, after - before)
            for name, before, after in zip(list(stamps)[1:], times, times[1:], strict=False)
        )

    def write(self, piece: str) -> None:
        """Take the next *piece* of the reply."""
        self._stamp("thought")
        self._reading.write(piece)

    def written(self) -> None:
        """The reply is whole."""
        self._reading.written()

    async def speak(self, clip: Audio) -> None:
        """Take the sound of the next sentence."""
        packets = await asyncio.to_thread(self._reading.speak, clip)
        self._stamp("voice")
        self.playback.feed(packets)

    def finish(self) -> None:
        """Nothing more comes."""
        self.playback.feed(self._reading.last())
        self.playback.finish()

    def _stamp(self, stage: str) -> None:
        self._stamps.setdefault(stage, time.monotonic())
