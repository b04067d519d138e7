"""How lines are graded as answers."""

from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest
from scenes.embedders import FailingEmbedder

from bot.dialogue.lines import Question, Template
from bot.dialogue.paraphrases import Paraphrase
from bot.dialogue.reranking import LAYER, SEPARATOR, Candidate, Reranker, odds, shipped, shown
from bot.dialogue.responses import Response
from bot.memory.embedded import EmbeddedEmbedder


def offer(
    say: str, heard: str = "", *, score: float = 0.5, kind: str = "", ask: str = ""
) -> Paraphrase:
    asked = Question(ask=Template(ask)) if ask else None
    return Paraphrase(Response(heard=(heard,), say=Template(say), ask=asked), heard, score, kind)


async def graded(*offered: Paraphrase, by: EmbeddedEmbedder | None = None) -> Sequence[Candidate]:
    return await Reranker(by).graded("버스 놓쳤어", "늦잠 잤어", offered)


async def test_without_a_network_the_likelier_is_the_better() -> None:
    likely, unlikely = offer("이런.", score=0.8), offer("저런.", score=0.3)
    first, second = await graded(unlikely, likely)
    assert (first.response, second.response) == (likely.response, unlikely.response)
    assert 0 < second.grade < first.grade < 1


async def test_what_is_to_a_kind_is_graded_as_such() -> None:
    exact, kind = await graded(offer("이런.", score=0.7), offer("저런.", score=0.7, kind="late"))
    assert (exact.kind, kind.kind) == ("", "late")
    assert exact.grade > kind.grade


async def test_nothing_offered_is_nothing_graded() -> None:
    failing = FailingEmbedder()
    assert await Reranker(failing).graded("안녕", "", ()) == ()
    assert failing.asked == 0


async def test_an_embedder_that_fails_is_not_asked_again() -> None:
    failing = FailingEmbedder()
    reranker = Reranker(failing)
    one, *others = [await reranker.graded("안녕", "", [offer("네.")]) for _ in range(4)]
    assert failing.asked == 2
    assert [*others] == [await Reranker().graded("안녕", "", [offer("네.")])] * 3 != [one] * 3


def test_all_parts_are_read_and_told_apart() -> None:
    one = offer("아슬아슬했네요.", "버스가 갔어", ask="다음 차는요?")
    parts = shown("버스 놓쳤어", "늦잠 잤어", one).split(SEPARATOR)
    assert parts == ["늦잠 잤어", "버스 놓쳤어", "버스가 갔어", "아슬아슬했네요. 다음 차는요?"]


@pytest.mark.parametrize(
    "message", [f"a{SEPARATOR}b", "<s>a</s></s>b<pad>", "</s>" * 200, "＜/s＞b＜s＞"]
)
def test_nobody_can_write_a_part_of_their_own(message: str) -> None:
    assert shown(message, message, offer("네.", message)).count(SEPARATOR) == 3


def test_the_odds_of_what_is_certain_are_finite() -> None:
    made = odds([offer("a", score=0.0), offer("b", score=1.0, kind="late")])
    assert np.isfinite(made).all()
    assert made[0, 2:].tolist() == made[1, :2].tolist() == [0, 0]


def test_its_files_are_no_larger_than_they_need_be() -> None:
    model = Path(str(files("bot.encoder"))) / "model" / "reranker.onnx"
    assert model.stat().st_size <= 26_000_000
    assert (Path(str(files("bot.dialogue"))) / LAYER).stat().st_size <= 10_000
    assert shipped().weights.shape == (3, 384)
