"""What a reply may be made of."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.dialogue.echo import echo
from bot.dialogue.lines import Question, Situation, Template
from bot.dialogue.scene import Scene
from config.moods import Mood

_LONG = 280  # characters from which a message is thanked for
_HELP_EVERY = 4  # replies from one mention of the helpline to the next


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The parts of a reply; of several pools, the first that has something new serves."""

    opening: Sequence[Template] = ()
    echo: str | None = None
    """The person's own words, which may take the place of *say*."""
    say: Sequence[Sequence[Template]] = ()
    help: Sequence[Template] = ()
    """Where there is help; always said if it is here."""
    ask: Sequence[Sequence[Question]] = ()
    close: Sequence[Sequence[Template]] = ()
    """What stands in the place of a question."""


def plan(scene: Scene) -> Plan:
    """What there is to say in *scene*."""
    if scene.worrying:
        return _caring(scene)
    if scene.course.repeats(scene.reading):
        return Plan(say=[scene.written.acts["repeat"].say])
    if scene.act:
        return _acting(scene, scene.act)
    about = _continuing(scene) if not scene.is_new else _opening(scene)
    if len(scene.prompt.message) >= _LONG:
        return replace(about, opening=scene.written.acts["long"].say)
    return about


def _caring(scene: Scene) -> Plan:
    """Company, the way to people who can help now and then, and nothing clever."""
    care = scene.written.care
    company, own = care["company"], care.get(scene.reading.act or "")
    latest = [scene.course.last_said(line) for line in care["help"].say]
    due = not any(0 < ago < _HELP_EVERY for ago in latest)
    return Plan(
        say=[_answer(scene, [company]), *([own.say] if own else []), company.say, company.more],
        help=care["help"].say if due else (),
        ask=[own.ask] if own else [company.ask],
        close=[] if own else [care["staying"].say],
    )


def _acting(scene: Scene, act: Situation) -> Plan:
    mood, topic = scene.written.moods[scene.mood], scene.topic
    own = [
        act.more if scene.course.said else (),
        act.by_mood.get(scene.mood, ()),
        act.say,
        act.more,
    ]
    if act.key == "advice":
        return Plan(say=[topic.advise if topic else (), mood.advise, *own])
    if not act.goes_on:
        return Plan(say=own, ask=[act.ask])
    return Plan(
        say=[_answer(scene, _asking(scene)), *own],
        ask=[act.ask, topic.ask if topic else (), mood.ask],
        close=[topic.more if topic else (), mood.more],
    )


def _opening(scene: Scene) -> Plan:
    """A topic's first reply."""
    assert scene.topic
    topic, mood = scene.topic, scene.written.moods[scene.mood]
    return Plan(
        say=[topic.by_mood.get(scene.mood, ()), topic.say, topic.more, mood.say],
        ask=[topic.ask, mood.ask],
        close=[mood.more],
    )


def _continuing(scene: Scene) -> Plan:
    """A reply to what names no new topic: taken in first, then more of the same."""
    mood, topic = scene.written.moods[scene.mood], scene.topic
    ack, thing = scene.written.acts["ack"], scene.written.acts["thing"]
    heard = () if topic else thing.by_mood.get(scene.mood, thing.say)
    taken = (
        [*ack.by_mood.get(scene.mood, ()), *mood.say] if scene.mood is not Mood.CALM else ack.say
    )
    return Plan(
        echo=_echo(scene),
        say=[_answer(scene, _asking(scene)), _with_thing(scene, heard), taken, ack.say, mood.say],
        ask=[topic.ask if topic else (), mood.ask],
        close=[topic.more if topic else (), mood.more],
    )


def _with_thing(scene: Scene, lines: Sequence[Template]) -> Sequence[Template]:
    return lines if "thing" in scene.reading.slots else ()


def _asking(scene: Scene) -> Iterable[Situation]:
    topic = [scene.topic] if scene.topic else []
    return [*topic, *scene.written.moods.values(), *scene.written.acts.values()]


def _answer(scene: Scene, asking: Iterable[Situation]) -> Sequence[Template]:
    """What is said to a yes or a no, if the last reply asked for one."""
    asked = scene.course.answered([item for situation in asking for item in situation.ask])
    said = asked and {"yes": asked.yes, "no": asked.no}.get(scene.reading.answer)
    return [said] if said else ()


def _echo(scene: Scene) -> str | None:
    """The message given back, unless the last reply did so too."""
    last = scene.course.said[-1] if scene.course.said else ""
    if scene.written.language != "ko" or last.split(".")[0].endswith(("군요", "구나")):
        return None
    return echo(scene.reading.text)
