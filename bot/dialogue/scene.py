"""Where a conversation stands when the reply is due."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property

from bot.asking import asked_for, is_certain
from bot.dialogue import clock
from bot.dialogue.amiss import went_amiss
from bot.dialogue.answered import goes_on, receipt
from bot.dialogue.bearing import Bearing
from bot.dialogue.course import Course
from bot.dialogue.details import taken_up
from bot.dialogue.echo import last_clause
from bot.dialogue.focus import Focus
from bot.dialogue.gravity import Gravity
from bot.dialogue.helpline import helpline
from bot.dialogue.lines import HEAVY, Remark, Script, Situation, Template
from bot.dialogue.mood import mood_of
from bot.dialogue.names import theirs_in, told_in
from bot.dialogue.reading import Reading, read
from bot.dialogue.recognition import Understood
from bot.dialogue.reranking import Candidate
from bot.dialogue.responding import (
    ANSWERS,
    ANY_KEYWORD,
    KEYWORDS,
    SURE,
    Bars,
    fitting,
    keyed,
    likely,
)
from bot.dialogue.responses import Response
from bot.dialogue.righting import put_right
from bot.dialogue.telling import Telling
from bot.dialogue.tellings import Likely
from bot.dialogue.thread import Thread, follow, of_them
from bot.protocols import Kind, Prompt
from config.moods import Mood

MEANT = 0.45
"""Likeness to what calls for a remark from which its words are meant so."""
_ALWAYS = frozenset({Kind.NAME, Kind.SPEECH})  # recalled with every message
_LONG_AGO = 3  # days after which it is not asked how a plan went
_LINGERS = 7  # messages after which something else may be asked about
_LEAVING = 4  # replies after which a greeting that serves for leaving too is one
_ANSWERING = frozenset(
    {"agree", "deny", "just", "ack"}
)  # acts of a mere answer, most of a yes or no
_BOTH_WAYS = re.compile(r"안녕|안뇽|ㅎㅇ")


@dataclass(frozen=True)
class Scene:
    """A message, what came before it, and what the conversation is about."""

    prompt: Prompt
    written: Script
    understood: Understood = field(default_factory=dict)
    candidates: Sequence[Candidate] = ()
    """What may be said to the message, the best first."""
    tellings: Sequence[Likely] = ()
    """Which kind of thing the person's messages may tell, the new one first."""

    @cached_property
    def course(self) -> Course:
        return Course(self.prompt, self.written, self.understood)

    @cached_property
    def reading(self) -> Reading:
        message = self.prompt.message
        found = read(
            message,
            language=self.written.language,
            mood=self.prompt.mood,
            like=self.understood.get(message, ()),
            answered=self._answered,
        )
        return of_them(found, self.course.thread, self.written)

    @cached_property
    def bearing(self) -> Bearing:
        """What the message has to do with one topic or another."""
        return Bearing(self.reading, self.written)

    @property
    def _answered(self) -> str:
        """What was said to the person before the message."""
        return self.course.said[-1] if self.course.said else ""

    @cached_property
    def act(self) -> Situation | None:
        act = self.reading.act or ""
        if act == "greeting" and self.in_the_middle and _BOTH_WAYS.fullmatch(self.reading.words):
            act = "goodbye"
        return self.written.acts.get(act)

    @cached_property
    def response(self) -> Response | None:
        """What was written for this message, or for its kind, if anything surely was."""
        return self._responding(ANSWERS if self.received else SURE[self.written.language])

    @cached_property
    def received(self) -> Template | None:
        """What is said to the answer to the question just asked, where the message is but that."""
        if self.reading.asks or self.course.is_shaken or self.is_another_day:
            return None
        if self.answering(self.asking) or goes_on(self.reading.text, self.written.language):
            return None
        if self.act is not None and self.act.key not in _ANSWERING:
            return None
        if self._is_of_another and self.gravity.is_sober:
            return None  # what is said of the dead is not said of the living
        topic = self.topic
        if topic and self.focus.is_new and (not topic.aside or self.bearing.is_plainly(topic)):
            return None  # rather something else than the answer
        written = receipt(self._answered, self.written.language)
        if written and written.yes is None and self.act is not None and self.act.key != "just":
            return None
        said = written and written.of(self.reading.text, self.reading.answer)
        return said if said and not self.course.last_said(said) else None

    @property
    def _is_of_another(self) -> bool:
        """Whether the message is about somebody whom the topic so far is not about."""
        return "who" in self.reading.slots and not self.course.thread.names(self.reading)

    @cached_property
    def spotted(self) -> Response | None:
        """What is said of a word in the message, where no more of it is understood."""
        return self._keyed(KEYWORDS)

    @cached_property
    def mentioned(self) -> Response | None:
        """As `spotted`, rather than nothing."""
        return self._keyed(ANY_KEYWORD)

    def _keyed(self, bars: Sequence[float]) -> Response | None:
        if self.reading.asks or self.amiss or self.gravity.is_sober or self.mood is Mood.SAD:
            return None
        topic = self.topic
        if self.answering(self.asking) or (topic and self._goes_before_words(topic)):
            return None
        return keyed(
            self.candidates, bars, course=self.course, act=self.act, ahead=self.focus.ahead
        )

    def _goes_before_words(self, topic: Situation) -> bool:
        """Whether there is more to say to the *topic* than to a word: it is new and plain, grave, or bad."""
        plain = not topic.aside or self.bearing.is_plainly(topic)
        return (self.focus.is_new and plain) or topic.feel == "bad" or topic.weighs is not None

    @cached_property
    def guess(self) -> Response | None:
        """What was likely written for it."""
        return self._responding(likely(self.course))

    def _responding(self, bars: Bars) -> Response | None:
        if self.act is not None and self.act.key != self.reading.act:
            return None  # here it means something else than by itself
        return fitting(
            self.candidates,
            bars,
            reading=self.reading,
            course=self.course,
            mood=self.mood,
            sober=self.gravity.is_sober,
            ahead=self.focus.ahead,
            act=self.act,
            tells=self._tells,
        )

    def _tells(self, kind: str) -> bool:
        """Whether something may be said that goes with whatever is told in the way of *kind*."""
        told = self.written.tellings[kind]
        if self.answering(self.asking):
            return False
        grave = self.focus.is_new and self.topic is not None and bool(self.topic.weighs)
        return not (told.of and grave) and self.telling.fits(kind)

    @cached_property
    def telling(self) -> Telling:
        """What kind of thing the message tells."""
        now, before = (*self.tellings, {}, {})[:2]
        return Telling(
            likely=now,
            before=before,
            written=self.written.tellings,
            reading=self.reading,
            course=self.course,
            mood=self.mood,
            read_mood=self.prompt.mood,
            sober=self.gravity.is_sober,
        )

    @property
    def amiss(self) -> bool:
        """Whether the person wonders at what was just said, or sets it right, and there is no danger."""
        calm = not self.gravity.is_worrying and not self.course.is_shaken
        told = "".join(self.course.lately[-1:])
        return (
            calm
            and not self.is_another_day
            and went_amiss(self.reading.text, self._answered, told=told)
        )

    @cached_property
    def meant(self) -> str:
        """What the person says they meant instead, if they were misheard and it is plain."""
        return (put_right(self.reading.text, self.written.language) or "") if self.amiss else ""

    @cached_property
    def recalled(self) -> str:
        """What is remembered of what the message asks to be reminded of."""
        return " ".join(one.text for one in asked_for(self.reading.text, self.prompt.memories))

    @property
    def is_forgotten(self) -> bool:
        """Whether the person asks to be reminded of what was never told, or is not kept any more."""
        return not self.recalled and is_certain(self.reading.text)

    @property
    def is_at_a_loss(self) -> bool:
        """Whether there is nothing to say to the message but that it has arrived."""
        if self.act or self.topic or self.named or self.amiss or self.prompt.corrected:
            return False
        if self.response or self.received or self.guess or self.answering(self.asking):
            return False
        wonder = self.written.wonder
        pools = (self.manner, wonder.get("softly"), wonder.get("told"))
        return not any(map(self.fitting, pools))

    @property
    def in_the_middle(self) -> bool:
        """Whether the conversation has gone on for a while."""
        return len(self.course.said) >= _LEAVING and not self.is_another_day

    @cached_property
    def thread(self) -> Thread:
        """What the conversation is about, the message included."""
        return follow(self.course.threads, self.reading, self._answered, self.written)

    @cached_property
    def mood(self) -> Mood:
        """The mood that the message is meant in."""
        return mood_of(self.reading, course=self.course, thread=self.thread, act=self.act)

    @cached_property
    def gravity(self) -> Gravity:
        """How grave it is what is told."""
        return Gravity(reading=self.reading, course=self.course, thread=self.thread, mood=self.mood)

    @cached_property
    def focus(self) -> Focus:
        """What the reply is about, and how far the message keeps to it."""
        return Focus(
            reading=self.reading,
            course=self.course,
            thread=self.thread,
            act=self.act,
            mood=self.mood,
        )

    @property
    def topic(self) -> Situation | None:
        """What the reply is about, if it is about something that has lines."""
        return self.focus.topic

    @property
    def belied(self) -> bool:
        """Whether it says little but a feeling other than the one that was read, or corrected to."""
        reading, topics = self.reading, self.written.cued["topics"]
        named = (one for one in topics if one.moods and reading.mood not in one.moods)
        return self.bearing.is_bare and any(one.fits(reading.text, reading.words) for one in named)

    def fitting(self, said: Situation | None) -> Sequence[Remark]:
        """Those remarks of *said* that words of the message call for and that were not made yet.

        What only an earlier clause calls for is left out; so is in Korean, whose sentences end in
        the verb, what stands elsewhere than there, unless *said* is for questions and the like.
        """
        if said is None:
            return []
        text, told = self.reading.text, last_clause(self.reading.text)
        called = [one for one in said.when if one.fits(told) and one.fits(text)]
        if self.written.language == "ko" and said.key not in self.written.acts:
            called = [one for one in called if one.ends(told)]
        if said is self.written.wonder.get("told"):
            called = [one for one in called if self._is_meant(one)]
        return [one for one in called if not all(map(self.course.last_said, one.say))]

    def _is_meant(self, remark: Remark) -> bool:
        """Whether the message is like what calls for *remark*, as far as that is written and told."""
        found = self.reading.called_for
        if not remark.heard or found is None:
            return True
        place = str(self.written.wonder["told"].when.index(remark))
        return found.get(place, 0.0) >= MEANT

    @property
    def asking(self) -> Sequence[Situation]:
        """What the last reply may have asked by, what is talked about first; care is left out."""
        topic = [self.topic] if self.topic else []
        written = self.written
        return [*topic, *written.wonder.values(), *written.moods.values(), *written.acts.values()]

    def answering(self, asking: Iterable[Situation]) -> Sequence[Template]:
        """What is said to a yes or a no, if the last reply asked for one as any of *asking* does."""
        asked = self.course.answered([item for one in asking for item in one.answerable])
        said = asked and {"yes": asked.yes, "no": asked.no}.get(self.reading.answer)
        return [said] if said else ()

    @cached_property
    def manner(self) -> Situation | None:
        """How to take in what has no lines of its own: gently, playfully, or in no such way."""
        if self._is_of_late("gently"):
            return self.written.wonder["gently"]
        plays = not self.gravity.is_sober and self._is_of_late("playfully")
        plays = plays and self.mood not in HEAVY
        return self.written.wonder["playfully"] if plays else None

    def _is_of_late(self, manner: str) -> bool:
        """Whether the message, or one shortly before, has a cue for *manner*."""
        told = [self.reading.text, *self.course.lately]
        way = self.written.wonder.get(manner)
        return way is not None and any(way.fits(text, text) for text in told)

    @cached_property
    def named(self) -> bool:
        """Whether the message tells the name of whom it is about."""
        text = self.reading.text
        about = self.thread.topic is not None and told_in(text, self._answered)
        return bool(about or theirs_in(text))

    @property
    def of_whom(self) -> Situation | None:
        """What the name that is told belongs to."""
        return self.thread.topic

    @property
    def lingers(self) -> bool:
        """Whether it has been about one thing for long, and one that can be left."""
        topic = self.course.thread.topic
        leaves = topic is None or (topic.feel != "bad" and not topic.weighs)
        return leaves and self.course.lingered >= _LINGERS

    @property
    def returns(self) -> bool:
        """Whether it is time to come back to what was left earlier."""
        now = self.thread.topic
        if self.course.earlier.topic is None or (now is not None and now.weighs):
            return False
        return self.topic is None or self._passing

    @property
    def _passing(self) -> bool:
        return self.topic is not None and bool(self.topic.aside) and not self.focus.is_new

    @property
    def is_another_day(self) -> bool:
        """Whether the person comes back after some hours."""
        return clock.is_another_day(self.prompt)

    @property
    def _now(self) -> datetime:
        return clock.now(self.prompt)

    @cached_property
    def slots(self) -> dict[str, str]:
        """What may stand in a line."""
        name = self.prompt.persona.name[self.written.language]
        topic = self.topic or self.course.thread.topic
        kept = self.thread.slots if self.topic or self.named else {}
        earlier = self.course.earlier
        return {
            "name": name,
            "called": self.course.called,
            **self.reading.slots,
            **kept,
            **({"span": self.reading.slots["span"]} if "span" in self.reading.slots else {}),
            "person": self.reading.slots.get("who", ""),
            **({"who": name} if self.named and (name := theirs_in(self.reading.text)) else {}),
            "topic": topic.about if topic else "",
            "earlier": earlier.topic.about if earlier.topic else "",
            "said": self.course.told_most,
            "detail": self.course.detail,
            "meant": self.meant,
            "recalled": self.recalled,
            "taken_up": taken_up(self.reading.text, self.course.lately, self.written.language),
            **self._remembered,
            "helpline": helpline(replace(self.prompt, language=self.written.language)),
            "today": clock.today(self._now, self.written.language),
            "time": clock.time(self._now, self.written.language),
        }

    @property
    def _remembered(self) -> dict[str, str]:
        """What memory holds: something they told, and plans that are over or at hand."""
        today = self._now.date()
        plans = [one for one in self.prompt.memories if one.kind is Kind.PLAN and one.day]
        away = {one.value: (one.day - today).days for one in plans if one.day}
        told = (one for one in self.prompt.memories if one.kind not in _ALWAYS)
        return {
            "known": next((one.text.rstrip(".") for one in told), ""),
            "plan": next((what for what, days in away.items() if -_LONG_AGO <= days < 0), ""),
            "coming": next((what for what, days in away.items() if days == 0), ""),
        }
