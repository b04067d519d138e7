"""Masked and stretched spellings of the words that the guard knows: su1c1de, k!ll, diiiie."""

import re
from collections.abc import Iterable

_MASKS = str.maketrans("013457@$!|l", "oieastasiii")
_REPEATED = re.compile(r"(.)\1+")
_VOWELS = re.compile(r"[aeiou*]+")
_STRETCHED = re.compile(r"(.)\1{2,}")
_SHORTEST = 3


class Spelling:
    """Finds the known word that a token can stand for."""

    def __init__(self, words: Iterable[str]) -> None:
        known = sorted({word for word in words if len(word) >= _SHORTEST})
        self._known = frozenset(known)
        self._shapes = {_shape(word): word for word in known}
        self._consonants = {_VOWELS.sub("*", _shape(word)): word for word in known}

    def correct(self, token: str) -> str:
        """The known word behind *token* if it is masked or stretched, else *token* itself."""
        if token.isalpha() and not _STRETCHED.search(token):
            return token
        bare = token.rstrip("!*")
        if bare in self._known or not any(letter.isalpha() for letter in bare):
            return bare or token
        if bare != token and bare.isalpha() and not _STRETCHED.search(bare):
            return bare  # nose! is no noose
        if "*" in bare:
            return self._consonants.get(_VOWELS.sub("*", _shape(bare)), token)
        return self._shapes.get(_shape(bare), token)


def _shape(word: str) -> str:
    """*word* without what masking and stretching change."""
    return _REPEATED.sub(r"\1", word.translate(_MASKS))
