"""How long the embedded classifier takes to read a message: `python bench/emotion.py`."""

import statistics
import time
from importlib.resources import files
from pathlib import Path

from bot.emotion.network import Network
from bot.training.companion import spoken


def main() -> None:
    """Print the size, the time to load, and the time of a text, by threads."""
    folder = Path(str(files("bot.emotion") / "model"))
    size = sum(file.stat().st_size for file in folder.iterdir())
    texts = [line.text for line in spoken("test")]
    print(f"{size / 1e6:.1f} MB; {len(texts)} lines of companion talk, one at a time")
    for threads in (1, 2):
        began = time.perf_counter()
        network = Network(folder, threads=threads)
        network.run(texts[:1])
        loaded = time.perf_counter() - began
        times = sorted(measure(network, text) for text in texts)
        middle, slow = statistics.median(times), times[len(times) * 9 // 10]
        print(
            f"{threads} threads: load {loaded * 1e3:.0f} ms, "
            f"p50 {middle * 1e3:.1f} ms, p90 {slow * 1e3:.1f} ms"
        )
    print(f"1 MB of text: {measure(network, '가나다 ' * 350_000) * 1e3:.1f} ms")


def measure(network: Network, text: str) -> float:
    """Seconds that *text* takes."""
    began = time.perf_counter()
    network.run([text])
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
