"""What a message has to do with a topic: by its meaning, its words and its length."""

import re
from dataclasses import dataclass

from bot.dialogue.echo import last_clause
from bot.dialogue.lines import Script, Situation
from bot.dialogue.reading import Reading

# Likeness to a topic's kin from which a message has to do with it, names it, is about it.
NEAR, AKIN, NAMED, PLAINLY = 0.35, 0.5, 0.6, 0.9
_TOLD, _MEANT = 0.7, 0.8
SHORT = 16
"""Characters up to which a message hardly tells anything by itself."""

# What goes on from what was said before, whatever else it names.
_GOES_ON = re.compile(
    r"^(?:그래서|그러니까|그게|그건|그걸|그거|그때|그 ?(?:사람|애|친구|말|일|날|뒤|후)|걔|얘|거기)|(?<![가-힣])(?:걔|그 사람|그 애)"
    r"|^(?:so|it|it's|its|that|that's|this|because|he|she|they|he's|she's|they're|his|her|their)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Bearing:
    """How *reading* bears on the topics that are *written*."""

    reading: Reading
    written: Script

    def akin(self, topic: Situation, enough: float = AKIN) -> bool:
        """Whether the message is as like *topic*, or its kin, as *enough*."""
        near, topics = self.reading.near, self.written.topics
        return any(score >= enough and topics[key].kin & topic.kin for key, score in near.items())

    def is_about(self, topic: Situation) -> bool:
        """Whether it is likely about *topic*, by a cue and by its meaning."""
        return self.reading.sure and self.akin(topic, _TOLD)

    def is_plainly(self, topic: Situation) -> bool:
        """Whether it tells *topic* in so many words, as far as meaning goes."""
        return self.akin(topic, _MEANT)

    def goes_on(self, topic: Situation) -> bool:
        """Whether it refers to what was said before, and that may be *topic*."""
        return bool(_GOES_ON.search(self.reading.text)) and self.akin(topic, NEAR)

    def touches(self, topic: Situation) -> bool:
        """Whether it, if it tells anything by itself, has to do with *topic*."""
        return self.is_bare or self.akin(topic, NEAR)

    def is_led_up_to(self, topic: Situation) -> bool:
        """Whether *topic* is named by what only leads up to what the message says in the end."""
        text, told = self.reading.text, last_clause(self.reading.text)
        cued = [one for one in (topic, topic.general) if one]
        return told != text and not any(one.fits(told, told) for one in cued)

    @property
    def is_bare(self) -> bool:
        """Whether the message is too short to tell something by itself."""
        return len(self.reading.words) <= SHORT
