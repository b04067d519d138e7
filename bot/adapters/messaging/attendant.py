"""What is done for people who may talk, with each kind of thing that they tell."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from difflib import SequenceMatcher
from functools import partial

from bot.adapters.messaging.gestures import DISAGREEING, SAD, is_thanks
from bot.adapters.messaging.lane import Lane
from bot.adapters.messaging.messenger import Messenger, Response
from bot.adapters.messaging.note import Note
from bot.adapters.messaging.talk import Talk
from bot.adapters.messaging.told import Edited, Reacted, Recorded, Said, Showed, Tapped
from bot.adapters.messaging.words import GROUP, PRIVATE
from bot.commands import Answer, Commands
from bot.commands.spelling import spelled
from bot.companion import Companion
from bot.conversations import Conversations
from bot.dialogue.circumstances import called
from bot.events import Incoming, Level
from bot.language import language_of
from bot.protocols import Line, Store, reply_source
from config.errors import NothingToRead
from speech.audio import Audio

_SLIP = 0.8
"""How like two texts are where only a slip was mended, 0 to 1."""
_RECENT = 20
_HEART = "❤"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendant:
    """Answers who may talk."""

    messenger: Messenger
    conversations: Conversations
    commands: Commands

    async def corrected(self, note: Note) -> bool:
        """Whether *note*, a changed message, only corrects what is remembered, which is done.

        The newest message is answered anew where it says another thing.
        """
        companion, chat = self.conversations.companion, note.chat
        store, text = companion.parts.store, note.text
        if (known := await store.line(chat, note.source)) is None:
            return True
        lines = await store.history(chat, limit=_RECENT)
        differs = _differ(note.former or known.text, note.texts[note.sender.message])
        if _is_newest(known, lines) and (differs or _unanswered(known, lines)):
            return False
        if known.text != text:
            await store.append(chat, replace(known, text=text))
            companion.learn(chat)  # what the old words taught is gone with them
        return True

    async def answer(self, note: Note, response: Response, lane: Lane, language: str) -> bool:
        """Answer *note*; false if it is to be answered later. Raises `MaumError`."""
        visit = _Visit(self, note, response, lane, language)
        match note.told:
            case Said(text=text) | Tapped(command=text):
                return await visit.told(text)
            case Recorded() as recorded:
                return await visit.recorded(recorded)
            case Edited():
                return await visit.talk(text=note.text)
            case Reacted(emoji=emoji):
                return await visit.reacted(emoji)
            case Showed():
                raise NothingToRead


@dataclass(frozen=True, slots=True)
class _Visit:
    """One note and all that it takes to answer it."""

    by: Attendant
    note: Note
    response: Response
    lane: Lane
    language: str

    async def told(self, text: str) -> bool:
        """Answer a command, a thank-you or a text."""
        if await self._commanded(text):
            return True
        whole = self.note.text or text
        if is_thanks(whole) and await self._returned_thanks(whole):
            return True
        return await self.talk(text=whole)

    async def recorded(self, recorded: Recorded) -> bool:
        """Answer a recording."""
        voice = await self.by.messenger.fetch(recorded)
        return await self.talk(voice=voice)

    async def reacted(self, emoji: str) -> bool:
        """Answer what a reaction says about the person; a kind one needs no answer."""
        if emoji in DISAGREEING:
            await self._commanded("/why")
        elif emoji in SAD:
            return await self.talk(text=emoji)
        return True

    @property
    def _companion(self) -> Companion:
        return self.by.conversations.companion

    @property
    def _store(self) -> Store:
        return self._companion.parts.store

    def _incoming(self, *, text: str = "", voice: Audio | None = None) -> Incoming:
        reaction = "reaction/" if isinstance(self.note.told, Reacted) else ""
        return Incoming(
            chat=self.note.chat,
            text=text,
            voice=voice,
            language=self.language,
            scene=self._scene(text),
            id=f"{reaction}{self.note.source}",
        )

    def _scene(self, text: str) -> str:
        """What to tell of a place where others read along."""
        sender = self.note.sender
        if sender.place.is_private:
            return ""
        scene = GROUP[language_of(text, otherwise=self.language)]
        return scene.format(speaker=called(sender.name or "?"))

    async def talk(self, *, text: str = "", voice: Audio | None = None) -> bool:
        if self.note.forgotten:
            return True
        incoming = replace(self._incoming(text=text, voice=voice), speak=None)  # as was chosen
        talk = self.lane.talk = Talk(
            incoming,
            conversations=self.by.conversations,
            note=self.note,
            response=self.response,
            presence=self.by.messenger.presence(self.response, self.note.sender),
            for_all=partial(self._companion.parts.answers.for_all, self.language),
        )
        return await talk.hold()

    async def _commanded(self, text: str) -> bool:
        """Whether *text* was a command, which is answered."""
        answer = await self.by.commands.answer(self._incoming(text=text))
        if answer is None:
            return False
        if self._is_private(text) and not self.note.sender.place.is_private:
            link = self.by.messenger.private_link
            answer = Answer(text=PRIVATE[self.language].format(link=link))
        await self.response.write(answer.text, choices=answer.choices, quote=self.note.quote)
        if answer.file:
            await self.response.file(answer.file)
        return True

    def _is_private(self, text: str) -> bool:
        call = spelled(text)
        offered = self.by.commands.offered
        return any(one.private for one in offered if call and call.name in (one.name, one.alias))

    async def _returned_thanks(self, text: str) -> bool:
        """Answer thanks with a heart, where nothing weighs on the conversation."""
        lines = await self._store.history(self.note.chat, limit=_RECENT)
        if not lines or any(line.level is not Level.NONE for line in lines):
            return False
        if not await self.by.messenger.like(self.note.sender):
            return False
        source, now = self.note.source, datetime.now(UTC)
        await self._store.append(
            self.note.chat,
            Line(speaker="user", text=text, at=now, source=source),
            Line(speaker="companion", text=_HEART, at=now, source=reply_source(source)),
        )
        return True


def _is_newest(line: Line, lines: Sequence[Line]) -> bool:
    said = (one.source for one in reversed(lines) if one.speaker == "user")
    return next(said, "") == line.source


def _differ(one: str, other: str) -> bool:
    """Whether more than a slip lies between two texts."""
    return SequenceMatcher(None, one, other).ratio() < _SLIP


def _unanswered(line: Line, lines: Sequence[Line]) -> bool:
    """Whether *line* is newer than its answer: the program was killed while it made another."""
    answer = reply_source(line.source)
    return any(one.source == answer and one.at < line.at for one in lines)
