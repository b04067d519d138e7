"""Writes bot/dialogue/heard.npz: the vectors of everything that is written as heard.

``python -m bench.heard``, after an utterance was added. Until then it is embedded at each start.
"""

import asyncio
from pathlib import Path

import numpy as np

import bot.dialogue
from bot.dialogue.lines import LANGUAGES
from bot.dialogue.utterances import VECTORS, pack, utterances
from bot.memory.embedded import EmbeddedEmbedder


async def main() -> None:
    texts = list(dict.fromkeys(one.text for name in LANGUAGES for one in utterances(name)))
    packed = pack(texts, await EmbeddedEmbedder().embed(texts))
    file = Path(bot.dialogue.__file__).parent / VECTORS
    np.savez_compressed(file, digests=packed.digests, vectors=packed.vectors)
    print(f"{len(texts)} utterances, {file.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    asyncio.run(main())
