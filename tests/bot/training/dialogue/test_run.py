"""A small model really learns to answer, also by what was said before, and resumes after a stop."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

import pytest

from bot.dialogue.kogpt2 import KoGPT2
from bot.protocols import Line, Prompt
from bot.training.dialogue.delivery import deliver
from bot.training.dialogue.measures import distinct
from bot.training.dialogue.run import learn
from bot.training.dialogue.sources import open_talks
from bot.training.dialogue.talk import Parts, Talks
from bot.training.finetuning.hyperparameters import Hyperparameters
from bot.training.finetuning.progress import Progress, Stopped
from config.errors import UsageError
from config.moods import Mood
from config.personas import persona

CHOSEN = Hyperparameters(
    learning_rate=5e-3,
    batch=4,
    epochs=150,
    patience=0,
    best_by="loss",
    evaluate_every=50,
    tokens=64,
)
# Moods are read in what people say, and none stood in what was taught.
PROMPT = Prompt(message="", language="ko", mood=Mood.SAD, tone="", persona=persona("maum"))


@pytest.fixture(scope="module")
def talks(data: Path) -> Talks:
    return open_talks(str(data), None)


@pytest.fixture(scope="module")
def parts(talks: Talks) -> Parts:
    return Parts(train=talks.talks, dev=talks.talks, test=talks.talks)


@pytest.fixture(scope="module")
def taught(
    start: Path, talks: Talks, parts: Parts, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    folder = tmp_path_factory.mktemp("taught") / "friend"
    outcome = learn(str(start), parts, folder, CHOSEN, 4, lambda _: None, Event())
    deliver(
        talks, parts, str(start), folder, CHOSEN.as_json() | {"turns": 4}, outcome, private=False
    )
    return folder


async def test_it_says_what_it_was_taught_by_what_was_said_before(
    taught: Path, talks: Talks
) -> None:
    # An answer may take up words of the question, however strict the guard against repetition.
    async with KoGPT2(str(taught), temperature=0, repetition_penalty=3, no_repeat=2) as friend:
        for talk in talks.talks:
            history: list[Line] = []
            for exchange in talk.exchanges:
                prompt = replace(PROMPT, message=exchange.question, history=tuple(history))
                answer = "".join([piece async for piece in friend.reply(prompt)])
                assert answer.strip() == exchange.answer
                for speaker, text in (("user", exchange.question), ("companion", answer)):
                    at = datetime.now(UTC)
                    history.append(Line(speaker=speaker, text=text, at=at, mood=Mood.JOY))


def test_the_card_tells_before_and_after_with_answers(taught: Path) -> None:
    card = (taught / "README.md").read_text("utf-8")
    before, after = (
        float(
            next(line for line in card.split("\n") if line.startswith(f"| {name} |")).split("|")[2]
        )
        for name in ("before", "after")
    )
    assert after < 1.5 < before / 20
    assert "| 오늘 시험 망했어 → 그치 공부 더 할걸 | 다음엔 잘될 거예요. |" in card
    assert "CC BY-NC-SA" in card
    assert str(taught.parent) not in card
    assert (taught / "loss.png").stat().st_size > 1000
    config = json.loads((taught / "config.json").read_text())
    assert (config["maum_turns"], config["maum_sentiments"]) == (4, [0])


def test_a_stopped_run_goes_on_to_the_same_weights(
    start: Path, parts: Parts, tmp_path: Path
) -> None:
    short = replace(CHOSEN, epochs=12, checkpoint_every=5, evaluate_every=6)
    stop = Event()

    def at_seven(progress: Progress) -> None:
        if progress.step == 7:
            stop.set()

    whole, broken = tmp_path / "whole", tmp_path / "broken"
    learn(str(start), parts, whole, short, 4, lambda _: None, Event())
    with pytest.raises(Stopped):
        learn(str(start), parts, broken, short, 4, at_seven, stop)
    with pytest.raises(UsageError, match="other choices"):
        learn(str(start), parts, broken, replace(short, batch=2), 4, lambda _: None, Event())
    learn(str(start), parts, broken, short, 4, lambda _: None, Event())
    for name in ("model.safetensors", "config.json", "tokenizer.json"):
        assert (broken / name).read_bytes() == (whole / name).read_bytes()


def test_distinct_words() -> None:
    assert distinct(["a b a b"], 1) == 0.5
    assert distinct(["a b a b"], 2) == pytest.approx(2 / 3)
    assert distinct([], 1) == 0
