"""How long maum's own network takes to read a message: `python bench/emotion.py`.

Beside it, in the same run and on one thread, the same network by transformers and torch in 32 bits,
as it was trained: six layers, the mean over the tokens and every head. Its weights are random, which
does not change its speed. It has no n-grams beside it; maum's reading is measured with them.
"""

import asyncio
import statistics
import time
from collections.abc import Callable, Sequence
from importlib.resources import files
from pathlib import Path

import torch
from transformers import BertConfig, BertModel

from bot.emotion.embedded import EmbeddedClassifier
from bot.emotion.network import Network
from bot.encoder.session import open_tokenizer
from bot.memory.embedded import Embeddings
from bot.training.companion import spoken
from bot.training.dataset import Head
from bot.training.network import EmotionNetwork

LAYERS = 6
"""Of the network that ships."""
BLOCK = 48
"""Texts that one of the two reads before the other's turn: long enough for its own caches."""
STORY = (
    "오늘 정말 이상한 하루였어. 아침에는 버스를 놓쳐서 한참을 걸었고, 점심에는 친구가 약속을 깜빡해서 "
    "혼자 밥을 먹었어. 그런데 저녁에 집에 오니까 엄마가 생일이라고 미역국을 끓여 놓으셨더라. 그걸 보는데 "
    "눈물이 막 나는 거야. 고맙고 미안하고 내가 뭐라고 이렇게까지 해 주시나 싶어서 한참을 울었어."
)

Read = Callable[[str], object]


def main() -> None:
    """Print sizes, the time to load, and processor time a text."""
    torch.set_num_threads(1)
    folder = Path(str(files("bot.encoder") / "model"))
    sizes = {file.name: file.stat().st_size / 1e6 for file in sorted(folder.iterdir())}
    for name, size in (sizes | {"together": sum(sizes.values())}).items():
        print(f"{size:6.2f} MB  {name}")
    texts = [line.text for line in spoken("test")]
    began = time.perf_counter()
    network = Network(folder)
    network.run(texts[:1])
    print(f"loaded and warm in {(time.perf_counter() - began) * 1e3:.0f} ms")
    print(f"{len(texts)} lines of companion talk, one at a time, processor time on one thread:")
    compare(lambda text: network.run([text]), in_torch(folder, network), texts)
    memory = Embeddings(folder)
    report("embedded for the memory", times(lambda text: memory.of([text]), texts))
    asyncio.run(explanations(texts))


def compare(ours: Read, theirs: Read, texts: Sequence[str]) -> None:
    """Print what both take, and how often one goes into the other."""
    ours(texts[0])
    theirs(texts[0])
    own, other = list[float](), list[float]()
    # By turns, so that what else the machine does slows both.
    for at in range(0, len(texts), BLOCK):
        own += times(ours, texts[at : at + BLOCK])
        other += times(theirs, texts[at : at + BLOCK])
    report("read", own)
    report("read by transformers and torch, fp32", other)
    print(f"{sum(other) / sum(own):.1f} times less than torch")


def in_torch(folder: Path, network: Network) -> Read:
    """The network of *folder* in torch, with its tokenizer."""
    tokenizer = open_tokenizer(folder / "tokenizer.json.gz", network.card.tokens)
    config = BertConfig(
        vocab_size=tokenizer.get_vocab_size(),
        hidden_size=384,
        num_hidden_layers=LAYERS,
        num_attention_heads=12,
        intermediate_size=1536,
    )
    heads = [Head(name=name, labels=head.labels) for name, head in network.card.heads.items()]
    encoder = BertModel(config, add_pooling_layer=False)  # type: ignore[no-untyped-call]
    wide = EmotionNetwork(encoder, heads).eval()

    def read(text: str) -> object:
        encoding = tokenizer.encode(text)
        ids, mask = torch.tensor([encoding.ids]), torch.tensor([encoding.attention_mask])
        with torch.inference_mode():
            pooled = wide.embed(mask, input_ids=ids)
            return {name: head(pooled).numpy() for name, head in wide.heads.items()}

    return read


async def explanations(texts: Sequence[str]) -> None:
    """How long until the words are told that a reading came from."""
    async with EmbeddedClassifier() as classifier:
        for what, chosen in {
            "explained by its words": texts[:200],
            "a story of 220 characters explained": [STORY] * 20,
            "100,000 characters explained": [STORY * 450] * 20,
        }.items():
            found = list[float]()
            for text in chosen:
                began = time.process_time()
                await classifier.explain(text)
                found.append(time.process_time() - began)
            report(what, found)


def times(read: Read, texts: Sequence[str]) -> list[float]:
    """Processor seconds by text."""
    found = list[float]()
    for text in texts:
        began = time.process_time()
        read(text)
        found.append(time.process_time() - began)
    return found


def report(what: str, found: list[float]) -> None:
    """Print the mean, the 90th percentile and the longest of *found*, in seconds."""
    mean, slow = statistics.mean(found), sorted(found)[len(found) * 9 // 10]
    print(
        f"{mean * 1e3:7.2f} ms mean {slow * 1e3:7.2f} ms p90 {max(found) * 1e3:7.2f} ms longest"
        f"  {what}"
    )


if __name__ == "__main__":
    main()
