"""A reply as it is told aloud: its sentences, their packets, and how much of them was heard."""

import time
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import discord
from discord import opus

from bot.adapters.discord.voice.opus import load_opus
from bot.adapters.discord.voice.rtp import SILENCE
from speech.audio import Audio
from speech.frames import Frames
from speech.sentences import Sentences

_SAMPLES = 960
"""In each channel, in a packet."""


class Playback(discord.AudioSource):
    """Packets for a player, which takes one every 20 ms on a thread of its own."""

    def __init__(self) -> None:
        self.played = 0
        """Packets that were taken, silence between sentences left out."""
        self.began: float | None = None
        """When the first was taken, on the clock of ``time.monotonic``."""
        self._packets: deque[bytes] = deque()
        self._over = False

    def feed(self, packets: Sequence[bytes]) -> None:
        """Play *packets* behind the others."""
        self._packets.extend(packets)

    def finish(self) -> None:
        """Nothing more comes."""
        self._over = True

    @property
    def cut(self) -> bool:
        """Whether there is something that no player has taken."""
        return bool(self._packets)

    def is_opus(self) -> bool:
        """Packets need no encoding."""
        return True

    def read(self) -> bytes:
        """The next packet; nothing at the end."""
        over = self._over
        try:
            packet = self._packets.popleft()
        except IndexError:
            return b"" if over else SILENCE
        self.began = self.began or time.monotonic()
        self.played += 1
        return packet


@dataclass(frozen=True, slots=True)
class _Sentence:
    text: str
    packets: int


class Reading:
    """Keeps which words of a reply belong to which packets."""

    def __init__(self) -> None:
        load_opus()
        self.text = ""
        """The reply, as far as it is written."""
        self._splitter = Sentences()
        self._written: deque[str] = deque()
        self._spoken: list[_Sentence] = []
        self._frames = Frames()
        self._encoder = opus.Encoder(application="voip", signal_type="voice", bitrate=64)

    def write(self, piece: str) -> None:
        """Take the next *piece* of the reply."""
        self.text += piece
        self._written.extend(self._splitter.feed(piece))

    def written(self) -> None:
        """The reply is whole."""
        self._written.extend(self._splitter.flush())

    def speak(self, clip: Audio) -> list[bytes]:
        """The packets of the next sentence; decodes and encodes: call it off the event loop."""
        packets = list(self._encoded(self._frames.feed(clip)))
        text = self._written.popleft() if self._written else ""
        self._spoken.append(_Sentence(text, len(packets)))
        return packets

    def last(self) -> list[bytes]:
        """The packets of what is left over."""
        return list(self._encoded(self._frames.flush()))

    def heard(self, played: int) -> str:
        """The words of the first *played* packets."""
        heard: list[str] = []
        for sentence in self._spoken:
            words = sentence.text.split()
            share = min(1.0, played / sentence.packets) if sentence.packets else 1.0
            heard += words[: int(share * len(words) + 1e-6)]
            played -= sentence.packets
            if played <= 0:
                break
        return " ".join(heard)

    def _encoded(self, frames: Iterator[bytes]) -> Iterator[bytes]:
        return (self._encoder.encode(frame, _SAMPLES) for frame in frames)
