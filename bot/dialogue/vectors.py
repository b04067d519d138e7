"""Vectors of texts, for as long as there is something that makes them."""

from collections.abc import Sequence

import structlog

from bot.dialogue.utterances import Floats
from bot.protocols import Embedder
from config.errors import ConfigError, EmbeddingError

log = structlog.get_logger("maum.dialogue")


class Vectors:
    """What *embedder* makes of texts; nothing without one, and nothing again once it failed."""

    def __init__(self, embedder: Embedder | None, purpose: str) -> None:
        """*purpose*: what they are for, as the log says it."""
        self._embedder = embedder
        self._purpose = purpose

    def __bool__(self) -> bool:
        """Whether there may be any."""
        return self._embedder is not None

    async def of(self, texts: Sequence[str]) -> Floats | None:
        """(texts, width), or nothing."""
        if self._embedder is None:
            return None
        try:
            return await self._embedder.embed(texts)
        except (EmbeddingError, ConfigError) as error:
            log.warning("embedder failed", purpose=self._purpose, code=error.code)
            self._embedder = None  # nobody waits for it again
            return None
