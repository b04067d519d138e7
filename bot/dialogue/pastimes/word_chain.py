"""끝말잇기, and the word chain: each word begins as the one before it ends."""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from importlib.resources import files

from bot.dialogue.pastimes.sitting import Sitting, Wording, holds, wording

_SAID = {"ko": re.compile("‘([가-힣]{2,})’"), "en": re.compile(r"\b([A-Z]{2,})\b")}
"""How a word of the companion's stands in its reply."""
_GIVES_UP = re.compile(
    r"^(?:아 |음 |나 |난 |도저히 |진짜 |ok |oh |um )*(?:모르겠|몰라|모름|포기|졌|못 ?하겠|못 ?찾|생각 ?안|없어|없다|없네|패스|항복)|\b(?:give up|no idea|don t know|dunno|you win|can t think|pass|idk|i lose)\b"
)
_COPULA = "요야다지"  # what a Korean word may be said with
_KIND = 3  # words that are to be left for the person
_WORDS = 3  # of a message from which its last is tried; more are no move
# What ㄹ and ㄴ become at the beginning of a word, before ㅣ and the like, and before others.
_SOFT = frozenset("ㅑㅕㅛㅠㅣㅖ")
_FIRST, _VOWELS = (
    "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ",
    "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ",
)


class WordChain:
    """A game of words in turn."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.wording: Wording = wording(language)["chain"]

    def opens(self, sitting: Sitting) -> str:
        """The first word."""
        word = sitting.chance.choice([one for one in self.words if self.is_kind(one, ())])
        return f"{sitting.draw(self.wording['open'])} {self._turn(sitting, word)}"

    def goes_on(self, sitting: Sitting) -> str | None:
        """The word that follows the person's, or what is wrong with theirs."""
        if sitting.asked(self.wording["another"]):
            return sitting.again(self.wording, self.opens)
        said = [*map(self.said, self._game(sitting))]
        if not said or sitting.grave:
            return None
        if sitting.ends:
            return sitting.draw(self.wording["enough"])
        if _GIVES_UP.search(sitting.words):
            return f"{sitting.draw(self.wording['won'])} {sitting.draw(self.wording['another'])}"
        word = self._found(sitting.words, said[-1])
        if word is None:
            return self._missed(sitting, said[-1])
        used = {*said, *self._theirs(sitting)}
        if word in used:
            return self._same(sitting, "used", said[-1], word=word)
        return self._answer(sitting, word, used | {word})

    def _game(self, sitting: Sitting) -> Sequence[str]:
        """The replies of the game that is on, oldest first."""
        found = list[str]()
        for one in reversed(sitting.past):
            if not self.said(one.reply):
                break
            found.append(one.reply)
            if holds(one.reply, self.wording["open"]):
                break
        return found[::-1]

    def _theirs(self, sitting: Sitting) -> Collection[str]:
        """The words that the person has had in this game, the message left out."""
        past = sitting.past[-len(self._game(sitting)) : -1]
        words = ((one.reply, one.answer) for one in past)
        return {word for reply, answer in words if (word := self._found(answer, self.said(reply)))}

    def said(self, reply: str) -> str:
        """The companion's word in *reply*; empty if it is no turn."""
        found = _SAID[self.language].search(reply) if holds(reply, self.wording["turn"]) else None
        return found[1].lower() if found else ""

    def _found(self, words: str, before: str) -> str | None:
        """Which of *words* follows *before*."""
        begins = beginnings(before, self.language)
        pattern = r"[가-힣]{2,}" if self.language == "ko" else r"[a-z]{2,}"
        told: list[str] = re.findall(pattern, words.lower())
        tried = told if len(told) < _WORDS else told[-1:]
        word = next((word for word in tried if word.startswith(begins)), None)
        if word and word[-1] in _COPULA and word[:-1] in self.begun.get(word[0], ()):
            return word[:-1]
        return word

    def _missed(self, sitting: Sitting, before: str) -> str | None:
        """To what is no word that follows."""
        is_word = len(sitting.words.split()) <= _WORDS and "?" not in sitting.message
        return self._same(sitting, "wrong", before) if is_word else None

    def _same(self, sitting: Sitting, line: str, before: str, **slots: str) -> str:
        """*line*, and the turn that it still is."""
        return f"{sitting.draw(self.wording[line], **slots)} {self._turn(sitting, before)}"

    def _answer(self, sitting: Sitting, word: str, used: Collection[str]) -> str:
        follow = [
            one
            for begins in beginnings(word, self.language)
            for one in self.begun.get(begins, ())
            if one not in used
        ]
        if not follow:
            lost = sitting.draw(self.wording["lost"], word=word)
            return f"{lost} {sitting.draw(self.wording['another'])}"
        kind = [one for one in follow if self.is_kind(one, used)]
        return self._turn(sitting, sitting.chance.choice(kind or follow))

    def _turn(self, sitting: Sitting, word: str) -> str:
        shown = word if self.language == "ko" else word.upper()
        letter = "/".join(beginnings(shown, self.language))
        return sitting.draw(self.wording["turn"], word=shown, letter=letter)

    def is_kind(self, word: str, used: Collection[str]) -> bool:
        """Whether there are words enough that follow *word*."""
        follow = {
            one for begins in beginnings(word, self.language) for one in self.begun.get(begins, ())
        }
        return len(follow - {*used, word}) >= _KIND

    @cached_property
    def words(self) -> Sequence[str]:
        """All that the companion knows."""
        file = files("bot.dialogue") / "lines" / self.language / "pastimes" / "words.txt"
        return file.read_text("utf-8").split()

    @cached_property
    def begun(self) -> Mapping[str, Sequence[str]]:
        """The same by what they begin with."""
        begun = defaultdict[str, list[str]](list)
        for word in self.words:
            begun[word[0]].append(word)
        return dict(begun)


def beginnings(word: str, language: str) -> tuple[str, ...]:
    """What a word after *word* may begin with: in Korean the last syllable, as it is and as it is
    read at the beginning of a word (력 → 역), in English the last letter.
    """
    last = word[-1]
    if language != "ko":
        return (last,)
    read = _read_first(last)
    return (last,) if read == last else (last, read)


def _read_first(syllable: str) -> str:
    """*syllable* by the rule for initial sounds, 두음법칙."""
    place = ord(syllable) - 0xAC00
    consonant, rest = divmod(place, 588)
    soft = _VOWELS[rest // 28] in _SOFT
    if _FIRST[consonant] == "ㄹ":
        return _composed("ㅇ" if soft else "ㄴ", rest)
    return _composed("ㅇ", rest) if _FIRST[consonant] == "ㄴ" and soft else syllable


def _composed(consonant: str, rest: int) -> str:
    return chr(0xAC00 + 588 * _FIRST.index(consonant) + rest)
