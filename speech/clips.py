"""What was said lately, so that it need not be made again."""

from collections import OrderedDict
from collections.abc import Hashable

from speech.audio import Audio


class Clips:
    """Clips by what they say, in memory; the longest unused go first above *most* bytes."""

    def __init__(self, *, most: int) -> None:
        self._most = most
        self._size = 0
        self._clips: OrderedDict[Hashable, Audio] = OrderedDict()

    def get(self, key: Hashable) -> Audio | None:
        """The clip kept under *key*."""
        if key in self._clips:
            self._clips.move_to_end(key)
        return self._clips.get(key)

    def clear(self) -> None:
        """Drop all clips."""
        self._clips.clear()
        self._size = 0

    def keep(self, key: Hashable, clip: Audio) -> None:
        """Keep *clip*; one that is larger than all the room is not kept."""
        if known := self._clips.pop(key, None):
            self._size -= len(known.data)
        self._clips[key] = clip
        self._size += len(clip.data)
        while self._size > self._most:
            _, dropped = self._clips.popitem(last=False)
            self._size -= len(dropped.data)
