"""All that is PostgreSQL's own: a server that may be far away, or hang."""

import os
import socket
from contextlib import closing, suppress
from threading import Lock
from typing import Any
from weakref import WeakSet

from psycopg import OperationalError
from sqlalchemy import URL, Dialect, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection

from config.errors import StoreError

_PATIENCE = {
    "connect_timeout": 5,
    # A server that is gone without a word is noticed within a minute.
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 60_000,
}


class Server:
    """The server behind a URL, by way of an engine."""

    def __init__(self, url: URL, *, connections: int) -> None:
        self.engine: Engine = create_engine(
            url, hide_parameters=True, pool_size=connections, connect_args=_PATIENCE
        )
        self._connections = WeakSet[Any]()
        self._cut = False
        self._lock = Lock()  # connections are made in threads
        event.listen(self.engine, "do_connect", self._connecting)
        event.listen(self.engine, "connect", self._connected)

    def cut(self) -> None:
        """Break off whatever waits for the server, and what will.

        Threads that hang in a driver can neither be cancelled nor left: the program would wait
        for them at its end.
        """
        with self._lock:
            self._cut = True
            connections = list(self._connections)
        for connection in connections:
            _shut(connection)

    def _connecting(self, _dialect: Dialect, *_: Any) -> None:
        if self._cut:
            raise StoreError("the store is closed")

    def _connected(self, connection: DBAPIConnection, _record: object) -> None:
        with self._lock:
            self._connections.add(connection)
        if self._cut:
            _shut(connection)


def _shut(connection: DBAPIConnection) -> None:
    with suppress(OperationalError, OSError):  # if it is open
        # By another descriptor of the same socket: the driver closes its own.
        line = socket.socket(fileno=os.dup(connection.fileno()))
        with closing(line):
            line.shutdown(socket.SHUT_RDWR)
