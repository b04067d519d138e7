"""Writes bot/dialogue/heard.npz: the vectors of everything that is written as heard.

``python -m bench.heard``, after an utterance was added; ``--all`` reads the old ones anew as well,
after the network was changed. Until then what is new is embedded at each start.
"""

import asyncio
import sys
from pathlib import Path

import numpy as np

import bot.dialogue
from bot.dialogue.lines import LANGUAGES
from bot.dialogue.utterances import VECTORS, pack, shipped, utterances
from bot.memory.embedded import EmbeddedEmbedder


async def main() -> None:
    texts = list(dict.fromkeys(one.text for name in LANGUAGES for one in utterances(name)))
    vectors = {} if "--all" in sys.argv else {text: shipped().of(text) for text in texts}
    new = [text for text in texts if vectors.get(text) is None]
    if new:
        vectors.update(zip(new, await EmbeddedEmbedder().embed(new), strict=True))
    packed = pack(texts, np.array([vectors[text] for text in texts], np.float32))
    file = Path(bot.dialogue.__file__).parent / VECTORS
    np.savez_compressed(file, digests=packed.digests, vectors=packed.vectors)
    print(f"{len(texts)} utterances, {len(new)} new, {file.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    asyncio.run(main())
