"""The routes, over real HTTP."""

import json
import re
from collections.abc import AsyncIterator

import httpx
import pytest

from bot.adapters.web.gate import PASS_COOKIE, PERSON_COOKIE


@pytest.fixture
async def home(flat):
    async with flat() as opened:
        yield opened


@pytest.fixture
async def guarded(flat):
    async with flat(token="열려라 secret") as opened:
        yield opened


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(trust_env=False) as made:
        yield made


async def test_the_page_comes_with_all_it_needs(home, client) -> None:
    page = await client.get(home.address)
    assert page.status_code == 200
    for name in ("composer", "send", "mic", "avatar", "reply-audio", "disclosure"):
        assert f'data-testid="{name}"' in page.text
    for link in re.findall(r'(?:src|href)="(/static/[^"]+)"', page.text):
        assert (await client.get(home.address + link)).status_code == 200


async def test_every_module_that_is_imported_is_there(home, client) -> None:
    seen, waiting = set(), ["/static/js/main.js", "/static/js/login.js"]
    while waiting:
        path = waiting.pop()
        seen.add(path)
        module = await client.get(home.address + path)
        assert module.status_code == 200
        assert "javascript" in module.headers["content-type"]
        imported = re.findall(r'(?:from|import) "(/static/[^"]+)"', module.text)
        waiting += set(imported) - seen - set(waiting)
    assert len(seen) > 10


async def test_nothing_is_fetched_from_elsewhere(home, client) -> None:
    page = (await client.get(home.address)).text
    assert not re.search(r"(?:https?:)?//\w", page.replace("http://www.w3.org", ""))


async def test_no_script_and_no_style_stands_in_the_page(home, client) -> None:
    page = await client.get(home.address)
    policy = page.headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert not re.search(r"<script(?![^>]*(src|application/json))", page.text)
    assert not re.search(r"<style|\sstyle=|\son\w+=", page.text)


async def test_every_answer_is_hardened(home, client) -> None:
    for path in ("/", "/static/js/main.js", "/healthz", "/nowhere"):
        headers = (await client.get(home.address + path)).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert "server" not in headers


async def test_the_page_tells_without_a_socket_what_must_be_known(home, client) -> None:
    page = (await client.get(home.address)).text
    found = re.search(r'<script type="application/json" id="about">(.*?)</script>', page)
    assert found
    about = json.loads(found[1])
    assert "AI" in about["disclosure"]["ko"]
    assert "AI" in about["disclosure"]["en"]
    korea = about["helplines"]["countries"][0]
    assert [line["number"] for line in korea["lines"]] == [
        "109",
        "1577-0199",
        "1388",
        "1366",
        "117",
    ]
    assert about["moods"]["sad"] == {"ko": "슬픔", "en": "sadness"}


async def test_anybody_may_read_the_safety_protocol(guarded, client) -> None:
    page = await client.get(f"{guarded.address}/safety")
    assert page.status_code == 200
    assert 'href="tel:109"' in page.text
    assert 'href="tel:15770199"' in page.text
    assert 'href="sms:741741"' in page.text
    assert "미성년자" in page.text
    assert "may not be suitable for some minors" in page.text
    assert "set-cookie" not in page.headers
    assert not re.search(r"<script|<style|\sstyle=", page.text)


async def test_no_folder_above_is_served(home, client) -> None:
    for path in ("/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/static/"):
        assert (await client.get(home.address + path)).status_code in {404, 405}


async def test_a_rebound_name_gets_nothing(home, client) -> None:
    answer = await client.get(home.address, headers={"host": "evil.example"})
    assert answer.status_code == 421
    assert "composer" not in answer.text


async def test_health_and_figures(home, client) -> None:
    assert (await client.get(f"{home.address}/healthz")).json() == {"status": "ok"}
    figures = await client.get(f"{home.address}/metrics")
    assert "maum_web_tabs 0.0" in figures.text


async def test_a_browser_gets_one_person(home, client) -> None:
    first = (await client.get(home.address)).headers["set-cookie"]
    assert first.startswith(f"{PERSON_COOKIE}=")
    assert "HttpOnly" in first
    assert "SameSite=Lax" in first, "a link from elsewhere would make the visitor somebody new"
    assert (await client.get(home.address)).headers["set-cookie"] == first


async def test_without_the_token_only_the_question_is_shown(guarded, client) -> None:
    for query in ("", "?token=", "?token=wrong"):
        page = await client.get(guarded.address + "/" + query)
        assert page.status_code == 401
        assert 'name="token"' in page.text
        assert "composer" not in page.text
        assert "set-cookie" not in page.headers
    assert (await client.get(f"{guarded.address}/metrics")).status_code == 401
    assert (await client.get(f"{guarded.address}/pass")).status_code == 401
    assert (await client.get(f"{guarded.address}/healthz")).status_code == 200


async def test_the_token_in_the_address_is_needed_once(guarded, client) -> None:
    page = await client.get(guarded.address, params={"token": guarded.token})
    assert page.status_code == 200
    assert client.cookies[PASS_COOKIE]
    assert (await client.get(guarded.address)).status_code == 200
    assert (await client.get(f"{guarded.address}/pass")).status_code == 204
    assert (await client.get(f"{guarded.address}/metrics")).status_code == 200


async def test_the_token_may_be_typed(guarded, client) -> None:
    form = {"token": guarded.token}
    answer = await client.post(f"{guarded.address}/login", data=form)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/"
    assert (await client.get(guarded.address)).status_code == 200


async def test_a_wrong_token_opens_nothing(guarded, client) -> None:
    answer = await client.post(f"{guarded.address}/login", data={"token": "wrong"})
    assert answer.status_code == 401
    assert not client.cookies


async def test_a_huge_form_is_not_read(guarded, client) -> None:
    answer = await client.post(f"{guarded.address}/login", data={"token": "x" * 100_000})
    assert answer.status_code == 413


async def test_a_program_may_read_the_figures(guarded, client) -> None:
    token = guarded.token.encode()
    answer = await client.get(
        f"{guarded.address}/metrics", headers={b"authorization": b"Bearer " + token}
    )
    assert answer.status_code == 200
