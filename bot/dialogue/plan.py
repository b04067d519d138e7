"""What there is to say where a conversation stands."""

from dataclasses import replace

from bot.dialogue.acts import WELCOMING, acting, corrected, naming
from bot.dialogue.care import caring
from bot.dialogue.lines import Situation
from bot.dialogue.outline import Outline
from bot.dialogue.scene import Scene
from bot.dialogue.topics import continuing, opening, responding

_LEAVING = frozenset({"goodbye", "goodnight", "later"})  # whoever leaves is asked nothing
_OWNING_UP = frozenset({"complaint", "told_already", "why_back", "question_mark"})
"""Acts in whose lines it says already that it was wrong."""
_OF_ITSELF = frozenset({"you_like", "you_did", "you_saw", "you_know", "you_have"})
"""What is asked of the companion: to a thing that the question names, it has its own answer."""
_PLAIN = frozenset({"suffices"})  # whose cues leave nothing else to be meant
_BRIEF = 16  # characters of a message that does no more than wonder at what was said
_LONG = 280  # characters from which a message is thanked for


def plan(scene: Scene) -> Outline:
    """What there is to say in *scene*."""
    said = _plan(scene)
    if scene.meant:
        new = scene.topic if scene.focus.is_new else None
        return Outline(
            say=[scene.written.acts["meant"].say],
            ask=[new.questions if new and not new.weighs else ()],
        )
    owns_up = scene.prompt.corrected or (scene.act is not None and scene.act.key in _OWNING_UP)
    if not scene.amiss or owns_up:
        return said
    sorry = scene.written.acts["question_mark"]
    wonders = scene.act is None or scene.act.key == "asked"
    if wonders and len(scene.reading.words) <= _BRIEF:
        return acting(scene, sorry)
    return replace(said, opening=sorry.more)


def _plan(scene: Scene) -> Outline:
    if scene.gravity.is_worrying:
        return caring(scene)
    if scene.prompt.corrected:
        return _hushed(scene, corrected(scene))
    if scene.course.repeats(scene.reading):
        return Outline(say=[scene.written.acts["repeat"].say])
    if scene.recalled or scene.is_forgotten:
        return _reminding(scene)
    if scene.named:
        return _hushed(scene, naming(scene))
    if scene.act and _is_own(scene, scene.act):
        return _hushed(scene, acting(scene, scene.act))
    if scene.response:
        return _parted(scene, _hushed(scene, responding(scene.response)))
    if scene.spotted:
        return _hushed(scene, responding(scene.spotted))
    if scene.received:
        return Outline(say=[[scene.received]])
    if scene.act:
        return _parted(scene, _hushed(scene, acting(scene, scene.act)))
    opens = scene.focus.is_new and not scene.focus.by_the_way
    about = _hushed(scene, opening(scene) if opens else continuing(scene))
    if len(scene.prompt.message) >= _LONG:
        return replace(about, opening=scene.written.acts["long"].say)
    return about


def _reminding(scene: Scene) -> Outline:
    """What is remembered, or that it is not; bare, once every way to say so was used."""
    if not scene.recalled:
        return Outline(say=[scene.written.acts["forgot"].say])
    said = scene.written.acts["reminds"].say
    used = all(map(scene.course.last_said, said))
    return Outline(echo=scene.recalled if used else None, say=[said])


def _is_own(scene: Scene, act: Situation) -> bool:
    """Whether what was written for *act* goes before a response that is but like the message."""
    return act.key in _PLAIN or (act.key in _OF_ITSELF and bool(scene.fitting(act)))


def _parted(scene: Scene, said: Outline) -> Outline:
    """*said* to whoever leaves: without a question, and with a word on what will be remembered."""
    if scene.act is None or scene.act.key not in _LEAVING:
        return said
    recalls = scene.in_the_middle and not scene.course.is_shaken
    return replace(said, ask=[], opening=scene.written.acts["recalled"].say if recalls else ())


def _hushed(scene: Scene, said: Outline) -> Outline:
    """*said*, without its question if the person has asked not to be asked."""
    quiet = scene.course.hushed and scene.reading.act not in WELCOMING
    return replace(said, ask=[]) if quiet else said
