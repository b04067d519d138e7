"""A causal language model and its tokenizer in memory."""

import os
from collections.abc import Callable, Sequence
from threading import Event
from typing import Any

from bot.dialogue.local.sampling import Sampling
from config.errors import ConfigError, MissingExtra, ReplyError

Hand = Callable[[str], None]


class Network:
    """Continues texts. Blocks."""

    def __init__(self, network: Any, tokenizer: Any) -> None:
        self._network = network.eval()
        self.tokenizer = tokenizer

    @property
    def settings(self) -> dict[str, Any]:
        """What stands in its ``config.json``."""
        settings: dict[str, Any] = self._network.config.to_dict()
        return settings

    @property
    def window(self) -> int:
        """Tokens of the prompt and the reply together."""
        return int(self.settings.get("max_position_embeddings") or 2048)

    def write(self, ids: Sequence[int], sampling: Sampling, hand: Hand, stop: Event) -> None:
        """Continue *ids*; the words go to *hand* as they are finished, until *stop* is set.

        Raises `ReplyError`.
        """
        import torch
        from transformers import (
            LogitsProcessor,
            NoRepeatNGramLogitsProcessor,
            RepetitionPenaltyLogitsProcessor,
            StoppingCriteria,
            TextStreamer,
        )

        class Within(LogitsProcessor):
            """Shows *guard* the reply alone: an answer takes up words of what was asked."""

            def __init__(self, guard: Any) -> None:
                self._guard = guard

            def __call__(self, input_ids: Any, scores: Any) -> Any:
                return self._guard(input_ids[:, len(ids) :], scores)

        class Told(TextStreamer):
            def on_finalized_text(self, text: str, *_: Any, **__: Any) -> None:
                if text:
                    hand(text)

        class Stopped(StoppingCriteria):
            def __call__(self, input_ids: Any, *_: Any, **__: Any) -> Any:
                return torch.full((len(input_ids),), stop.is_set(), device=input_ids.device)

        guards = [Within(RepetitionPenaltyLogitsProcessor(float(sampling.repetition_penalty)))]
        if sampling.no_repeat:
            guards.append(Within(NoRepeatNGramLogitsProcessor(sampling.no_repeat)))
        prompt = torch.tensor([list(ids)], device=self._network.device)
        try:
            with torch.inference_mode():
                self._network.generate(
                    prompt,
                    attention_mask=torch.ones_like(prompt),
                    pad_token_id=self.tokenizer.pad_token_id or self.tokenizer.eos_token_id,
                    streamer=Told(self.tokenizer, skip_prompt=True, skip_special_tokens=True),
                    stopping_criteria=[Stopped()],
                    logits_processor=guards,
                    **sampling.arguments(),
                )
        except (RuntimeError, IndexError, ValueError) as error:
            raise ReplyError("the model failed on this conversation") from error


def load(spec: str, model: str, tokenizer: Callable[[str], Any], *, threads: int) -> Network:
    """The model *model*, a folder or a name on the hub, on the GPU if there is one.

    *tokenizer* loads that of *model*; *spec* names the backend in what is raised: `ConfigError`,
    and `MissingExtra` without torch.
    """
    # The tokenizer's own threads would warn of every process that is started later.
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    try:
        import torch
        import transformers
        from safetensors import SafetensorError
    except ImportError as error:
        raise MissingExtra(spec, "local") from error
    transformers.logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        words = tokenizer(model)
        network: Any = transformers.AutoModelForCausalLM.from_pretrained(model, dtype="auto")
    except (OSError, ValueError, RuntimeError, KeyError, TypeError, SafetensorError) as error:
        raise ConfigError(f"{spec} cannot be loaded: {error}") from error
    torch.set_num_threads(threads)
    return Network(network.to("cuda" if torch.cuda.is_available() else "cpu"), words)
