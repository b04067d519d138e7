"""A speaking program in a process of its own, kept between sentences.

It reads requests from standard input, one JSON object a line, and answers each on standard output
with one JSON object a line: ``{"bytes": n}`` and then n bytes of WAV, or ``{"error": "language"}``
where it has no voice for what was asked, or any other error.
"""

import asyncio
import json
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, Self

from config.errors import LanguageNotSpoken, SpeechError

_LARGEST = 32 * 2**20
"""Bytes of one answer; two minutes of speech make a tenth of it."""


class Worker:
    """Runs *command* and asks it one thing at a time.

    Inside ``async with`` the program stays between sentences, else it runs for one. One that takes
    longer than *timeout* seconds, or whose asker is cancelled, is ended, and the next sentence
    starts another.
    """

    def __init__(self, command: Sequence[str], *, timeout: float) -> None:
        self._command = command
        self._timeout = timeout
        self._process: asyncio.subprocess.Process | None = None
        self._free = asyncio.Lock()
        self._stays = False

    async def __aenter__(self) -> Self:
        """Start the program, so that it has loaded when the first sentence comes."""
        self._stays = True
        with suppress(OSError):  # the first sentence will tell
            await self._running()
        return self

    async def __aexit__(self, *_: object) -> None:
        self._stays = False
        await self._end()

    async def ask(self, **request: object) -> bytes:
        """The WAV that answers *request*; raises `LanguageNotSpoken` or `SpeechError`."""
        async with self._free:
            whole = False
            try:
                async with asyncio.timeout(self._timeout):
                    head, wav = await self._answer(json.dumps(request).encode())
                whole = True
            except TimeoutError as error:
                raise SpeechError("the program took too long") from error
            except (OSError, EOFError, ValueError, TypeError) as error:
                raise SpeechError("the program broke off") from error
            finally:
                if not (whole and self._stays):
                    await self._end()
        if head.get("error") == "language":
            raise LanguageNotSpoken("the program has no such voice")
        if "error" in head:
            raise SpeechError("the program could not speak")
        return wav

    async def _answer(self, request: bytes) -> tuple[dict[str, Any], bytes]:
        process = await self._running()
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(request + b"\n")
        await process.stdin.drain()
        head = json.loads(await process.stdout.readline())
        size = head.get("bytes", 0)
        if not 0 <= size <= _LARGEST:
            raise ValueError("more than a sentence")
        return head, await process.stdout.readexactly(size)

    async def _running(self) -> asyncio.subprocess.Process:
        if self._process is None or self._process.returncode is not None:
            pipe = asyncio.subprocess.PIPE
            self._process = await asyncio.create_subprocess_exec(
                *self._command, stdin=pipe, stdout=pipe, stderr=asyncio.subprocess.DEVNULL
            )
        return self._process

    async def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None and process.returncode is None:
            process.kill()
            await process.wait()
