"""The conversation between a person's pages and the companion.

A page is told the events of its turns, as `bot.events.as_json` writes them, each with the ``id`` of
the message that it answers; ``failed`` and ``degraded`` carry a ``message`` for the person. Besides::

    {"event": "state", "life", "renewals", "who", "lines", "turns", "mood", "portrait", "voice"}  first
    {"event": "anew", "turns"}                      nothing else is to be shown; a state follows
    {"event": "received", "id", "text", "kind"}     a message was taken; ``again`` if it was before
    {"event": "refused", "id", "code", "message"}   it was not
    {"event": "hushed"}                             the person wanted quiet

and what `bot.adapters.web.desk` tells. ``lines`` are null where the store has not answered yet; then
another state follows.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from secrets import token_urlsafe
from typing import Any, TypeAlias

from avatars.protocols import Portrait
from bot.adapters.web.desk import Desk
from bot.adapters.web.messages import Heading, Listen, Say, Voice
from bot.adapters.web.metrics import Metrics
from bot.adapters.web.room import Json, LiveTurn, Room
from bot.adapters.web.tab import Tab
from bot.events import ChatKey, Degraded, Failed, Incoming, Pictured, Stage, TurnEvent, as_json
from bot.optional import attempt
from bot.protocols import Conversations, Deliver, Line
from config.errors import MaumError, explain
from config.moods import Mood
from speech.audio import Audio
from speech.protocols import Transcript

_WELCOME = 1.0
"""Seconds that the history and the face may keep a person from being heard."""
_BESIDE = 60.0
"""The same where it keeps nobody from anything."""

History: TypeAlias = Callable[[ChatKey], Awaitable[Sequence[Line]]]
"""The newest lines of a conversation, oldest first; raises `StoreError`."""
Face: TypeAlias = Callable[[Mood], Awaitable[Portrait]]
"""The face that answers a mood; raises `AvatarError`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chat:
    """What every session shares while the adapter runs."""

    conversations: Conversations
    history: History
    face: Face
    metrics: Metrics
    desk: Desk
    pause: float = 5.0
    """Seconds between two tries to read what the store refuses."""
    life: str = field(default_factory=lambda: token_urlsafe(8))
    """Tells a page after a break whether the server still knows what it had taken."""

    async def welcome(self, room: Room, tab: Tab) -> bool:
        """Let *tab* in and bring it up to date; false if it is to `catch_up` with the lines."""
        room.enter(tab)
        state = await self._state(room, within=_WELCOME)
        tab.restart(state)
        return state["lines"] is not None

    async def catch_up(self, room: Room, tab: Tab) -> None:
        """Tell *tab* all, once the store has answered."""
        tab.send(await self._whole_state(room))

    async def renew(self, room: Room) -> None:
        """Let the pages of *room* show what is kept now, and nothing else."""
        room.begin_anew(going=self.conversations.going(room.chat))
        if not room.empty:
            room.tell(await self._whole_state(room))

    async def _whole_state(self, room: Room) -> Json:
        state = await self._state(room, within=_BESIDE)
        while state["lines"] is None:
            await asyncio.sleep(self.pause)
            state = await self._state(room, within=_BESIDE)
        return state

    async def _state(self, room: Room, *, within: float) -> Json:
        """What a page is to show; the lines as far as they can be read in so many seconds."""
        while True:
            renewals = room.renewals
            lines, voice = await asyncio.gather(
                self._lines(room, within), self.desk.speaking(room.chat.who)
            )
            mood, portrait = _mood(lines or (), room.turns), room.portrait
            if portrait is None and lines is not None:
                portrait = await self._portrait(mood or Mood.CALM, within)
            if renewals == room.renewals:  # else the lines may be of what was forgotten meanwhile
                break
        return {
            "event": "state",
            "life": self.life,
            "renewals": renewals,
            "who": room.chat.who,
            "lines": None if lines is None else [_line(one) for one in _before(lines, room.turns)],
            "turns": room.caught_up,
            "mood": mood,
            "portrait": portrait,
            "voice": voice,
        }

    async def say(self, room: Room, message: Say | Voice, voice: Audio | None = None) -> None:
        """Hand *message* to the companion, whose answer goes to every tab of *room*."""
        if isinstance(message, Say) and await self.desk.command(room, message):
            self.metrics.messages.labels("command").inc()
            return
        text = message.text if isinstance(message, Say) else ""
        await self._begin(room, message, "voice" if voice else "text", text=text, voice=voice)

    async def heard(self, room: Room, message: Listen, heard: Transcript) -> None:
        """The same with what was *heard* live."""
        await self._begin(room, message, "talk", text=heard.text, heard=True)

    async def _begin(self, room: Room, message: Heading, kind: str, **said: Any) -> None:
        turn = room.begin(
            {"event": "received", "id": message.id, "text": said["text"], "kind": kind}
        )
        self.metrics.messages.labels(kind).inc()
        deliver = self._deliverer(room, turn, message.language)
        incoming = Incoming(chat=room.chat, language=message.language, speak=message.speak, **said)
        try:
            await self.conversations.say(incoming, deliver)
        except MaumError as error:
            await deliver(Failed(error.code))

    async def hush(self, room: Room) -> None:
        """Stop what the person is being told; every tab stops playing too."""
        await self.conversations.hush(room.chat)
        room.hush()

    def _deliverer(self, room: Room, turn: LiveTurn, language: str) -> Deliver:
        observe = self.metrics.observe_turn()

        async def deliver(event: TurnEvent) -> None:
            observe(event)
            message = as_json(event) | {"id": turn.id}
            if isinstance(event, Failed | Degraded):
                message["message"] = explain(event.code, language)
            room.happen(turn, message)

        return deliver

    async def _lines(self, room: Room, within: float) -> Sequence[Line] | None:
        lines = await attempt(Stage.MEMORY, self.history(room.chat), within=within)
        return None if isinstance(lines, Degraded) else lines

    async def _portrait(self, mood: Mood, within: float) -> Json | None:
        portrait = await attempt(Stage.AVATAR, self.face(mood), within=within)
        return None if isinstance(portrait, Degraded) else as_json(Pictured(portrait))


def _line(line: Line) -> Json:
    return {
        "speaker": line.speaker,
        "text": line.text,
        "at": line.at.isoformat(),
        # How sure the reading was is not kept; calm may have meant that there was none.
        "mood": None if line.mood is Mood.CALM else line.mood,
        "level": line.level,
    }


def _before(lines: Sequence[Line], turns: Sequence[LiveTurn]) -> Sequence[Line]:
    """The lines that *turns* do not tell themselves."""
    return [line for line in lines if not turns or line.at < turns[0].since]


def _mood(lines: Sequence[Line], turns: Sequence[LiveTurn]) -> Mood | None:
    """The mood read last."""
    kept = [line.mood for line in lines if line.speaker == "user" and line.mood]
    told = [event["mood"] for turn in turns for event in turn.events if event["event"] == "felt"]
    return Mood(str(told[-1])) if told else kept[-1] if kept else None
