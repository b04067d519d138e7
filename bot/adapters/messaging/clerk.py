"""Sees to every note: whether it may be answered, and that its answer is finished."""

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime

import structlog

from bot.adapters.admission import Door, Hosting
from bot.adapters.messaging.attendant import Attendant
from bot.adapters.messaging.bursts import Bursts
from bot.adapters.messaging.lane import Lane
from bot.adapters.messaging.messenger import Messenger, Response
from bot.adapters.messaging.note import Note
from bot.adapters.messaging.told import Edited, Recorded, Said, Showed, Tapped
from bot.companion import Companion
from bot.events import Incoming
from bot.language import language_of
from bot.protocols import Line, Store, reply_source
from config.errors import MaumError, Unreachable, explain
from config.logs import described

log = structlog.get_logger("maum.messaging")

_MOST_TRIES = 3
"""Restarts that a letter may have seen; one that brings the program down is given up."""
_RECENT = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Clerk:
    """Answers notes, several at the same time."""

    messenger: Messenger
    door: Door
    hosting: Hosting
    attendant: Attendant
    companion: Companion
    language: str
    """What is spoken to those whose language the messenger does not tell."""
    bursts: Bursts = field(default_factory=Bursts)

    def urgent(self, note: Note, /) -> bool:
        """Whether *note* speaks of danger, as far as can be told at once."""
        if not isinstance(note.told, Said | Edited):
            return False
        return self.companion.urgent(Incoming(chat=note.chat, text=note.told.text))

    async def _needs_care(self, note: Note) -> bool:
        if note.urgent or not isinstance(note.told, Said | Edited):
            return note.urgent
        return await self.companion.needs_care(Incoming(chat=note.chat, text=note.told.text))

    async def answer(self, note: Note, lane: Lane, /) -> bool:
        """Answer *note*; false if it is to be answered later. Never raises."""
        response = self.messenger.response(note.pending, note.sender)
        response.progress.join(*(one.pending.number for one in note.joined))
        language = note.sender.language or self.language
        try:
            done = await self._answered(note, response, lane, language)
            if done:
                await response.progress.finish()
                self.bursts.keep(note)
            else:
                note.pending = response.progress.pending
        except MaumError as error:
            log.error("a letter could not be closed", code=error.code)
            return True
        return done

    @property
    def _store(self) -> Store:
        return self.companion.parts.store

    async def _answered(self, note: Note, response: Response, lane: Lane, language: str) -> bool:
        try:
            if (text := await response.resume()) is not None:
                await self._remember(note, text)
                return True
            if note.pending.tries <= _MOST_TRIES:
                return await self._see_to(note, response, lane, language)
            code = MaumError.code
        except Unreachable:
            log.info("a chat cannot be written to", code=Unreachable.code)
            return True
        except MaumError as error:
            code = error.code
        except Exception as error:
            code = MaumError.code
            log.error("an answer broke", **described(error))
        log.warning("no answer could be given", code=code)
        with suppress(Unreachable):
            await response.note("trouble", explain(code, language))
        return True

    async def _see_to(self, note: Note, response: Response, lane: Lane, language: str) -> bool:
        if isinstance(note.told, Tapped):
            await self.messenger.acknowledge(note.told)
        note.urgent = await self._needs_care(note)
        person, is_private = note.sender.person, note.sender.place.is_private
        if is_private and (welcome := await self.door.welcome(person, note.call, language)):
            await response.note("welcome", welcome)
        if not (note.sender.introduced or self.door.admits(person)):
            await self._refuse(note, response, language)
            return True
        if is_private and (told := await self.hosting.answer(note.chat, note.call, language)):
            await response.write(told.text, choices=told.choices)
            return True
        if isinstance(note.told, Edited):
            self.bursts.place(note)
        if await self._is_correction(note):
            return True
        # Commands cost nothing, and nothing keeps help away.
        free = note.urgent or self._is_command(note)
        seconds = note.told.seconds if isinstance(note.told, Recorded) else 0.0
        spent = "" if free else self.door.spend(note.chat, language, seconds=seconds)
        if spent:
            await response.write(spent)
            return True
        return await self.attendant.answer(note, response, lane, language)

    async def _is_correction(self, note: Note) -> bool:
        """Whether *note* changed a message and is seen to; where it speaks of danger it is not."""
        if note.urgent or not isinstance(note.told, Edited):
            return False
        return await self.attendant.corrected(note)

    def _is_command(self, note: Note) -> bool:
        """Whether *note* is one; a sentence that happens to begin with a slash is none."""
        match note.told:
            case Said(text=text) | Tapped(command=text):
                return self.attendant.commands.takes(Incoming(chat=note.chat, text=text))
            case _:
                return False

    async def _refuse(self, note: Note, response: Response, language: str) -> None:
        """Nothing of a stranger's is fetched or given to a model; help needs neither."""
        if not isinstance(note.told, Said | Recorded | Showed):
            return
        if note.urgent:
            await self._help(note, response, language)
        elif text := self.door.refusal(note.sender.person, language):
            await response.write(text, quote=note.quote)

    async def _help(self, note: Note, response: Response, language: str) -> None:
        """Tell a stranger in danger where help is; a group learns nothing about anybody."""
        guard, answers = self.companion.parts.guard, self.companion.parts.answers
        judged = await guard.hear(note.text)
        text = answers.answer(judged, language_of(note.text, otherwise=language))
        if note.sender.place.is_private:
            await response.write(text)
        elif not await response.privately(text):
            await response.write(answers.for_all(language))

    async def _remember(self, note: Note, text: str) -> None:
        """Keep the reply that an earlier run sent, if it did not get to that."""
        if not note.is_plain:
            return
        source = note.source
        lines = await self._store.history(note.chat, limit=_RECENT)
        sources = {line.source for line in lines}
        if source in sources and reply_source(source) not in sources:
            reply = Line(
                speaker="companion",
                text=text,
                at=datetime.now(UTC),
                level=next(line.level for line in lines if line.source == source),
                source=reply_source(source),
            )
            await self._store.append(note.chat, reply)
