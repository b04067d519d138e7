"""What the companion needs from its backends."""

from bot.protocols.adapters import Adapter, Caller, Conversations, Deliver, Dropped, Renewed
from bot.protocols.dialogue import Prompt, ReplyGenerator, Used
from bot.protocols.doors import Doors, Linkable
from bot.protocols.emotion import EmotionClassifier, Explainer, Explanation, Scores
from bot.protocols.inbox import Inbox, Letter, Part, Pending
from bot.protocols.lines import Correction, Line, reply_source
from bot.protocols.memory import SINGLE, Embedder, Kind, LongMemory, Memory, Numbered, Summary
from bot.protocols.store import (
    Acquaintance,
    Background,
    Checkin,
    Deferring,
    Preferences,
    Reading,
    Speaking,
    Store,
)

__all__ = [
    "SINGLE",
    "Acquaintance",
    "Adapter",
    "Background",
    "Caller",
    "Checkin",
    "Conversations",
    "Correction",
    "Deferring",
    "Deliver",
    "Doors",
    "Dropped",
    "Embedder",
    "EmotionClassifier",
    "Explainer",
    "Explanation",
    "Inbox",
    "Kind",
    "Letter",
    "Line",
    "Linkable",
    "LongMemory",
    "Memory",
    "Numbered",
    "Part",
    "Pending",
    "Preferences",
    "Prompt",
    "Reading",
    "Renewed",
    "ReplyGenerator",
    "Scores",
    "Speaking",
    "Store",
    "Summary",
    "Used",
    "reply_source",
]
