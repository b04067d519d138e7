"""Replies from OpenAI, or from any server that speaks its API: Ollama, vLLM, llama.cpp, …"""

from collections import defaultdict
from collections.abc import AsyncGenerator, Sequence
from math import inf
from typing import Any, Self, TypeAlias, cast

from openai import (
    APIConnectionError,
    APITimeoutError,
    AsyncOpenAI,
    AsyncStream,
    AuthenticationError,
    BadRequestError,
    OpenAIError,
    RateLimitError,
    Timeout,
    UnprocessableEntityError,
)
from openai.types.chat import ChatCompletionChunk

from bot.dialogue.prompt import Message, estimated, messages
from bot.protocols import Prompt, Used
from config.errors import ConfigError, PromptRefused, ReplyError

Stream: TypeAlias = AsyncStream[ChatCompletionChunk]

_HOSTED_MODEL = "gpt-4o-mini"
_LESS = 0.75
"""Of a prompt that a window did not hold is tried next."""
_CHEAPEST = 0.5
"""Of an estimated token; a server that tells less counts something else."""


class OpenAIGenerator:
    """Streams chat completions; the library retries with backoff and jitter before a first piece."""

    def __init__(
        self,
        model: str = "",
        *,
        api_key: str = "",
        base_url: str = "",
        timeout: float = 20.0,
        retries: int = 2,
        temperature: float = 0.7,
        max_tokens: int = 400,
        room: int = 4_000,
    ) -> None:
        """Without a *model*, another server than OpenAI's is asked for the first one it has.

        *timeout* is the longest silence in seconds, before the first piece or between two.
        *room* is how many tokens a prompt may have; small context windows hold 4,000. They are
        estimated, and by what the server counted once it has told.
        Raises `ConfigError` where neither a key nor a base URL is given.
        """
        if not (api_key or base_url):
            raise ConfigError("openai needs OPENAI_API_KEY, or OPENAI_BASE_URL for another server")
        self._room = room
        self._tells_usage = True
        # By language: how many tokens of the server's model there are to an estimated one, and how
        # many estimated ones its window holds.
        self._dearness: defaultdict[str, float] = defaultdict(lambda: 1.0)
        self._held: defaultdict[str, float] = defaultdict(lambda: inf)
        self._model = model or ("" if base_url else _HOSTED_MODEL)
        self._settings: dict[str, Any] = {"temperature": temperature, "max_tokens": max_tokens}
        self._client = AsyncOpenAI(
            api_key=api_key or "none",
            base_url=base_url or None,
            timeout=Timeout(timeout, connect=3.0),
            max_retries=retries,
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._client.close()

    async def reply(self, prompt: Prompt, /) -> AsyncGenerator[str | Used, None]:
        """The pieces as they come; raises `ReplyError`, also when the stream is cut short."""
        finished, used = False, 0
        try:
            chat, made = await self._fitting(prompt)
            async with made as stream:
                async for chunk in stream:
                    if chunk.usage:  # the last one counts; some servers tell it all the time
                        used = chunk.usage.total_tokens
                        read = chunk.usage.prompt_tokens / estimated(chat)
                        self._dearness[prompt.language] = max(read, _CHEAPEST)
                    for choice in chunk.choices:
                        finished = finished or choice.finish_reason is not None
                        if choice.delta.content:
                            yield choice.delta.content
        except (OpenAIError, ValueError) as error:  # ValueError: the server sent no JSON
            kind = PromptRefused if isinstance(error, BadRequestError) else ReplyError
            raise kind(_reason(error)) from error
        if not finished:
            raise ReplyError("the server stopped in the middle of the reply")
        if used:
            yield Used(used)

    async def _fitting(self, prompt: Prompt) -> tuple[Sequence[Message], Stream]:
        """What is sent, and the reply to it; less of the past where its window is too small."""
        language, chat = prompt.language, self._chat(prompt)
        while True:
            try:
                return chat, await self._stream(chat)
            except BadRequestError as error:
                before = self._held[language]
                self._held[language] = _LESS * estimated(chat)
                shorter = self._chat(prompt)
                if shorter == chat or "context" not in str(error).lower():
                    self._held[language] = before
                    raise
                chat = shorter

    def _chat(self, prompt: Prompt) -> Sequence[Message]:
        room = min(self._room / self._dearness[prompt.language], self._held[prompt.language])
        return messages(prompt, room=int(room))

    async def _stream(self, chat: Sequence[Message]) -> Stream:
        """The reply as it comes, with what it took at its end where the server tells that."""
        asked = {
            "model": await self._chosen(),
            "messages": chat,
            "stream": True,
            **self._settings,
        }
        create: Any = self._client.chat.completions.create
        if not self._tells_usage:
            return cast(Stream, await create(**asked))
        try:
            return cast(Stream, await create(**asked, stream_options={"include_usage": True}))
        except (BadRequestError, UnprocessableEntityError):
            stream = cast(Stream, await create(**asked))
            self._tells_usage = False  # it was this option that it did not know
            return stream

    async def _chosen(self) -> str:
        if not self._model:
            listed = await self._client.models.list()
            if not listed.data:
                raise ReplyError("the server at OPENAI_BASE_URL has no model")
            self._model = listed.data[0].id
        return self._model


def _reason(error: Exception) -> str:
    # The server's own sentence may quote the prompt, so it is not repeated.
    match error:
        case APITimeoutError():
            return "the server did not answer in time"
        case APIConnectionError():
            return "the server cannot be reached"
        case AuthenticationError():
            return "the server refused the API key"
        case RateLimitError():
            return "the server is over its rate limit or the account is out of credit"
        case BadRequestError():
            return "the server refused the request; the model may not exist or its window is full"
        case _:
            return f"the server failed: {type(error).__name__}"
