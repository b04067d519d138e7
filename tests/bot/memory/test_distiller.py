"""A model that reads what people say, over the real protocol, and held to their words."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from servers.service import Request, Service, send_json, sent

from bot.memory.distiller import OpenAIDistiller, grounded
from bot.protocols import Kind, Line
from config.errors import ReplyError
from config.moods import Mood

LINE = Line(
    speaker="user",
    text="요즘 도자기를 빚으러 다녀. 술은 안 마셔. 엄마가 그러는데 나는 고집이 세대.",
    at=datetime.now(UTC),
    mood=Mood.JOY,
    source="7",
)


def answer(*facts: tuple[str, str, str]) -> str:
    rows = [{"kind": kind, "value": value, "quote": quote} for kind, value, quote in facts]
    return json.dumps({"facts": rows}, ensure_ascii=False)


def test_what_the_message_says_is_kept_in_its_own_words() -> None:
    (memory,) = grounded(answer(("like", "도자기", "요즘 도자기를 빚으러 다녀.")), LINE)
    assert (memory.kind, memory.value) == (Kind.LIKE, "도자기")
    assert memory.text == "“요즘 도자기를 빚으러 다녀”"
    assert (memory.at, memory.mood, memory.source) == (LINE.at, Mood.JOY, "7")


@pytest.mark.parametrize(
    "fact",
    [
        ("like", "피아노", "피아노를 좋아해"),  # made up
        ("like", "피아노", "요즘 도자기를 빚으러 다녀"),  # not in its own quote
        ("dislike", "술", "술은 안 마셔"),  # denied
        ("name", "고집", "나는 고집이 세대"),  # somebody else's word
        ("like", "", "요즘 도자기를 빚으러 다녀"),
        ("name", "도자기", "요즘 도자기를 빚으러 다녀"),  # nobody is called so there
        ("plan", "도자기", "요즘 도자기를 빚으러 다녀"),  # no time to come is named
    ],
)
def test_what_it_does_not_say_for_sure_is_dropped(fact: tuple[str, str, str]) -> None:
    assert list(grounded(answer(fact), LINE)) == []


@pytest.mark.parametrize(
    ("text", "thing"),
    [("우리 팀장은 커피를 진짜 좋아해", "커피"), ("My boss loves coffee", "coffee")],
)
def test_what_others_like_is_not_the_persons(text: str, thing: str) -> None:
    line = Line(speaker="user", text=text, at=datetime.now(UTC))
    assert list(grounded(answer(("like", thing, text)), line)) == []


def test_a_plan_has_its_day() -> None:
    noon = datetime(2026, 3, 2, 12, tzinfo=UTC)
    line = Line(speaker="user", text="3월 20일에 캠핑 가기로 했어", at=noon)
    (plan,) = grounded(answer(("plan", "캠핑", line.text)), line)
    assert plan.day == date(2026, 3, 20)


def test_what_is_claimed_to_be_everything_is_nothing() -> None:
    quote = "요즘 도자기를 빚으러 다녀"
    assert list(grounded(answer(("like", "도자기", quote), ("work", "도자기!", quote)), LINE)) == []


@pytest.mark.parametrize(
    "text", ["", "none", "[]", '{"facts": 3}', answer(("soul", "도자기", "도자기"))]
)
def test_another_form_than_was_asked_for_is_refused(text: str) -> None:
    with pytest.raises(ReplyError):
        list(grounded(text, LINE))


class Server(Service):
    """Completes chats with *said*, or with a status."""

    def __init__(self) -> None:
        self.requests: list[dict[str, Any]] = []
        self.said: str | int = ""
        super().__init__(path="/v1")

    def answer(self, request: Request) -> None:
        if request.command == "GET":
            models = {"object": "list", "data": [{"id": "small", "object": "model"}]}
            return send_json(request, 200, models)
        self.requests.append(json.loads(sent(request)))
        if isinstance(self.said, int):
            return send_json(request, self.said, {"error": {"message": LINE.text}})
        message = {"role": "assistant", "content": self.said}
        choice = {"index": 0, "message": message, "finish_reason": "stop"}
        answer = {"id": "1", "object": "chat.completion", "model": "small", "choices": [choice]}
        return send_json(request, 200, answer)


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as server:
        yield server


async def test_a_server_is_asked_for_facts_and_summaries(server: Server) -> None:
    async with OpenAIDistiller(base_url=server.url) as distiller:
        server.said = answer(("like", "도자기", "요즘 도자기를 빚으러 다녀"))
        assert [one.value for one in await distiller.learned_from(LINE)] == ["도자기"]
        asked = server.requests[-1]
        assert asked["model"] == "small"
        assert asked["response_format"]["json_schema"]["strict"] is True
        assert asked["messages"][1] == {"role": "user", "content": LINE.text}
        server.said = " 도자기를 빚는다. "
        assert await distiller.summary("앞", [LINE]) == "도자기를 빚는다."
        assert server.requests[-1]["messages"][1]["content"] == f"앞\nA: {LINE.text}"
        server.said = "도자기를 빚는다. 도자기를 3년 빚었다. 피아노를 치며 바다에 산다."
        assert await distiller.summary("앞", [LINE]) == "도자기를 빚는다."


async def test_a_message_that_says_nothing_for_sure_is_not_sent(server: Server) -> None:
    async with OpenAIDistiller(base_url=server.url) as distiller:
        asking = Line(speaker="user", text="뭐 해?", at=datetime.now(UTC))
        assert list(await distiller.learned_from(asking)) == []
    assert server.requests == []


async def test_a_model_that_cannot_do_it_is_left_in_peace_for_an_hour(server: Server) -> None:
    now = [0.0]
    async with OpenAIDistiller(base_url=server.url, clock=lambda: now[0]) as distiller:
        server.said = "no JSON"
        for _ in range(5):
            with pytest.raises(ReplyError):
                await distiller.learned_from(LINE)
        assert len(server.requests) == 3
        now[0] = 3600.0
        server.said = answer()
        assert list(await distiller.learned_from(LINE)) == []
        assert list(await distiller.learned_from(LINE)) == []
    assert len(server.requests) == 5


async def test_what_goes_wrong_is_told_without_the_words(server: Server) -> None:
    server.said = 400
    async with OpenAIDistiller(base_url=server.url) as distiller:
        with pytest.raises(ReplyError) as failed:
            await distiller.learned_from(LINE)
        assert "도자기" not in str(failed.value)
        server.said = ""
        with pytest.raises(ReplyError):
            await distiller.summary("", [LINE])
