import socket

import pytest

from bot.adapters.web.server import listen
from config.errors import ConfigError


def test_a_free_port_is_taken() -> None:
    with listen("127.0.0.1", 0) as listener:
        assert listener.getsockname()[1] > 0


def test_a_port_in_use_is_named_with_the_setting_that_changes_it() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(ConfigError, match=rf"port {port} .* in use.*MAUM_WEB_PORT"):
            listen("127.0.0.1", port)


def test_an_address_of_another_machine_is_refused_in_words() -> None:
    with pytest.raises(ConfigError, match=r"cannot listen on 192\.0\.2\.1"):
        listen("192.0.2.1", 0)


def test_a_name_that_is_no_address_is_refused_in_words() -> None:
    with pytest.raises(ConfigError, match="cannot listen on 'no such host'"):
        listen("no such host", 0)
