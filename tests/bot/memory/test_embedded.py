"""The memory network that ships."""

import asyncio
from pathlib import Path

import numpy as np
import pytest

from bot.memory.embedded import EmbeddedEmbedder
from config.errors import ConfigError


@pytest.fixture(scope="module")
def embedder() -> EmbeddedEmbedder:
    """One for all, loaded by the first text."""
    return EmbeddedEmbedder()


async def test_a_question_finds_what_was_said_about_it(embedder: EmbeddedEmbedder) -> None:
    said = [
        "우리 강아지 초코가 어제 아파서 병원에 갔어",
        "다음 주에 회사 면접이 있어서 떨려",
        "엄마랑 전화로 싸웠어",
        "I started learning the piano last month",
    ]
    asked = [
        "강아지 이름이 뭐였지?",
        "면접 언제라고 했더라",
        "어머니랑 다툰 일",
        "which instrument do I play?",
    ]
    kept, sought = await embedder.embed(said), await embedder.embed(asked)
    assert (sought @ kept.T).argmax(1).tolist() == [0, 1, 2, 3]


async def test_vectors_are_of_length_one_whatever_the_text(embedder: EmbeddedEmbedder) -> None:
    texts = ["", " ", "ㅋㅋㅋ", "🙂", "\ud800", "가" * 10_000, "a"]
    vectors = await embedder.embed(texts)
    assert vectors.shape == (len(texts), 384)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)


async def test_a_text_has_the_same_vector_in_any_company(embedder: EmbeddedEmbedder) -> None:
    alone = await embedder.embed(["산책 갔다 왔어"])
    among = await embedder.embed(["가" * 200, "산책 갔다 왔어", *("안녕" for _ in range(16))])
    assert alone[0] @ among[1] > 0.995


async def test_no_texts_have_no_vectors(embedder: EmbeddedEmbedder) -> None:
    assert (await embedder.embed([])).shape == (0, 384)


async def test_it_is_loaded_by_entering_and_once() -> None:
    async with EmbeddedEmbedder() as embedder:
        one, other = await asyncio.gather(embedder.embed(["하나"]), embedder.embed(["하나"]))
        assert np.array_equal(one, other)


async def test_a_folder_without_a_network_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be loaded"):
        await EmbeddedEmbedder(str(tmp_path)).embed(["안녕"])
