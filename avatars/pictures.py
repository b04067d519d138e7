"""Pictures that were drawn before, as files."""

from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

_BEGINNING = b"\x89PNG\r\n\x1a\n"
_END = b"IEND\xaeB`\x82"


class KeptPictures:
    """PNG files in a folder, by key.

    The folder is a convenience: where it cannot be read or written, nothing is found and nothing
    is kept. Without a folder the same holds.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def find(self, key: str, /) -> bytes | None:
        """The picture kept under *key*, if it is there and whole."""
        if self._folder is None:
            return None
        try:
            picture = self._file(self._folder, key).read_bytes()
        except OSError:
            return None
        whole = picture.startswith(_BEGINNING) and picture.endswith(_END)
        return picture if whole else None

    def keep(self, key: str, picture: bytes, /) -> None:
        """Keep *picture* under *key*; other processes see all of it or nothing."""
        if self._folder is None:
            return
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            _write_whole(self._file(self._folder, key), picture)

    @staticmethod
    def _file(folder: Path, key: str) -> Path:
        return folder / f"{key}.png"


def _write_whole(file: Path, data: bytes) -> None:
    with NamedTemporaryFile(dir=file.parent, suffix=".part", delete=False) as part:
        written = Path(part.name)
        try:
            part.write(data)
            part.close()
            written.replace(file)
        except OSError:
            written.unlink(missing_ok=True)
            raise
