"""``/checkin``: to be asked how one is, at hours of one's own choice."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from bot.checkins import Checkins
from bot.commands.command import Answer, Call, Choice
from bot.linking import accounts_of
from bot.protocols import Checkin, Store
from bot.zones import zone_of, zone_showing
from config.moods import Words

_OFF = {"off", "no", "끄기", "꺼", "그만", "안함"}
_HOUR = re.compile(r"(\d{1,2})(?::00|시)?")
_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
_NOW_IS = {"now", "지금"}
_SUGGESTED = (9, 13, 20)

_ASK = Words(
    ko="원하면 하루에 한두 번 제가 먼저 안부를 물을게요. 언제가 좋아요? ‘/checkin 9 20’처럼 적어도 돼요. 제 시계는 지금 {clock}이에요. 다르면 거기 시각을 붙여 줘요: ‘/checkin 9 20 지금 21:30’.",
    en="If you like, I ask how you are once or twice a day. When? You can also write “/checkin 9 20”. My "
    "clock says {clock}; if yours differs, add what it shows: “/checkin 9 20 now 21:30”.",
)
_NOW = Words(ko="지금은 {hours}에 안부를 물어요.", en="I ask at {hours} now.")
_SET = Words(
    ko="{hours}에 안부를 물을게요. 답은 하고 싶을 때만 하면 돼요. 그만두려면 /checkin off 예요.",
    en="I will ask at {hours}. Answer only when you feel like it. /checkin off stops it.",
)
_CLOCK = Words(ko="거기 시각은 지금 {clock}이네요.", en="It is {clock} where you are, then.")
_STOPPED = Words(ko="이제 먼저 말 걸지 않을게요.", en="I will not speak first any more.")
_QUIET = Words(
    ko="그 시간에는 먼저 말 걸지 않게 되어 있어요. 다른 시간을 골라 주세요.",
    en="I do not speak first at that hour. Please choose another.",
)
_MANY = Words(
    ko="하루에 {daily}번까지만 물을 수 있어요.", en="I can ask {daily} times a day at most."
)
_NOT_HERE = Words(
    ko="여기서는 제가 먼저 말을 걸 수 없어요. 텔레그램처럼 메시지를 받을 수 있는 곳에서 해 주세요.",
    en="I cannot speak first here. Please ask for it on a messenger such as Telegram.",
)
_TURN_OFF = Words(ko="끄기", en="Off")


class CheckinChoice:
    """Asks for and keeps the hours."""

    def __init__(self, checkins: Checkins, store: Store) -> None:
        self._checkins = checkins
        self._store = store

    async def answer(self, call: Call) -> Answer:
        """Keep the hours in the arguments, or show what there is to choose."""
        if set(call.arguments[:1]) & _OFF:
            await self._keep(call, ())
            return Answer(text=_STOPPED[call.language])
        callable_here = call.chat.messenger in self._checkins.callers and self._checkins.daily
        if call.chat.shared:
            return Answer(text=_NOT_HERE[call.language])
        if not callable_here:
            return await self._elsewhere(call)
        told, zone = _told(call.arguments)
        hours = _hours(told)
        kept = await self._kept(call)
        if not hours and not zone:
            return await self._offer(call)
        hours = hours or (kept.hours if kept else ())
        zone = zone or (kept.zone if kept else "")
        if not hours:
            return await self._offer(call)
        if any(self._checkins.is_quiet(hour) for hour in hours):
            return Answer(text=_QUIET[call.language])
        if len(hours) > self._checkins.daily:
            return Answer(text=_MANY[call.language].format(daily=self._checkins.daily))
        await self._keep(call, hours, zone)
        text = _SET[call.language].format(hours=_named(hours, call))
        if zone:
            clock = f"{self._checkins.clock(datetime.now(UTC), zone):%H:%M}"
            text = f"{text} {_CLOCK[call.language].format(clock=clock)}"
        return Answer(text=text)

    async def _elsewhere(self, call: Call) -> Answer:
        """That this is no place for it, and what they asked for where it is."""
        text, off = await self._standing(call)
        return Answer(text="\n\n".join([*text, _NOT_HERE[call.language]]), choices=off)

    async def _standing(self, call: Call) -> tuple[list[str], tuple[Choice, ...]]:
        """What they asked for so far, in words, and the way to end it."""
        kept = await self._kept(call)
        if kept is None:
            return [], ()
        text = _NOW[call.language].format(hours=_named(kept.hours, call))
        return [text], (Choice(_TURN_OFF[call.language], "/checkin off"),)

    async def _offer(self, call: Call) -> Answer:
        text, off = await self._standing(call)
        choices = [
            Choice(_named((hour,), call), f"/checkin {hour}")
            for hour in _SUGGESTED
            if not self._checkins.is_quiet(hour)
        ]
        kept = await self._kept(call)
        zone = kept.zone if kept else ""
        clock = f"{self._checkins.clock(datetime.now(UTC), zone):%H:%M}"
        ask = _ASK[call.language].format(clock=clock)
        return Answer(text="\n\n".join([*text, ask]), choices=(*choices, *off))

    async def _keep(self, call: Call, hours: tuple[int, ...], zone: str = "") -> None:
        before = await self._kept(call)
        last = before.last if before else None
        made = Checkin(chat=call.chat, hours=hours, language=call.language, last=last, zone=zone)
        await self._store.check_in(made)

    async def _kept(self, call: Call) -> Checkin | None:
        """What the person asked for before, on any of their messengers."""
        accounts = await accounts_of(call.chat.who, self._store)
        return next((one for one in await self._store.checkins() if one.chat.who in accounts), None)


def _told(arguments: Sequence[str]) -> tuple[Sequence[str], str]:
    """*arguments* without the zone that they tell, and the zone; empty if they tell none.

    It is told by name (“Asia/Seoul”, “+9”) or by what the person's clock shows (“now 21:30”).
    """
    for place, word in enumerate(arguments):
        shown = _TIME.fullmatch(arguments[place + 1]) if place + 1 < len(arguments) else None
        if word.lower() in _NOW_IS and shown:
            zone = zone_showing(time(int(shown[1]), int(shown[2])), datetime.now(UTC))
            return [*arguments[:place], *arguments[place + 2 :]], zone
        if (found := zone_of(word)) is not None:
            name = found.key if isinstance(found, ZoneInfo) else word
            return [*arguments[:place], *arguments[place + 1 :]], name
    return arguments, ""


def _hours(told: Sequence[str]) -> tuple[int, ...]:
    found = (_HOUR.fullmatch(one.strip(",")) for one in told)
    hours = {int(one[1]) for one in found if one}
    return tuple(sorted(hour for hour in hours if hour < 24))


def _named(hours: tuple[int, ...], call: Call) -> str:
    return ", ".join(f"{hour}시" if call.language == "ko" else f"{hour}:00" for hour in hours)
