"""How long somebody has been talking without a break, and when to say so."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

_BREAK = timedelta(minutes=30)
"""Silence after which somebody has had a break."""
_ADULT, _MINOR = timedelta(hours=3), timedelta(hours=1)
_MOST = 10_000


@dataclass(slots=True)
class _Sitting:
    began: datetime
    last: datetime
    reminded: datetime
    opened: bool
    """Whether what belongs to its beginning was told."""


@dataclass(slots=True)
class Sittings:
    """The sittings of everybody since the start; moments have time zones and do not go back."""

    _people: OrderedDict[str, _Sitting] = field(default_factory=OrderedDict)

    def take(
        self, who: str, at: datetime, /, *, earlier: Sequence[datetime] = (), minor: bool = False
    ) -> timedelta | None:
        """Note a message of *who*; how long they have sat where they are to be reminded, else None.

        Every three hours, or every hour with a minor. *earlier* are the moments of the latest lines
        that are kept, oldest first: a sitting goes on over a restart of the program.
        """
        sitting = self.attend(who, at, earlier=earlier)
        if at - sitting.reminded < (_MINOR if minor else _ADULT):
            return None
        sitting.reminded = at
        return at - sitting.began

    def attend(self, who: str, at: datetime, /, *, earlier: Sequence[datetime] = ()) -> _Sitting:
        """Note a message of *who* and remind of nothing; *earlier* is as in `take`."""
        sitting = self._people.pop(who, None)
        if sitting is None or at - sitting.last > _BREAK:
            began = _beginning(at, earlier) if sitting is None else at
            sitting = _Sitting(began, at, began, opened=began < at)
        sitting.last = at
        self._people[who] = sitting
        while len(self._people) > _MOST:
            self._people.popitem(last=False)
        return sitting

    def opens(self, who: str, /) -> bool:
        """Whether nothing was told yet that belongs to the beginning of the sitting of *who*.

        It is taken for told from then on.
        """
        sitting = self._people.get(who)
        if sitting is None or sitting.opened:
            return False
        sitting.opened = True
        return True


def _beginning(at: datetime, earlier: Sequence[datetime]) -> datetime:
    for moment in reversed(earlier):
        if at - moment > _BREAK:
            break
        at = moment
    return at
