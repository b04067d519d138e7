from importlib.util import find_spec

import pytest

from bot.store.address import address
from config.errors import ConfigError, MissingExtra


@pytest.mark.parametrize("url", ["sqlite:////data/maum.db", "sqlite+aiosqlite:////data/maum.db"])
def test_sqlite_gets_its_driver(url: str) -> None:
    assert str(address(url)) == "sqlite+pysqlite:////data/maum.db"


def test_a_file_name_is_taken_literally() -> None:
    assert address("sqlite:////my data/마음 100%.db").database == "/my data/마음 100%.db"


def test_postgresql_gets_its_driver_or_names_the_extra() -> None:
    if find_spec("psycopg"):
        assert address("postgres://a@b/c").drivername == "postgresql+psycopg"
    else:
        with pytest.raises(MissingExtra, match=r"maum\[postgres\]"):
            address("postgresql://a@b/c")


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("", "no URL"),
        ("maum.db", "no URL"),
        ("http://secret@host/db", "must begin with"),
        ("mysql://user:secret@host/db", "must begin with"),
        ("postgresql://user:secret@host:port/db", "no URL"),
        ("sqlite://", "needs a file"),
        ("sqlite:///:memory:", "needs a file"),
    ],
)
def test_what_does_not_fit_is_refused_without_quoting_it(url: str, sentence: str) -> None:
    with pytest.raises(ConfigError, match=sentence) as caught:
        address(url)
    assert "secret" not in str(caught.value)
    assert caught.value.__suppress_context__ or not caught.value.__context__
