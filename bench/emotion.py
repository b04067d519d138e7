"""How long maum's own network takes to read a message: `python bench/emotion.py`.

Beside it, in the same run and on one thread, a network of the same shape by transformers and torch
in 32 bits, as it was trained. Its weights are random, which does not change its speed.
"""

import asyncio
import statistics
import time
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import torch
from transformers import BertConfig, BertModel

from bot.emotion.embedded import EmbeddedClassifier
from bot.emotion.network import Network
from bot.encoder.session import open_tokenizer
from bot.memory.embedded import Embeddings
from bot.training.companion import spoken

LAYERS = 6
"""Of the network that ships."""


def main() -> None:
    """Print sizes, the time to load, and processor time a text."""
    torch.set_num_threads(1)
    folder = Path(str(files("bot.encoder") / "model"))
    for file in sorted(folder.iterdir()):
        print(f"{file.stat().st_size / 1e6:6.2f} MB  {file.name}")
    print(f"{sum(file.stat().st_size for file in folder.iterdir()) / 1e6:6.2f} MB")
    texts = [line.text for line in spoken("test")]
    began = time.perf_counter()
    network = Network(folder)
    network.run(texts[:1])
    print(f"loaded and warm in {(time.perf_counter() - began) * 1e3:.0f} ms")
    memory, torch_reads = Embeddings(folder), in_torch(folder)
    print(f"{len(texts)} lines of companion talk, one at a time, processor time on one thread:")
    torch_reads(texts[0])
    # By turns, so that what else the machine does slows both.
    times = [
        (measure(lambda text: network.run([text]), text), measure(torch_reads, text))
        for text in texts
    ]
    ours = report("read", [one for one, _ in times])
    theirs = report("a network alone by transformers and torch, fp32", [one for _, one in times])
    print(f"{theirs / ours:.1f} times less than torch")
    report(
        "embedded for the memory",
        [measure(lambda text: memory.of([text]), text) for text in texts[:100]],
    )
    asyncio.run(explanations(texts[:100]))
    report("1 MB of text", [measure(lambda text: network.run([text]), "가나다 " * 350_000)])


async def explanations(texts: list[str]) -> None:
    """How long until the words are told that a reading came from."""
    async with EmbeddedClassifier() as classifier:
        times = []
        for text in texts:
            began = time.process_time()
            await classifier.explain(text)
            times.append(time.process_time() - began)
    report("explained by its words", times)


def in_torch(folder: Path) -> Callable[[str], object]:
    """A reader of the same shape, with the tokenizer of *folder*."""
    tokenizer = open_tokenizer(folder / "tokenizer.json.gz", 128)
    config = BertConfig(
        vocab_size=tokenizer.get_vocab_size(),
        hidden_size=384,
        num_hidden_layers=LAYERS,
        num_attention_heads=12,
        intermediate_size=1536,
    )
    model: Any = BertModel(config, add_pooling_layer=False)  # type: ignore[no-untyped-call]
    model.eval()

    def read(text: str) -> object:
        ids = torch.tensor([tokenizer.encode("query: " + text).ids])
        with torch.inference_mode():
            return model(input_ids=ids)

    return read


def report(what: str, times: list[float]) -> float:
    """Print the mean and the 90th percentile of *times*, in seconds; give the mean."""
    mean, slow = statistics.mean(times), sorted(times)[len(times) * 9 // 10]
    print(f"{mean * 1e3:8.2f} ms mean {slow * 1e3:8.2f} ms p90  {what}")
    return mean


def measure(read: Callable[[str], object], text: str) -> float:
    """Processor seconds that *text* takes."""
    began = time.process_time()
    read(text)
    return time.process_time() - began


if __name__ == "__main__":
    main()
