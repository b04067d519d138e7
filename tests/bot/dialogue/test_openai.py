"""The OpenAI generator against a real third-party server, and against bad ones."""

import asyncio
import json
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.companion import Companion
from bot.dialogue.chain import Chain
from bot.dialogue.openai import OpenAIGenerator
from bot.dialogue.prompt import messages
from bot.dialogue.scripted import Scripted
from bot.events import ChatKey, Degraded, Delta, Ended, Incoming, Level, Replied, Stage
from bot.protocols import Line, Prompt, Used
from bot.testing import MemoryStore, check_grammar
from config.errors import ConfigError, PromptRefused, ReplyError
from config.moods import Mood, Words
from config.personas import persona

SERVER = Path(__file__).parents[2] / "servers" / "llama.py"
# A small model on one core takes its time with every word that it is told.
BRIEF = replace(persona("maum"), character=Words(ko="", en="Kind."), boundaries=Words(ko="", en=""))
PROMPT = Prompt(
    message="I failed my interview today.",
    language="en",
    mood=Mood.SAD,
    tone="comforting",
    persona=BRIEF,
)


def line(speaker: str, text: str) -> Line:
    return Line(speaker=speaker, text=text, at=datetime.now(UTC))


class Llama:
    """llama.cpp in a process of its own."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, str(SERVER)],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self.process.stdout
        self.base_url = self.process.stdout.readline().strip() + "/v1"

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()
        assert self.process.stdout
        self.process.stdout.close()


@pytest.fixture(scope="module")
def llama() -> Iterator[Llama]:
    server = Llama()
    yield server
    server.stop()


async def written(generator: OpenAIGenerator, prompt: Prompt = PROMPT) -> list[str]:
    """The pieces of text."""
    return [piece for piece in await replied(generator, prompt) if isinstance(piece, str)]


async def replied(generator: OpenAIGenerator, prompt: Prompt = PROMPT) -> list[str | Used]:
    async with generator:
        return [piece async for piece in generator.reply(prompt)]


async def test_a_real_server_streams_a_reply_over_several_turns(llama: Llama) -> None:
    likeliest = {"base_url": llama.base_url, "max_tokens": 12, "temperature": 0}
    *first, took = await replied(OpenAIGenerator(**likeliest))
    assert len(first) > 5
    history = (line("user", PROMPT.message), line("companion", "".join(map(str, first))))
    *second, took_then = await replied(
        OpenAIGenerator(**likeliest), replace(PROMPT, history=history)
    )
    assert "".join(map(str, second)).strip()
    assert isinstance(took, Used) and isinstance(took_then, Used)
    assert took_then.tokens > took.tokens, "what was said before is read as well"


async def test_a_real_server_tells_what_a_reply_took(llama: Llama) -> None:
    *pieces, used = await replied(OpenAIGenerator(base_url=llama.base_url, max_tokens=12))
    assert isinstance(used, Used)
    assert len(pieces) < used.tokens < 2_000


async def test_a_server_killed_in_the_middle_still_leaves_an_answer(
    companion_of: Callable[..., Companion],
) -> None:
    server = Llama()
    store = MemoryStore()
    chat = ChatKey(messenger="test", chat="1", person="1")
    await store.meet(chat)
    # The likeliest words, and many of them: what is drawn may be over before the server is.
    openai = OpenAIGenerator(base_url=server.base_url, retries=0, max_tokens=400, temperature=0)
    chain = Chain([openai, Scripted(seed=1)])
    events = []
    story = "Write a very long story about a river, with many chapters."
    incoming = Incoming(chat=chat, text=story, language="en")
    async with openai, companion_of(generator=chain, store=store).turn(incoming) as turn:
        async for event in turn:
            events.append(event)
            if sum(isinstance(one, Delta) for one in events) == 1:
                server.stop()
    check_grammar(events)
    assert Degraded(Stage.REPLY, "reply.fallback") in events
    reply = next(event.text for event in events if isinstance(event, Replied))
    assert "…\n\n" in reply
    assert reply.rpartition("\n\n")[2].strip()
    assert events[-1] == Ended()


async def test_nobody_listening_is_told_apart_from_a_bug() -> None:
    with pytest.raises(ReplyError, match="cannot be reached"):
        await written(OpenAIGenerator(base_url="http://127.0.0.1:1/v1", retries=0))


def test_without_a_key_or_an_address_it_says_what_to_set() -> None:
    with pytest.raises(ConfigError, match="OPENAI_API_KEY"):
        OpenAIGenerator()


@asynccontextmanager
async def http_server(respond: Callable[[str], bytes]) -> AsyncIterator[tuple[str, list[str]]]:
    """A server that answers each request line with what *respond* makes of it, then hangs up."""
    requests: list[str] = []

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        length = next(
            (
                int(row.split(":")[1])
                for row in head.split("\r\n")
                if row.lower().startswith("content-length")
            ),
            0,
        )
        requests.append(head.split("\r\n")[0] + "\n" + (await reader.readexactly(length)).decode())
        writer.write(respond(requests[-1]))
        await writer.drain()
        writer.close()
        await writer.wait_closed()

    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}/v1", requests


def answer(status: str, body: str, kind: str = "application/json") -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body.encode())}"
    return f"{head}\r\nConnection: close\r\n\r\n{body}".encode()


def chunk(text: str | None, finish: str | None = None) -> str:
    choice = {"index": 0, "delta": {"content": text}, "finish_reason": finish}
    whole = {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": "m"}
    return f"data: {json.dumps(whole | {'choices': [choice]})}\n\n"


@pytest.mark.parametrize(
    ("status", "body", "kind", "reason"),
    [
        ("401 Unauthorized", "{}", "application/json", "refused the API key"),
        ("429 Too Many Requests", "{}", "application/json", "rate limit"),
        ("400 Bad Request", "{}", "application/json", "refused the request"),
        ("500 Internal Server Error", "oops", "text/plain", "failed: InternalServerError"),
        ("200 OK", chunk("Hel"), "text/event-stream", "in the middle"),
        ("200 OK", "data: not json\n\n", "text/event-stream", "failed"),
        ("200 OK", "", "text/event-stream", "in the middle"),
    ],
)
async def test_what_a_bad_server_did_is_said_without_its_words(
    status: str, body: str, kind: str, reason: str
) -> None:
    async with http_server(lambda _request: answer(status, body, kind)) as (base_url, _):
        with pytest.raises(ReplyError, match=reason):
            await written(OpenAIGenerator("m", base_url=base_url, retries=0))


async def test_a_failure_before_the_first_piece_is_tried_again() -> None:
    good = answer(
        "200 OK", chunk("Hi.") + chunk(None, "stop") + "data: [DONE]\n\n", "text/event-stream"
    )
    answers = iter([answer("503 Service Unavailable", "{}"), good])
    async with http_server(lambda _request: next(answers)) as (base_url, requests):
        assert await written(OpenAIGenerator("m", base_url=base_url, retries=1)) == ["Hi."]
    assert len(requests) == 2


async def test_a_server_that_cannot_tell_what_a_reply_took_writes_all_the_same() -> None:
    good = chunk("Hi.") + chunk(None, "stop") + "data: [DONE]\n\n"

    def respond(request: str) -> bytes:
        if "stream_options" in request:
            return answer("422 Unprocessable Entity", '{"error": {"message": "extra field"}}')
        return answer("200 OK", good, "text/event-stream")

    async with http_server(respond) as (base_url, requests):
        generator = OpenAIGenerator("m", base_url=base_url, retries=0)
        async with generator:
            for _ in range(2):
                assert [piece async for piece in generator.reply(PROMPT)] == ["Hi."]
    assert len(requests) == 3  # it is asked in vain once


class Bytes:
    """A server whose model has a token for each byte, and a window of so many.

    Each message takes a dozen more.
    """

    def __init__(self, window: int) -> None:
        self.window = window
        self.read: list[int] = []
        self.refused = 0

    def respond(self, request: str) -> bytes:
        sent = json.loads(request.partition("\n")[2])["messages"]
        count = sum(12 + len(one["content"].encode()) for one in sent)
        if count > self.window:
            self.refused += 1
            told = "the request exceeds the available context size"
            return answer("400 Bad Request", json.dumps({"error": {"message": told}}))
        self.read.append(count)
        usage = {"prompt_tokens": count, "completion_tokens": 1, "total_tokens": count + 1}
        told = json.dumps({"id": "1", "object": "chat.completion.chunk", "created": 0,
                           "model": "m", "choices": [], "usage": usage})  # fmt: skip
        last = chunk(None, "stop") + f"data: {told}\n\ndata: [DONE]\n\n"
        return answer("200 OK", chunk("Hi.") + last, "text/event-stream")


async def test_a_window_that_is_smaller_than_thought_is_found_and_kept() -> None:
    past = (line("user", "I had a bad day"), line("companion", "What happened?")) * 40
    server, prompt = Bytes(1_500), replace(PROMPT, history=past)
    async with (
        http_server(server.respond) as (base_url, _),
        OpenAIGenerator("m", base_url=base_url, retries=0) as generator,
    ):
        for _ in range(3):
            assert "Hi." in [piece async for piece in generator.reply(prompt)]
        found = server.refused
        assert "Hi." in [piece async for piece in generator.reply(prompt)]
    assert found == server.refused > 0
    assert min(server.read) > 1_000, "no more is left out than must be"


async def test_the_budget_holds_in_tokens_of_the_model_once_it_has_told_them() -> None:
    past = (line("user", "I had a bad day"), line("companion", "What happened?")) * 40
    server, prompt = Bytes(100_000), replace(PROMPT, history=past)
    async with (
        http_server(server.respond) as (base_url, _),
        OpenAIGenerator("m", base_url=base_url, room=1_000) as generator,
    ):
        for _ in range(2):
            assert "Hi." in [piece async for piece in generator.reply(prompt)]
    assert server.read[0] > 1_000
    assert server.read[1] <= 1_000


async def test_a_message_that_no_window_holds_is_left_to_others() -> None:
    async with http_server(Bytes(10).respond) as (base_url, _):
        with pytest.raises(PromptRefused):
            await written(OpenAIGenerator("m", base_url=base_url, retries=0))


async def test_a_server_that_falls_silent_is_given_up() -> None:
    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()  # until the client gives up
        writer.close()
        gone.set()

    gone = asyncio.Event()
    server = await asyncio.start_server(silent, "127.0.0.1", 0)
    async with server:
        base_url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1"
        generator = OpenAIGenerator("m", base_url=base_url, retries=0, timeout=0.2)
        with pytest.raises(ReplyError, match="in time"):
            await written(generator)
        await gone.wait()


async def test_another_server_is_asked_which_model_it_has() -> None:
    listed = json.dumps(
        {
            "object": "list",
            "data": [{"id": "kind-one", "object": "model", "created": 0, "owned_by": "x"}],
        }
    )
    stream = chunk("Hi.") + chunk(None, "stop") + "data: [DONE]\n\n"

    def respond(request: str) -> bytes:
        if request.startswith("GET /v1/models"):
            return answer("200 OK", listed)
        return answer("200 OK", stream, "text/event-stream")

    async with http_server(respond) as (base_url, requests):
        await written(OpenAIGenerator(base_url=base_url))
    assert json.loads(requests[-1].partition("\n")[2])["model"] == "kind-one"


def test_the_prompt_holds_who_how_and_what_was_said() -> None:
    prompt = replace(
        PROMPT,
        persona=persona("maum"),
        language="ko",
        message="떨어졌어",
        history=(line("user", "안녕"), line("companion", "안녕하세요.")),
    )
    system, *rest = messages(prompt)
    assert "마음은 편안하고" in system["content"]
    assert "존댓말" in system["content"]
    assert [(one["role"], one["content"]) for one in rest] == [
        ("user", "안녕"),
        ("assistant", "안녕하세요."),
        ("user", "떨어졌어"),
    ]


def test_after_a_crisis_the_writer_is_told_to_stay_and_to_name_109() -> None:
    assert "109" in messages(replace(PROMPT, level=Level.EXPLICIT))[0]["content"]
    assert "109" not in messages(PROMPT)[0]["content"]


def test_roles_alternate_as_chat_templates_demand() -> None:
    history = (line("companion", "안녕하세요."), line("user", "하나"), line("user", "둘"))
    said = messages(replace(PROMPT, message="셋", history=history))[1:]
    assert said == [{"role": "user", "content": "하나\n둘\n셋"}]
