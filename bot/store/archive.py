"""All that was said with one person, as a file for them to take along."""

import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from html import escape
from importlib.resources import files
from itertools import groupby
from string import Template
from typing import Any, Self
from zipfile import ZIP_DEFLATED, ZipFile

from bot.events import ChatKey, Level
from bot.protocols import Checkin, Correction, Line, Linkable, Memory, Preferences, Speaking, Store
from config.errors import ConfigError
from config.moods import Words, mood_table
from config.personas import persona

_TITLE = Words(ko="마음과 나눈 대화", en="Conversation with maum")
_SUMMARY = Words(
    ko="{who} · {count}마디 · 시각은 {zone} · {made}에 내보냄",
    en="{who} · {count} lines · times are {zone} · exported {made}",
)
_KNOWN = Words(ko="마음이 기억하는 것", en="What maum remembers")
_SUMMED_UP = Words(ko="앞선 대화의 요약", en="Earlier talk in short")
_CORRECTED = Words(ko="고쳐 준 마음", en="Moods that you corrected")
_CHOSEN = Words(ko="고른 것", en="What you chose")
_CHOICES = {
    "accounts": Words(ko="이어진 계정: {}", en="Linked accounts: {}"),
    "speaking": Words(ko="목소리로 답하기: {}", en="Answers aloud: {}"),
    "persona": Words(ko="페르소나: {}", en="Persona: {}"),
    "forgetful": Words(ko="새로 기억하지 않기", en="Nothing new is remembered"),
    "hours": Words(ko="안부를 묻는 시간: {}", en="Asked how you are at: {}"),
}
_SHARED = Words(ko="다른 사람도 함께", en="others read along")
_SPEAKERS = {"user": Words(ko="나", en="Me"), "companion": Words(ko="마음", en="maum")}
_SPEAKING = {
    Speaking.AUTO: Words(ko="말할 때만", en="when you talk"),
    Speaking.ALWAYS: Words(ko="항상", en="always"),
    Speaking.NEVER: Words(ko="아니요", en="never"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """All that is kept of *who*, for a program as JSON and for a reader as a page of its own."""

    who: str
    """``messenger:id``."""
    lines: Sequence[Line]
    """Oldest first."""
    made: datetime
    """With time zone."""
    left_out: int = 0
    """How many lines from moments of danger are not in it."""
    corrections: Sequence[Correction] = ()
    """Newest first."""
    memories: Sequence[Memory] = ()
    """Newest first."""
    summaries: Sequence[str] = ()
    checkins: Sequence[Checkin] = ()
    accounts: Sequence[str] = ()
    """All that are the same person, where they are several."""
    preferences: Preferences = field(default_factory=Preferences)
    language: str = "ko"
    """Of the page: ``ko`` or ``en``."""
    zone: tzinfo | None = None
    """Of the times on the page; this machine's unless given."""

    @classmethod
    async def of(cls, store: Store, who: str, /, *, language: str, danger: bool = False) -> Self:
        """What *store* keeps of *who*; raises `StoreError`.

        What was said in danger is counted and left out unless *danger*.
        """
        lines = await store.lines(who)
        calm = [line for line in lines if danger or line.level is Level.NONE]
        accounts = {who}
        if isinstance(store, Linkable):
            accounts |= set(await store.doors.known(who))
        return cls(
            who=who,
            lines=calm,
            left_out=len(lines) - len(calm),
            corrections=await store.corrections(who),
            memories=await store.memory.known(_anywhere(who)),
            summaries=await store.memory.summaries(who),
            checkins=[one for one in await store.checkins() if one.chat.who in accounts],
            accounts=sorted(accounts) if len(accounts) > 1 else (),
            preferences=await store.preferences(who),
            made=datetime.now(UTC),
            language=language,
        )

    @property
    def empty(self) -> bool:
        """Whether there is nothing in it."""
        kept = self.lines or self.left_out or self.corrections or self.memories or self.checkins
        return not kept and self.preferences == Preferences()

    def zipped(self) -> bytes:
        """``maum.json`` and ``maum.html`` in a ZIP file, and ``corrections.tsv`` if there are any."""
        file = io.BytesIO()
        with ZipFile(file, "w", ZIP_DEFLATED) as zipped:
            # A store may hand over half a surrogate pair, which UTF-8 does not know.
            zipped.writestr("maum.json", self.json().encode("utf-8", "replace"))
            zipped.writestr("maum.html", self.page().encode("utf-8", "replace"))
            if self.corrections:
                zipped.writestr("corrections.tsv", self.labelled().encode("utf-8", "replace"))
        return file.getvalue()

    def json(self) -> str:
        """Every line with all that is kept of it; times in UTC."""
        whole = {
            "format": 1,
            "person": self.who,
            "accounts": list(self.accounts),
            "exported": _utc(self.made),
            "left_out": self.left_out,
            "lines": list(map(_line, self.lines)),
            "corrections": list(map(_correction, self.corrections)),
            "memories": list(map(_memory, self.memories)),
            "summaries": list(self.summaries),
            "checkins": list(map(_checkin, self.checkins)),
            "preferences": {
                "speaking": self.preferences.speaking,
                "persona": self.preferences.persona or None,
                "remembering": self.preferences.remembering,
            },
        }
        return json.dumps(whole, ensure_ascii=False, indent=2)

    def labelled(self) -> str:
        """The corrected texts with their moods, as ``maum train emotion`` reads them."""
        # The last word on a text is the one that counts; a tab or a new line in it is a space.
        meant = {" ".join(one.text.split()): one.meant for one in reversed(self.corrections)}
        rows = [("text", "label"), *meant.items()]
        return "".join(f"{text}\t{label}\n" for text, label in rows)

    def page(self) -> str:
        """A page that needs nothing but itself and runs no script."""
        made = self.made.astimezone(self.zone)
        summary = _SUMMARY[self.language].format(
            who=self.who,
            count=len(self.lines),
            zone="UTC" + made.isoformat()[-6:],
            made=made.strftime("%Y-%m-%d %H:%M"),
        )
        return Template((files("bot.store") / "archive.html").read_text("utf-8")).substitute(
            language=self.language,
            title=_TITLE[self.language],
            summary=escape(summary),
            days="\n".join([*self._lists(), *self._days()]),
        )

    def _lists(self) -> Iterator[str]:
        lists = (
            (_CHOSEN, list(self._choices())),
            (_KNOWN, [f"{one.text} ({self._day(one.at)})" for one in self.memories]),
            (_CORRECTED, [self._correction(one) for one in self.corrections]),
            (_SUMMED_UP, [row.strip("· *") for one in self.summaries for row in one.splitlines()]),
        )
        for title, texts in lists:
            if texts:
                rows = "\n".join(f'<li dir="auto">{escape(text)}</li>' for text in texts)
                yield f"<section>\n<h2>{title[self.language]}</h2>\n<ul>\n{rows}\n</ul>\n</section>"

    def _correction(self, made: Correction) -> str:
        names = mood_table().names
        read, meant = names[made.read][self.language], names[made.meant][self.language]
        return f"“{made.text}”: {read} → {meant}"

    def _choices(self) -> Iterator[str]:
        speaking = self.preferences.speaking
        chosen = {
            "accounts": ", ".join(self.accounts),
            "speaking": _SPEAKING[speaking][self.language] if speaking else "",
            "persona": _persona(self.preferences.persona, self.language),
            "forgetful": "" if self.preferences.remembering else "off",
            "hours": "; ".join(map(_hours, self.checkins)),
        }
        for name, value in chosen.items():
            if value:
                yield _CHOICES[name][self.language].format(value)

    def _days(self) -> Iterator[str]:
        for day, lines in groupby(self.lines, key=lambda line: self._day(line.at)):
            articles = "\n".join(map(self._article, lines))
            yield f"<section>\n<h2>{day}</h2>\n{articles}\n</section>"

    def _day(self, moment: datetime) -> str:
        day = moment.astimezone(self.zone)
        if self.language == "ko":
            return f"{day.year}년 {day.month}월 {day.day}일 {'월화수목금토일'[day.weekday()]}요일"
        return f"{day:%A}, {day.day} {day:%B} {day.year}"

    def _article(self, line: Line) -> str:
        speaker = _SPEAKERS[line.speaker][self.language]
        mood = f" · {mood_table().names[line.mood][self.language]}" if line.mood else ""
        where = f" · {_SHARED[self.language]}" if line.shared else ""
        time = f'<time datetime="{_utc(line.at)}">{line.at.astimezone(self.zone):%H:%M}</time>'
        return (
            f'<article class="{line.speaker}"><p dir="auto">{escape(line.text)}</p>'
            f"<footer>{speaker} · {time}{mood}{where}</footer></article>"
        )


def _line(one: Line) -> dict[str, Any]:
    return {
        "at": _utc(one.at),
        "speaker": one.speaker,
        "text": one.text,
        "mood": one.mood,
        "level": one.level,
        "shared": one.shared,
    }


def _correction(one: Correction) -> dict[str, Any]:
    return {"at": _utc(one.at), "text": one.text, "read": one.read, "meant": one.meant}


def _memory(one: Memory) -> dict[str, Any]:
    return {
        "at": _utc(one.at),
        "kind": one.kind,
        "value": one.value,
        "text": one.text,
        "day": one.day and one.day.isoformat(),
        "mood": one.mood,
        "source": one.source,
    }


def _checkin(one: Checkin) -> dict[str, Any]:
    return {"messenger": one.chat.messenger, "hours": list(one.hours), "zone": one.zone or None}


def _hours(checkin: Checkin) -> str:
    zone = f" ({checkin.zone})" if checkin.zone else ""
    return ", ".join(f"{hour}:00" for hour in checkin.hours) + zone


def _persona(key: str, language: str) -> str:
    """What the persona *key* is called; its key if it is nobody of those that ship."""
    try:
        return persona(key).name[language] if key else ""
    except ConfigError:
        return key


def _anywhere(who: str) -> ChatKey:
    messenger, _, person = who.partition(":")
    return ChatKey(messenger=messenger, chat="", person=person)


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()
