"""What Discord answers when it does not do something."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Refusal(Exception):
    """An HTTP status with one of Discord's codes."""

    status: int
    code: int
    message: str
    more: dict[str, Any] = field(default_factory=dict)

    def body(self) -> dict[str, Any]:
        return {"code": self.code, "message": self.message, **self.more}


def invalid(field_: str, why: str) -> Refusal:
    """400 with the field that does not fit."""
    errors = {field_: {"_errors": [{"code": "INVALID", "message": why}]}}
    return Refusal(400, 50035, "Invalid Form Body", {"errors": errors})


def unknown(what: str, code: int) -> Refusal:
    return Refusal(404, code, f"Unknown {what}")


def unauthorized() -> Refusal:
    return Refusal(401, 0, "401: Unauthorized")


def no_direct_messages() -> Refusal:
    return Refusal(403, 50007, "Cannot send messages to this user")


def missing_permissions() -> Refusal:
    return Refusal(403, 50013, "Missing Permissions")


def flood(retry_after: float = 0.2) -> Refusal:
    """429, with seconds to wait."""
    told = {"retry_after": retry_after, "global": False}
    return Refusal(429, 0, "You are being rate limited.", told)
