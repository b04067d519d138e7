"""Which pastimes there are, when one begins, and what is said while it goes on."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Protocol

from bot.dialogue.pastimes.asking import asks_for
from bot.dialogue.pastimes.choices import Choices
from bot.dialogue.pastimes.letter import Letter
from bot.dialogue.pastimes.puzzles import clues, initials, riddles
from bot.dialogue.pastimes.sheets import Sheet
from bot.dialogue.pastimes.sitting import Sitting, Wording, holds, wording
from bot.dialogue.pastimes.tales import Facts, Tales
from bot.dialogue.pastimes.toss import Toss
from bot.dialogue.pastimes.twenty_questions import TwentyQuestions
from bot.dialogue.pastimes.word_chain import WordChain

_PICKS = re.compile(
    r"(?:아무거나|아무 ?거나 ?(?:좋아|다)|알아서(?: 해 ?줘)?|네가 ?(?:골라|정해) ?(?:줘|봐)?|골라 ?줘|추천해 ?줘|any(?:thing| of them| one)?|you (?:pick|choose|decide)|whatever|surprise me|either)(?:요| is fine| you like)?"
)
_WRITTEN = ("review", "worry", "letter")
"""What is personal: said to nobody but the person, and to be written down whatever it is."""


class Pastime(Protocol):
    """Something to do together, over some messages."""

    wording: Wording

    def opens(self, sitting: Sitting) -> str:
        """The first that is said."""

    def goes_on(self, sitting: Sitting) -> str | None:
        """What is said next; None if it is not this that goes on, or the message is about something else."""


@cache
def pastimes(language: str) -> Mapping[str, Pastime]:
    """By their names in ``pastimes.toml``, those of *language*."""
    words: Mapping[str, Pastime] = (
        {"initials": initials()} if language == "ko" else {"clues": clues()}
    )
    return {
        "riddles": riddles(language),
        **words,
        "rather": Choices(language),
        "chain": WordChain(language),
        "twenty": TwentyQuestions(language),
        "facts": Facts(language),
        "stories": Tales(language, "stories"),
        "breathing": Tales(language, "breathing"),
        "review": Sheet(language, "review"),
        "worry": Sheet(language, "worry"),
        "letter": Letter(language),
        "toss": Toss(language),
    }


def played(sitting: Sitting) -> str | None:
    """What is said in the pastime that goes on, is asked for, or was offered; None without one.

    A name alone begins one only where nothing goes on: it may be a guess.
    """
    table = pastimes(sitting.language)
    if said := written_down(sitting):
        return said
    if key := _asked_for(sitting, bare=False):
        return table[key].opens(sitting)
    if said := _going_on(sitting, table) or _taken_up(sitting):
        return said
    if key := _asked_for(sitting, bare=True):
        return table[key].opens(sitting)
    return _wanted(sitting)


def written_down(sitting: Sitting) -> str | None:
    """What is said to what is being written down; None where nothing is."""
    return _going_on(sitting, _WRITTEN)


def _going_on(sitting: Sitting, keys: Iterable[str]) -> str | None:
    table = pastimes(sitting.language)
    return next((said for key in keys if (said := table[key].goes_on(sitting))), None)


def _wanted(sitting: Sitting) -> str | None:
    """A coin for whoever cannot decide, the menu for whoever is bored."""
    toss, offers = pastimes(sitting.language)["toss"], wording(sitting.language)["offers"]
    assert isinstance(toss, Toss)
    if sitting.grave or sitting.sober:
        return None
    if toss.is_wanted(sitting.message):
        return toss.opens(sitting)
    return sitting.new(offers["menu"]) if _finds(offers["cues"], sitting) else None


def hinted(sitting: Sitting) -> str | None:
    """The offer of what may help with what the message tells; None without one."""
    table = pastimes(sitting.language)
    found = [key for key in table if _finds(table[key].wording.get("hints", ()), sitting)]
    return offered(sitting, found[:1]) if found else None


def offered(sitting: Sitting, keys: Sequence[str]) -> str | None:
    """One of *keys*, offered in words that are new; whoever agrees to it begins it."""
    key = sitting.chance.choice(keys)
    return sitting.new(pastimes(sitting.language)[key].wording["offer"])


def is_offer(reply: str, language: str) -> bool:
    """Whether *reply* offers something to do together."""
    offers = [line for one in pastimes(language).values() for line in one.wording.get("offer", ())]
    return holds(reply, [*offers, *wording(language)["offers"]["menu"]])


def _taken_up(sitting: Sitting) -> str | None:
    """The pastime that was offered and is agreed to, or chosen from the menu."""
    table, offers = pastimes(sitting.language), wording(sitting.language)["offers"]
    key = next((k for k, one in table.items() if sitting.asked(one.wording.get("offer", ()))), None)
    menu = sitting.asked(offers["menu"])
    if not (key or menu):
        return None
    if sitting.declines:
        return sitting.draw(offers["declined"])
    if key and sitting.agrees:
        return table[key].opens(sitting)
    if chosen := _asked_for(sitting, bare=True):
        return table[chosen].opens(sitting)
    if menu and (_PICKS.fullmatch(sitting.words) or sitting.agrees):
        light = [table[one] for one in offers["light"]]
        return sitting.chance.choice(light).opens(sitting)
    return None


def _asked_for(sitting: Sitting, *, bare: bool) -> str | None:
    """The pastime that the message asks for, by its name alone if *bare* is enough."""
    for key, one in pastimes(sitting.language).items():
        if sitting.shared and key in _WRITTEN:
            continue
        [name] = one.wording["name"]
        asked = asks_for(sitting.message, name, sitting.language, bare=bare)
        if asked or _finds(one.wording.get("cues", ()), sitting):
            return key
    return None


def _finds(cues: Sequence[str], sitting: Sitting) -> bool:
    return any(re.search(cue, sitting.message, re.IGNORECASE) for cue in cues)
