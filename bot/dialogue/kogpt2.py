"""KoGPT2 and what was fine-tuned from it, for ``kogpt2:<model or folder>``."""

from dataclasses import replace
from typing import Any

import structlog

from bot.dialogue.local.layout import Layout, exchanges
from bot.dialogue.local.network import Network, load
from bot.dialogue.local.sampling import Sampling
from bot.dialogue.local.writer import LocalWriter
from bot.events import Level
from bot.protocols import Prompt
from config.errors import PromptRefused

log = structlog.get_logger("maum.dialogue")

_PUBLISHED = "skt/kogpt2-base-v2"
_SPECIAL: dict[str, Any] = {
    "bos_token": "</s>",
    "eos_token": "</s>",
    "unk_token": "<unk>",
    "pad_token": "<pad>",
    "mask_token": "<mask>",
}
TURNS, SENTIMENTS = "maum_turns", "maum_sentiments"
"""In ``config.json``: from how many exchanges `maum train dialogue` taught the model to answer, and
which sentiments it saw; of another one it knows nothing."""


class KoGPT2(LocalWriter):
    """Answers in Korean, in the format of `bot.dialogue.local.layout`.

    It knows nothing of personas, tones or care, so it leaves turns in need of care to the next
    generator.
    """

    def __init__(
        self,
        model: str = _PUBLISHED,
        *,
        turns: int = 0,
        max_tokens: int = 64,
        temperature: float = 0.7,
        top_p: float = 0.9,
        repetition_penalty: float = 1.2,
        no_repeat: int = 3,
        threads: int = 1,
    ) -> None:
        """*turns*: how many exchanges the model is shown; 0: as many as it was taught, else 1."""
        super().__init__(
            Sampling(
                max_tokens=max_tokens,
                temperature=temperature,
                top_p=top_p,
                repetition_penalty=repetition_penalty,
                no_repeat=no_repeat,
            )
        )
        self._model = model
        self._turns = turns
        self._threads = threads

    def load(self) -> Network:
        """The network; raises `ConfigError` if it is no chat model of KoGPT2."""
        network = load(f"kogpt2:{self._model}", self._model, tokenizer, threads=self._threads)
        Layout(network.tokenizer)
        log.warning(
            "a model with a licence of its own is in use",
            backend="kogpt2",
            licence="CC BY-NC-SA 4.0: not for commercial use, share alike",
        )
        return network

    def tokens(self, network: Network, prompt: Prompt) -> list[int]:
        """The conversation up to ``<sys>``; raises `PromptRefused` where care is needed."""
        if prompt.level is not Level.NONE or prompt.language != "ko":
            raise PromptRefused("KoGPT2 is for everyday talk in Korean")
        shown = self._turns or int(network.settings.get(TURNS) or 1)
        taught = network.settings.get(SENTIMENTS) or (0, 1, 2)
        talk = [
            one if one.sentiment in taught else replace(one, sentiment=0)
            for one in exchanges(prompt.history, prompt.message, prompt.mood)
        ][-shown:]
        room = network.window - self._sampling.max_tokens
        parts = Layout(network.tokenizer).fitting(talk, room)
        return [token for part in parts for token in [*part.asked, *part.answered]]


def tokenizer(model: str) -> Any:
    """KoGPT2's tokenizer.

    Without a ``tokenizer_config.json``, which the published model lacks, transformers would take
    GPT-2's: so the class and the special tokens are named here.
    """
    from transformers import PreTrainedTokenizerFast

    return PreTrainedTokenizerFast.from_pretrained(model, **_SPECIAL)
