"""``/export``, ``/forget`` and ``/reset``: what is kept of a person is theirs."""

import asyncio
import time
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.commands.command import Answer, Call, Choice, File, number_in
from bot.conversations import Conversations
from bot.linking import accounts_of
from bot.protocols import Deferring
from bot.store.archive import Archive
from bot.zones import zone_of
from config.moods import Words
from speech.protocols import Forgetful

_AGREEING = 600.0
"""Seconds within which a question is answered."""
_YES = {"yes", "y", "all", "everything", "네", "예", "응", "모두", "전부", "다"}
_NO = {"no", "n", "cancel", "아니", "아니요", "아니오", "아뇨", "취소", "그만", "그만두기"}

_EXPORTED = Words(
    ko="지금까지 나눈 이야기와 읽은 마음을 모두 담았어요. 압축을 풀고 maum.html을 열면 읽을 수 있어요.",
    en="Here is all that we said and what I read in it. Unzip it and open maum.html to read.",
)
_LEFT_OUT = Words(
    ko="위험했던 순간에 나눈 말은 넣지 않았어요. 원하면 그것까지 모두 받을 수 있어요.",
    en="What was said in moments of danger is not in it. If you want that too, you can have it.",
)
_WHOLE = Words(ko="그 말까지 모두 받기", en="Everything, with that too")
_HOUR = timedelta(hours=1)
_LAST_HOUR = {"hour", "lasthour", "1h", "한시간", "1시간", "지난한시간", "지난1시간"}

_NOTHING = Words(ko="아직 저장된 것이 없어요.", en="Nothing is kept of you yet.")
_SURE = Words(
    ko=(
        "지금까지 나눈 이야기, 읽은 마음, 고쳐 준 것과 설정을 모두 지울까요? 되돌릴 수 없어요. "
        "먼저 받아 두고 싶다면 /export를 눌러 주세요."
    ),
    en=(
        "Shall I delete all that we said, what I read in it, your corrections and settings? It cannot "
        "be undone. To keep a copy, choose /export first."
    ),
)
_FORGET = Words(ko="모두 지우기", en="Delete everything")
_FORGET_HOUR = Words(ko="지난 한 시간만 지우기", en="Only the last hour")
_HOUR_FORGOTTEN = Words(
    ko="지난 한 시간 동안 나눈 말과 거기서 기억한 것을 지웠어요 ({count}줄).",
    en="What we said in the last hour is deleted, with all that I remembered of it ({count} lines).",
)
_ONE_FORGOTTEN = Words(
    ko="그 기억과, 그 말이 들어 있던 메시지를 지웠어요.",
    en="That memory is deleted, with the message that it came from.",
)
_WHICH = Words(
    ko="그 번호로 기억하는 것이 없어요. 번호는 /memory에 있어요.",
    en="I remember nothing under that number. /memory lists the numbers.",
)
_KEEP = Words(ko="그만두기", en="Keep it")
_KEPT = Words(ko="아무것도 지우지 않았어요.", en="Nothing was deleted.")
_FORGOTTEN = Words(
    ko="모두 지웠어요 ({count}줄). 다시 이야기하면 처음 만난 것처럼 시작해요.",
    en="All is deleted ({count} lines). If you write again, we begin as strangers.",
)
_LATER = Words(
    ko="지금은 열 수 없는 기록이 하나 더 있어요. 거기 남은 것은 다시 열리는 대로 지울게요.",
    en="There is one more record that cannot be opened now. What it holds I delete as soon as it can.",
)
_ANEW = Words(
    ko=(
        "여기서부터 새로 이야기해요. 앞의 대화를 이어 가지 않을게요. 제가 기억하는 것(/memory)과 기록은 "
        "그대로 있어서 /diary와 /export에 남고, /forget으로 지울 수 있어요."
    ),
    en=(
        "We begin anew here, and I will not go on from what was said before. What I remember "
        "(/memory) and the record stay: /diary and /export have it, /forget deletes it."
    ),
)


class Keeping:
    """Hands over, deletes or sets aside what is kept."""

    def __init__(self, conversations: Conversations) -> None:
        self._conversations = conversations
        self._store = conversations.companion.parts.store
        self._asked: dict[str, float] = {}

    async def export(self, call: Call) -> Answer:
        """All that is kept of the person, as a file."""
        whole = "all" in call.arguments
        archive = await Archive.of(self._store, call.chat.who, language=call.language, danger=whole)
        if archive.empty:
            return Answer(text=_NOTHING[call.language])
        told = next((one.zone for one in archive.checkins if one.zone), "")
        data = await asyncio.to_thread(replace(archive, zone=zone_of(told)).zipped)
        name = f"maum-{archive.made.astimezone():%Y-%m-%d}.zip"
        file = File(name=name, data=data, media_type="application/zip")
        text, choices = _EXPORTED[call.language], tuple[Choice, ...]()
        if archive.left_out:
            text = f"{text} {_LEFT_OUT[call.language]}"
            choices = (Choice(_WHOLE[call.language], "/export all"),)
        return Answer(text=text, file=file, choices=choices)

    async def forget(self, call: Call) -> Answer:
        """Delete everything once the person has said so twice; the last hour or a memory at once."""
        who, language = call.chat.who, call.language
        if "".join(call.arguments) in _LAST_HOUR:
            return await self._forget_hour(call)
        if call.arguments and (number := number_in(call.arguments[0])) is not None:
            return await self._forget_one(call, number)
        asked = self._asked.pop(who, -_AGREEING)
        if _NO.intersection(call.arguments[:1]):
            return Answer(text=_KEPT[language])
        if not _YES.intersection(call.arguments[:1]) or time.monotonic() - asked > _AGREEING:
            return self._ask(who, language)
        async with self._forgetting(who) as accounts:
            count = await self._store.forget(who)
            for one in accounts:
                self._conversations.companion.forget(one)
                self._conversations.companion.meter.part(one)
        return self._forgotten(_FORGOTTEN[language].format(count=count), language)

    async def reset(self, call: Call) -> Answer:
        """Begin the conversation anew; what was said stays kept."""
        accounts = await accounts_of(call.chat.who, self._store)
        async with self._conversations.stilled(accounts):
            await self._store.begin_anew(call.chat)
            await self._conversations.renew(accounts)
        return Answer(text=_ANEW[call.language], anew=True)

    async def _forget_hour(self, call: Call) -> Answer:
        async with self._forgetting(call.chat.who):
            count = await self._store.forget(call.chat.who, since=datetime.now(UTC) - _HOUR)
        return self._forgotten(_HOUR_FORGOTTEN[call.language].format(count=count), call.language)

    async def _forget_one(self, call: Call, number: int) -> Answer:
        who = call.chat.who
        known = await self._store.memory.known(replace(call.chat, shared=False))
        if number not in {one.number for one in known}:
            return Answer(text=_WHICH[call.language])
        async with self._forgetting(who, waiting=False):
            await self._store.memory.drop(who, number, with_line=True)
        return Answer(text=_ONE_FORGOTTEN[call.language], anew=True)

    @asynccontextmanager
    async def _forgetting(
        self, who: str, *, waiting: bool = True
    ) -> AsyncIterator[Collection[str]]:
        """Within the block nothing goes on at any door of the person, whose accounts it gets; behind
        it what was deleted there is shown and held nowhere. What is *waiting* for an answer goes too.
        """
        accounts = await accounts_of(who, self._store)
        async with self._conversations.stilled(accounts, forgetting=waiting):
            try:
                yield accounts
            finally:  # a deletion that fails may have been done in part
                voice = self._conversations.companion.parts.synthesizer
                if isinstance(voice, Forgetful):
                    voice.forget()  # spoken sentences may repeat what was said
                await self._conversations.renew(accounts)

    def _forgotten(self, text: str, language: str) -> Answer:
        later = isinstance(self._store, Deferring) and self._store.defers
        return Answer(text=f"{text} {_LATER[language]}" if later else text, anew=True)

    def _ask(self, who: str, language: str) -> Answer:
        now = time.monotonic()
        self._asked = {one: at for one, at in self._asked.items() if now - at <= _AGREEING}
        self._asked[who] = now
        return Answer(
            text=_SURE[language],
            choices=(
                Choice(_FORGET[language], "/forget yes"),
                Choice(_FORGET_HOUR[language], "/forget hour"),
                Choice(_KEEP[language], "/forget no"),
            ),
        )
