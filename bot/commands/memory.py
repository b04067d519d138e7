"""``/memory``: what is known of a person, for them to see, correct and remove."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from bot.commands.command import Answer, Call, Choice, number_in
from bot.memory.learning import corrected
from bot.memory.memories import Memories
from bot.protocols import Memory, Store
from config.moods import Words

_SHOWN = 7
"""Memories of one answer; each has a button, of which a messenger shows ten."""
_LABEL = 18
"""Characters of a memory on its button."""
_PATIENCE = 2.0
"""Seconds that what was just said may take to be learned."""

_REMOVE = {"remove", "delete", "del", "삭제", "지우기", "지워", "지워줘", "빼기", "빼줘"}
_FIX = {"fix", "correct", "edit", "고치기", "고쳐", "고쳐줘", "수정"}
_MORE = {"more", "더"}
_ON = {"on", "켜기", "켜", "다시"}
_OFF = {"off", "끄기", "꺼", "그만"}

_LIST = Words(ko="제가 기억하는 것이에요.", en="This is what I remember.")
_HOW = Words(
    ko="눌러서 지우거나, ‘/memory 고치기 번호 바른 말’로 고칠 수 있어요. 나온 말까지 함께 지우려면 ‘/forget 번호’예요.",
    en="Tap to remove one, or correct one with “/memory fix NUMBER the right words”. “/forget NUMBER” "
    "deletes the message that it comes from as well.",
)
_NOTHING = Words(
    ko="아직 따로 기억하는 것이 없어요. 이름이나 좋아하는 것, 다가오는 일을 말해 주면 기억할게요.",
    en="I remember nothing in particular yet. Tell me your name, what you like or what is coming up.",
)
_NOT_HERE = Words(
    ko="여기서는 대화 밖의 것을 기억하지 않게 되어 있어요.",
    en="Nothing is remembered here beyond the conversation.",
)
_IS_OFF = Words(
    ko="새로 기억하지도, 꺼내지도 않고 있어요.",
    en="I neither learn anything new nor bring anything up.",
)
_REMOVED = Words(
    ko="이제 기억하지 않아요. 그 말이 들어 있는 메시지는 대화에 남아 있어요.",
    en="I no longer remember that. The message that it came from is still in the conversation.",
)
_FIXED = Words(ko="이렇게 기억할게요: {text}", en="I will remember it so: {text}")
_WHAT = Words(
    ko="어떻게 고칠지도 적어 주세요. 예: /memory 고치기 12 이름은 지민이에요",
    en="Write what is right as well, for example: /memory fix 12 My name is Sam",
)
_WHICH = Words(ko="그 번호로 기억하는 것이 없어요.", en="I remember nothing under that number.")
_TURNED_OFF = Words(
    ko="이제 새로 기억하지 않고, 기억한 것을 꺼내지도 않을게요. 이미 기억한 것은 /memory에 있어요.",
    en="From now on I learn nothing new and bring nothing up. What I know already is in /memory.",
)
_TURNED_ON = Words(ko="다시 기억할게요.", en="I remember again from now on.")
_LABELS = {
    "more": Words(ko="더 보기", en="More"),
    "off": Words(ko="기억하지 않기", en="Do not remember"),
    "on": Words(ko="다시 기억하기", en="Remember again"),
    "back": Words(ko="기억 보기", en="What I remember"),
}


class Remembered:
    """Shows and changes what was learned; a memory goes by the store's number."""

    def __init__(self, store: Store, memories: Memories | None) -> None:
        self._store = store
        self._memories = memories

    async def answer(self, call: Call) -> Answer:
        """The list, or what became of the change that the arguments ask for."""
        if self._memories is None:
            return Answer(text=_NOT_HERE[call.language])
        what, which = (*call.arguments, "", "")[:2]
        number = number_in(which)
        if what in _OFF | _ON:
            return await self._turn(call, on=what in _ON)
        if what in _REMOVE and number is not None:
            return await self._remove(call, number)
        if what in _FIX:
            return await self._fix(call, number)
        with suppress(TimeoutError):
            async with asyncio.timeout(_PATIENCE):
                await self._memories.settled()
        return await self._list(call, (number or 0) if what in _MORE else 0)

    async def _list(self, call: Call, skipped: int) -> Answer:
        on = (await self._store.preferences(call.chat.who)).remembering
        known = await self._store.memory.known(call.chat)
        skipped = skipped if skipped < len(known) else 0  # some may be gone meanwhile
        shown = known[skipped : skipped + _SHOWN]
        turn = _choice("off" if on else "on", call, f"/memory {'off' if on else 'on'}")
        off = [] if on else [_IS_OFF[call.language]]
        if not shown:
            return Answer(text="\n\n".join([_NOTHING[call.language], *off]), choices=(turn,))
        text = [_LIST[call.language], "\n".join(map(_row, shown)), _HOW[call.language], *off]
        end = skipped + _SHOWN
        more = (_choice("more", call, f"/memory more {end}"),) * (len(known) > end)
        return Answer(text="\n\n".join(text), choices=(*_removals(shown), *more, turn))

    async def _remove(self, call: Call, number: int) -> Answer:
        gone = await self._store.memory.drop(call.chat.who, number)
        return _done(call, _REMOVED[call.language] if gone else _WHICH[call.language])

    async def _fix(self, call: Call, number: int | None) -> Answer:
        text = " ".join(call.said.split()[2:])
        if number is None or not text:
            return Answer(text=_WHAT[call.language])
        known = await self._store.memory.known(call.chat)
        wrong = next((one for one in known if one.number == number), None)
        right = await asyncio.to_thread(corrected, wrong, text) if wrong else None
        if right is None or not await self._store.memory.revise(call.chat.who, number, right):
            return _done(call, _WHICH[call.language])
        return _done(call, _FIXED[call.language].format(text=text))

    async def _turn(self, call: Call, *, on: bool) -> Answer:
        before = await self._store.preferences(call.chat.who)
        await self._store.prefer(call.chat, replace(before, remembering=on))
        return _done(call, (_TURNED_ON if on else _TURNED_OFF)[call.language])


def _row(memory: Memory) -> str:
    said = memory.at.astimezone()
    return f"{memory.number}. {memory.text} ({said.month}/{said.day})"


def _removals(shown: Sequence[Memory]) -> tuple[Choice, ...]:
    def label(text: str) -> str:
        return text if len(text) <= _LABEL else f"{text[: _LABEL - 1]}…"

    return tuple(Choice(f"✕ {label(one.text)}", f"/memory remove {one.number}") for one in shown)


def _choice(name: str, call: Call, command: str) -> Choice:
    return Choice(_LABELS[name][call.language], command)


def _done(call: Call, text: str) -> Answer:
    return Answer(text=text, choices=(_choice("back", call, "/memory"),))
