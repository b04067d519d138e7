"""The companion: the one place that knows the order of its parts."""

import asyncio
from collections.abc import AsyncGenerator, Collection, Sequence
from contextlib import aclosing
from datetime import UTC, datetime

from avatars.protocols import Portrait
from bot.care.followup import checking_in
from bot.care.minors import for_minor, says_minor
from bot.care.safeguards import Safeguards
from bot.care.writing import in_danger, written
from bot.caring import Caring
from bot.events import ChatKey, Degraded, Incoming, Level, Stage
from bot.exchange import CARING, Exchange
from bot.insight import Insight
from bot.intake import Intake
from bot.memory.memories import Recollection
from bot.meter import Meter
from bot.optional import attempt
from bot.parts import Parts
from bot.performance import Performance
from bot.protocols import Line, Linkable, Prompt, Used, reply_source
from bot.turn import Turn, settled
from bot.zones import zone_of
from config.moods import Mood, mood_table
from config.personas import Persona

_MEETING = 2.0
_RECALLING = 2.0
_KEEPING = 5.0
"""Seconds that writing to the store may take; it runs beside the reply."""


class Companion:
    """Answers people, one turn at a time for each conversation."""

    def __init__(
        self,
        parts: Parts,
        *,
        persona: Persona,
        personas: Sequence[Persona] = (),
        languages: Sequence[str] = ("ko", "en"),
        recall: int = 20,
        longest_text: int = 20_000,
        meter: Meter | None = None,
        safeguards: Safeguards | None = None,
    ) -> None:
        """*persona* speaks to whoever chose none of *personas*.

        *recall* is how many past lines a reply is written from.
        """
        self._parts = parts
        self._persona = persona
        self.personas = tuple({one.key: one for one in (persona, *personas)}.values())
        """Whom a person may choose, the usual one first."""
        self.insight = Insight(parts)
        """How people's words are read."""
        self.meter = meter or Meter()
        """What people use."""
        self.safeguards = safeguards or Safeguards()
        """Notices, breaks, minors and counts."""
        self._intake = Intake(parts, languages=languages, recall=recall, longest_text=longest_text)
        self._faces: dict[ChatKey, str] = {}

    @property
    def parts(self) -> Parts:
        """What it is made of."""
        return self._parts

    @property
    def persona(self) -> Persona:
        """Who the companion is to whoever chose nobody else."""
        return self._persona

    def persona_named(self, key: str) -> Persona:
        """The persona with that *key*; the usual one if there is none, or none any more."""
        return next((one for one in self.personas if one.key == key), self._persona)

    def turn(self, incoming: Incoming, *, settle: float = 0.0) -> Turn:
        """Answer *incoming*; nothing runs until the turn is entered.

        *settle* seconds are waited before a text is answered, for more of a burst to come.
        """

        async def play(turn: Turn) -> None:
            exchange = await self._intake.take(incoming, turn)
            await turn.emit(exchange.felt)
            for trouble in exchange.troubles:
                await turn.emit(trouble)
            recalling = asyncio.create_task(self._recollect(exchange))
            keeping = asyncio.create_task(self._take_down(exchange))
            keeping.add_done_callback(lambda _: turn.taken.set())
            try:
                if not (incoming.voice or incoming.heard or exchange.cared):
                    await asyncio.sleep(settle)
                await self._answer(exchange, turn, keeping, recalling)
            finally:
                recalling.cancel()
                await settled(recalling)
                await settled(keeping)
                self.learn(incoming.chat)

        return Turn(play)

    def urgent(self, incoming: Incoming) -> bool:
        """Whether the guard would take the turn of *incoming*, as far as its lexicon tells at once."""
        return self._intake.urgent(incoming)

    async def needs_care(self, incoming: Incoming) -> bool:
        """The same with all that the guard has, which takes a moment."""
        return await self._intake.needs_care(incoming)

    def learn(self, chat: ChatKey) -> None:
        """Let what was said in *chat* be learned from, behind the conversation."""
        if self._parts.memories is not None:
            self._parts.memories.learn(chat)

    def forget(self, who: str) -> None:
        """Drop what memory holds of how *who* has been."""
        self._intake.watch.forget(who)

    def redraw(self, accounts: Collection[str]) -> None:
        """Show those *accounts* a face with their next turn, whichever they were shown last."""
        self._faces = {chat: one for chat, one in self._faces.items() if chat.who not in accounts}

    async def introduce(self, chat: ChatKey, language: str) -> str:
        """The notice that maum is an AI, if the person has not had it yet; else empty."""
        first = await attempt(Stage.MEMORY, self._parts.store.meet(chat), within=_MEETING)
        if first is False:
            return ""
        return self.safeguards.notice(language, name=self._persona.name[language])

    async def recall(self, chat: ChatKey, *, limit: int = 100) -> Sequence[Line]:
        """The newest *limit* lines of *chat*, oldest first; raises `StoreError`."""
        return await self._parts.store.history(chat, limit=limit)

    async def portrait(self, mood: Mood) -> Portrait:
        """The face that answers *mood*; raises `AvatarError`."""
        face = mood_table().responses[mood].face
        return await self._parts.renderer.render(face, look=self._persona.look)

    async def _answer(
        self,
        exchange: Exchange,
        turn: Turn,
        keeping: "asyncio.Task[Degraded | None]",
        recalling: "asyncio.Task[Recollection | Degraded]",
    ) -> None:
        troubles: list[Degraded | None] = []

        async def remember() -> None:
            # The reply counts as far as it was delivered, behind the message that it answers.
            troubles.append(await keeping)
            if turn.delivered:
                told = turn.delivered if exchange.cared else ""
                chat, level = exchange.incoming.chat, exchange.judgement.level
                self._intake.watch.answered(chat, told)
                if exchange.cared:
                    await self.safeguards.count(chat, level, exchange.language, exchange.at)
                line = _companion_line(exchange, turn.delivered)
                troubles.append(await self._keep(chat, line))

        chat, look = exchange.incoming.chat, self.persona_named(exchange.persona).look
        face = f"{look}/{exchange.face}"
        performance = Performance(exchange, self._parts, turn)
        await performance.play(
            self._pieces(exchange, recalling),
            look=None if self._faces.get(chat) == face else look,
            written=remember,
        )
        if performance.drawn:
            self._faces[chat] = face
        for trouble in filter(None, troubles):
            await turn.emit(trouble)

    async def _pieces(
        self, exchange: Exchange, recalling: "asyncio.Task[Recollection | Degraded]"
    ) -> AsyncGenerator[str | Degraded, None]:
        if exchange.cared:
            # Help comes before any notice; the answer itself says that it is from a program.
            self.safeguards.attend(exchange.incoming.chat.who, exchange.at, exchange.history)
            yield self._caring.answer(exchange)
            return
        if exchange.followup is not None:
            yield self._caring.answer(exchange)  # the guard was wrong, and says so
            return
        endangered = exchange.bearing is not Level.NONE
        if not endangered and (notice := await self._notice(exchange)):
            yield f"{notice}\n\n"
        if endangered and checking_in(exchange.course, exchange.at):
            yield f"{self._caring.check_in(exchange)}\n\n"
        recollection = await recalling
        if isinstance(recollection, Degraded):
            yield recollection
            recollection = Recollection()
        prompt = self._prompt(exchange, recollection)
        writing = written(
            self._parts.generator,
            prompt,
            instead=self._caring.going_on(exchange),
            call="" if prompt.eased else self._parts.answers.danger(exchange.language),
            minor=self._caring.of_minor(exchange),
        )
        async with aclosing(writing) as pieces:
            async for piece in pieces:
                if isinstance(piece, Used):
                    self.meter.add(exchange.incoming.chat.who, tokens=piece.tokens)
                else:
                    yield piece
        if endangered and (notice := await self._notice(exchange)):
            yield f"\n\n{notice}"

    @property
    def _caring(self) -> Caring:
        return Caring(self._parts.answers, self.safeguards.minors)

    async def _notice(self, exchange: Exchange) -> str:
        reminder = self.safeguards.reminder(
            exchange.incoming.chat.who,
            exchange.language,
            name=self._persona.name[exchange.language],
            at=exchange.at,
            history=exchange.history,
        )
        return await self.introduce(exchange.incoming.chat, exchange.language) or reminder

    async def _recollect(self, exchange: Exchange) -> Recollection | Degraded:
        """What comes to mind at the message; nothing where somebody may be in danger."""
        memories = self._parts.memories
        if memories is None or exchange.standing is not Level.NONE:
            return Recollection()
        recalling = memories.recall(
            exchange.incoming.chat, exchange.text, before=exchange.at, beside=exchange.history
        )
        return await attempt(Stage.MEMORY, recalling, within=_RECALLING)

    def _prompt(self, exchange: Exchange, recollection: Recollection) -> Prompt:
        level, persona = exchange.bearing, self.persona_named(exchange.persona)
        if level is not Level.NONE:
            persona = in_danger(persona)
        return Prompt(
            message=exchange.text,
            language=exchange.language,
            mood=exchange.felt.mood,
            tone=exchange.felt.tone if level is Level.NONE else CARING,
            persona=for_minor(persona, self._persona)
            if self._caring.of_minor(exchange)
            else persona,
            history=_told_of(exchange, exchange.history),
            earlier=_told_of(exchange, exchange.earlier),
            scene=exchange.incoming.scene,
            summary=recollection.summary,
            memories=recollection.memories,
            level=level,
            about=self._caring.about(exchange),
            eased=self._caring.eased(exchange),
            helpline=self._caring.helpline(exchange),
            at=datetime.now(UTC).astimezone(zone_of(exchange.zone)),
            corrected=exchange.correction is not None,
        )

    async def _take_down(self, exchange: Exchange) -> Degraded | None:
        chat, correction = exchange.incoming.chat, exchange.correction
        await self.safeguards.heed(chat.who, exchange.said)
        trouble = await self._keep(chat, _user_line(exchange))
        store = self._parts.store
        if isinstance(store, Linkable) and says_minor(exchange.said):
            known = await attempt(Stage.MEMORY, store.doors.known(chat.who), within=_KEEPING)
            await self.safeguards.join([] if isinstance(known, Degraded) else known)
        if trouble is None and correction is not None:
            correcting = self._parts.store.correct(chat, correction)
            trouble = await attempt(Stage.MEMORY, correcting, within=_KEEPING)
        return trouble

    async def _keep(self, chat: ChatKey, line: Line) -> Degraded | None:
        return await attempt(Stage.MEMORY, self._parts.store.append(chat, line), within=_KEEPING)


def _told_of(exchange: Exchange, lines: Sequence[Line]) -> Sequence[Line]:
    """What a model is told of *lines*; of danger nothing where others read its reply."""
    if not exchange.incoming.chat.shared:
        return lines
    return [line for line in lines if line.level is Level.NONE]


def _user_line(exchange: Exchange) -> Line:
    return Line(
        speaker="user",
        text=exchange.said,
        at=datetime.now(UTC),
        # What corrects a reading is none of its own.
        mood=None if exchange.correction else exchange.felt.mood,
        level=exchange.judgement.level,
        source=exchange.incoming.id,
    )


def _companion_line(exchange: Exchange, text: str) -> Line:
    return Line(
        speaker="companion",
        text=text,
        at=datetime.now(UTC),
        level=exchange.judgement.level,
        source=reply_source(exchange.incoming.id),
    )
