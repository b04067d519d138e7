"""When something is done together instead of talked: begun, gone on with, or offered."""

import random
from collections.abc import Sequence

from bot.dialogue.clock import is_another_day
from bot.dialogue.feeling import bears_out, is_grave
from bot.dialogue.lines import HEAVY
from bot.dialogue.pastimes.sitting import Exchange, Sitting, worded, wording
from bot.dialogue.pastimes.table import hinted, is_offer, offered, played, written_down
from bot.dialogue.register import register
from bot.dialogue.scene import Scene
from config.moods import Mood

_LEAVES = frozenset({"goodbye", "goodnight", "later"})
_IDLE = frozenset({"ack", "agree", "deny", "just", "unsure", "soso", "silence", "laugh", "emoji"})
_LITTLE = {"ko": 8, "en": 16}  # letters of a message that tells little
_RARELY = 10  # replies between one offer and the next
_BRIEF = 12  # characters of what is but a good-bye
_TOLD = 3  # messages of the person's before anything is offered


def together(scene: Scene, chance: random.Random) -> str | None:
    """What is said in a pastime: one that goes on, or that is asked for; None where it is talked."""
    if scene.gravity.is_worrying or scene.prompt.corrected:
        return None
    sitting = _sitting(scene, chance)
    if scene.act is None or scene.act.key not in _LEAVES:
        return played(sitting)
    # "The talk tomorrow" is a good-bye in a talk, and none where it is written down.
    return None if len(scene.reading.words) <= _BRIEF else written_down(sitting)


def offering(scene: Scene, chance: random.Random) -> str | None:
    """Something to do together, now and then: in a lull, or where somebody is low and cannot be followed."""
    said, language = scene.course.said, scene.written.language
    if any(is_offer(text, language) for text in said[-_RARELY:]):
        return None
    if scene.course.hushed or scene.course.is_shaken or scene.is_another_day:
        return None
    sitting, offers = _sitting(scene, chance), wording(language)["offers"]
    if not scene.response and (offer := hinted(sitting)):
        return offer
    if len(said) >= _TOLD and _is_low(scene) and not sitting.shared:
        return offered(sitting, offers["anxious" if scene.mood is Mood.ANXIOUS else "heavy"])
    return offered(sitting, offers["lull"]) if len(said) >= _TOLD and _is_lull(scene) else None


def _is_low(scene: Scene) -> bool:
    """Whether somebody tells of a heavy mood, not for the first time, what there are no lines for."""
    text, mood = scene.reading.text, scene.mood
    low = mood in HEAVY and bears_out(text, mood) and scene.course.mood in HEAVY
    return low and scene.is_at_a_loss


def _is_lull(scene: Scene) -> bool:
    """Whether nothing much has been told for two messages, and nothing grave before."""
    told = [scene.reading.words, *map(worded, scene.course.lately)]
    idle = scene.act is not None and scene.act.key in _IDLE
    quiet = all(len(words) <= _LITTLE[scene.written.language] for words in told)
    answers = scene.response or scene.received or scene.answering(scene.asking)
    calm = scene.mood not in HEAVY and not scene.gravity.is_sober
    light = not any(is_grave(text) for text in [scene.reading.text, *scene.course.lately])
    return idle and quiet and calm and light and not answers


def _sitting(scene: Scene, chance: random.Random) -> Sitting:
    prompt = scene.prompt
    language = scene.written.language
    return Sitting(
        language=language,
        message=scene.reading.text,
        past=() if is_another_day(prompt) else _exchanges(scene),
        chance=chance,
        grave=is_grave(scene.reading.text),
        sober=scene.gravity.is_sober,
        shared=bool(prompt.scene),
        informal=language == "ko" and register(prompt) == "banmal",
    )


def _exchanges(scene: Scene) -> Sequence[Exchange]:
    """The conversation by reply and answer, the message being the last answer."""
    found, reply, answers = list[Exchange](), "", list[str]()
    for line in scene.course.lines:
        if line.speaker == "user":
            answers.append(line.text)
            continue
        found.append(Exchange(reply, " ".join(answers)))
        reply, answers = line.text, []
    return [*found[1:], Exchange(reply, " ".join([*answers, scene.reading.text]))] if reply else []
