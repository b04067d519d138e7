"""What a run hands over beside the weights: figures before and after, answers, curves, a card."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.training.device import device
from bot.training.dialogue.measures import Measures, Sample, measure
from bot.training.dialogue.start import load_model
from bot.training.dialogue.talk import Parts, Talks
from bot.training.finetuning.outcome import Outcome
from bot.training.reports.figures import draw_curves


def deliver(
    talks: Talks,
    parts: Parts,
    start: str,
    folder: Path,
    choices: Mapping[str, Any],
    outcome: Outcome,
    *,
    private: bool,
) -> tuple[Measures, Measures]:
    """Measure *start* and the network in *folder* on the test part: before, and after.

    Leaves ``FOLDER/README.md``, the card, and ``FOLDER/loss.png``. Of *private* talks nothing is
    quoted.
    """
    before, after = (_measured(model, parts, choices) for model in (start, str(folder)))
    losses = {"training": outcome.curve("loss"), "dev": outcome.curve("eval_loss")}
    draw_curves(folder / "loss.png", losses, across="epoch", up="loss")
    card = _card(folder, _data(talks, parts), start, choices, outcome)
    figures = ["", "## Figures", "", *comparison({"before": before, "after": after}), ""]
    quoted = [] if private else ["## Answers", "", *answers(before.samples, after.samples), ""]
    (folder / "README.md").write_text("\n".join([*card, *figures, *quoted]), "utf-8")
    return before, after


def _data(talks: Talks, parts: Parts) -> str:
    return (
        f"{talks.summary()}. {len(parts.train):,} conversations to learn from, {len(parts.dev):,} "
        f"to choose the epoch, {len(parts.test):,} measured here."
    )


def _card(
    folder: Path, data: str, start: str, choices: Mapping[str, Any], outcome: Outcome
) -> list[str]:
    """The lines of the card above its figures."""
    return [
        f"# {folder.resolve().name}",
        "",
        "Answers in everyday talk, in the chat format of KoGPT2 (`<usr>` question `<unused1>`",
        "sentiment `<sys>` answer `</s>`); run it with `MAUM_GENERATOR=kogpt2:FOLDER,scripted`.",
        "It knows nothing of the world, of safety or of the truth of what it says, and may repeat",
        "what it was taught. A model fine-tuned from KoGPT2 2 keeps its licence, CC BY-NC-SA 4.0:",
        "no commercial use.",
        "",
        "## Data",
        "",
        data,
        "",
        "## Training",
        "",
        *_start(start),
        *(f"- {name.replace('_', ' ')}: {value}" for name, value in choices.items()),
        f"- kept: step {outcome.step} of {outcome.steps}",
        "",
        "![loss](loss.png)",
    ]


def comparison(measured: Mapping[str, Measures]) -> list[str]:
    """A Markdown table of the figures."""
    return [
        "| | perplexity | distinct-1 | distinct-2 |",
        "|---|---:|---:|---:|",
        *(
            f"| {name} | {one.perplexity:.1f} | {one.distinct_1:.3f} | {one.distinct_2:.3f} |"
            for name, one in measured.items()
        ),
    ]


def answers(before: Sequence[Sample], after: Sequence[Sample]) -> list[str]:
    """A Markdown table of what is answered to the same questions."""
    return [
        "| question | wanted | before | after |",
        "|---|---|---|---|",
        *(
            "| " + " | ".join(map(_cell, (_asked(new), new.wanted, old.answer, new.answer))) + " |"
            for old, new in zip(before, after, strict=True)
        ),
    ]


def _measured(model: str, parts: Parts, choices: Mapping[str, Any]) -> Measures:
    network, tokenizer = load_model(model)
    network.to(device())
    return measure(network, tokenizer, parts.test, tokens=choices["tokens"], turns=choices["turns"])


def _start(start: str) -> list[str]:
    # Where folders lie on this machine is nobody's business: a card may be published.
    return [] if Path(start).is_dir() else [f"- start: {start}"]


def _asked(sample: Sample) -> str:
    """The question, behind those before it."""
    return " → ".join([*(one.question for one in sample.earlier), sample.question])


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
