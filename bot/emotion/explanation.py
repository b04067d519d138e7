"""Which words a reading goes by, found by leaving them out one by one.

The weight of a word is the weight of evidence of Robnik-Šikonja and Kononenko (2008, "Explaining
classifications for individual instances"): the log-odds of a mood for the text with the word less
those for the text without it. Korean is taken by eojeol, a word with its particles, as people would
point at it; in English the words that only join others are left where they are.

Reading a text takes as long as it has tokens, so a long text is not taken apart as a whole. Of its
stretches of a few words the one that is most like the whole is; among many a cheaper reader, where
there is one, finds it.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from math import log
from typing import TypeAlias

from bot.emotion.reading import strongest
from bot.protocols import Explanation, Scores
from config.moods import Mood, mood_table

Classify: TypeAlias = Callable[[Sequence[str]], Sequence[Scores]]
"""Texts to their scores, in one batch; blocks."""

_STRETCH = 6
"""Words that are taken out one by one."""
_LETTERS = 40
"""Characters of a stretch, unless its only word is longer."""
_READ, _SKIMMED = 100, 512
"""Characters of a text from which words are taken, its first and last half of that many: where
stretches are read to find the one, and where they are skimmed."""
_EDGE = 1e-4
"""Probabilities nearer to 0 or 1 than this count as this."""
_JOINING = re.compile(
    r"a|an|the|of|to|in|on|at|by|for|from|with|as|and|or|so|that|this|these|those|its?|it's|is|are|was|"
    r"were|am|be|been|being|i|i'm|i've|i'd|me|my|you|your|we|our|he|his|she|her|they|them|their|do|"
    r"did|does|have|has|had|will|would"
)
_ASIDE = re.compile(r"""^["'“”‘’(\[{<.,…~-]+|["'“”‘’)\]}>.,…~!?-]+$""")


def explain(text: str, classify: Classify, skim: Classify | None = None) -> Explanation:
    """Why *classify* reads *text* as it does, with at most three runs of it; blocks.

    *skim* says about the same of a text's moods at a fraction of the cost.
    """
    (scores,) = classify([text])
    words = _words(text, _SKIMMED if skim else _READ)
    stretch = _telling(words, scores, classify, skim or classify)
    places = [place for place, word in enumerate(stretch) if _tells(word)]
    if len(stretch) < 2 or not places:
        return Explanation(scores=scores, words=())
    without = [" ".join(stretch[:place] + stretch[place + 1 :]) for place in places]
    whole, *parts = classify([" ".join(stretch), *without])
    return Explanation(
        scores=scores,
        words=[
            (_bare(stretch[place]), _evidence(whole, part))
            for place, part in zip(places, parts, strict=True)
        ],
    )


def _telling(words: Sequence[str], scores: Scores, classify: Classify, skim: Classify) -> list[str]:
    """The stretch of *words* that is most like the whole, which has *scores*."""
    stretches = list(_stretches(words))
    if len(stretches) == 1:
        return stretches[0]
    moods = _moods(scores)
    best = max(moods, key=lambda mood: moods[mood])
    find = skim if len(stretches) > 2 else classify
    read = find([" ".join(stretch) for stretch in stretches])
    likeness = [_moods(each).get(best, 0.0) for each in read]
    return stretches[likeness.index(max(likeness))]


def _words(text: str, most: int) -> list[str]:
    """The whole words in the first and last half of *most* characters."""
    if len(text) > most:
        return [*text[: most // 2].split()[:-1], *text[-most // 2 :].split()[1:]]
    return text.split()


def _stretches(words: Sequence[str]) -> Iterator[list[str]]:
    """*words* as a whole if they are few, else by sentences and their parts."""
    if _fits(words):
        yield list(words)
        return
    stretch: list[str] = []
    for word in words:
        over = len(stretch) > 2 and stretch[-1].endswith((".", "!", "?", "…"))
        if stretch and (over or not _fits([*stretch, word])):
            yield stretch
            stretch = []
        stretch.append(word)
    yield stretch


def _fits(words: Sequence[str]) -> bool:
    return sum(map(_tells, words)) <= _STRETCH and len(" ".join(words)) <= _LETTERS


def _tells(word: str) -> bool:
    bare = _bare(word)
    return bool(bare) and not _JOINING.fullmatch(bare.lower().replace("\u2019", "'"))


def _bare(word: str) -> str:
    """*word* without the punctuation around it."""
    return _ASIDE.sub("", word)


def _evidence(whole: Scores, part: Scores) -> Mapping[Mood, float]:
    before, after = _moods(whole), _moods(part)
    return {
        mood: _log_odds(share) - _log_odds(after.get(mood, 0)) for mood, share in before.items()
    }


def _moods(scores: Scores) -> Mapping[Mood, float]:
    return scores.moods or strongest(scores.labels, mood_table())


def _log_odds(probability: float) -> float:
    bounded = min(max(probability, _EDGE), 1 - _EDGE)
    return log(bounded / (1 - bounded))
