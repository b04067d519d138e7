"""What says the same in other words is found among what there are responses to."""

import asyncio
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest
from scenes.embedders import FailingEmbedder

from bot.dialogue import tellings
from bot.dialogue.agreement import Agreement, known_kinds, number_of
from bot.dialogue.lines import LANGUAGES
from bot.dialogue.paraphrases import VECTORS, WIDTH, Paraphrases
from bot.dialogue.responses import responses
from bot.dialogue.tellings import Tellings
from bot.dialogue.utterances import shipped
from bot.memory.embedded import EmbeddedEmbedder

MODEL = Path(str(files("bot.encoder"))) / "model"
DIALOGUE = Path(str(files("bot.dialogue")))


@pytest.fixture(scope="module")
def paraphrases() -> Paraphrases:
    return Paraphrases(EmbeddedEmbedder(network="paraphrase"))


async def test_an_embedder_that_fails_is_not_asked_again() -> None:
    failing = FailingEmbedder(shipped(VECTORS).of("심심해"))
    paraphrases = Paraphrases(failing)
    found = [await paraphrases.of("심심해", "ko") for _ in range(4)]
    assert [bool(one) for one in found] == [True, False, False, False]
    assert failing.asked == 2


@pytest.mark.parametrize("text", ["", " \n", "길게 말하면 " * 40])
async def test_nothing_and_what_says_more_than_one_thing_are_not_compared(text: str) -> None:
    failing = FailingEmbedder()
    assert await Paraphrases(failing).of(text, "ko") == ()
    assert failing.asked == 0


async def test_without_an_embedder_there_are_none() -> None:
    assert await Paraphrases().of("안녕", "ko") == ()


async def test_two_at_once_wait_for_one_loading(paraphrases: Paraphrases) -> None:
    one, other = await asyncio.gather(*(paraphrases.of("심심해", "ko") for _ in range(2)))
    assert one == other
    assert len({id(found.response) for found in one}) == len(one) > 1
    assert [found.score for found in one] == sorted((found.score for found in one), reverse=True)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_what_is_written_is_found_again(paraphrases: Paraphrases, language: str) -> None:
    """First, but where another response has wordings that are liker still on the whole."""
    written = responses(language)[::200]
    found = [await paraphrases.of(response.heard[0], language) for response in written]
    pairs = list(zip(written, found, strict=True))
    assert all(response in [one.response for one in likely] for response, likely in pairs)
    assert all(likely[0].score > 0.55 for likely in found)
    assert sum(likely[0].response is response for response, likely in pairs) > 0.9 * len(pairs)


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_heard_is_shipped(language: str) -> None:
    """``python -m bench.heard`` after a change."""
    texts = [text for one in responses(language) for text in one.heard]
    assert [text for text in texts if shipped(VECTORS).of(text) is None] == []


async def test_who_tells_the_same_kind_of_thing_is_surer(paraphrases: Paraphrases) -> None:
    tellings = Tellings(EmbeddedEmbedder(network="telling"))
    written = responses("ko")[::400]
    surer = 0
    for response in written:
        text = response.heard[-1]
        alike = await paraphrases.of(text, "ko", await tellings.of(text))
        apart = await paraphrases.of(text, "ko", {"bye": 1.0})
        same = [one.score for one in apart if one.response is alike[0].response]
        surer += alike[0].score > max(same, default=0)
    assert surer > 0.9 * len(written)


def test_the_kinds_of_every_response_are_shipped() -> None:
    """``python -m bench.heard`` after a change."""
    for language in LANGUAGES:
        Agreement(responses(language))


async def test_the_kinds_that_are_shipped_are_those_the_network_tells() -> None:
    written = [one for language in LANGUAGES for one in responses(language)[::400]]
    embedder, kept = EmbeddedEmbedder(network="telling"), known_kinds()
    rows = {int(number): row for row, number in enumerate(kept.digests)}
    for one in written:
        shares = tellings.shipped().shares(await embedder.embed(one.heard)).mean(0)
        row = rows[number_of(one)]
        assert np.abs(shares[kept.kinds[row]] - kept.shares[row] / 255).max() < 0.02, one.heard


async def test_what_is_shipped_is_what_the_network_makes() -> None:
    texts = [one.heard[0] for name in LANGUAGES for one in responses(name)[::400]]
    made = (await EmbeddedEmbedder(network="paraphrase").embed(texts))[:, :WIDTH]
    kept = np.array([shipped(VECTORS).of(text) for text in texts])
    assert ((made * kept).sum(1) / np.linalg.norm(made, axis=1)).min() > 0.998


def test_its_files_are_no_larger_than_they_need_be() -> None:
    assert (MODEL / "paraphrase.onnx").stat().st_size <= 26_000_000
    wordings = sum(len(one.heard) for name in LANGUAGES for one in responses(name))
    assert (DIALOGUE / VECTORS).stat().st_size <= (WIDTH + 4) * wordings
