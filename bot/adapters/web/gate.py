"""Who may come in.

Without a token maum listens on this machine only, and a page of another site must not reach it
through the visitor's browser: the Host header has to name this machine (DNS rebinding), and a
websocket's Origin has to be the page's own. With a token, whoever shows it once gets a cookie.
"""

import hashlib
import hmac
import ipaddress
import re
import secrets
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection

PASS_COOKIE = "maum_pass"  # noqa: S105  (a cookie's name, no password)
PERSON_COOKIE = "maum_person"
_COOKIE_AGE = 400 * 24 * 3600  # seconds; the longest that browsers grant
_PERSON = re.compile(r"[\w-]{22}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Gate:
    """Judges connections; *token* is empty on a machine of one's own."""

    token: str

    def addressed(self, connection: HTTPConnection) -> bool:
        """Whether the Host header names this machine, where only this machine is served."""
        return bool(self.token) or is_loopback(_hostname(connection.headers.get("host", "")))

    def own_origin(self, connection: HTTPConnection) -> bool:
        """Whether the page that opened *connection* is ours; programs, which send none, may."""
        origin = connection.headers.get("origin")
        return origin is None or _netloc(origin) == connection.headers.get("host")

    def admitted(self, connection: HTTPConnection) -> bool:
        """Whether *connection* shows the token or the cookie that it was exchanged for."""
        if not self.token:
            return True
        cookie = connection.cookies.get(PASS_COOKIE, "")
        # Header values arrive as Latin-1, whatever was meant.
        bearer = connection.headers.get("authorization", "").encode("latin-1")
        return (
            self.knows(connection.query_params.get("token", ""))
            or hmac.compare_digest(cookie.encode(), self._pass().encode())
            or hmac.compare_digest(bearer, f"Bearer {self.token}".encode())
        )

    def knows(self, token: str) -> bool:
        """Whether *token* is the one."""
        return bool(self.token) and hmac.compare_digest(token.encode(), self.token.encode())

    def pass_cookie(self, connection: HTTPConnection) -> str:
        """The Set-Cookie value that lets this browser in from now on."""
        return _cookie(PASS_COOKIE, self._pass(), connection, same_site="Strict")

    def _pass(self) -> str:
        """What the cookie holds: it proves the token without being it."""
        return hmac.new(self.token.encode(), b"maum web pass", hashlib.sha256).hexdigest()


@dataclass(frozen=True, slots=True)
class Visitor:
    """A browser profile, which stands for one person."""

    secret: str
    new: bool

    @classmethod
    def of(cls, connection: HTTPConnection) -> "Visitor":
        """The visitor behind *connection*, by cookie; a new one without."""
        secret = connection.cookies.get(PERSON_COOKIE, "")
        if _PERSON.fullmatch(secret):
            return cls(secret, new=False)
        return cls(secrets.token_urlsafe(16), new=True)

    @property
    def person(self) -> str:
        """The person's id: safe to list and to log, as nobody can make the cookie from it."""
        return hashlib.sha256(self.secret.encode()).hexdigest()[:16]

    def cookie(self, connection: HTTPConnection) -> str:
        """The Set-Cookie value by which the browser is known from now on."""
        # Lax: a link from elsewhere must not make the visitor somebody new. It opens no socket.
        return _cookie(PERSON_COOKIE, self.secret, connection, same_site="Lax")


def is_loopback(host: str) -> bool:
    """Whether *host* is a name or an address of this machine alone."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _netloc(origin: str) -> str:
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return ""


def _hostname(host: str) -> str:
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _cookie(name: str, value: str, connection: HTTPConnection, *, same_site: str) -> str:
    secure = "; Secure" if connection.scope["scheme"] in {"https", "wss"} else ""
    kept = f"Max-Age={_COOKIE_AGE}; Path=/; HttpOnly; SameSite={same_site}{secure}"
    return f"{name}={value}; {kept}"
