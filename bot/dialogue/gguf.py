"""A GGUF file by llama.cpp in this process, for ``gguf:<file>``."""

import asyncio
import mmap
import secrets
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, aclosing
from pathlib import Path
from typing import Any, Self

from bot.dialogue.openai import OpenAIGenerator
from bot.protocols import Prompt
from config.errors import ConfigError, MissingExtra

_TEMPLATE = b"tokenizer.chat_template"
_HEADER = 64 * 2**20
"""Bytes in which a file's metadata, its vocabulary among it, come to an end."""


class GGUF:
    """Writes with the instruction-tuned model in *model*; loaded on entering.

    llama.cpp answers on a free port of this machine, to a key that is new each time.
    """

    def __init__(
        self,
        model: str,
        *,
        window: int = 4096,
        max_tokens: int = 300,
        temperature: float = 0.7,
        threads: int = 1,
    ) -> None:
        """*window*: tokens of a prompt and its reply together."""
        self._model = Path(model)
        self._window = window
        self._threads = threads
        self._max_tokens = max_tokens
        self._temperature = temperature
        self._writer: OpenAIGenerator | None = None
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        key = secrets.token_hex(16)
        server = await asyncio.to_thread(self._serve, key)
        # The server ends with the last reference to it, and waits for its threads then.
        self._stack.push_async_callback(asyncio.to_thread, server.clear)
        writer = OpenAIGenerator(
            self._model.stem,
            api_key=key,
            base_url=f"{server[0].listening_address}/v1",
            timeout=120.0,  # a long prompt is read before the first word
            retries=0,
            room=self._window - self._max_tokens,
            max_tokens=self._max_tokens,
            temperature=self._temperature,
        )
        self._writer = await self._stack.enter_async_context(writer)
        return self

    async def __aexit__(self, *_: object) -> None:
        self._writer = None
        await self._stack.aclose()

    async def reply(self, prompt: Prompt, /) -> AsyncGenerator[str, None]:
        """The pieces as they come; raises `ReplyError`."""
        assert self._writer is not None, "enter the generator first"
        async with aclosing(self._writer.reply(prompt)) as pieces:
            async for piece in pieces:
                if isinstance(piece, str):  # what it took costs nobody anything
                    yield piece

    def _serve(self, key: str) -> list[Any]:
        try:
            import xllamacpp  # type: ignore[import-untyped]
        except ImportError as error:
            raise MissingExtra(f"gguf:{self._model}", "gguf") from error
        _check(self._model)
        given = xllamacpp.CommonParams()
        given.model.path = str(self._model)
        given.n_ctx = self._window
        given.n_parallel = 1
        given.hostnames = ["127.0.0.1"]
        given.port = 0
        given.api_keys = [key]
        given.cpuparams.n_threads = given.cpuparams_batch.n_threads = self._threads
        given.use_jinja = True
        given.verbosity = 0
        try:
            return [xllamacpp.Server(given)]
        except RuntimeError as error:
            raise ConfigError(f"gguf:{self._model} cannot be loaded") from error


def _check(model: Path) -> None:
    if not model.is_file():
        raise ConfigError(f"there is no file {model}")
    with model.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        if content[:4] != b"GGUF":
            raise ConfigError(f"{model} is no GGUF file")
        if content.find(_TEMPLATE, 0, _HEADER) < 0:
            raise ConfigError(
                f"{model} has no chat template, so it is a model that continues text, and would "
                "write both sides of a talk; take one whose name says instruct or chat"
            )
