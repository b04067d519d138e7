"""Writes the vectors of everything that is written as heard, in bot/dialogue.

``heard.npz`` is for the situations, ``responses.npz`` for the responses. ``python -m bench.heard``, after one
of their lines was added or changed; ``--all`` reads the old ones anew as well, after a network was.
"""

import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

import bot.dialogue
from bot.dialogue import paraphrases
from bot.dialogue.lines import LANGUAGES
from bot.dialogue.responses import responses
from bot.dialogue.utterances import VECTORS, WIDTH, pack, shipped, utterances
from bot.memory.embedded import EmbeddedEmbedder


async def main() -> None:
    heard = [one.text for name in LANGUAGES for one in utterances(name)]
    await write(VECTORS, heard, "memory", WIDTH)
    answered = [text for name in LANGUAGES for one in responses(name) for text in one.heard]
    await write(paraphrases.VECTORS, answered, "paraphrase", paraphrases.WIDTH)


async def write(name: str, written: Sequence[str], network: str, width: int) -> None:
    """Write to *name* the first *width* numbers of what *network* makes of what is *written*."""
    texts = list(dict.fromkeys(written))
    file = Path(bot.dialogue.__file__).parent / name
    kept = shipped(name).of if file.is_file() and "--all" not in sys.argv else lambda _: None
    vectors = {text: kept(text) for text in texts}
    new = [text for text in texts if vectors[text] is None]
    if new:
        made = await EmbeddedEmbedder(network=network).embed(new)
        vectors.update(zip(new, made[:, :width], strict=True))
    packed = pack(texts, np.array([vectors[text] for text in texts], np.float32))
    np.savez_compressed(file, digests=packed.digests, vectors=packed.vectors)
    size = file.stat().st_size / 1e6
    print(f"{name}: {len(texts)} utterances, {len(new)} new, {size:.2f} MB")


if __name__ == "__main__":
    asyncio.run(main())
