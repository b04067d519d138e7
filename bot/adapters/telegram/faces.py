"""Telegram's file ids of faces that it has been sent."""

from pathlib import Path

import structlog

from bot.record import Record
from config.logs import described

log = structlog.get_logger("maum.telegram")


class Faces:
    """File ids by what the pictures are, in a file of the data folder."""

    def __init__(self, file: Path) -> None:
        """Raises `ConfigError`."""
        self._record = Record(file)

    def known(self, face: str) -> str | None:
        """The file id of *face*, if Telegram has it."""
        file_id: str | None = self._record.get(face, None)
        return file_id

    async def learn(self, face: str, file_id: str) -> None:
        """Keep the file id of *face*; on a full disk until the program ends."""
        try:
            await self._record.keep(**{face: file_id})
        except OSError as error:
            log.warning("the id of a face could not be kept", **described(error))
