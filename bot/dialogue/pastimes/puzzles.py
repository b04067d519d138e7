"""Riddles, and words to be guessed from their initial consonants or from clues."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.dialogue.pastimes.sitting import Marks, Sitting, Wording, table, worded, wording

_ENOUGH = 3  # wrong guesses after which the answer is told
_LONG = {"ko": 16, "en": 36}  # characters of a message that is no guess any more
_GIVES_UP = re.compile(
    r"모르겠|몰라|모름|포기|정답|답 ?(?:이 |은 )?(?:뭐|알려|말해|줘)|알려 ?줘|패스|뭔데|뭐야|뭐지|뭐예요|뭐에요|다른 ?문제|넘어가"
    r"|\b(?:give up|no idea|don t know|dunno|idk|tell me|what is it|what s the answer|the answer|pass|no clue|not sure|skip|next)\b|^what$"
)
_HINT = re.compile(r"힌트|도와|어려|\bhints?\b|\bclues?\b|\bhelp\b|\bhard\b")
# What a guess may begin with and end in, beside the answer.
_LEAD = re.compile(
    r"(?:혹시|정답은?|답은?|음|아|오|그럼|그건|그거|이거|이건|설마|바로|아마|일단|왠지|당연히|역시|내생각엔|제생각엔|생각엔|나는|저는|난|전)*"
)
_TAIL = re.compile(
    r"(?:이거나|이|인|은|는|가|야|요|여|지|죠|네|다|냐|니|까|임|일|거|것|게|아|예|에|입|듯|같|래|나|을|를|랑|맞|ㅋ|ㅎ|정답|닐)*"
)
_AROUND = re.compile(
    r"a|an|answer|are|be|could|course|got|guess|has|hmm|i|in|is|it|its|know|lol|m|maybe|must|my|of|oh|probably|re|right|s|say|surely|that|the|they|think|this|to|um|would|your"
)
_SYLLABLES = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Puzzle:
    """Something to be guessed."""

    question: str
    answers: Sequence[str]
    """The one that is shown first."""
    hints: Sequence[str]
    remark: str = ""
    """What is said when it is known."""

    def is_solved_by(self, message: str, language: str) -> bool:
        """Whether *message* holds one of the answers."""
        solves = _solves_korean if language == "ko" else _solves_english
        return any(solves(worded(message), worded(answer)) for answer in self.answers)


class Puzzles:
    """One kind of puzzle, asked one at a time until it is found, told, or left."""

    def __init__(self, language: str, key: str, puzzles: Sequence[Puzzle]) -> None:
        self.wording: Wording = wording(language)[key]
        self.puzzles = puzzles
        self._asked = Marks({puzzle.question: puzzle for puzzle in puzzles})

    def opens(self, sitting: Sitting) -> str:
        """The first puzzle."""
        return f"{sitting.draw(self.wording['open'])} {self._next(sitting)}"

    def goes_on(self, sitting: Sitting) -> str | None:
        """What is said to a guess, or to whether there is to be another."""
        if sitting.asked(self.wording["another"]):
            return sitting.again(self.wording, self._next)
        found = self._current(sitting)
        if found is None:
            return None
        puzzle, guessed = found
        if puzzle.is_solved_by(sitting.message, sitting.language):
            return self._told(sitting, puzzle, "right")
        if sitting.declines:
            return sitting.draw(self.wording["left"], answer=puzzle.answers[0])
        if sitting.grave or len(sitting.message) > _LONG[sitting.language]:
            return None
        if _GIVES_UP.search(sitting.words) or guessed >= _ENOUGH - 1:
            return self._told(sitting, puzzle, "told")
        hint = puzzle.hints[min(guessed, len(puzzle.hints) - 1)]
        begins = "hint" if _HINT.search(sitting.words) else "wrong"
        return f"{sitting.draw(self.wording[begins])} {sitting.say(hint)}"

    def _current(self, sitting: Sitting) -> tuple[Puzzle, int] | None:
        """The puzzle that is being guessed at, and how many hints were given."""
        for hinted, one in enumerate(reversed(sitting.past)):
            if puzzle := self._asked.of(one.reply):
                return puzzle, hinted
            if hinted >= _ENOUGH or not self._is_hint(one.reply):
                return None
        return None

    def _is_hint(self, reply: str) -> bool:
        begun = (*self.wording["hint"], *self.wording["wrong"])
        return Marks(dict.fromkeys(begun, True)).of(reply) is not None

    def _told(self, sitting: Sitting, puzzle: Puzzle, how: str) -> str:
        parts = [
            sitting.draw(self.wording[how], answer=puzzle.answers[0]),
            sitting.say(puzzle.remark) if puzzle.remark else "",
            sitting.draw(self.wording["another"]),
        ]
        return " ".join(filter(None, parts))

    def _next(self, sitting: Sitting) -> str:
        puzzle = sitting.chance.choice(sitting.unsaid(self.puzzles, self._asked))
        return sitting.say(puzzle.question)


def riddles(language: str) -> Puzzles:
    """Riddles."""
    found = [
        Puzzle(question=question, answers=answers.split("|"), hints=[hint], remark=remark)
        for question, answers, hint, remark in table(language, "riddles")
    ]
    return Puzzles(language, "riddles", found)


def initials() -> Puzzles:
    """Korean words by the consonants that their syllables begin with."""
    question = wording("ko")["initials"]["question"][0]
    found = [
        Puzzle(
            question=question.format(initials=" ".join(map(initial, word)), clue=clue.rstrip(".")),
            answers=[word],
            hints=[second, wording("ko")["initials"]["first"][0].format(letter=word[0])],
        )
        for word, clue, second in table("ko", "initials")
    ]
    return Puzzles("ko", "initials", found)


def clues() -> Puzzles:
    """English words by three clues."""
    question = wording("en")["clues"]["question"][0]
    found = [
        Puzzle(
            question=question.format(clue=first), answers=words.split("|"), hints=[second, third]
        )
        for words, first, second, third in table("en", "clues")
    ]
    return Puzzles("en", "clues", found)


def initial(syllable: str) -> str:
    """The consonant that *syllable* begins with; what is no syllable is left as it is."""
    place = ord(syllable) - 0xAC00
    return _SYLLABLES[place // 588] if 0 <= place < 11_172 else syllable


def _solves_korean(message: str, answer: str) -> bool:
    """Whether *message* is *answer* and little around it: 「혹시 그림자 아니야?」"""
    told, sought = message.replace(" ", ""), answer.replace(" ", "")
    return any(
        _LEAD.fullmatch(told[: place.start()]) and _TAIL.fullmatch(told[place.end() :])
        for place in re.finditer(re.escape(sought), told)
    )


def _solves_english(message: str, answer: str) -> bool:
    sought = [word for word in answer.split() if not _AROUND.fullmatch(word)] or answer.split()
    left = [word for word in message.split() if word in sought or not _AROUND.fullmatch(word)]
    return bool(left) and [_singular(word) for word in left] == [_singular(word) for word in sought]


def _singular(word: str) -> str:
    return re.sub(r"(?<=\w{2})(?:(?<=[sxz])es|(?<!s)s)$", "", word)
