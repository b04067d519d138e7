"""How well a language model answers: how little surprises it, and how varied it is."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from threading import Event
from typing import Any

import torch

from bot.dialogue.local.layout import Exchange, Layout
from bot.dialogue.local.network import Network
from bot.dialogue.local.sampling import Sampling
from bot.training.dialogue.examples import Padded
from bot.training.dialogue.run import examples
from bot.training.dialogue.talk import Talk

_BATCH = 8
_SAMPLES = 12
_LIKELIEST = Sampling(max_tokens=48, temperature=0, top_p=1, repetition_penalty=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A question, what people answered, and what the model does."""

    earlier: tuple[Exchange, ...]
    question: str
    wanted: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """Of one model on one set of conversations."""

    perplexity: float
    """By token of the answers; lower is better."""
    distinct_1: float
    """Share of different words in all answers (Li et al. 2016, arXiv:1510.03055)."""
    distinct_2: float
    """Share of different pairs of neighbouring words."""
    samples: tuple[Sample, ...]


def measure(
    network: Any, tokenizer: Any, talks: Sequence[Talk], *, tokens: int, turns: int
) -> Measures:
    """What *network* makes of *talks*, answering with the likeliest words."""
    samples = tuple(_samples(network, tokenizer, talks, turns))
    answers = [sample.answer for sample in samples]
    return Measures(
        perplexity=_perplexity(network, tokenizer, talks, tokens=tokens, turns=turns),
        distinct_1=distinct(answers, 1),
        distinct_2=distinct(answers, 2),
        samples=samples,
    )


def distinct(texts: Sequence[str], length: int) -> float:
    """The share of different runs of *length* words among all of them; 0 without any."""
    runs = [
        tuple(words[start : start + length])
        for words in (text.split() for text in texts)
        for start in range(len(words) - length + 1)
    ]
    return len(set(runs)) / len(runs) if runs else 0.0


def _perplexity(
    network: Any, tokenizer: Any, talks: Sequence[Talk], *, tokens: int, turns: int
) -> float:
    rows = examples(talks, network, tokenizer, tokens=tokens, turns=turns)
    padded = Padded(tokenizer.pad_token_id)
    network.eval()
    total = 0.0
    with torch.inference_mode():
        for start in range(0, len(rows), _BATCH):
            chosen = [rows[row] for row in range(start, min(start + _BATCH, len(rows)))]
            batch = {name: part.to(network.device) for name, part in padded(chosen).items()}
            logits = network(
                input_ids=batch["input_ids"], attention_mask=batch["attention_mask"]
            ).logits
            total += torch.nn.functional.cross_entropy(
                logits[:, :-1].flatten(0, 1).float(),
                batch["labels"][:, 1:].flatten(),
                reduction="sum",
            ).item()
    return math.exp(min(total / max(1, rows.learned), 700))


def _samples(network: Any, tokenizer: Any, talks: Sequence[Talk], turns: int) -> Iterator[Sample]:
    layout = Layout(tokenizer)
    answering = Network(network, tokenizer)
    for talk in talks[:: max(1, len(talks) // _SAMPLES)][:_SAMPLES]:
        *earlier, last = talk.exchanges[-turns:]
        asked = Exchange(question=last.question, sentiment=last.sentiment)
        parts = layout.fitting([*earlier, asked], answering.window - _LIKELIEST.max_tokens)
        written: list[str] = []
        ids = [token for part in parts for token in (*part.asked, *part.answered)]
        answering.write(ids, _LIKELIEST, written.append, Event())
        yield Sample(
            earlier=tuple(earlier),
            question=last.question,
            wanted=last.answer,
            answer="".join(written).strip(),
        )
