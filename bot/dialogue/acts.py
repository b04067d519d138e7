"""What is said to what a message does: a question, a greeting, a name that is told."""

from collections.abc import Sequence

from bot.dialogue.lines import HEAVY, Question, Remark, Situation, Template
from bot.dialogue.outline import Outline
from bot.dialogue.scene import Scene
from config.moods import Mood

_SHORT = 8  # characters of a mere answer, after which the topic goes on
_QUESTIONS = frozenset(
    {"asked", "why_me", "hindsight", "opinion", "pick"}
)  # acts whose answer is their own, not a topic's
_LEAVES_OPEN = _QUESTIONS | {"advice", "what_now", "unsure", "am_i_bad", "normal", "privacy"}
_VIEWS = frozenset({"opinion", "pick"})  # in which it says what it would do
WELCOMING = frozenset({"change", "greeting"})
"""Acts that invite a question again."""
_LITTLE = frozenset({"animals", "parenting", "pregnant"})  # in which who is named is no grown-up


def acting(scene: Scene, act: Situation) -> Outline:
    """What there is to say to *act*."""
    mood, topic = scene.written.moods[scene.mood], scene.topic
    if act.key == "greeting" and scene.is_another_day:
        again = scene.written.acts["again"]
        return Outline(say=[again.say, act.more], ask=[again.ask, act.ask])
    own = [
        next((one.say for one in _called(scene, act)), ()),
        act.more if act.key == "greeting" and scene.course.said else (),
        act.by_mood.get(scene.mood, ()),
        act.say,
        act.more,
    ]
    if act.key == "advice":
        general = scene.fitting(scene.written.wonder.get("advising"))
        advice = [*(one.say for one in general), mood.advise]
        bad = scene.course.thread.topic is not None and scene.course.thread.topic.feel == "bad"
        first = [*_advice(scene), *own[:1]] if bad else [*own[:1], *_advice(scene)]
        return Outline(say=[*first, *advice, *own])
    if not act.goes_on:
        thread = scene.course.thread.topic
        engaged = thread is not None and not thread.aside and act.key not in WELCOMING
        return Outline(say=own, ask=[] if engaged else [act.ask])
    if act.key in _QUESTIONS:
        if scene.manner and scene.manner.key == "playfully":
            own.insert(0, scene.manner.say)
        held = topic is not None and topic.aside != "light" and scene.focus.stays
        asked = topic.questions if topic and held else () if topic else act.ask
        return Outline(say=own, ask=[asked])
    short = len(scene.reading.words) <= _SHORT and topic is not None and topic.aside != "mention"
    about = topic if topic and (scene.focus.stays or short) else None
    return Outline(
        say=[scene.answering(scene.asking), *own],
        ask=[_onward(scene, about.questions if about else () if topic else act.ask)],
        close=[about.remarks if about else (), mood.more],
    )


def naming(scene: Scene) -> Outline:
    """The name that was asked for, and on about whom it belongs to."""
    topic, told = scene.of_whom, scene.written.acts["name_told"]
    if topic is not None and topic.aside == "light":
        topic = None
    little = topic is not None and topic.domain in _LITTLE
    somebody = "who" in scene.reading.slots and not little
    return Outline(
        say=[told.by_mood[Mood.SAD] if scene.gravity.is_sober else (), told.say],
        ask=[told.ask if somebody else topic.questions if topic and not topic.weighs else ()],
        close=[topic.remarks if topic and not topic.weighs else ()],
    )


def corrected(scene: Scene) -> Outline:
    """The feeling as it was named, and on with what it is about."""
    mood, act = scene.written.moods[scene.prompt.mood], scene.written.acts["corrected"]
    return Outline(say=[act.by_mood[scene.prompt.mood], act.say], ask=[mood.ask])


def _called(scene: Scene, act: Situation) -> Sequence[Remark]:
    """The remarks that the words of a question or the like call for: those of a grave topic first.

    In what is grave or bad no view is taken lightly.
    """
    topic = scene.of_whom
    grave = scene.fitting(topic) if topic and topic.weighs and act.key in _LEAVES_OPEN else ()
    lightly = topic is None or not (topic.weighs or topic.feel == "bad")
    return [*grave, *(scene.fitting(act) if lightly or act.key not in _VIEWS else ())]


def _advice(scene: Scene) -> Sequence[Sequence[Template]]:
    """What there is to advise in what the question names, or else in what is talked about."""
    named = scene.written.topics.get(scene.reading.topic or "")
    about = [
        named if named and scene.bearing.is_about(named) else None,
        scene.course.thread.topic,
        scene.topic if scene.topic is not named else None,
    ]
    grave = [topic for topic in about if topic and not topic.aside and scene.bearing.touches(topic)]
    return [topic.advice for topic in grave] or ([named.advice] if named else [])


def _onward(scene: Scene, questions: Sequence[Question]) -> Sequence[Question]:
    """*questions*, or back to what was left, or on to something else after long enough."""
    acts = scene.written.acts
    if scene.lingers and scene.mood not in HEAVY:
        return acts["wander"].ask
    return acts["returning"].ask if scene.returns else questions
