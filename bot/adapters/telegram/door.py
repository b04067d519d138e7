"""Who is let in, and what the owner may tell."""

import time

from bot.adapters.telegram.budget import Budget
from bot.adapters.telegram.guests import Guests
from bot.adapters.telegram.note import Note
from bot.adapters.telegram.told import Recorded, Said, Showed
from bot.adapters.telegram.words import (
    ALLOWED,
    DENIED,
    GUESTS,
    INVITED,
    NUMBER,
    PAIRED,
    REFUSED,
    SPENT,
)
from bot.commands.spelling import Spelled, spelled

_TOLD_AGAIN = 24 * 3600.0
"""Seconds until somebody who may not talk is told so once more."""
_INVITATION = 24
"""Hours."""
_LONGEST_INVITATION = 24 * 30
_MOST_REFUSED = 10_000


class Door:
    """Knows who may talk and how much; touches neither files nor models of anybody else's."""

    def __init__(self, guests: Guests, budget: Budget, *, bot: str) -> None:
        """*bot* is its user name."""
        self._guests = guests
        self._budget = budget
        self._bot = bot
        self._refused: dict[int, float] = {}

    def admits(self, note: Note) -> bool:
        """Whether who told *note* may talk."""
        return self._guests.admits(note.sender.person)

    async def welcome(self, note: Note, language: str) -> str | None:
        """Let in who brings the owner's code or an invitation; what to tell them, or None."""
        call = _call(note)
        if call is None or call.name != "start" or not call.arguments:
            return None
        person, code = note.sender.person, call.arguments[0]
        if not note.sender.place.is_private:
            return None
        if await self._guests.pair(person, code):
            return PAIRED[language]
        return "" if await self._guests.accept(person, code) else None

    def refusal(self, note: Note, language: str) -> str:
        """What a stranger is told; empty if they were told lately, or spoke to nobody."""
        person, now = note.sender.person, time.monotonic()
        if not isinstance(note.told, Said | Recorded | Showed):
            return ""
        if now - self._refused.get(person, -_TOLD_AGAIN) < _TOLD_AGAIN:
            return ""
        if len(self._refused) >= _MOST_REFUSED:
            self._refused.clear()
        self._refused[person] = now
        return REFUSED[language].format(id=person)

    def spend(self, note: Note, language: str) -> str:
        """Count *note*; what to tell if the day's budget does not suffice, else empty."""
        person = note.sender.person
        seconds = note.told.seconds if isinstance(note.told, Recorded) else 0.0
        if person == self._guests.owner or self._budget.spend(person, seconds=seconds):
            return ""
        return SPENT[language].format(hours=self._budget.hours_left())

    async def owner_command(self, note: Note, language: str) -> str | None:
        """What a command of the owner answers; None if *note* is none."""
        call = _call(note)
        owner = self._guests.owner
        if call is None or note.sender.person != owner or not note.sender.place.is_private:
            return None
        match call.name:
            case "allow" | "허락":
                return await self._change(call, language, allow=True)
            case "deny" | "거절":
                return await self._change(call, language, allow=False)
            case "invite" | "초대":
                return await self._invite(call, language)
            case "guests" | "손님":
                people = "\n".join(map(str, self._guests.allowed))
                return GUESTS[language].format(list=people)
            case _:
                return None

    async def _change(self, call: Spelled, language: str, *, allow: bool) -> str:
        if not call.arguments or not call.arguments[0].isdecimal():
            return NUMBER[language].format(example=f"/{call.name} 123456789")
        person = int(call.arguments[0])
        if allow:
            await self._guests.allow(person)
            self._refused.pop(person, None)
        else:
            await self._guests.deny(person)
        words = ALLOWED if self._guests.admits(person) else DENIED
        return words[language].format(id=person)

    async def _invite(self, call: Spelled, language: str) -> str:
        given = call.arguments[0] if call.arguments else ""
        hours = int(given) if given.isdecimal() else _INVITATION
        hours = min(max(hours, 1), _LONGEST_INVITATION)
        code = await self._guests.invite(hours=hours)
        link = f"https://t.me/{self._bot}?start={code}"
        return INVITED[language].format(hours=hours, link=link)


def _call(note: Note) -> Spelled | None:
    return spelled(note.told.text) if isinstance(note.told, Said) else None
