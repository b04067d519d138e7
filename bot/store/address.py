"""From ``DATABASE_URL`` as people write it to what SQLAlchemy opens."""

from collections.abc import Mapping
from importlib.util import find_spec
from typing import NamedTuple

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from config.errors import ConfigError, MissingExtra


class _Driver(NamedTuple):
    name: str
    package: str
    extra: str


_DRIVERS: Mapping[str, _Driver] = {
    "sqlite": _Driver("sqlite+pysqlite", "sqlite3", ""),
    "postgresql": _Driver("postgresql+psycopg", "psycopg", "postgres"),
    "postgres": _Driver("postgresql+psycopg", "psycopg", "postgres"),
}


def address(url: str) -> URL:
    """*url* with the driver that it needs.

    Raises `ConfigError` if there is none, `MissingExtra` if it is not installed. The message
    never quotes *url*, which may hold a password.
    """
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise ConfigError("DATABASE_URL is no URL; write sqlite:///… or postgresql://…") from None
    backend = parsed.drivername.partition("+")[0]
    if backend not in _DRIVERS:
        raise ConfigError("DATABASE_URL must begin with sqlite:/// or postgresql://")
    driver = _DRIVERS[backend]
    if find_spec(driver.package) is None:
        raise MissingExtra(backend, driver.extra)
    if backend == "sqlite" and parsed.database in {None, "", ":memory:"}:
        raise ConfigError("DATABASE_URL needs a file after sqlite:///, for it is to be kept")
    return parsed.set(drivername=driver.name)
