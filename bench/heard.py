"""Writes the vectors of everything that is written as heard, in bot/dialogue.

``heard.npz`` is for the situations, ``responses.npz`` and ``kinds.npz`` (which kinds of things they are to) for
the responses. ``python -m bench.heard``, after one
of their lines was added or changed; ``--all`` reads the old ones anew as well, after a network was.
"""

import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

import bot.dialogue
from bot.dialogue import agreement, paraphrases, tellings
from bot.dialogue.lines import LANGUAGES
from bot.dialogue.responses import Response, responses
from bot.dialogue.utterances import VECTORS, WIDTH, pack, shipped, utterances
from bot.memory.embedded import EmbeddedEmbedder


async def main() -> None:
    heard = [one.text for name in LANGUAGES for one in utterances(name)]
    await write(VECTORS, heard, "memory", WIDTH)
    answered = [text for name in LANGUAGES for one in responses(name) for text in one.heard]
    await write(paraphrases.VECTORS, answered, "paraphrase", paraphrases.WIDTH)
    await write_kinds([one for name in LANGUAGES for one in responses(name)])


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


async def write_kinds(written: Sequence[Response]) -> None:
    """Write which kinds of things the responses *written* are to."""
    file = Path(bot.dialogue.__file__).parent / agreement.KINDS
    kept = dict[int, tuple[np.ndarray, np.ndarray]]()
    if file.is_file() and "--all" not in sys.argv:
        kept |= _rows(agreement.known_kinds())
    new = [one for one in written if agreement.number_of(one) not in kept]
    if new:
        kept |= _rows(agreement.pack(new, await _shares(new)))
    numbers = [agreement.number_of(one) for one in written]
    np.savez_compressed(
        file,
        keys=np.array(tellings.shipped().keys),
        digests=np.array(numbers, np.uint64),
        kinds=np.array([kept[number][0] for number in numbers]),
        shares=np.array([kept[number][1] for number in numbers]),
    )
    print(
        f"{file.name}: {len(written)} responses, {len(new)} new, {file.stat().st_size / 1e6:.2f} MB"
    )


def _rows(known: agreement.Kinds) -> dict[int, tuple[np.ndarray, np.ndarray]]:
    rows = zip(known.digests, known.kinds, known.shares, strict=True)
    return {int(number): (kinds, shares) for number, kinds, shares in rows}


async def _shares(written: Sequence[Response]) -> np.ndarray:
    """(responses, kinds): how likely each kind is, the mean of the wordings."""
    heard = [text for one in written for text in one.heard]
    vectors = await EmbeddedEmbedder(network="telling").embed(heard)
    ends = np.cumsum([0, *(len(one.heard) for one in written)])
    shares = np.add.reduceat(tellings.shipped().shares(vectors), ends[:-1])
    return shares / np.diff(ends)[:, None]


if __name__ == "__main__":
    asyncio.run(main())
