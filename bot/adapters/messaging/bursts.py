"""Messages that were answered together, of which one may be changed later."""

from collections import OrderedDict
from collections.abc import Collection

from bot.adapters.messaging.note import Note
from bot.adapters.messaging.told import Edited
from bot.events import ChatKey

_MOST = 1_000
"""Messages that are known, until the program ends. Later a change of the first is taken for one of
the whole, and that of another for nothing."""


class Bursts:
    """The newest bursts. In the history each is one line, named for its first message."""

    def __init__(self) -> None:
        self._notes: OrderedDict[tuple[ChatKey, str], Note] = OrderedDict()

    def keep(self, note: Note) -> None:
        """Know what was answered with *note*."""
        if not note.joined or note.forgotten:
            return
        for one in (note, *note.joined):
            self._notes[one.chat, one.source] = note
        while len(self._notes) > _MOST:
            self._notes.popitem(last=False)

    async def renew(self, accounts: Collection[str], /) -> None:
        """Know nothing more of what *accounts* wrote."""
        for chat, source in [key for key in self._notes if key[0].who in accounts]:
            del self._notes[chat, source]

    def place(self, edit: Note) -> None:
        """Let *edit* change the whole of the burst that its message is of, if it is of one."""
        first = self._notes.get((edit.chat, edit.source))
        if first is None:
            return
        message = edit.sender.message
        edit.first, edit.former = first, first.texts[message]
        first.joined = [*(one for one in first.joined if not _is_edit(one, message)), edit]


def _is_edit(note: Note, message: int) -> bool:
    return isinstance(note.told, Edited) and note.sender.message == message
