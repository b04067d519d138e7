"""Any causal language model with a chat template, for ``hf:<model or folder>``."""

import re
from collections.abc import Sequence
from typing import Any

from bot.dialogue.local.network import Network, load
from bot.dialogue.local.sampling import Sampling
from bot.dialogue.local.writer import LocalWriter
from bot.dialogue.prompt import Message, messages
from bot.protocols import Prompt
from config.errors import ConfigError, PromptRefused


class HuggingFaceWriter(LocalWriter):
    """Writes with a model of the hub, or with a folder in the transformers format."""

    def __init__(
        self,
        model: str,
        *,
        max_tokens: int = 200,
        temperature: float = 0.7,
        top_p: float = 0.9,
        repetition_penalty: float = 1.1,
        threads: int = 1,
    ) -> None:
        super().__init__(
            Sampling(
                max_tokens=max_tokens,
                temperature=temperature,
                top_p=top_p,
                repetition_penalty=repetition_penalty,
            )
        )
        self._model = model
        self._threads = threads

    def load(self) -> Network:
        """The network; raises `ConfigError`, also where its tokenizer has no chat template."""
        network = load(f"hf:{self._model}", self._model, _tokenizer, threads=self._threads)
        if not network.tokenizer.chat_template:
            raise ConfigError(
                f"hf:{self._model} has no chat template, so it is a model that continues text, "
                "and would write both sides of a talk; take one whose name says instruct or chat"
            )
        return network

    def tokens(self, network: Network, prompt: Prompt) -> list[int]:
        """The chat as the template has it, with as much of the past as the window holds.

        Raises `PromptRefused` for a message that is longer than the window.
        """

        added = filter(str.strip, network.tokenizer.get_added_vocab())
        controls = "|".join(sorted(map(re.escape, added), key=len, reverse=True))

        def encoded(chat: Sequence[Message]) -> list[int]:
            # Nobody's words are taken for the tokens that tell whose words are whose.
            harmless = [{**one, "content": _apart(controls, one["content"])} for one in chat]
            ids: list[int] = network.tokenizer.apply_chat_template(
                harmless, add_generation_prompt=True, tokenize=True, return_dict=True
            )["input_ids"]
            return ids

        room = network.window - self._sampling.max_tokens
        ids = encoded(messages(prompt, room=room, count=lambda chat: len(encoded(chat))))
        if len(ids) > room:
            raise PromptRefused("the message is longer than the model's window")
        return ids


def _apart(controls: str, text: str) -> str:
    return (
        re.sub(controls, lambda found: f"{found[0][0]} {found[0][1:]}", text) if controls else text
    )


def _tokenizer(model: str) -> Any:
    from transformers import AutoTokenizer

    return AutoTokenizer.from_pretrained(model)
