"""What a reply may be made of."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from bot.dialogue.echo import answer, echo
from bot.dialogue.lines import PLEASANT, UNPLEASANT, Question, Remark, Situation, Template
from bot.dialogue.mirror import answer as mirrored_answer
from bot.dialogue.mirror import mirror
from bot.dialogue.scene import Scene
from bot.events import Level
from config.moods import Mood

T = TypeVar("T")

_SHORT = 8  # characters of a mere answer, after which the topic goes on
_LONG = 280  # characters from which a message is thanked for
_HEAVY = frozenset({Mood.SAD, Mood.ANXIOUS, Mood.ANGRY})  # in which nothing is changed over
_BURDENED = _HEAVY | {Mood.TIRED}  # in which nothing is looked forward to
_QUESTIONS = frozenset(
    {"asked", "why_me", "hindsight", "opinion", "pick"}
)  # acts whose answer is their own, not a topic's
_LEAVES_OPEN = _QUESTIONS | {"advice", "what_now", "unsure", "am_i_bad", "normal", "privacy"}
_WELCOMING = frozenset({"change", "greeting"})  # acts that invite a question again
_HELP_EVERY = 3  # replies for which the helpline is not named again
_LITTLE = frozenset({"animals", "parenting", "pregnant"})  # in which who is named is no grown-up
_TWICE = 2  # replies in a row that give the words back
# Words in which somebody speaks of how they feel, and not of what happened.
_FEELS = re.compile(
    r"힘들|힘드|지치|지쳤|지친|피곤|슬프|슬퍼|슬픔|우울|속상|서러|서럽|서운|외로|외롭|괴로|괴롭|아프|아파|눈물|울었|울고|울어|불안|걱정|무서|무섭|떨려|떨린|초조|답답|짜증|화나|화가|열받|억울|어이|미치|행복|기뻐|기쁘|신나|좋아|뿌듯|고마|감동|싫|귀찮|죽겠|후회|허무|ㅠ|ㅜ"
    r"|\b(?:sad|hurts?|cry\w*|cried|lonely|tired|exhausted|drained|scared|afraid|worr\w+|anxious|nervous|angry|mad|furious|annoy\w+|hate|happy|glad|excited|proud|grateful|love|miss|awful|terrible|upset|ashamed|guilty)\b",
    re.IGNORECASE,
)
_HELPLINE = re.compile(r"(?<!\d)\d{3,4}(?!\d)|findahelpline")


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
    if scene.prompt.corrected:
        return _corrected(scene)
    if scene.course.repeats(scene.reading):
        return Plan(say=[scene.written.acts["repeat"].say])
    if scene.named:
        return _hushed(scene, _naming(scene))
    if scene.act:
        return _hushed(scene, _acting(scene, scene.act))
    opens = scene.is_new and not scene.by_the_way
    about = _hushed(scene, _opening(scene) if opens else _continuing(scene))
    if len(scene.prompt.message) >= _LONG:
        return replace(about, opening=scene.written.acts["long"].say)
    return about


def _hushed(scene: Scene, said: Plan) -> Plan:
    """*said*, without its question if the person has asked not to be asked."""
    quiet = scene.course.hushed and scene.reading.act not in _WELCOMING
    return replace(said, ask=[]) if quiet else said


def _caring(scene: Scene) -> Plan:
    """Company, the way to people who can help now and then, and nothing clever."""
    care = scene.written.care
    company, own = care[_company(scene)], care.get(scene.reading.act or "")
    named = any(_HELPLINE.search(text) for text in scene.course.said[-_HELP_EVERY:])
    said = [own.say, own.more] if own else []
    return Plan(
        say=[_answer(scene, care.values()), *said, company.say, company.more],
        help=() if own or named else care["help"].say,
        ask=[own.ask] if own else [company.ask],
        close=[] if own else [care["staying"].say],
    )


def _company(scene: Scene) -> str:
    """The lines that keep somebody company in the danger that there is."""
    prompt = scene.prompt
    despairs = scene.reading.act == "despair" or prompt.level is Level.NONE
    if scene.is_now and prompt.about != "someone_else":
        return "now_hurt" if prompt.about == "abuse" else "now"
    light = scene.is_ordinary if prompt.level is Level.CONCERN else not scene.is_heavy
    if light and not despairs:
        return "aside"
    return prompt.about if prompt.about in scene.written.care else "company"


def _naming(scene: Scene) -> Plan:
    """The name that was asked for, and on about whom it belongs to."""
    topic, told = scene.of_whom, scene.written.acts["name_told"]
    if topic is not None and topic.aside == "light":
        topic = None
    little = topic is not None and topic.domain in _LITTLE
    somebody = "who" in scene.reading.slots and not little
    return Plan(
        say=[told.say],
        ask=[told.ask if somebody else topic.questions if topic and not topic.weighs else ()],
        close=[topic.remarks if topic and not topic.weighs else ()],
    )


def _acting(scene: Scene, act: Situation) -> Plan:
    mood, topic = scene.written.moods[scene.mood], scene.topic
    if act.key == "greeting" and scene.is_another_day:
        again = scene.written.acts["again"]
        return Plan(say=[again.say, act.more], ask=[again.ask, act.ask])
    own = [
        next((one.say for one in _called(scene, act)), ()),
        act.more if act.key == "greeting" and scene.course.said else (),
        act.by_mood.get(scene.mood, ()),
        act.say,
        act.more,
    ]
    if act.key == "advice":
        general = scene.fitting(scene.written.wonder.get("advising"))
        advice = [*_advice(scene), *(one.say for one in general), mood.advise]
        return Plan(say=[*own[:1], *advice, *own])
    if not act.goes_on:
        thread = scene.course.thread.topic
        engaged = thread is not None and not thread.aside and act.key not in _WELCOMING
        return Plan(say=own, ask=[] if engaged else [act.ask])
    if act.key in _QUESTIONS:
        if scene.manner and scene.manner.key == "playfully":
            own.insert(0, scene.manner.say)
        held = topic is not None and topic.aside != "light" and scene.stays
        asked = topic.questions if topic and held else () if topic else act.ask
        return Plan(say=own, ask=[asked])
    short = len(scene.reading.words) <= _SHORT and topic is not None and topic.aside != "mention"
    about = topic if topic and (scene.stays or short) else None
    return Plan(
        say=[_answer(scene, _asking(scene)), *own],
        ask=[_onward(scene, about.questions if about else () if topic else act.ask)],
        close=[about.remarks if about else (), mood.more],
    )


def _called(scene: Scene, act: Situation) -> Sequence[Remark]:
    """The remarks that the words of a question or the like call for: those of a grave topic first."""
    topic = scene.of_whom
    grave = scene.fitting(topic) if topic and topic.weighs and act.key in _LEAVES_OPEN else ()
    return [*grave, *scene.fitting(act)]


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
    if scene.lingers and scene.mood not in _HEAVY:
        return acts["wander"].ask
    return acts["returning"].ask if scene.returns else questions


def _corrected(scene: Scene) -> Plan:
    """The feeling as it was named, and on with what it is about."""
    mood, act = scene.written.moods[scene.prompt.mood], scene.written.acts["corrected"]
    return _hushed(scene, Plan(say=[act.by_mood[scene.prompt.mood], act.say], ask=[mood.ask]))


def _opening(scene: Scene) -> Plan:
    """A topic's first reply."""
    assert scene.topic
    topic, mood = scene.topic, scene.written.moods[scene.mood]
    remark = _remark(scene, of_anything=not topic.weighs and not scene.bearing.is_plainly(topic))
    if remark is not None:
        return _remarking(scene, remark, topic)
    return Plan(
        echo=_echo(scene) if topic.aside == "mention" else None,
        say=[
            *_awaited(scene),
            topic.by_mood.get(scene.mood, ()),
            topic.say,
            topic.remarks,
            mood.say,
        ],
        ask=_awaiting(scene) or [topic.questions, mood.ask],
        close=[mood.more],
    )


def _remark(scene: Scene, *, of_anything: bool = True) -> Remark | None:
    """What words of the message call for: of the topic or, *of_anything*, whatever it is about."""
    if scene.reading.asks:
        return None
    wonder = scene.written.wonder
    grave = scene.is_sober or (scene.manner is not None and scene.manner.key == "gently")
    general = ["softly"] if grave else ["softly", "told"]
    pools = [scene.of_whom, scene.manner, *(wonder.get(key) for key in general if of_anything)]
    return next((one for pool in pools for one in scene.fitting(pool)), None)


def _remarking(scene: Scene, remark: Remark, topic: Situation | None) -> Plan:
    """*remark* with its question or, without one, one that goes with the topic or the words."""
    own = topic.questions if topic and not topic.aside else ()
    return Plan(
        say=[_answer(scene, _asking(scene)), remark.say],
        ask=[[remark.ask]] if remark.ask else [scene.wonders, own],
    )


def _continuing(scene: Scene) -> Plan:
    """A reply to what opens no new topic: taken in first, then more of the same."""
    mood = scene.written.moods[scene.mood]
    topic = scene.topic if scene.on_topic else None
    remark = _remark(scene)
    if remark is not None:
        return _remarking(scene, remark, topic)
    thing, span = scene.written.acts["thing"], scene.written.acts["span"]
    exclaims = not scene.manner and scene.fitting(scene.written.acts["ack"])
    return Plan(
        echo=None if exclaims else _echo(scene),
        say=[
            _answer(scene, _asking(scene)),
            *_felt(scene),
            *_awaited(scene),
            _with(
                scene,
                "thing",
                ()
                if topic or len(scene.reading.words) > _SHORT
                else thing.by_mood.get(scene.mood, thing.say),
            ),
            ()
            if scene.reading.words == scene.reading.slots.get("span")
            else _with(scene, "span", span.say),
            *_taken_in(scene),
        ],
        ask=_awaiting(scene)
        or (
            [scene.wonders, *_settled(scene, topic.questions, mood.ask)]
            if topic
            else _open(scene, _light(scene))
        ),
        close=[
            [line for one in scene.fitting(scene.written.wonder["remarks"]) for line in one.say],
            scene.manner.more if scene.manner else (),
            *_settled(scene, topic.remarks if topic and scene.stays else (), _told(scene).more),
        ],
    )


def _told(scene: Scene) -> Situation:
    """The lines for the mood as far as the message itself tells it."""
    told = scene.mood if scene.reading.mood is scene.mood else Mood.CALM
    return scene.written.moods[told]


def _light(scene: Scene) -> Sequence[Question]:
    """What to ask about a light thing that is but touched, if that is likely what is told of."""
    topic = scene.topic
    if topic is None or topic.aside != "light" or scene.mood in _HEAVY:
        return ()
    seen = scene.reading.of_others
    return topic.questions if scene.is_new and scene.bearing.is_about(topic) and not seen else ()


def _open(scene: Scene, first: Sequence[Question] = ()) -> Sequence[Sequence[Question]]:
    """*first*, then what can be asked about anything: whom it names, what happened, how it is."""
    acts, wonder, mood = scene.written.acts, scene.written.wonder, scene.written.moods[scene.mood]
    bare = scene.bearing.is_bare and "who" not in scene.reading.slots
    back = acts["returning"].ask if scene.returns and bare else ()
    if scene.reading.ahead and scene.mood not in _BURDENED and not scene.reading.lacks:
        return [back, first, wonder["planned"].ask, acts["ahead"].ask]
    told = wonder["happened" if scene.reading.over else "stands"].ask
    felt = () if scene.reading.of_others else mood.ask
    return [back, scene.wonders, first, felt, told]


def _awaited(scene: Scene) -> Sequence[Sequence[Template]]:
    """What there is to say to something that is yet to come, unless the topic's lines are for it."""
    topic = scene.topic
    if not scene.reading.ahead or scene.reading.lacks or scene.reading.of_others:
        return ()
    if topic is not None and (
        topic.ahead or topic.answers or not (topic.aside == "light" or topic.particular)
    ):
        return ()
    ahead = scene.written.acts["ahead"]
    return ahead.by_mood.get(scene.mood, ()), ahead.say


def _awaiting(scene: Scene) -> Sequence[Sequence[Question]]:
    """As `_awaited`, what there is to ask."""
    if not _awaited(scene):
        return ()
    acts = scene.written.acts
    return (
        ((),)
        if scene.mood in _BURDENED
        else (scene.written.wonder["planned"].ask, acts["ahead"].ask)
    )


def _settled(scene: Scene, topical: Sequence[T], felt: Sequence[T]) -> Sequence[Sequence[T]]:
    """What belongs to the topic first, unless the person is pleased and it is not pleasant."""
    feel = scene.topic.feel if scene.topic else ""
    pleased = scene.mood in PLEASANT and scene.topic is not None and feel != "good"
    return [felt, topical] if pleased or (feel == "good" and scene.turns) else [topical, felt]


def _felt(scene: Scene) -> Sequence[Sequence[Template]]:
    """What there is to say to the topic named again, or to a feeling about it."""
    named = scene.written.topics.get(scene.reading.topic or "")
    weighs = scene.topic is not None and bool(scene.topic.weighs)
    feels = named is not None and named.aside == "feeling" and not weighs
    if named and ((named is scene.topic and scene.on_topic) or feels):
        return named.by_mood.get(scene.mood, ()), named.say
    return ()


def _taken_in(scene: Scene) -> Sequence[Sequence[Template]]:
    """Lines that only show that the message arrived; stronger ones to what names a feeling."""
    mood, ack = scene.written.moods[scene.mood], scene.written.acts["ack"]
    if scene.manner and scene.mood not in PLEASANT:
        return scene.manner.say, ack.say, mood.say
    if called := scene.fitting(ack):
        return called[0].say, ack.say, mood.say
    uneasy = scene.written.wonder.get("uneasy")
    if uneasy and scene.mood is Mood.CALM and scene.prompt.mood in UNPLEASANT:
        return uneasy.say, ack.say, mood.say
    own = ack.by_mood.get(scene.mood)
    at_nobody = scene.mood is Mood.ANGRY and scene.topic is None and not scene.reading.of_others
    if own is None or at_nobody:
        return ack.say, mood.say
    return ([*own, *mood.say] if _FEELS.search(scene.reading.text) else own), mood.say, ack.say


def _with(scene: Scene, slot: str, lines: Sequence[Template]) -> Sequence[Template]:
    return lines if slot in scene.reading.slots else ()


def _asking(scene: Scene) -> Iterable[Situation]:
    topic = [scene.topic] if scene.topic else []
    written = scene.written
    return [*topic, *written.wonder.values(), *written.moods.values(), *written.acts.values()]


def _answer(scene: Scene, asking: Iterable[Situation]) -> Sequence[Template]:
    """What is said to a yes or a no, if the last reply asked for one."""
    asked = scene.course.answered([item for situation in asking for item in situation.answerable])
    said = asked and {"yes": asked.yes, "no": asked.no}.get(scene.reading.answer)
    return [said] if said else ()


def _echo(scene: Scene) -> str | None:
    """The message given back, in other words than a reply before, and not a third time in a row."""
    if scene.reading.asks or scene.belied:
        return None
    last = scene.course.said[-1] if scene.course.said else ""
    if scene.written.language == "en":
        if last.startswith("Ah, "):
            return None
        told = mirror(scene.reading.text, lightly=last.startswith("So "))
        return told or mirrored_answer(scene.reading.text)
    if scene.course.given_back >= _TWICE:
        return None
    lightly = scene.course.given_back > 0 and last.split(".")[0].endswith(("군요", "구나"))
    answering = scene.course.asked > 0 or scene.topic is not None
    return echo(scene.reading.text, lightly=lightly) or (
        answer(scene.reading.text) if answering and not lightly else None
    )
