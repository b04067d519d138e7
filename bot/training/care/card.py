"""The card of the guard's network: what it learned from, how well it does, and what it is not."""

from collections.abc import Mapping

from bot.care.measure import Confusion
from bot.training.care.examples import HEAD
from bot.training.care.training import Outcome
from bot.training.recipe import Recipe

_CARD = """# The guard's network

A small encoder that adds to the lexicon of maum's crisis guard; it never takes anything away. It reads
Korean and English messages and says how likely one is of at least concern, at least explicit, or
imminent, and what it is about.

- Start: the first {layers} layers of {start}; its words and {frozen} of the layers as they were.
- Learned from: {lines} labelled lines, some of them a second time within a longer message or without
  spaces, and {everyday} everyday texts; each seen {often:g} times. Seed {seed}.
- Bars: {bars}. Each is set so that of {apart} everyday texts that it has not learned from at most one in
  125 is raised to concern, one in 150 to explicit and one in a thousand to imminent.
- Exported in eight bits; its probabilities are {distance:.4f} from those of the trained network on average.

| development part, guard as a whole | explicit or imminent found | concern noticed | false alarms |
|---|---:|---:|---:|
{rows}

It is no instrument of diagnosis, knows no more than what its lines show, and misses what they do not:
see docs/safety-protocol.md.
"""


def card(outcome: Outcome, recipe: Recipe, start: str, tables: Mapping[str, Confusion]) -> str:
    """The card in Markdown; *start* names the start model, *tables* are by language."""
    return _CARD.format(
        layers=recipe.layers,
        frozen=recipe.frozen,
        start=start,
        lines=outcome.lines,
        often=recipe.epochs[HEAD.name],
        everyday=outcome.everyday,
        seed=recipe.seed,
        bars=", ".join(f"{level} {bar:.2f}" for level, bar in outcome.bars.items()),
        apart=outcome.apart,
        distance=outcome.distance,
        rows="\n".join(
            f"| {language} | {one.grave:.2f} | {one.concern:.2f} | {one.false_alarms:.3f} |"
            for language, one in tables.items()
        ),
    )
