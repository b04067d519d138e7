"""What is said to what a message tells: of a new topic, of the same, or of nothing in particular."""

import re
from collections.abc import Sequence
from typing import TypeVar

from bot.dialogue.echo import answer, echo
from bot.dialogue.feeling import turns_sour
from bot.dialogue.lines import HEAVY, PLEASANT, UNPLEASANT, Question, Remark, Situation, Template
from bot.dialogue.mirror import answer as mirrored_answer
from bot.dialogue.mirror import mirror
from bot.dialogue.outline import Outline
from bot.dialogue.responses import Response
from bot.dialogue.scene import Scene
from config.moods import Mood

T = TypeVar("T")

_SHORT = 8  # characters of a message that may be but the thing that it names
_TWICE = 2  # replies in a row that give the words back
_ECHOED = 4  # of the latest, in English: none of them may
_AT_ANY_TIME = frozenset({"gentle", "bright", "onward"})  # airs that ask of what is not over, too
# Words in which somebody speaks of how they feel, and not of what happened.
_FEELS = re.compile(
    r"힘들|힘드|지치|지쳤|지친|피곤|슬프|슬퍼|슬픔|우울|속상|서러|서럽|서운|외로|외롭|괴로|괴롭|아프|아파|눈물|울었|울고|울어|불안|걱정|무서|무섭|떨려|떨린|초조|답답|짜증|화나|화가|열받|억울|어이|미치|행복|기뻐|기쁘|신나|좋아|뿌듯|고마|감동|싫|귀찮|죽겠|후회|허무|ㅠ|ㅜ"
    r"|\b(?:sad|hurts?|cry\w*|cried|lonely|tired|exhausted|drained|scared|afraid|worr\w+|anxious|nervous|angry|mad|furious|annoy\w+|hate|happy|glad|excited|proud|grateful|love|miss|awful|terrible|upset|ashamed|guilty)\b",
    re.IGNORECASE,
)


def opening(scene: Scene) -> Outline:
    """A topic's first reply."""
    assert scene.topic
    topic, mood = scene.topic, scene.written.moods[scene.mood]
    remark = _remark(scene, of_anything=not topic.weighs and not scene.bearing.is_plainly(topic))
    if remark is not None:
        return _remarking(scene, remark, topic)
    return Outline(
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


def continuing(scene: Scene) -> Outline:
    """A reply to what opens no new topic: taken in first, then more of the same."""
    mood = scene.written.moods[scene.mood]
    topic = scene.topic if scene.focus.on_topic else None
    remark = _remark(scene)
    if remark is not None:
        return _remarking(scene, remark, topic)
    answered = scene.answering(scene.asking)
    if scene.guess and not answered:
        return responding(scene.guess)
    if scene.mentioned and not answered and not scene.manner:
        return responding(scene.mentioned)
    if scene.telling.air and not scene.manner:
        return _airing(scene, scene.telling.air, topic, answered)
    remarks = topic.remarks if topic and scene.focus.stays else ()
    thing, span = scene.written.acts["thing"], scene.written.acts["span"]
    exclaims = not scene.manner and scene.fitting(scene.written.acts["ack"])
    return Outline(
        echo=None if exclaims else _echo(scene),
        say=[
            answered,
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
            () if topic else _taken_up(scene),
            *_taken_in(scene),
        ],
        ask=_awaiting(scene)
        or (
            [scene.focus.wonders, *_settled(scene, topic.questions, mood.ask)]
            if topic
            else _open(scene, _light(scene))
        ),
        close=[
            [line for one in scene.fitting(scene.written.wonder["remarks"]) for line in one.say],
            scene.manner.more if scene.manner else (),
            *_settled(scene, remarks, _told(scene).more),
        ],
    )


def _airing(
    scene: Scene, air: Situation, topic: Situation | None, answered: Sequence[Template]
) -> Outline:
    """A few words in the *air* of the talk, and what its words, the *topic* or the air give to ask."""
    asked = topic.questions if topic else ()
    felt = _felt(scene)
    echo = None if answered or any(felt) or scene.course.given_back else _echo(scene)
    onward = scene.reading.over or air.key in _AT_ANY_TIME
    thing = _taken_up(scene) if scene.slots["taken_up"] else ()
    return Outline(
        echo=echo,
        say=[answered, *felt, thing, air.say, *_taken_in(scene)],
        ask=[scene.focus.wonders, asked, air.ask if onward and not echo and not thing else ()],
    )


def _taken_up(scene: Scene) -> Sequence[Template]:
    """The thing that the message names, to hear more of it; not twice in a row."""
    lines = scene.written.wonder["taken_up"].say
    last = scene.course.said[-1] if scene.course.said else ""
    fresh = not any(line.said_in(last) for line in lines)
    return lines if fresh and not scene.gravity.is_sober else ()


def responding(response: Response) -> Outline:
    """What was written for this."""
    return Outline(say=[[response.say]], ask=[[response.ask]] if response.ask else [])


def _remark(scene: Scene, *, of_anything: bool = True) -> Remark | None:
    """What words of the message call for: of the topic or, *of_anything*, whatever it is about."""
    if scene.reading.asks:
        return None
    wonder = scene.written.wonder
    grave = scene.gravity.is_sober or (scene.manner is not None and scene.manner.key == "gently")
    general = ["softly"] if grave else ["softly", "told"]
    pools = [scene.of_whom, scene.manner, *(wonder.get(key) for key in general if of_anything)]
    return next((one for pool in pools for one in scene.fitting(pool)), None)


def _remarking(scene: Scene, remark: Remark, topic: Situation | None) -> Outline:
    """*remark* with its question or, without one, one that goes with the topic or the words."""
    own = topic.questions if topic and not topic.aside else ()
    return Outline(
        say=[scene.answering(scene.asking), remark.say],
        ask=[[remark.ask]] if remark.ask else [scene.focus.wonders, own],
    )


def _told(scene: Scene) -> Situation:
    """The lines for the mood as far as the message itself tells it."""
    told = scene.mood if scene.reading.mood is scene.mood else Mood.CALM
    return scene.written.moods[told]


def _light(scene: Scene) -> Sequence[Question]:
    """What to ask about a light thing that is but touched, if that is likely what is told of."""
    topic = scene.topic
    if topic is None or topic.aside != "light" or scene.mood in HEAVY:
        return ()
    told = scene.bearing.is_about(topic) and not scene.reading.of_others
    return topic.questions if scene.focus.is_new and told else ()


def _open(scene: Scene, first: Sequence[Question] = ()) -> Sequence[Sequence[Question]]:
    """*first*, then what can be asked about anything: whom it names, what happened, how it is."""
    acts, wonder, mood = scene.written.acts, scene.written.wonder, scene.written.moods[scene.mood]
    bare = scene.bearing.is_bare and "who" not in scene.reading.slots
    back = acts["returning"].ask if scene.returns and bare else ()
    if scene.reading.ahead and scene.mood not in UNPLEASANT and not scene.reading.lacks:
        return [back, first, wonder["planned"].ask, acts["ahead"].ask]
    told = wonder["happened" if scene.reading.over else "stands"].ask
    felt = () if scene.reading.of_others else mood.ask
    return [back, scene.focus.wonders, first, felt, told]


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
        if scene.mood in UNPLEASANT
        else (scene.written.wonder["planned"].ask, acts["ahead"].ask)
    )


def _settled(scene: Scene, topical: Sequence[T], felt: Sequence[T]) -> Sequence[Sequence[T]]:
    """What belongs to the topic first, unless the person is pleased and it is not pleasant."""
    feel = scene.topic.feel if scene.topic else ""
    pleased = scene.mood in PLEASANT and scene.topic is not None and feel != "good"
    soured = feel == "good" and turns_sour(scene.reading.text)
    return [felt, topical] if pleased or soured else [topical, felt]


def _felt(scene: Scene) -> Sequence[Sequence[Template]]:
    """What there is to say to the topic named again, or to a feeling about it."""
    named = scene.written.topics.get(scene.reading.topic or "")
    weighs = scene.topic is not None and bool(scene.topic.weighs)
    feels = named is not None and named.aside == "feeling" and not weighs
    if named and ((named is scene.topic and scene.focus.on_topic) or feels):
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


def _echo(scene: Scene) -> str | None:
    """The message given back, in other words than a reply before, and not a third time in a row."""
    if scene.reading.asks or scene.belied:
        return None
    last = scene.course.said[-1] if scene.course.said else ""
    if scene.written.language == "en":
        if last.startswith("Ah, ") or any(
            one.startswith("So ") for one in scene.course.said[-_ECHOED:]
        ):
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
