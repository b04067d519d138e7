"""Logs without a person's words.

maum's own records are a static message with ids and codes as fields. A library's record may hold
anything (a request's body, a frame, an SQL parameter), so below WARNING none is made, and from
WARNING on only where it came from is kept. The text of an exception counts as a person's words.
"""

import logging
import sys
import traceback
from collections.abc import MutableMapping
from typing import Any

import structlog

_LIBRARIES = (
    "aiohttp",
    "alembic",
    "asyncio",
    "discord",
    "faster_whisper",
    "gtts",
    "httpcore",
    "httpcore2",
    "httpx",
    "httpx2",
    "libav",
    "openai",
    "sqlalchemy",
    "urllib3",
    "uvicorn",
    "websockets",
)


def configure(level: str = "info", *, json_lines: bool = False) -> None:
    """Send maum's log to standard error, from *level* (``debug``, ``info``, …) on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(_only_where)
    handler.setFormatter(_formatter(json_lines=json_lines))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("maum").setLevel(level.upper())
    for name in _LIBRARIES:
        logging.getLogger(name).setLevel(logging.WARNING)
    structlog.configure(
        processors=[
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            _frames,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )


def _formatter(*, json_lines: bool) -> logging.Formatter:
    last = (
        structlog.processors.JSONRenderer()
        if json_lines
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[structlog.stdlib.add_log_level, structlog.stdlib.add_logger_name],
        processors=[
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            last,
        ],
    )


def _frames(
    _logger: object, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Replace an exception by its type and where it passed; its text stays out."""
    error = event.pop("exc_info", None)
    if isinstance(error, BaseException):
        event.update(described(error))
    return event


def described(error: BaseException) -> dict[str, object]:
    """The type of *error* and its innermost frames, without its text."""
    frames = traceback.extract_tb(error.__traceback__)[-4:]
    where = [f"{frame.filename.rpartition('/')[2]}:{frame.lineno}" for frame in frames]
    return {"error": type(error).__name__, "where": where}


def _only_where(record: logging.LogRecord) -> bool:
    if record.name.partition(".")[0] != "maum":
        error = record.exc_info[1] if record.exc_info else None
        kind = f" {type(error).__name__}" if error else ""
        record.msg = f"library warning at {record.filename}:{record.lineno}{kind}"
        record.args = None
        record.exc_info = None
        record.exc_text = None
        record.stack_info = None
    return True
