"""A small model that has really learned a few conversations."""

import json
from pathlib import Path

import pytest
from tiny.kogpt2 import build

TALKS = [
    ["오늘 시험 망했어", "많이 속상했겠어요.", "그치 공부 더 할걸", "다음엔 잘될 거예요."],
    ["나 강아지 키워", "귀엽겠어요!", "그치 매일 산책해", "산책은 둘 다에게 좋지요."],
    ["배고파", "밥부터 먹어요.", "뭐 먹지", "김치찌개 어때요?"],
    ["회사 가기 싫다", "무슨 일이 있었어요?", "뭐 먹지", "달콤한 거 먹어요."],
]
"""「그치」 and 「뭐 먹지」 are answered by what was said before."""


@pytest.fixture(scope="session")
def start(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("start") / "kogpt2"
    return build(folder, [text for talk in TALKS for text in talk])


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The conversations, the same in every part: memory is what is tested."""
    file = tmp_path_factory.mktemp("data") / "talks.json"
    file.write_text(json.dumps(TALKS, ensure_ascii=False), "utf-8")
    return file
