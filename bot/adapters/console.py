"""The console: one turn a line, answered before the next is read."""

import asyncio
import json
import os
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from io import RawIOBase
from itertools import count
from pathlib import Path
from threading import Thread
from typing import Protocol, TextIO

from bot.commands import Answer, Commands, File
from bot.commands import as_json as answer_as_json
from bot.events import (
    ChatKey,
    Degraded,
    Delta,
    Ended,
    Failed,
    Felt,
    Heard,
    Incoming,
    Replied,
    TurnEvent,
    as_json,
)
from bot.protocols import Conversations
from config.errors import UsageError, explain
from config.moods import mood_table
from speech.audio import Audio

CHAT = ChatKey(messenger="console", chat="me", person="me")


class Printer(Protocol):
    """Shows a turn to whoever sits at the console."""

    def show(self, event: TurnEvent) -> None:
        """Show one event, in the order of the turn."""
        ...

    def answer(self, answer: Answer, saved: Path | None) -> None:
        """Show what a command answers; its file, if there is one, lies in *saved*."""
        ...


@dataclass(frozen=True, slots=True)
class JsonLines:
    """Each event as one JSON line."""

    out: TextIO

    def show(self, event: TurnEvent) -> None:
        """Print *event*; a failure says in words what to do."""
        fields = as_json(event)
        if isinstance(event, Failed):
            fields["message"] = explain(event.code, "en")
        self._print(fields)

    def answer(self, answer: Answer, saved: Path | None) -> None:
        """Print *answer*, and that the line is answered."""
        path = {"saved": str(saved)} if saved else {}
        self._print(answer_as_json(answer) | path)
        self._print(as_json(Ended()))

    def _print(self, fields: Mapping[str, object]) -> None:
        self.out.write(json.dumps(fields, ensure_ascii=False) + "\n")
        self.out.flush()


@dataclass(frozen=True, slots=True)
class Prose:
    """The turn as a person reads it."""

    out: TextIO
    language: str

    def show(self, event: TurnEvent) -> None:
        """Print what *event* tells a person, if anything."""
        self.out.write(self._text(event))
        self.out.flush()

    def answer(self, answer: Answer, saved: Path | None) -> None:
        """Print *answer*, and what may be typed next."""
        rows = [answer.text, *(f"   {one.command}  {one.label}" for one in answer.choices)]
        self.out.write("\n".join([*rows, *([f"   → {saved}"] if saved else [])]) + "\n\n")
        self.out.flush()

    def _text(self, event: TurnEvent) -> str:
        match event:
            case Heard(text):
                return f"🎤 {text}\n"
            case Felt(emotion, mood):
                name = mood_table().names[mood][self.language]
                return f"   ({name} {emotion.confidence:.0%})\n"
            case Delta(text):
                return text
            case Replied():
                return "\n\n"
            case Degraded(_, code) | Failed(code):
                return f"   ({explain(code, self.language)})\n"
            case _:
                return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Console:
    """An adapter for the terminal: voice files first, then the lines of *source*."""

    printer: Printer
    source: RawIOBase
    """Lines in UTF-8; raw, so that a thread which waits for one holds no lock at the exit."""
    prompt: Callable[[], None]
    """Asks for the next line, where somebody is there to be asked."""
    commands: Commands | None = None
    folder: Path = Path()
    """Where files go that a command hands over."""
    voices: Iterable[Path] = ()
    language: str = "ko"
    speak: bool = False

    async def run(self, conversations: Conversations, /) -> None:
        """Answer every voice file and every line; return at the end of the source."""
        async for incoming in self._incoming():
            await self._answered(conversations, incoming)

    async def _incoming(self) -> AsyncIterator[Incoming]:
        for path in self.voices:
            voice = Audio(await asyncio.to_thread(_read, path), "application/octet-stream")
            yield self._message(voice=voice)
        while line := await self._line():
            yield self._message(text=line.rstrip("\r\n"))

    async def _line(self) -> str:
        """The next line; a thread of its own waits for it, which Ctrl-C need not wait for."""
        self.prompt()
        loop = asyncio.get_running_loop()
        read: asyncio.Future[bytes] = loop.create_future()

        def hand_over(line: bytes) -> None:
            if not read.done():
                read.set_result(line)

        def wait() -> None:
            line = self.source.readline()
            with suppress(RuntimeError):  # the loop has closed meanwhile
                loop.call_soon_threadsafe(hand_over, line)

        Thread(target=wait, name="maum-stdin", daemon=True).start()
        return (await read).decode("utf-8", "replace")

    def _message(self, *, text: str = "", voice: Audio | None = None) -> Incoming:
        return Incoming(chat=CHAT, text=text, voice=voice, language=self.language, speak=self.speak)

    async def _answered(self, conversations: Conversations, incoming: Incoming) -> None:
        answer = await self.commands.answer(incoming) if self.commands else None
        if answer is None:
            await self._told(conversations, incoming)
            return
        saved = None
        if answer.file is not None:
            try:
                saved = await asyncio.to_thread(_save, answer.file, self.folder)
            except UsageError as error:
                answer = Answer(text=str(error))
        self.printer.answer(answer, saved)

    async def _told(self, conversations: Conversations, incoming: Incoming) -> None:
        over: asyncio.Future[None] = asyncio.get_running_loop().create_future()

        async def deliver(event: TurnEvent) -> None:
            try:
                self.printer.show(event)
            except OSError as error:  # whoever read the output has gone
                over.set_exception(error)
                raise
            if isinstance(event, Ended | Failed):
                over.set_result(None)

        await conversations.say(incoming, deliver)
        await over


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from error


def _save(file: File, folder: Path) -> Path:
    """Write *file* beside those of its name, for the owner's eyes only; raises `UsageError`."""
    name = Path(file.name)
    for number in count():
        path = folder / (f"{name.stem}-{number}{name.suffix}" if number else name)
        try:
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
                out.write(file.data)
        except FileExistsError:
            continue
        except OSError as error:
            raise UsageError(f"{path} cannot be written: {error.strerror}") from error
        return path
    raise AssertionError  # count() does not end
