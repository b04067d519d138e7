"""A talk without hands: a page's microphone, heard as it comes.

The page is told::

    {"event": "listening", "on": true}
    {"event": "caption", "utterance": 0, "text": "", "final": false}      somebody began to speak
    {"event": "caption", "utterance": 0, "text": "오늘", "final": false}  what was said so far
    {"event": "caption", "utterance": 0, "text": …, "final": true, "id": …}   all of it: a message
    {"event": "caption", "utterance": 0, "text": "", "final": true}       nothing to answer
    {"event": "pause"} {"event": "resume"}          the sound of the reply, while that is not clear
    {"event": "listening", "on": false, "code", "message"}   over; without a code, as was wished

Where the person interrupts, ``hushed`` follows as it does after ``hush``.
"""

import asyncio
from collections.abc import Callable
from uuid import uuid4

from bot.adapters.web.chat import Chat
from bot.adapters.web.messages import Listen
from bot.adapters.web.room import Json, Listener, Room
from bot.adapters.web.sound import Sound
from bot.floor import Floor, Move
from config.errors import TalkOver, TalkQuiet, TalkTooLong, explain
from speech.live.ear import LiveEar
from speech.live.events import Dropped, LiveEvent, Partial, Reason, Started, Turn


class Talk:
    """One page's talk, as long as it listens and until what was said is answered."""

    def __init__(
        self,
        ear: LiveEar,
        *,
        chat: Chat,
        room: Room,
        tab: Listener,
        wish: Listen,
        longest: float,
        quiet: float,
        over: Callable[[], None],
    ) -> None:
        """It ends after *longest* seconds, or *quiet* ones without speech; then tells *over*."""
        self.wish = wish
        """The language that is read, and whether replies are wanted aloud."""
        self.playing = False
        """Whether the page plays a reply."""
        self._ear, self._chat, self._room, self._tab = ear, chat, room, tab
        self._quiet = quiet
        self._tell_over = over
        self._over = False
        self._floor = Floor()
        self._sound = Sound()
        loop = asyncio.get_running_loop()
        self._bedtime = loop.call_later(longest, self.end, TalkTooLong)
        self._silence = loop.call_later(quiet, self.end, TalkQuiet)

    @property
    def listens(self) -> bool:
        """Whether it is not over yet."""
        return not self._over

    async def run(self) -> None:
        """Hear and answer."""
        try:
            async with self._ear:
                self._tab.send({"event": "listening", "on": True})
                async for event in self._ear:
                    await self._follow(event)
        finally:
            self.end()

    def feed(self, frame: bytes) -> None:
        """Take sound."""
        if self._over:
            return  # it was on its way
        try:
            samples, at = self._sound.take(frame)
        except TalkOver as error:
            self.end(type(error))
        else:
            self._ear.feed(samples, at)

    def end(self, why: type[TalkOver] | None = None) -> None:
        """Listen no more; what was said is still answered."""
        self._end("" if why is None else why.code)

    def _end(self, code: str) -> None:
        if self._over:
            return
        self._over, self.playing = True, False
        self._bedtime.cancel()
        self._silence.cancel()
        self._ear.finish()
        why = {"code": code, "message": explain(code, self.wish.language)} if code else {}
        self._tab.send({"event": "listening", "on": False, **why})
        self._tell_over()

    async def _follow(self, event: LiveEvent) -> None:
        telling = self.playing or self._room.telling
        moves = self._floor.follow(event, telling=telling, said=self._room.told)
        for move in moves:
            await self._make(move)
        match event:
            case Started(utterance=utterance):
                self._wake()
                self._caption(utterance)
            case Partial(utterance=utterance, text=text):
                self._caption(utterance, text)
            case Turn() if Move.ANSWER in moves:
                await self._answer(event)
            case Turn(utterance=utterance) | Dropped(utterance=utterance):
                self._caption(utterance, final=True)
        if isinstance(event, Dropped) and event.reason is Reason.FAILED:
            self._end(event.code)

    async def _make(self, move: Move) -> None:
        match move:
            case Move.STOP:
                self.playing = False
                await self._chat.hush(self._room)
            case Move.PAUSE | Move.RESUME:
                self._tab.send({"event": str(move)})

    async def _answer(self, turn: Turn) -> None:
        message, heard = uuid4().hex, turn.transcript
        self._caption(turn.utterance, heard.text, final=True, id=message)
        wish = self.wish.model_copy(update={"id": message})
        await self._chat.heard(self._room, wish, heard)

    def _wake(self) -> None:
        """Begin to wait for words anew."""
        if not self._over:
            self._silence.cancel()
            self._silence = asyncio.get_running_loop().call_later(self._quiet, self.end, TalkQuiet)

    def _caption(self, utterance: int, text: str = "", *, final: bool = False, **more: str) -> None:
        caption: Json = {"event": "caption", "utterance": utterance, "text": text, "final": final}
        self._tab.send({**caption, **more})
