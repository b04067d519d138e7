"""A person in a voice channel, with Discord's own libdave at their end."""

import asyncio
from collections.abc import Iterable, Sequence

import dave
import numpy as np

from bot.adapters.discord.voice.opus import load_opus
from bot.adapters.discord.voice.rtp import SILENCE
from discord import opus
from speech.samples import Samples

RATE = 48_000
_EXPIRY = 10.0
"""Seconds for which frames of the epoch before are still opened, as Discord's programs do."""


class Person:
    """Somebody who speaks and listens. The server moves them through the epochs."""

    def __init__(self, id_: int, name: str, ssrc: int) -> None:
        load_opus()
        self.id, self.name, self.ssrc = id_, name, ssrc
        self.sequence = 65_000  # so that it wraps in every longer test
        self.heard: list[bytes] = []
        """Frames of the companion that were opened, silence left out."""
        self.clear = 0
        """Frames of the companion that came without end-to-end encryption."""
        self.unopened = 0
        self.news = asyncio.Event()
        """Set whenever a frame of the companion was heard."""
        self._encoder = opus.Encoder(application="voip", signal_type="voice")
        self._encryptor = dave.Encryptor()
        self._encryptor.assign_ssrc_to_codec(ssrc, dave.Codec.opus)
        self._decryptor = dave.Decryptor()
        self.anew(0)

    def anew(self, group: int) -> None:
        """Forget every group; be ready to found or to join *group*."""
        self.keyed = False
        """Whether they can seal what they say."""
        self.session = dave.Session()
        self.session.init(1, group, str(self.id))

    def key(self, companion: int) -> None:
        """Use the keys of the epoch that has just begun."""
        self.keyed = True
        self._encryptor.set_passthrough_mode(False)
        self._encryptor.set_key_ratchet(self.session.get_key_ratchet(str(self.id)))
        self._decryptor.transition_to_passthrough_mode(False, _EXPIRY)
        if ratchet := self.session.get_key_ratchet(str(companion)):
            self._decryptor.transition_to_key_ratchet(ratchet, _EXPIRY)

    def plain(self) -> None:
        """From now on nothing is encrypted between people."""
        self._encryptor.set_passthrough_mode(True)
        self._decryptor.transition_to_passthrough_mode(True, _EXPIRY)

    def frames(self, sound: Samples, rate: int = RATE) -> list[tuple[int, bytes]]:
        """*sound* as numbered frames, encrypted, with the silence that ends what is said."""
        return [(self.next(), self.seal(frame)) for frame in self.encoded(sound, rate)] + [
            (self.next(), SILENCE) for _ in range(5)
        ]

    def encoded(self, sound: Samples, rate: int = RATE) -> Iterable[bytes]:
        """*sound* as Opus, 20 ms each."""
        at = np.arange(0, len(sound), rate / RATE)
        pcm = np.interp(at, np.arange(len(sound)), sound) * 32_767
        stereo = np.repeat(pcm.astype("<i2"), 2).tobytes()
        for start in range(0, len(stereo), opus.Encoder.FRAME_SIZE):
            frame = stereo[start : start + opus.Encoder.FRAME_SIZE]
            yield self._encoder.encode(frame.ljust(opus.Encoder.FRAME_SIZE, b"\0"), 960)

    def seal(self, frame: bytes) -> bytes:
        """*frame* as it leaves this person's program."""
        sealed = self._encryptor.encrypt(dave.MediaType.audio, self.ssrc, frame)
        assert sealed is not None
        return sealed

    def next(self) -> int:
        """The number of the next packet."""
        self.sequence = (self.sequence + 1) % 65_536
        return self.sequence

    def hear(self, frame: bytes) -> None:
        """Take a frame of the companion."""
        if frame == SILENCE:
            return
        opened = self._decryptor.decrypt(dave.MediaType.audio, frame)
        self.clear += opened == frame
        if opened is None:
            self.unopened += 1
            return
        self.heard.append(opened)
        self.news.set()

    async def hears(self, frames: int) -> None:
        """Wait until that many more frames were heard."""
        wanted = len(self.heard) + frames
        async with asyncio.timeout(60):
            while len(self.heard) < wanted:
                self.news.clear()
                await self.news.wait()

    def listened(self, frames: Sequence[bytes] | None = None) -> Samples:
        """What was heard, 48 kHz mono."""
        decoder = opus.Decoder()
        pcm = b"".join(decoder.decode(one, fec=False) for one in (frames or self.heard))
        return np.frombuffer(pcm, "<i2")[::2].astype(np.float32) / 32_768
