"""How the next token is drawn."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Sampling:
    """The choices of one backend; the terms are those of transformers."""

    max_tokens: int
    """Of a reply, which is cut there."""
    temperature: float
    """0 takes the likeliest token always."""
    top_p: float
    repetition_penalty: float
    """1 is none."""
    no_repeat: int = 0
    """Runs of that many tokens never come twice; 0 allows it."""

    def arguments(self) -> dict[str, Any]:
        """For `generate`."""
        drawn = {"temperature": self.temperature, "top_p": self.top_p} if self.temperature else {}
        return {
            **drawn,
            "do_sample": bool(self.temperature),
            "max_new_tokens": self.max_tokens,
            "repetition_penalty": self.repetition_penalty,
            "no_repeat_ngram_size": self.no_repeat,
        }
