import pytest
from starlette.requests import HTTPConnection

from bot.adapters.web.gate import PASS_COOKIE, PERSON_COOKIE, Gate, Visitor, is_loopback


def connection(*, scheme: str = "http", query: str = "", **headers: str) -> HTTPConnection:
    return HTTPConnection(
        {
            "type": "http",
            "scheme": scheme,
            "path": "/",
            "query_string": query.encode(),
            "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        }
    )


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.0.9", "localhost", "maum.localhost", "::1"])
def test_this_machine_is_loopback(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.0.2", "localhost.evil.example", ""])
def test_anything_else_is_not(host: str) -> None:
    assert not is_loopback(host)


@pytest.mark.parametrize("host", ["127.0.0.1:8420", "localhost:9000", "[::1]:8420"])
def test_this_machine_by_any_port_is_addressed(host: str) -> None:
    assert Gate("").addressed(connection(host=host))


@pytest.mark.parametrize("host", ["evil.example:8420", "127.0.0.1.evil.example", "[::", ""])
def test_a_rebound_name_is_not_addressed(host: str) -> None:
    assert not Gate("").addressed(connection(host=host))


def test_with_a_token_any_name_is_addressed() -> None:
    assert Gate("secret").addressed(connection(host="maum.example"))


def test_only_our_own_page_and_programs_have_our_origin() -> None:
    gate = Gate("")
    assert gate.own_origin(connection(host="127.0.0.1:8420", origin="http://127.0.0.1:8420"))
    assert gate.own_origin(connection(host="127.0.0.1:8420"))
    assert not gate.own_origin(connection(host="127.0.0.1:8420", origin="http://127.0.0.1:3000"))
    assert not gate.own_origin(connection(host="127.0.0.1:8420", origin="https://evil.example"))
    assert not gate.own_origin(connection(host="127.0.0.1:8420", origin="null"))


def test_without_a_token_everybody_here_is_admitted() -> None:
    assert Gate("").admitted(connection())
    assert not Gate("").knows("")


def test_the_token_admits_by_query_header_and_cookie() -> None:
    gate = Gate("비밀-token")
    cookie = gate.pass_cookie(connection()).partition(";")[0]
    assert gate.admitted(connection(query="token=%EB%B9%84%EB%B0%80-token"))
    assert gate.admitted(connection(cookie=cookie))
    assert Gate("secret").admitted(connection(authorization="Bearer secret"))


def test_nothing_else_is_admitted() -> None:
    gate = Gate("secret")
    assert not gate.admitted(connection())
    assert not gate.admitted(connection(query="token=secre"))
    assert not gate.admitted(connection(cookie=f"{PASS_COOKIE}=secret"))
    assert not gate.admitted(connection(authorization="Bearer "))


def test_the_pass_cookie_does_not_hold_the_token() -> None:
    cookie = Gate("secret").pass_cookie(connection(scheme="https"))
    assert "secret" not in cookie
    assert {"HttpOnly", "SameSite=Strict", "Secure"} <= set(cookie.split("; "))


def test_a_browser_stays_the_same_person() -> None:
    first = Visitor.of(connection())
    again = Visitor.of(connection(cookie=first.cookie(connection()).partition(";")[0]))
    assert first.new
    assert not again.new
    assert again.person == first.person
    assert Visitor.of(connection()).person != first.person


def test_the_persons_id_does_not_hold_the_cookie() -> None:
    visitor = Visitor.of(connection())
    assert visitor.person not in visitor.secret
    assert visitor.secret not in visitor.person


def test_a_cookie_that_we_did_not_make_is_replaced() -> None:
    assert Visitor.of(connection(cookie=f"{PERSON_COOKIE}=../../etc")).new
