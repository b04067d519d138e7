"""For tests of maum and of yours: scripted backends, and what every turn must hold to.

The backends are small classes that satisfy the protocols.
"""

from bot.testing.backends import (
    ScriptedClassifier,
    ScriptedGenerator,
    ScriptedRenderer,
    ScriptedSynthesizer,
    ScriptedTranscriber,
)
from bot.testing.inbox import MemoryInbox
from bot.testing.long_memory import MemoryLongMemory
from bot.testing.store import MemoryStore
from bot.testing.turns import check_grammar, played

__all__ = [
    "MemoryInbox",
    "MemoryLongMemory",
    "MemoryStore",
    "ScriptedClassifier",
    "ScriptedGenerator",
    "ScriptedRenderer",
    "ScriptedSynthesizer",
    "ScriptedTranscriber",
    "check_grammar",
    "played",
]
