"""Twenty questions, the other way round: the person thinks of an animal, and it is found by asking.

Every answer makes the animals that it fits likelier (Bayes' rule, with some room for mistakes), and
what is asked next parts what is left as evenly as can be.
"""

import csv
import re
from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from importlib.resources import files
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.dialogue.pastimes.sitting import Marks, Sitting, Wording, holds, worded, wording

_MISTAKEN = 0.1  # how often an answer is not what the table says
_SURE = 0.8  # probability from which it guesses …
_LEAST, _MOST = 5, 16  # … after so many questions at least, and whatever it is after so many
_GUESSES = 2
_UNSURE = re.compile(
    r"모르|몰라|모른|글쎄|애매|반반|가끔|때에? ?따라|경우|종류|아마|\b(?:sometimes|somewhat|depends|maybe|not sure|don t know|idk|kind of|sort of|kinda|both|half)\b"
)
_YES = re.compile(
    r"(?:응|웅|엉|ㅇㅇ|ㅇ|어|어어|네|넹|넵|예|그래|그럼|맞[가-힣]*|당연[가-힣]*|있[가-힣]{0,3}|그렇[가-힣]*|완전|많[가-힣]{0,2}|엄청|yes|yeah|yep|yup|ya|yea|y|sure|right|correct|definitely|true|very)(?: |$)"
    r"|(?:of course|(?:it|they) (?:does|is|can|has|do|are|have))(?: |$)"
)
_NO = re.compile(
    r"(?:아니[가-힣]{0,3}|아뇨|아냐|ㄴㄴ|ㄴ|노|없[가-힣]{0,3}|안|못|전혀|별로[가-힣]{0,2}|틀[가-힣]*|땡|no|nope|nah|n|not|never|wrong)(?: |$)"
    r"|(?:it|they) (?:doesn|isn|can|hasn|don|aren|haven) t(?: |$)"
)
_WORDS = 4  # of a message that is but an answer
_QUOTED = {"ko": re.compile("「(.+?)」"), "en": re.compile("“(.+?)”")}
_LONG = {"ko": 24, "en": 45}  # characters of a message that is no answer any more
_YES = re.compile(
    r"^(?:응|웅|엉|ㅇㅇ|ㅇ|어|네|넹|넵|예|그래|그럼|맞|당연|있|그렇|완전|진짜|많|엄청|yes|yeah|yep|yup|ya|yea|y\b|sure|right|correct|of course|it (?:does|is|can|has)|they (?:do|are|can|have)|definitely|true|very)"
)
_NO = re.compile(
    r"^(?:아니|아뇨|아냐|ㄴㄴ|ㄴ|노|없|안 |못 |전혀|별로|틀|땡|no|nope|nah|n\b|not|it (?:doesn t|isn t|can t|hasn t)|they (?:don t|aren t|can t)|never|wrong)"
)


class Animal(NamedTuple):
    """What may be thought of."""

    names: Mapping[str, Sequence[str]]
    """By language, the one that is shown first."""
    answers: NDArray[np.float32]
    """To each question 1 for yes, 0 for no, .5 where people differ."""


class TwentyQuestions:
    """The game."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.wording: Wording = wording(language)["twenty"]
        self.animals = _animals()
        self._questions = _questions(language)
        self._asked = Marks({text: place for place, text in enumerate(self._questions)})

    def opens(self, sitting: Sitting) -> str:
        """How it goes; the first question comes when the person is ready."""
        return sitting.draw(self.wording["open"])

    def goes_on(self, sitting: Sitting) -> str | None:
        """The next question, a guess, or the end."""
        if sitting.asked(self.wording["another"]):
            return sitting.again(self.wording, self.opens)
        begins = sitting.asked([*self.wording["open"], *self.wording["wait"]])
        guess = self.guess(sitting.last)
        is_on = begins or guess is not None or self.place(sitting.last) is not None
        beaten = sitting.asked(self.wording["beaten"])
        if sitting.grave or not (is_on or beaten) or len(sitting.message) > _LONG[self.language]:
            return None
        if sitting.ends:
            return sitting.draw(self.wording["enough"])
        if beaten:
            return f"{sitting.draw(self.wording['learnt'])} {sitting.draw(self.wording['another'])}"
        if begins:
            return self._begun(sitting)
        answer = self._answer(sitting.words)
        if guess is not None and answer == 1:
            return f"{sitting.draw(self.wording['found'])} {sitting.draw(self.wording['another'])}"
        return self._repeats(sitting) if answer is None else self._next(sitting)

    def _begun(self, sitting: Sitting) -> str | None:
        """The first question, as soon as the person has thought of something."""
        if sitting.agrees:
            return self._next(sitting)
        waits = sitting.declines or re.search(
            r"아직|잠깐|기다|not yet|wait|hang on|sec", sitting.words
        )
        return sitting.draw(self.wording["wait"]) if waits else None

    def _next(self, sitting: Sitting) -> str:
        answers, guessed = self._course(sitting)
        odds = self._odds(answers, guessed)
        best = int(odds.argmax())
        left = [place for place in range(len(self._questions)) if place not in answers]
        tried = len(answers) - sum(answer == 0.5 for answer in answers.values())
        is_sure = odds[best] > _SURE and tried >= _LEAST
        if len(guessed) >= _GUESSES and (is_sure or len(answers) >= _MOST):
            return sitting.draw(self.wording["beaten"])
        if is_sure or len(answers) >= _MOST or not left:
            return sitting.draw(
                self.wording["guess"], animal=self.animals[best].names[self.language][0]
            )
        return sitting.say(self._questions[self._telling(odds, left)])

    def _course(self, sitting: Sitting) -> tuple[dict[int, float], set[int]]:
        """What was answered in this game, and which guesses were wrong."""
        answers, guessed = dict[int, float](), set[int]()
        for one in reversed(sitting.past):
            place, guess = self.place(one.reply), self.guess(one.reply)
            if place is None and guess is None:
                break
            words = sitting.words if one is sitting.past[-1] else worded(one.answer)
            if guess is not None:
                guessed.add(guess)
            elif place is not None and place not in answers:
                answers[place] = 0.5 if (told := self._answer(words)) is None else told
        return answers, guessed

    def _odds(self, answers: Mapping[int, float], guessed: set[int]) -> NDArray[np.float64]:
        odds = np.ones(len(self.animals))
        for place, told in answers.items():
            truth = self._table[:, place]
            agree = np.abs(truth - told)
            fits = np.where(truth == 0.5, 0.5, np.where(agree < 0.5, 1 - _MISTAKEN, _MISTAKEN))
            if told != 0.5:
                odds *= fits
        odds[sorted(guessed)] = 0
        return np.asarray(odds / odds.sum())

    def _telling(self, odds: NDArray[np.float64], left: Sequence[int]) -> int:
        """The question of those *left* whose answer is most open."""
        share = (odds[:, None] * self._table[:, left]).sum(0)
        vague = (odds[:, None] * (self._table[:, left] == 0.5)).sum(0)
        return left[int((np.abs(share - 0.5) + vague).argmin())]

    @cached_property
    def _table(self) -> NDArray[np.float32]:
        return np.stack([animal.answers for animal in self.animals])

    def place(self, reply: str) -> int | None:
        """The question that *reply* asked."""
        return self._asked.of(reply)

    def guess(self, reply: str) -> int | None:
        """The animal that *reply* guessed."""
        found = (
            _QUOTED[self.language].search(reply) if holds(reply, self.wording["guess"]) else None
        )
        names = {animal.names[self.language][0]: n for n, animal in enumerate(self.animals)}
        return names.get(found[1]) if found else None

    def _answer(self, words: str) -> float | None:
        """1 for yes, 0 for no, .5 for neither; None if *words* are no answer."""
        if len(words.split()) > _WORDS:
            return None
        if _UNSURE.search(words):
            return 0.5
        if _NO.match(words):
            return 0.0
        return 1.0 if _YES.match(words) else None

    def _repeats(self, sitting: Sitting) -> str | None:
        """To what was no answer: once more what was asked."""
        place = self.place(sitting.last)
        if place is None or sitting.asked(self.wording["again"]):
            return None
        return f"{sitting.draw(self.wording['again'])} {sitting.say(self._questions[place])}"


@cache
def _animals() -> Sequence[Animal]:
    _, *rows = _rows("animals")
    return [
        Animal(
            {"ko": korean.split("|"), "en": english.split("|")},
            np.array([0.5 if told == "5" else float(told) for told in answers], np.float32),
        )
        for _, korean, english, *answers in rows
    ]


@cache
def _questions(language: str) -> Sequence[str]:
    (_, _, _, *keys), *_ = _rows("animals")
    asked = {key: (korean, english) for key, korean, english in _rows("questions")}
    return [asked[key][language != "ko"] for key in keys]


def _rows(name: str) -> Sequence[Sequence[str]]:
    file = files("bot.dialogue") / "lines" / "pastimes" / f"{name}.tsv"
    return [
        *csv.reader(file.read_text("utf-8").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    ]
