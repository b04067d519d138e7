"""A real transformers encoder as an embedder, tiny and random, made on the spot."""

from pathlib import Path

import numpy as np
import pytest
import torch
from tiny import bert

from bot.memory.huggingface import HuggingFaceEmbedder
from config.errors import ConfigError, EmbeddingError

torch.set_num_threads(1)


@pytest.fixture
def folder(tmp_path: Path) -> str:
    bert.build(tmp_path, ["안녕", "정말", "hello"])
    return str(tmp_path)


async def test_a_text_has_the_same_vector_in_any_company(folder: str) -> None:
    async with HuggingFaceEmbedder(folder) as embedder:
        alone = await embedder.embed(["안녕 정말"])
        among = await embedder.embed(["hello " * 40, "안녕 정말", *["안녕"] * 20])
        assert (await embedder.embed([])).shape == (0, 32)
    assert among.shape == (22, 32)
    assert alone[0] @ among[1] == pytest.approx(1, abs=1e-5)
    assert np.linalg.norm(among, axis=1) == pytest.approx(1, abs=1e-5)


async def test_it_is_told_what_is_missing(folder: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="which model"):
        HuggingFaceEmbedder()
    with pytest.raises(ConfigError, match="cannot be loaded"):
        await HuggingFaceEmbedder(str(tmp_path / "nothing")).__aenter__()
    with pytest.raises(EmbeddingError, match="not loaded"):
        await HuggingFaceEmbedder(folder).embed(["안녕"])
