"""The owner's commands: ``/allow``, ``/deny``, ``/invite``, ``/guests`` and ``/crisis_report``."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from bot.adapters.admission.guests import Guests
from bot.adapters.admission.words import ALLOWED, DENIED, DENY, GUESTS, INVITED, NUMBER, STAYS, UNDO
from bot.care.counts import Counts, in_words
from bot.commands import Answer, Call, Choice, Command
from bot.commands.spelling import Spelled
from bot.events import ChatKey
from config.moods import Words

_INVITATION = 24
"""Hours."""
_LONGEST_INVITATION = 24 * 30
_MOST_CHOICES = 10

_INVITE = Words(ko="한 사람을 초대하기", en="Invite one person")
_GUESTS = Words(ko="이야기할 수 있는 사람", en="Who may talk with me")
_ALLOW = Words(ko="번호로 허락하기", en="Let somebody talk, by number")
_DENY = Words(ko="번호로 내보내기", en="Let somebody talk no more, by number")
_REPORT = Words(
    ko="도움을 권한 횟수 (누구의 말도 없이)",
    en="How often help was given, without anybody's words",
)


class Hosting:
    """Lets people in and out, and reports, as the owner says."""

    def __init__(self, guests: Guests, *, invitation: Callable[[str], str], counts: Counts) -> None:
        """*invitation* is what to pass on for a code: a link, or what to type."""
        self._guests = guests
        self._counts = counts
        self._invitation = invitation
        self.offered: Sequence[Command] = (
            _owners("invite", "초대", _INVITE, self._invite),
            _owners("guests", "손님", _GUESTS, self._list),
            _owners("allow", "허락", _ALLOW, self._allow),
            _owners("deny", "거절", _DENY, self._deny),
            _owners("crisis_report", "위기보고", _REPORT, self._report),
        )
        """For the owner's menu alone."""
        self._by_name = {
            name: command for command in self.offered for name in (command.name, command.alias)
        }

    async def answer(self, chat: ChatKey, call: Spelled | None, language: str) -> Answer | None:
        """What *call* answers; None if it is no command of the owner's, or somebody else's.

        To be asked of what is said in private only.
        """
        command = self._by_name.get(call.name) if call else None
        if call is None or command is None or chat.person != str(self._guests.owner):
            return None
        return await command.answer(Call(chat=chat, arguments=call.arguments, language=language))

    async def _allow(self, call: Call) -> Answer:
        person = _number(call)
        if person is None:
            return Answer(text=NUMBER[call.language].format(example="/allow 123456789"))
        await self._guests.allow(person)
        return Answer(text=ALLOWED[call.language].format(id=person))

    async def _deny(self, call: Call) -> Answer:
        person = _number(call)
        if person is None:
            return Answer(text=NUMBER[call.language].format(example="/deny 123456789"))
        if self._guests.stays(person):
            return Answer(text=STAYS[call.language].format(id=person))
        await self._guests.deny(person)
        undo = Choice(UNDO[call.language].format(id=person), f"/allow {person}")
        return Answer(text=DENIED[call.language].format(id=person), choices=(undo,))

    async def _invite(self, call: Call) -> Answer:
        given = call.arguments[0] if call.arguments else ""
        hours = int(given) if given.isdecimal() and len(given) < 6 else _INVITATION
        hours = min(max(hours, 1), _LONGEST_INVITATION)
        code = await self._guests.invite(hours=hours)
        told = INVITED[call.language].format(hours=hours, invitation=self._invitation(code))
        return Answer(text=told)

    async def _report(self, call: Call) -> Answer:
        counts = await asyncio.to_thread(lambda: list(self._counts.read()))
        return Answer(text=in_words(counts, call.language))

    async def _list(self, call: Call) -> Answer:
        people = self._guests.allowed
        leaving = [person for person in people if not self._guests.stays(person)][-_MOST_CHOICES:]
        return Answer(
            text=GUESTS[call.language].format(list="\n".join(map(str, people))),
            choices=tuple(
                Choice(DENY[call.language].format(id=person), f"/deny {person}")
                for person in leaving
            ),
        )


def _owners(
    name: str, alias: str, does: Words, answer: Callable[[Call], Awaitable[Answer]]
) -> Command:
    return Command(name=name, alias=alias, description=does, answer=answer, private=True)


def _number(call: Call) -> int | None:
    given = call.arguments[0] if call.arguments else ""
    return int(given) if given.isdecimal() and len(given) <= 20 else None
