"""Logs hold no person's words."""

import io
import logging
import sys

import pytest
import structlog

from config.logs import configure

MARKER = "비밀스러운 하늘다람쥐"


@pytest.fixture
def stream(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    configure("debug")
    return stream


def test_an_exception_is_logged_without_its_text(stream: io.StringIO) -> None:
    try:
        raise ValueError(MARKER)
    except ValueError as error:
        structlog.get_logger("maum.test").error("part broke", exc_info=error)
    assert "ValueError" in stream.getvalue()
    assert "test_logs.py" in stream.getvalue()
    assert MARKER not in stream.getvalue()


def test_a_library_is_not_heard_below_warning(stream: io.StringIO) -> None:
    for name in (
        "openai._base_client",
        "httpx",
        "websockets.server",
        "sqlalchemy.engine",
    ):
        logging.getLogger(name).debug("frame: %s", MARKER)
        logging.getLogger(name).info("frame: %s", MARKER)
    assert stream.getvalue() == ""


def test_a_library_s_warning_tells_only_where(stream: io.StringIO) -> None:
    try:
        raise ValueError(MARKER)
    except ValueError:
        logging.getLogger("asyncio").exception(f"Task exception: {MARKER}", extra={"text": MARKER})
    assert "library warning at test_logs.py" in stream.getvalue()
    assert "ValueError" in stream.getvalue()
    assert MARKER not in stream.getvalue()
