"""A letter that is not sent: whoever writes it is but listened to."""

import re

from bot.dialogue.pastimes.sitting import Sitting, Wording, holds, wording


class Letter:
    """A letter that is not sent: everything is taken down in silence until it is finished."""

    _DONE = re.compile(
        r"(?:이제 |음 |응 |자 |네 |ok |okay |right )*(?:끝(?:이야|났어|이에요|임|내자)?|다 ?(?:썼|했|적었)(?:어|다|어요)|(?:그게|이게) ?다(?:야|예요)?|여기까지(?:야|예요|만|할게)?|마침|그만(?:할게|할래|하자|쓸게|쓸래|해)?|done|the end|that s (?:it|all)|finished|i m (?:done|finished)|stop|enough|ok stop)(?: ?(?:고마워|thanks|thank you|now))?"
    )

    def __init__(self, language: str) -> None:
        self.wording: Wording = wording(language)["letter"]

    def opens(self, sitting: Sitting) -> str:
        """How it goes."""
        return sitting.draw(self.wording["open"])

    def goes_on(self, sitting: Sitting) -> str | None:
        """A word that it was taken down, or the end."""
        if not self._is_on(sitting):
            return None
        done = self._DONE.fullmatch(sitting.words)
        return sitting.draw(self.wording["close" if done else "taken"])

    def _is_on(self, sitting: Sitting) -> bool:
        """Whether nothing else was said since it was begun."""
        for one in reversed(sitting.past):
            if holds(one.reply, self.wording["open"]):
                return True
            if not holds(one.reply, self.wording["taken"]):
                return False
        return False
