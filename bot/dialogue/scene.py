"""Where a conversation stands when the reply is due."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property

from bot.dialogue import clock
from bot.dialogue.bearing import AKIN, NAMED, NEAR, PLAINLY, SHORT, Bearing
from bot.dialogue.course import Course
from bot.dialogue.echo import last_clause
from bot.dialogue.feeling import bears_out
from bot.dialogue.helpline import helpline
from bot.dialogue.lines import PLEASANT, UNPLEASANT, Question, Remark, Script, Situation
from bot.dialogue.names import told_in
from bot.dialogue.reading import Reading, read
from bot.dialogue.recognition import Understood
from bot.dialogue.thread import Thread, follow, is_of_them, of_them
from bot.events import Level
from bot.protocols import Kind, Prompt
from config.moods import Mood

MEANT = 0.45
"""Likeness to what calls for a remark from which its words are meant so."""
_ALWAYS = frozenset({Kind.NAME, Kind.SPEECH})  # recalled with every message
_LONG_AGO = 3  # days after which it is not asked how a plan went
_LINGERS = 7  # messages after which something else may be asked about
_APART = timedelta(hours=5)  # of silence after which a greeting is one of another day
_SOBERING = frozenset(
    {"bullied", "cheated", "panic", "mentalhealth", "depressed", "eating_disorder"}
)
_LEFT_BEHIND = 2  # messages of other things after which a concern is let rest
_LEAVING = 4  # replies after which a greeting that serves for leaving too is one
_BOTH_WAYS = re.compile(r"안녕|안뇽|ㅎㅇ")
# What tells that something is not as good as it began, or how it feels.
_TURNS = re.compile(
    r"근데|그런데|하지만|그래도|지만|짜증|화나|화가|싫|힘들|아프|아파|망했|지치|지쳤|슬프|슬퍼|속상|걱정|무서|불안|서운|아쉬|부담|고민|미안|죄책|눈치|못 |안 "
    r"|\b(?:but|though|however|hate|angry|mad|sad|scared|afraid|worr\w+|annoy\w+|tired|nervous|not|\w+n't|nobody|alone|hurts?|aches?|failed|bad|guilty|sorry)\b",
    re.IGNORECASE,
)
_BRIGHT = re.compile(
    r"!|좋|행복|기뻐|기쁘|신나|다행|고마|\b(?:happy|glad|great|good|love\w*|yay|nice|thank\w*)\b",
    re.IGNORECASE,
)
_FUMES = re.compile(r"화나|화가|열받|열 받|빡|짜증|\b(?:angry|furious|mad|pissed)\b", re.IGNORECASE)
_LAUGHS = re.compile(r"ㅋ|ㅎㅎ|\b(?:lo+l|lmao|haha+)\b", re.IGNORECASE)
_TOGETHER = re.compile(r"같이|함께|\b(?:with|together)\b", re.IGNORECASE)
# What somebody else said or does is not what the person lives through.
_RETOLD = re.compile(r"[가는은이] .*[가-힣](?<!그)(?<!원)(?:[대래])요?$|고 있더라고?요?$")
_STATES = {
    "ko": re.compile(r"[다요어아해네지야음함됨워와봐줘져돼래대든데려가니고셔쳐겨혀켜여]$"),
    "en": re.compile(
        r"^(?:i|we|he|she|they|it|my|our|the|his|her|their)\b|\b(?:is|was|are|were|am)\b"
    ),
}
_RICH = 8  # characters from which a message has more to it than the word that names a light topic
_WORD = 4  # characters that are but an answer, even as a sentence
_BARE = 8  # characters of an answer that has no mood of its own


@dataclass(frozen=True)
class Scene:
    """A message, what came before it, and what the conversation is about."""

    prompt: Prompt
    written: Script
    understood: Understood = field(default_factory=dict)

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
    def worrying(self) -> bool:
        """Whether nothing but care fits: in danger, until it has eased, or a concern is left behind."""
        if self.reading.act == "despair":
            return True
        if self.prompt.level is Level.NONE:
            return False
        rests = self.prompt.eased or self._is_left_behind
        return not rests or (self.is_heavy and not self.is_ordinary)

    @property
    def is_now(self) -> bool:
        """Whether the danger is there, as far as the last that was said of it tells."""
        signs = [line.level for line in self.prompt.history if line.level is not Level.NONE]
        latest = signs[-1] if signs else self.prompt.level
        return self.prompt.level is latest is Level.IMMINENT

    @property
    def is_heavy(self) -> bool:
        """Whether the message itself weighs on somebody, whatever it is about."""
        topic = self.written.topics.get(self.reading.topic or "")
        bad = topic is not None and (topic.feel == "bad" or bool(topic.weighs))
        moods = UNPLEASANT & {self.prompt.mood, self.mood, self.reading.mood}
        told = any(bears_out(self.reading.text, mood) for mood in (Mood.SAD, Mood.ANXIOUS))
        return not self._is_light and (bad or bool(moods) or told or self.turns)

    @property
    def is_ordinary(self) -> bool:
        """Whether it is about something of every day, which may be annoying but no grief."""
        topic = self.written.topics.get(self.reading.topic or "")
        if topic is None or topic.weighs or topic.aside == "feeling" or topic.key in _SOBERING:
            return False
        return Mood.SAD not in {self.mood, self.prompt.mood}

    @property
    def _is_left_behind(self) -> bool:
        """Whether there was no more than a concern, and that some messages ago."""
        told = [line.level for line in self.prompt.history if line.speaker == "user"]
        lately = told[-_LEFT_BEHIND:]
        calm = len(told) > _LEFT_BEHIND and {*lately} == {Level.NONE}
        return self.prompt.level is Level.CONCERN and calm

    @property
    def _is_light(self) -> bool:
        topic = self.written.topics.get(self.reading.topic or "")
        if topic is None or topic.weighs or topic.feel == "bad" or self.reading.act == "despair":
            return False
        return not UNPLEASANT & {self.prompt.mood, self.mood, self.reading.mood}

    @cached_property
    def act(self) -> Situation | None:
        act = self.reading.act or ""
        if act == "greeting" and self._in_the_middle and _BOTH_WAYS.fullmatch(self.reading.words):
            act = "goodbye"
        return self.written.acts.get(act)

    @property
    def _in_the_middle(self) -> bool:
        return len(self.course.said) >= _LEAVING and not self.is_another_day

    @cached_property
    def mood(self) -> Mood:
        """The message's mood; a bare "yes" has that of what it answers."""
        before, mood = self.course.mood, self._felt
        bare = len(self.reading.words) <= _BARE and not self.reading.asks
        topic = self._thread.topic
        if self.act and self.act.goes_on and mood is Mood.CALM:
            grave = topic.weighs if topic and topic.weighs in UNPLEASANT else None
            return grave or (before if bare and before else mood)
        if (
            mood is Mood.ANGRY
            and _LAUGHS.search(self.reading.text)
            and not _FUMES.search(self.reading.text)
        ):
            mood = Mood.CALM
        if mood is Mood.JOY and self.turns and _LAUGHS.search(self.reading.text):
            mood = Mood.CALM  # one laughs about what is not funny, too
        if topic is None or self.act:
            return mood
        if topic.weighs and mood in PLEASANT and self.turns:
            return topic.weighs
        named = self.written.topics.get(self.reading.topic or "")
        about = (named is not None and named.kin & topic.kin) or _LAUGHS.search(self.reading.text)
        if topic.feel == "bad" and mood in PLEASANT and not about:
            return mood if _BRIGHT.search(self.reading.text) else Mood.CALM
        if topic.feel == "bad" and mood in PLEASANT:
            return before if before and before not in PLEASANT else Mood.SAD
        if topic.feel == "good" and mood in UNPLEASANT and not self.turns:
            return Mood.WARM if about or self.bearing.akin(topic) else Mood.CALM
        return mood

    @property
    def _felt(self) -> Mood:
        """The mood as the message tells it or, where it tells none, as what it belongs to does."""
        read, mood = self.prompt.mood, self.reading.mood
        topic = self.course.thread.topic
        if (
            mood is not Mood.CALM
            or topic is None
            or (self._thread.topic is not topic and not self.act)
        ):
            return mood
        bad = topic.feel == "bad" or (topic.ahead and read is Mood.ANXIOUS)
        borne = bad if read in UNPLEASANT else topic.feel == "good" and read in PLEASANT
        return read if borne else mood

    @cached_property
    def _thread(self) -> Thread:
        return follow(self.course.threads, self.reading, self._answered, self.written)

    @cached_property
    def topic(self) -> Situation | None:
        """What the reply is about, if it is about something that has lines."""
        topic = self._thread.topic
        if self._light and topic is not self._light:
            return self._light
        if topic is None or (topic is self.course.thread.topic and not self._goes_on):
            return None
        return topic if topic.suits(self.mood) else None

    @cached_property
    def ahead(self) -> bool:
        """Whether what is talked about is yet to come, so that nobody can ask how it was."""
        topic = self.topic
        if topic is not None and topic.feel == "bad":
            return False
        return self._thread.ahead if topic and topic is self._thread.topic else self.reading.ahead

    @property
    def belied(self) -> bool:
        """Whether it says little but a feeling other than the one that was read, or corrected to."""
        reading, topics = self.reading, self.written.cued["topics"]
        named = (one for one in topics if one.moods and reading.mood not in one.moods)
        return self.bearing.is_bare and any(one.fits(reading.text, reading.words) for one in named)

    @property
    def turns(self) -> bool:
        """Whether the message says that something is not as good as it began."""
        return bool(_TURNS.search(self.reading.text))

    @cached_property
    def on_topic(self) -> bool:
        """Whether the message has to do with what is talked about, so that more of that fits it."""
        topic, reading = self.topic, self.reading
        if topic is None or (self.is_new and self.by_the_way):
            return False
        if topic.aside == "mention" and len(self.reading.words) > _BARE:
            return False
        named = self.written.topics.get(reading.topic or "")
        if self._is_answer or (topic.aside != "light" and self.course.thread.names(reading)):
            return True
        if not topic.aside and self.bearing.goes_on(topic):
            return True
        if (
            named is not None
            and named.kin & topic.kin
            and (topic.aside != "light" or self.bearing.is_bare)
        ):
            return True
        grave = bool(topic.weighs) and self.mood in UNPLEASANT
        if grave and (self.bearing.is_bare or self.bearing.akin(topic, NEAR)):
            return True
        return self.bearing.akin(topic, NAMED if topic.aside == "light" else AKIN)

    @property
    def stays(self) -> bool:
        """Whether it is so much about the topic still that a remark on that cannot be amiss."""
        topic = self.topic
        if topic is None or self.ahead or topic.aside == "mention":
            return False
        if topic.weighs:
            return self.bearing.is_bare or self.bearing.akin(topic, NEAR)
        near, own = self.reading.near, {topic.key, topic.of}
        enough = NAMED if topic.aside == "light" else AKIN
        return any(score >= enough and key in own for key, score in near.items())

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

    @cached_property
    def manner(self) -> Situation | None:
        """How to take in what has no lines of its own: gently, playfully, or in no such way."""
        if self._is_of_late("gently"):
            return self.written.wonder["gently"]
        plays = not self.is_sober and self._is_of_late("playfully")
        plays = plays and self.mood not in UNPLEASANT - {Mood.TIRED}
        return self.written.wonder["playfully"] if plays else None

    @cached_property
    def is_sober(self) -> bool:
        """Whether nothing light may be said: of what is grave or bad for long, or after danger."""
        if any(line.level is not Level.NONE for line in self.course.lines):
            return True
        topics = [topic for topic in (self.of_whom, self.course.thread.topic) if topic]
        return any(one.weighs in UNPLEASANT or one.key in _SOBERING for one in topics)

    def _is_of_late(self, manner: str) -> bool:
        """Whether the message, or one shortly before, has a cue for *manner*."""
        told = [self.reading.text, *self.course.lately]
        way = self.written.wonder.get(manner)
        return way is not None and any(way.fits(text, text) for text in told)

    @property
    def _is_answer(self) -> bool:
        """Whether the message can be but an answer to what was asked: no statement of its own."""
        words = self.reading.words
        states = len(words) > _WORD and _STATES[self.written.language].search(words)
        short = len(words) <= SHORT and not states
        return self.course.asked > 0 and (short or bool(self.reading.answer))

    @property
    def by_the_way(self) -> bool:
        """Whether the new topic is but a word in a message that tells more than that word."""
        topic, thread = self.topic, self.course.thread.topic
        if topic is None:
            return False
        if _RETOLD.search(self.reading.words) and not topic.weighs:
            return True
        told = self.bearing.akin(topic, PLAINLY) and not self.bearing.is_led_up_to(topic)
        if (
            topic.aside == "light"
            and not told
            and (self.wonders or self.bearing.is_led_up_to(topic))
        ):
            return True
        vague = bool(topic.aside) or not self.reading.sure
        free = thread is None or bool(thread.aside)
        short = len(self.reading.words) <= _RICH and (free or self.bearing.akin(topic, NAMED))
        return vague and not short and not self.bearing.is_plainly(topic)

    @cached_property
    def wonders(self) -> Sequence[Question]:
        """What the words of the message suggest to ask, those of its last clause."""
        reading, wonder = self.reading, self.written.wonder
        others = reading.of_others or is_of_them(reading, self.course.thread)
        pool = wonder["lacks" if reading.lacks else "others" if others else "own"]
        told = last_clause(reading.text)
        return [one for one in pool.ask if one.given and one.given.search(told)]

    @property
    def is_new(self) -> bool:
        """Whether the topic is talked about for the first time."""
        return self.topic is not None and self.topic is not self.course.thread.topic

    @cached_property
    def named(self) -> bool:
        """Whether the message tells the name of whom it is about."""
        told = told_in(self.reading.text, self._answered)
        return self._thread.topic is not None and bool(told)

    @property
    def of_whom(self) -> Situation | None:
        """What the name that is told belongs to."""
        return self._thread.topic

    @property
    def lingers(self) -> bool:
        """Whether it has been about one thing for long, and one that can be left."""
        topic = self.course.thread.topic
        leaves = topic is None or (topic.feel != "bad" and not topic.weighs)
        return leaves and self.course.lingered >= _LINGERS

    @property
    def returns(self) -> bool:
        """Whether it is time to come back to what was left earlier."""
        now = self._thread.topic
        if self.course.earlier.topic is None or (now is not None and now.weighs):
            return False
        return self.topic is None or self._passing

    @property
    def _passing(self) -> bool:
        return self.topic is not None and bool(self.topic.aside) and not self.is_new

    @property
    def is_another_day(self) -> bool:
        """Whether the person comes back after some hours."""
        lines = self.course.lines
        return bool(lines) and self._now - lines[-1].at > _APART

    @property
    def _now(self) -> datetime:
        return self.prompt.at or datetime.now(UTC).astimezone()

    @cached_property
    def slots(self) -> dict[str, str]:
        """What may stand in a line."""
        name = self.prompt.persona.name[self.written.language]
        topic = self.topic or self.course.thread.topic
        kept = self._thread.slots if self.topic or self.named else {}
        earlier = self.course.earlier
        return {
            "name": name,
            "called": self.course.called,
            **self.reading.slots,
            **kept,
            **({"span": self.reading.slots["span"]} if "span" in self.reading.slots else {}),
            "person": self.reading.slots.get("who", ""),
            "topic": topic.about if topic else "",
            "earlier": earlier.topic.about if earlier.topic else "",
            "said": self.course.told_most,
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

    @cached_property
    def _light(self) -> Situation | None:
        """A light thing in between, which is answered although the thread goes on."""
        named = self.written.topics.get(self.reading.topic or "")
        passing = named is not None and named.aside == "light" and self._displaces
        return named if passing and not self._belongs else None

    @property
    def _belongs(self) -> bool:
        """Whether a light thing is part of what is talked about: it has to do with somebody in it."""
        thread = self.course.thread
        if thread.topic is None or thread.topic.aside == "light":
            return False
        held = bool(thread.topic.weighs) and self._thread.topic is thread.topic
        somebody = "who" in self.reading.slots or _TOGETHER.search(self.reading.text)
        return held or thread.names(self.reading) or bool(somebody)

    @property
    def _displaces(self) -> bool:
        return self.reading.sure or self.course.thread.topic is None

    @property
    def _goes_on(self) -> bool:
        """Whether a message that may belong to the topic does: it answers, is short, or names it."""
        if self.reading.topic is not None:
            return True
        topic = self.course.thread.topic
        if topic is not None and topic.aside == "light":
            return self.course.answered(topic.questions) is not None
        if self.act:
            return True
        return self.course.asked > 0 or len(self.reading.words) <= SHORT
