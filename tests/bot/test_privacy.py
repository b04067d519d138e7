"""No words of a person in any log, at any level, whatever fails."""

import asyncio
import io
import logging
import sys
from collections.abc import Callable, Iterator

import pytest
import structlog

from bot.companion import Companion
from bot.conversations import Conversations
from bot.dialogue.chain import Chain
from bot.dialogue.openai import OpenAIGenerator
from bot.events import ChatKey, Ended, Failed, Incoming, TurnEvent
from bot.store.database import Database
from bot.testing import (
    MemoryStore,
    ScriptedClassifier,
    ScriptedGenerator,
    ScriptedRenderer,
    ScriptedSynthesizer,
    ScriptedTranscriber,
)
from config.errors import EmotionError, NoVoice, ReplyError
from config.logs import configure
from speech.audio import Audio

MARKER = "보라색하늘다람쥐"
CHAT = ChatKey(messenger="test", chat="1", person="1")

Build = Callable[..., Companion]


@pytest.fixture
def logged(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], str]]:
    """All that every logger makes, maum's own and the libraries', with maum set to debug."""
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    configure("debug")
    raw = logging.StreamHandler(stream)  # what another handler would see, before our filter
    raw.setLevel(logging.DEBUG)
    logging.getLogger("maum").addHandler(raw)
    for name in ("openai", "httpx2", "sqlalchemy", "asyncio"):
        logging.getLogger(name).addHandler(raw)
    yield stream.getvalue
    for name in ("maum", "openai", "httpx2", "sqlalchemy", "asyncio"):
        logging.getLogger(name).removeHandler(raw)
    structlog.reset_defaults()


async def converse(companion: Companion, *incoming: Incoming) -> None:
    async with Conversations(companion, settle=0) as talks:
        for one in incoming:
            over = asyncio.Event()

            async def deliver(event: TurnEvent, over: asyncio.Event = over) -> None:
                if isinstance(event, Ended | Failed):
                    over.set()

            await talks.say(one, deliver)
            await over.wait()


def said(text: str = f"{MARKER} 면접에서 떨어졌어") -> Incoming:
    return Incoming(chat=CHAT, text=text, speak=True)


async def test_when_everything_works(
    companion_of: Build, logged: Callable[[], str], tmp_path
) -> None:  # type: ignore[no-untyped-def]
    async with Database(f"sqlite:///{tmp_path / 'maum.db'}") as store:
        voice = Incoming(chat=CHAT, voice=Audio(b"", "audio/ogg"), speak=True)
        companion = companion_of(
            store=store,
            transcriber=ScriptedTranscriber(MARKER),
            generator=ScriptedGenerator([f"{MARKER}라고요?"]),
        )
        await converse(companion, said(), voice, said(f"{MARKER} 죽고 싶어"))
    assert MARKER not in logged()


@pytest.mark.parametrize("kind", [RuntimeError, ReplyError, EmotionError, NoVoice])
async def test_when_every_part_fails_and_quotes_the_person(
    companion_of: Build, logged: Callable[[], str], kind: type[Exception]
) -> None:
    error = kind(f"could not do it: {MARKER}")
    companion = companion_of(
        transcriber=ScriptedTranscriber(error=error),
        classifier=ScriptedClassifier(error=error),
        generator=Chain(
            [ScriptedGenerator(["a"], error=error), ScriptedGenerator([], error=error)]
        ),
        synthesizer=ScriptedSynthesizer(error=error),
        renderer=ScriptedRenderer(error=error),
        store=MemoryStore(error=error),
    )
    await converse(
        companion, said(), Incoming(chat=CHAT, voice=Audio(MARKER.encode(), "audio/ogg"))
    )
    assert "degraded" in logged()
    assert MARKER not in logged()


async def test_when_a_server_sends_the_prompt_back_as_its_error(
    companion_of: Build, logged: Callable[[], str]
) -> None:
    async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        body = await reader.readexactly(int(head.split(b"content-length: ")[1].split(b"\r\n")[0]))
        length = f"HTTP/1.1 500 No\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
        writer.write(length.encode() + body)
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(echo, "127.0.0.1", 0)
    async with server:
        base_url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1"
        async with OpenAIGenerator("m", base_url=base_url, retries=0) as generator:
            await converse(companion_of(generator=generator), said())
    assert "turn failed" in logged()
    assert MARKER not in logged()


async def test_when_the_messenger_breaks(companion_of: Build, logged: Callable[[], str]) -> None:
    gone = asyncio.Event()

    async def deliver(_event: TurnEvent) -> None:
        gone.set()
        raise ConnectionResetError(MARKER)

    async with Conversations(companion_of(), settle=0) as talks:
        await talks.say(said(), deliver)
        await gone.wait()
        await asyncio.wait(asyncio.all_tasks() - {asyncio.current_task()})
    assert "delivery failed" in logged()
    assert MARKER not in logged()
