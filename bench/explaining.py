"""How long it takes to tell why a message was read as it was: `python bench/explaining.py`.

On one thread, as people ask. Beside it what many messages at once gain from being read together.
"""

import asyncio
import statistics
import time

from bot.emotion.embedded import EmbeddedClassifier
from bot.training.companion import spoken

CROWD = 200
LONG = (
    "오늘 정말 이상한 하루였어. 아침에는 버스를 놓쳐서 한참을 걸었고, 점심에는 친구가 약속을 깜빡해서 "
    "혼자 밥을 먹었어. 그런데 저녁에 집에 오니까 엄마가 생일이라고 미역국을 끓여 놓으셨더라. 그걸 보는데 "
    "눈물이 막 나는 거야. 고맙고 미안하고 내가 뭐라고 이렇게까지 해 주시나 싶어서 한참을 울었어."
)


async def main() -> None:
    """Print the processor time of explanations, and of readings one by one and in a crowd."""
    texts = [line.text for line in spoken("test")]
    async with EmbeddedClassifier() as classifier:
        await classifier.explain(LONG)
        report(f"{len(texts)} lines", [await measure(classifier, text) for text in texts])
        report("a story of 220 characters", [await measure(classifier, LONG) for _ in range(20)])
        report("100,000 characters", [await measure(classifier, LONG * 450) for _ in range(20)])
        began = time.process_time()
        for text in texts[:CROWD]:
            await classifier.classify(text)
        alone = time.process_time() - began
        began = time.process_time()
        await asyncio.gather(*(classifier.classify(text) for text in texts[:CROWD]))
        crowd = time.process_time() - began
    each = 1e3 / CROWD
    print(f"{alone * each:.1f} ms a reading one by one, {crowd * each:.1f} ms with {CROWD} at once")


async def measure(classifier: EmbeddedClassifier, text: str) -> float:
    """Processor seconds that the explanation of *text* takes."""
    began = time.process_time()
    await classifier.explain(text)
    return time.process_time() - began


def report(what: str, times: list[float]) -> None:
    """Print the median, the 90th percentile and the longest of *times*."""
    ordered = sorted(times)
    middle, slow = statistics.median(ordered), ordered[len(ordered) * 9 // 10]
    print(
        f"{middle * 1e3:6.1f} ms p50 {slow * 1e3:6.1f} ms p90 {ordered[-1] * 1e3:6.1f} ms longest"
        f"  {what}"
    )


if __name__ == "__main__":
    asyncio.run(main())
