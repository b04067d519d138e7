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
    """On what already stands in the reply; 1 is none."""
    no_repeat: int = 0
    """Runs of that many tokens come once in a reply; 0 allows more."""

    def arguments(self) -> dict[str, Any]:
        """For `generate`, whose own guards against repetition would count the prompt as well."""
        drawn = {"temperature": self.temperature, "top_p": self.top_p} if self.temperature else {}
        return {
            **drawn,
            "do_sample": bool(self.temperature),
            "max_new_tokens": self.max_tokens,
            "repetition_penalty": 1.0,
            "no_repeat_ngram_size": 0,
        }
