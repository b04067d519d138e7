"""A few questions in turn, and at the end what was answered, in the person's own words.

What is answered need not be understood: it is taken down. That makes these the surest way to be of
use to somebody whose story the small voice cannot follow.
"""

import re
from collections.abc import Sequence

from bot.dialogue.pastimes.sitting import Exchange, Marks, Sitting, Wording, holds, worded, wording
from bot.dialogue.reading import asks

_NOTHING = re.compile(
    r"(?:음+ |글쎄(?:요)? ?|딱히 ?|그냥 ?|아니 ?)*(?:없(?:어|네|다|음|어요|는데|는 것 같아)|모르겠(?:어|네|다|어요)|몰라(?:요)?|모름|글쎄(?:요)?|딱히|생각 ?안 ?나[가-힣]*|아무것도(?: 없어[요]?)?)?"
    r"|(?:um |well |oh )*(?:nothing(?: really| much)?|none|no(?: idea)?|i don t know|don t know|not sure|idk|dunno|pass|nope)"
)
_TO_YOU = re.compile(
    r"너(?:는|도|라면)?(?= )|넌 |무슨 (?:뜻|말)|뭐라고|what do you mean|\byou\b", re.IGNORECASE
)
_OBJECTS = re.compile(
    r"걱정(?:은|이|거리는?)? ?아니|고민(?:은|이)? ?아니|됐고|그런 ?거 ?말고|딴 ?얘기 ?하|다른 ?얘기 ?하|안 ?(?:적|해)어?도 ?(?:돼|된|되)|적을 ?(?:것|거)까진?|\b(?:not (?:really )?a worry|isn.?t (?:really )?a worry|not worried|drop it|never ?mind|you.?re stuck|something else)\b",
    re.IGNORECASE,
)
_PLACE = "\ue000"  # what no line holds: words of the person are put there as they are
_QUOTED = 70  # characters of an answer that are given back
_MARKS = {"ko": "「{}」", "en": "“{}”"}


class Sheet:
    """Questions to everything that is told in this order, and the answers read back."""

    def __init__(self, language: str, key: str) -> None:
        self.wording: Wording = wording(language)[key]
        ways = [key for key in self.wording if key.startswith("ask_")]
        self._questions: Sequence[Sequence[str]] = [self.wording[way] for way in ways]
        self._names = [way.removeprefix("ask_") for way in ways]
        self._asked = Marks(
            {line: place for place, lines in enumerate(self._questions) for line in lines}
        )

    def opens(self, sitting: Sitting) -> str:
        """The first question."""
        return f"{sitting.draw(self.wording['open'])} {sitting.draw(self._questions[0])}"

    def goes_on(self, sitting: Sitting) -> str | None:
        """The next question or, after the last, all that was answered."""
        place = self._asked.of(sitting.last)
        if place is None or not self._is_on(sitting):
            return None
        if sitting.ends:
            return sitting.draw(self.wording["enough"])
        asked = asks(sitting.message) and _TO_YOU.search(sitting.message)
        if asked or _OBJECTS.search(sitting.message):
            return None
        nothing = _NOTHING.fullmatch(sitting.words)
        taken = sitting.draw(self.wording["nothing" if nothing else "taken"])
        if place + 1 < len(self._questions):
            return f"{taken} {sitting.draw(self._questions[place + 1])}"
        return self._read_back(sitting)

    def _is_on(self, sitting: Sitting) -> bool:
        """Whether nothing but its questions was said since it was begun."""
        for one in reversed(sitting.past):
            if holds(one.reply, self.wording["open"]):
                return True
            if self._asked.of(one.reply) is None:
                return False
        return False

    def _read_back(self, sitting: Sitting) -> str:
        answers = self._answers(sitting)
        kept = [
            sitting.say(self.wording[f"back_{self._names[place]}"][0], answer=_PLACE).replace(
                _PLACE, answer
            )
            for place, answer in sorted(answers.items())
        ]
        if not kept:
            return sitting.draw(self.wording["empty"])
        closing = sitting.draw(self.wording["close"])
        return "\n".join([sitting.draw(self.wording["back"]), *kept, closing])

    def _answers(self, sitting: Sitting) -> dict[int, str]:
        """By the place of the question, what was answered with anything at all."""
        found = dict[int, str]()
        for one in reversed(sitting.past):
            place = self._asked.of(one.reply)
            if place is None or place in found:
                break
            found[place] = self._quoted(one, sitting)
        return {place: answer for place, answer in found.items() if answer}

    def _quoted(self, one: Exchange, sitting: Sitting) -> str:
        told = " ".join((sitting.message if one is sitting.past[-1] else one.answer).split())
        if _NOTHING.fullmatch(worded(told)):
            return ""
        short = told if len(told) <= _QUOTED else told[:_QUOTED].rsplit(" ", 1)[0] + "…"
        return _MARKS[sitting.language].format(short.rstrip(" ."))
