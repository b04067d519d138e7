"""The parameters of a call, as their types."""

import json
from collections.abc import Mapping
from typing import Any

from servers.telegram.refusals import bad_request
from servers.telegram.wire import Upload

_WORDS = {"text", "caption"}


class Arguments:
    """What the bot gave with a call; an empty string is nothing, as for Telegram."""

    def __init__(self, fields: Mapping[str, str], uploads: Mapping[str, Upload]) -> None:
        self.fields = {name: value for name, value in fields.items() if value}
        self.uploads = uploads

    @property
    def names(self) -> set[str]:
        """Of all parameters; a file that another one points at is none."""
        pointed = {name for name in self.uploads if f"attach://{name}" in str(self.fields)}
        return self.fields.keys() | (self.uploads.keys() - pointed)

    def text(self, name: str) -> str:
        return self.fields.get(name, "")

    def integer(self, name: str) -> int:
        """0 if it is not given."""
        try:
            return int(self.fields.get(name, "0"))
        except ValueError:
            raise bad_request(f"invalid {name} specified") from None

    def number(self, name: str) -> int | None:
        """None if it is not given."""
        return self.integer(name) if name in self.fields else None

    def flag(self, name: str) -> bool:
        return self.fields.get(name, "false").lower() in {"true", "yes", "1"}

    def json(self, name: str, default: Any = None) -> Any:
        if name not in self.fields:
            return default
        try:
            return json.loads(self.fields[name])
        except ValueError:
            raise bad_request(f"can't parse {name} JSON object") from None

    def log(self) -> dict[str, Any]:
        """For the record: values as JSON where they are, files by their size."""
        sizes = {name: f"<{len(upload.data)} bytes>" for name, upload in self.uploads.items()}
        return {name: _plain(name, value) for name, value in self.fields.items()} | sizes


def _plain(name: str, value: str) -> Any:
    try:
        return json.loads(value) if value[:1] in "[{" and name not in _WORDS else value
    except ValueError:
        return value
