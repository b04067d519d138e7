"""What a companion is made of."""

from dataclasses import dataclass

from avatars.protocols import AvatarRenderer
from bot.care.answer import Answers
from bot.care.guard import Guard
from bot.memory.memories import Memories
from bot.protocols import EmotionClassifier, ReplyGenerator, Store
from speech.protocols import Synthesizer, Transcriber


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """One backend for each question."""

    transcriber: Transcriber
    classifier: EmotionClassifier
    guard: Guard
    answers: Answers
    generator: ReplyGenerator
    synthesizer: Synthesizer
    renderer: AvatarRenderer
    store: Store
    memories: Memories | None = None
    """None: nothing is known beyond the lines of a conversation."""
