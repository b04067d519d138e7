"""From a message to an exchange: hear, care, recall and feel."""

import asyncio
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.care.course import Course, Trace, Watch, merged
from bot.care.followup import Followup, Followups, agrees, outweighs
from bot.care.guard import Judgement
from bot.care.hunch import without_dropped
from bot.care.parting import parting
from bot.care.recent import Recent
from bot.emotion.correction import MOST
from bot.events import Degraded, Heard, Incoming, Level, Stage
from bot.exchange import CARING, Exchange, worst
from bot.insight import Insight, correction_in, told
from bot.language import language_of
from bot.optional import attempt
from bot.parts import Parts
from bot.protocols import Background, Line, Preferences, Speaking, reply_source
from bot.turn import Turn
from config.errors import EmptyMessage, MessageTooLong, NothingHeard, SpeechError
from speech.audio import Audio
from speech.protocols import Transcript

_BURST = timedelta(minutes=2)
_PARTING = timedelta(hours=1)
"""In which messages may be one farewell."""
_LONGEST_BURST = 20
"""Lines that may wait for one answer."""
_COURSE = 80
"""Lines in which a sign of danger still counts; see `bot.care.course`."""
_PATIENCE = 2.0
"""Seconds that recalling and feeling may take each."""
_CARE_PATIENCE = 0.07
"""The same where a person may be in danger: help goes out within 300 ms with every part down."""
_HEARING = 300.0
"""Seconds that hearing may take; ten minutes of speech take about two on a small machine."""
_QUICKLY_JUDGED = 1_000
"""Characters that the guard's lexicon reads in about ten milliseconds."""
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


class Intake:
    """Takes a message in; only hearing and the guard must work, the rest may be missing."""

    def __init__(
        self, parts: Parts, *, languages: Sequence[str], recall: int, longest_text: int
    ) -> None:
        self._parts = parts
        self._heard = Recent[Judgement]()
        self.watch = Watch()
        """How the conversations stand with danger, as far as memory has it."""
        self._followups = Followups()
        self._insight = Insight(parts)
        self._languages = languages
        self._recall = recall
        self._longest_text = longest_text

    async def take(self, incoming: Incoming, turn: Turn) -> Exchange:
        """What *incoming* says and what is known about it; raises `MessageError`."""
        said, language = await self._hear(incoming, turn)
        judgement = await self.hear(said)
        if len(said) > self._longest_text and judgement.level is Level.NONE:
            raise MessageTooLong(f"{len(said)} characters; {self._longest_text} are read at once")
        said = said[: self._longest_text]
        now = datetime.now(UTC)
        remembered = self.watch.traces(incoming.chat)
        calm = judgement.level is Course(traces=remembered).level(now) is Level.NONE
        patience = _PATIENCE if calm else _CARE_PATIENCE
        troubles: list[Degraded] = []
        background = await self._background(incoming, patience, troubles)
        history = without_dropped(background.history, self._parts.answers.is_hunch)
        answered = len(history) - _unanswered(history)
        text = "\n".join([*(line.text for line in history[answered:]), said])
        in_one_breath = text.replace("\n", " ")  # a sentence may be sent in two messages
        judgement = _graver(judgement, await self.hear(in_one_breath))
        course = merged(self._traces(history[:answered]), remembered)
        followup = await self._followup(said, in_one_breath, judgement, course, now)
        if followup is not None:
            judgement = _as(followup, judgement)
        elif judgement.level is Level.NONE or _is_reassured(judgement, course):
            parted = await self._parted(history, said, now)
            judgement = _borne_out(said, course) or _unless_reassured(parted, course)
        if incoming.chat.shared or course.level(now) is not Level.NONE:
            # Nobody can be asked, or there was a danger before.
            judgement = replace(judgement, hunch=False)
        denied = followup is not None
        if judgement.level is Level.NONE and course.drops(said, denied=denied):
            history, course = self._dropped(history, said, now), course.dropped(denied=denied)
            self.watch.drop(incoming.chat, denied=denied)
        self.watch.note(incoming.chat, _trace(judgement, now))
        cared = judgement.level is not Level.NONE
        correction = None if cared else correction_in(said, history)
        corrections = () if cared else background.corrections
        felt, missing = await self._insight.felt(text, corrections, within=patience)
        troubles += missing
        if correction is not None:
            felt = told(correction.meant)
        earlier, recalled = self._split(history[:answered])
        return Exchange(
            incoming=incoming,
            said=said,
            text=text,
            language=language,
            felt=replace(felt, tone=CARING) if cared else felt,
            judgement=judgement,
            history=recalled,
            earlier=earlier,
            troubles=troubles,
            speak=_aloud(incoming, background.preferences),
            persona=background.preferences.persona,
            zone=background.zone,
            correction=correction,
            at=now,
            course=course,
            followup=followup,
        )

    def _split(self, history: Sequence[Line]) -> tuple[Sequence[Line], Sequence[Line]]:
        """*history*, parted before those lines that a reply is written from; nothing where that are none."""
        if not self._recall:
            return (), ()
        return history[: -self._recall], history[-self._recall :]

    def _dropped(self, history: Sequence[Line], said: str, now: datetime) -> Sequence[Line]:
        """*history*, where *said*, in which there is nothing, follows it."""
        harmless = Line(speaker="user", text=said, at=now)
        return without_dropped([*history, harmless], self._parts.answers.is_hunch)[:-1]

    async def _parted(self, history: Sequence[Line], said: str, now: datetime) -> Judgement:
        """What the latest messages say together where each is harmless alone: a farewell, at most."""
        latest: list[str] = []
        for line in history:
            if line.level is not Level.NONE or line.at < now - _PARTING:
                latest.clear()  # what was answered is answered
            elif line.speaker == "user":
                latest.append(line.text)
        together = await self.hear(parting([*latest, said]))
        level = Level.NONE if together.level is Level.NONE else Level.CONCERN
        return Judgement(level, together.kinds, hunch=together.hunch)

    async def _followup(
        self, said: str, text: str, judgement: Judgement, course: Course, now: datetime
    ) -> Followup | None:
        """What *text*, which *said* ends, means after the guard's words, where it says nothing graver."""
        asked = self._parts.answers.asked(course.asked)
        found = self._followups.read(text, course, asked=asked, now=now)
        if found is None or judgement.level is Level.NONE:
            return found
        rest = await self._beside(said, text, found) if found.misheard else [judgement]
        return None if any(outweighs(one, found, course) for one in rest) else found

    async def _beside(self, said: str, text: str, found: Followup) -> Sequence[Judgement]:
        """What *text*, which *said* ends, says apart from *found*: pills put away are pills to the network."""
        lexicon = self._parts.guard.judge
        whole = [] if found.clear else [lexicon(said), lexicon(text)]
        return [*whole, lexicon(found.beside), await self.hear(found.beside)]

    def _traces(self, history: Sequence[Line]) -> Sequence[Trace]:
        """The person's messages in *history*, with what they were told."""
        traces: list[Trace] = []
        for line in history:
            if line.speaker == "user":
                cared = line.level is not Level.NONE
                kinds = self._parts.guard.judge(line.text).kinds if cared else ()
                traces.append(Trace(at=line.at, level=line.level, kinds=kinds))
            elif traces:
                answer = line.text if line.level is not Level.NONE else ""
                hunch = self._parts.answers.is_hunch(line.text)
                traces[-1] = replace(traces[-1], answer=answer, hunch=hunch)
        return traces

    def urgent(self, incoming: Incoming) -> bool:
        """Whether the guard's lexicon alone asks for care at the text of *incoming*."""
        text = readable(incoming.text[:_QUICKLY_JUDGED])
        return self._parts.guard.judge(text).level is not Level.NONE

    async def needs_care(self, incoming: Incoming) -> bool:
        """Whether the whole guard asks for care at the text of *incoming*."""
        text = readable(incoming.text)
        return bool(text) and (await self.hear(text)).level is not Level.NONE

    async def _hear(self, incoming: Incoming, turn: Turn) -> tuple[str, str]:
        if incoming.voice is None:
            text = readable(incoming.text)
            if not text:
                raise EmptyMessage
            if incoming.heard:
                await turn.emit(Heard(text, language_of(text, otherwise=incoming.language)))
        else:
            transcript = await self._transcribed(incoming.voice)
            text = readable(transcript.text)
            if not text:
                raise NothingHeard
            await turn.emit(Heard(text, transcript.language))
        language = language_of(text, otherwise=incoming.language)
        return text, language if language in self._languages else self._languages[0]

    async def _transcribed(self, voice: Audio) -> Transcript:
        try:
            async with asyncio.timeout(_HEARING):
                return await self._parts.transcriber.transcribe(voice)
        except TimeoutError as error:
            raise SpeechError("the transcriber took too long") from error

    async def hear(self, text: str) -> Judgement:
        """The whole guard's judgement of *text*, which is asked once for a text that comes again."""
        # Of a text too long to be answered both ends are judged, where people say what they want.
        if len(text) > 2 * self._longest_text:
            text = f"{text[: self._longest_text]}\n{text[-self._longest_text :]}"
        return self._heard.of(text) or self._heard.keep(text, await self._parts.guard.hear(text))

    async def _background(
        self, incoming: Incoming, patience: float, troubles: list[Degraded]
    ) -> Background:
        limit = max(self._recall, _LONGEST_BURST, _COURSE)
        recalling = self._parts.store.background(incoming.chat, lines=limit, corrections=MOST)
        found = await attempt(Stage.MEMORY, recalling, within=patience)
        if isinstance(found, Degraded):
            troubles.append(found)
            return Background()
        # After a crash a message is told again; its lines of that time are no past of it.
        own = {incoming.id, reply_source(incoming.id)} - {""}
        return replace(found, history=[line for line in found.history if line.source not in own])


def _as(followup: Followup, judgement: Judgement) -> Judgement:
    """What *judgement* is of a message that means *followup*."""
    if followup.level is Level.NONE:
        return Judgement()
    return Judgement(followup.level, tuple(dict.fromkeys((followup.kind, *judgement.kinds))))


def _trace(judgement: Judgement, at: datetime) -> Trace:
    return Trace(at=at, level=judgement.level, kinds=judgement.kinds, hunch=judgement.hunch)


def _is_reassured(judgement: Judgement, course: Course) -> bool:
    """Whether *judgement* is a hunch of what the person has lately denied: they are not asked again."""
    return judgement.hunch and course.reassures(judgement.level, judgement.kinds)


def _unless_reassured(judgement: Judgement, course: Course) -> Judgement:
    return Judgement() if _is_reassured(judgement, course) else judgement


def _borne_out(said: str, course: Course) -> Judgement | None:
    """What was asked on a hunch, if *said* is a yes to it."""
    last = course.last
    agreed = last is not None and last.hunch and agrees(said)
    return Judgement(last.level, last.kinds) if last and agreed else None


def readable(text: str) -> str:
    """*text* without what no encoding or terminal can carry: lone surrogates and controls."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return _CONTROLS.sub("", whole).strip()


def _aloud(incoming: Incoming, chosen: Preferences) -> bool:
    if incoming.speak is not None:
        return incoming.speak
    if chosen.speaking in {Speaking.ALWAYS, Speaking.NEVER}:
        return chosen.speaking is Speaking.ALWAYS
    return incoming.voice is not None or incoming.heard


def _unanswered(history: Sequence[Line]) -> int:
    """How many lines at the end of *history* the person wrote just now without an answer."""
    since = datetime.now(UTC) - _BURST
    count = 0
    for line in reversed(history):
        if line.speaker != "user" or line.at < since:
            break
        count += 1
    return count


def _graver(one: Judgement, other: Judgement) -> Judgement:
    return other if worst(one.level, other.level) is other.level else one
