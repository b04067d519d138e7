"""Who speaks in which stream, and what they say: the end-to-end encryption of a call, DAVE.

The server tells who owns a stream when they begin to speak, and never again to who came later. So
a frame of an unknown stream is tried with everybody's keys: its seal says whose it is.
"""

from collections.abc import Callable, Iterable
from typing import Protocol

import davey

from bot.adapters.discord.voice.rtp import SILENCE

_MARK = b"\xfa\xfa"
"""What the sealed frames end with."""


class Session(Protocol):
    """As much of `davey.DaveSession` as hearing takes."""

    def decrypt(self, user_id: int, media_type: davey.MediaType, packet: bytes) -> bytes: ...

    def get_user_ids(self) -> list[str]: ...


class Keys(Protocol):
    """The keys of a call; they change in the middle of it, so they are read for every frame."""

    @property
    def secret_key(self) -> Iterable[int]:
        """The key to the server's seal; something without bytes before there is one."""
        ...

    @property
    def dave_session(self) -> Session | None: ...

    @property
    def dave_protocol_version(self) -> int:
        """0: nothing is sealed between people."""
        ...


class Seals:
    """Opens frames; wants one thread at a time."""

    def __init__(self, keys: Keys, heard: Callable[[int], bool]) -> None:
        """*heard* says whether a person is to be heard; nobody else's key is tried."""
        self._keys = keys
        self._heard = heard
        self._owners: dict[int, int] = {}

    def owner(self, ssrc: int) -> int | None:
        """Whose stream *ssrc* is, if that is known."""
        return self._owners.get(ssrc)

    def owns(self, person: int, ssrc: int) -> None:
        """*ssrc* is the stream of *person*."""
        self._owners[ssrc] = person

    def gone(self, person: int) -> list[int]:
        """*person* has left; the streams that were theirs."""
        streams = [ssrc for ssrc, owner in self._owners.items() if owner == person]
        for ssrc in streams:
            del self._owners[ssrc]
        return streams

    def clear(self) -> None:
        """It is another call."""
        self._owners.clear()

    def open(self, person: int, frame: bytes) -> bytes | None:
        """*frame*, which *person* sent, in the clear; None where no key opens it."""
        if frame == SILENCE:
            return frame
        session = self._keys.dave_session
        if session is None or not (self._keys.dave_protocol_version or frame.endswith(_MARK)):
            return frame
        try:
            clear = bytes(session.decrypt(person, davey.MediaType.audio, frame))
        except (ValueError, RuntimeError):
            return None
        return None if clear.endswith(_MARK) else clear

    def find(self, ssrc: int, frame: bytes) -> bytes | None:
        """*frame* of an unknown stream in the clear; from then on its owner is known."""
        session = self._keys.dave_session
        if session is None or not frame.endswith(_MARK):
            return None
        for person in map(int, session.get_user_ids()):
            if self._heard(person) and (clear := self.open(person, frame)):
                self.owns(person, ssrc)
                return clear
        return None
