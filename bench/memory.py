"""How much maum remembers of what it should, and of what it should not.

::

    python -m bench.memory                 the rules alone
    python -m bench.memory --model         with the model behind OPENAI_BASE_URL as well
    python -m bench.memory --model en      the same in English alone

Sixty conversations (`memory.txt`), 40 in Korean and 20 in English. Learning is right where a memory
of that kind names that thing. Recall is asked among the memories of all the other conversations in
the same language: right is what belongs to the message, wrong whatever else comes to mind. It is
asked of thirty more conversations (`recall.txt`) that are harder: most questions share no word with
what they should bring to mind.
"""

import argparse
import asyncio
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from bot.memory.embedded import EmbeddedEmbedder
from bot.memory.learning import learned_from, with_claims
from bot.memory.recall import ANCHORS, nearnesses, recalled
from bot.protocols import Embedder, Kind, Line, Memory
from config.errors import ReplyError

SAID = datetime(2026, 3, 2, 12, tzinfo=UTC)
ASKED = SAID + timedelta(days=60)
_OF_ONE = 10
"""Conversations in a row that one person had."""


@dataclass(slots=True)
class Conversation:
    """What is said, what may be known from it, and what should come to mind later."""

    language: str
    said: list[tuple[str, set[tuple[str, str]]]] = field(default_factory=list)
    asked: list[tuple[str, set[str]]] = field(default_factory=list)


@dataclass(slots=True)
class Score:
    """Hits, mistakes and what was missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def add(self, found: set[object], wanted: set[object]) -> None:
        self.right += len(found & wanted)
        self.wrong += len(found - wanted)
        self.missed += len(wanted - found)

    def __str__(self) -> str:
        precision = self.right / max(self.right + self.wrong, 1)
        recall = self.right / max(self.right + self.missed, 1)
        return f"precision {precision:.3f}  recall {recall:.3f}  ({self.right} right, {self.wrong} wrong, {self.missed} missed)"


def conversations(text: str) -> Iterator[Conversation]:
    """The conversations in the form of ``memory.txt``."""
    current: Conversation | None = None
    for row in text.splitlines():
        if row.startswith("["):
            if current:
                yield current
            current = Conversation(row.strip("[]"))
        elif row.startswith((">", "?")) and current:
            said, _, wanted = row[1:].partition(" = ")
            things = [one.strip() for one in wanted.split(";") if one.strip() not in {"", "-"}]
            if row.startswith(">"):
                facts = {tuple(one.split(" ", 1)) for one in things}
                current.said.append((said.strip(), facts))  # type: ignore[arg-type]
            else:
                current.asked.append((said.strip(), set(things)))
    if current:
        yield current


def _line(text: str) -> Line:
    return Line(speaker="user", text=text, at=SAID)


def learning(all_of_them: Sequence[Conversation], *, show: bool = False) -> Score:
    """How well the rules learn."""
    score = Score()
    for one in all_of_them:
        for text, wanted in one.said:
            found = {(str(memory.kind), memory.value) for memory in learned_from(_line(text))}
            score.add(set(found), set(wanted))
            if show and found != wanted:
                sys.stdout.write(f"  {text!r}: {found or '-'} instead of {wanted or '-'}\n")
    return score


async def recalling(
    all_of_them: Sequence[Conversation], embedder: Embedder, *, show: bool = False
) -> Score:
    """How well what should be known is recalled; ten conversations in a row are one person's."""
    score = Score()
    anchors = {language: await embedder.embed(texts) for language, texts in ANCHORS.items()}
    for start in range(0, len(all_of_them), _OF_ONE):
        theirs = all_of_them[start : start + _OF_ONE]
        memories = _known(theirs)
        vectors = await embedder.embed([one.value for one in memories])
        for text, wanted in (asked for one in theirs for asked in one.asked):
            message = (await embedder.embed([text]))[0]
            usual = anchors[theirs[0].language]
            near = nearnesses(message, vectors, usual)
            by_number = {one.number: far for one, far in zip(memories, near, strict=True)}
            found = {
                one.value
                for one in recalled(text, memories, by_number, now=ASKED)
                # The name always comes to mind.
                if one.kind is not Kind.NAME or one.value in wanted
            }
            score.add(set(found), set(wanted))
            if show and found != wanted:
                sys.stdout.write(f"  {text!r}: {found or '-'} instead of {wanted or '-'}\n")
    return score


def _known(theirs: Sequence[Conversation]) -> list[Memory]:
    """What should be known; in its own words where the rules do not find it."""
    known: list[Memory] = []
    for text, facts in (said for one in theirs for said in one.said):
        found = {(str(one.kind), one.value): one for one in learned_from(_line(text))}
        for kind, value in sorted(facts):
            bare = Memory(kind=Kind(kind), value=value, text=text, at=SAID)
            known.append(replace(found.get((kind, value), bare), number=len(known) + 1))
    return known


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--model",
        nargs="*",
        choices=("ko", "en"),
        metavar="LANGUAGE",
        help="ask the model at OPENAI_BASE_URL too, in these languages (all)",
    )
    parser.add_argument("--show", action="store_true", help="print what is wrong")
    arguments = parser.parse_args()
    if arguments.model == []:
        arguments.model = ["ko", "en"]
    text = Path(__file__).with_suffix(".txt").read_text("utf-8")
    every = list(conversations(text))
    for name, some in (("mended on", every[::2]), ("unseen", every[1::2]), ("all", every)):
        sys.stdout.write(f"learning, {name:9}  {learning(some, show=arguments.show)}\n")
    for language in arguments.model or ():
        theirs = [one for one in every if one.language == language]
        score = asyncio.run(_with_model(theirs, show=arguments.show))
        sys.stdout.write(f"learning, model, {language} {score}\n")
    harder = list(conversations(Path(__file__).with_name("recall.txt").read_text("utf-8")))
    for name, some in (("all", every), ("harder", harder)):
        sys.stdout.write(f"recall, {name:11}  {asyncio.run(_recall(some, arguments.show))}\n")


async def _with_model(every: Sequence[Conversation], *, show: bool = False) -> Score:
    """How well rules and model learn together; a thing counts under whatever kind."""
    from bot.memory.distiller import OpenAIDistiller

    key, url = os.environ.get("OPENAI_API_KEY", ""), os.environ.get("OPENAI_BASE_URL", "")
    score, added, failed = Score(), 0, 0
    # However often it fails, it is asked again: hours go by between the messages.
    clock = count(step=4 * 3600).__next__
    model = OpenAIDistiller(os.environ.get("MODEL", ""), api_key=key, base_url=url, clock=clock)
    async with model:
        for text, wanted in (said for one in every for said in one.said):
            found: Sequence[Memory] = learned_from(_line(text))
            rules = len(found)
            try:
                found = with_claims(found, await model.learned_from(_line(text)))
            except ReplyError:
                failed += 1
            added += len(found) - rules
            if show:
                for one in found[rules:]:
                    sys.stdout.write(f"  {text!r}: the model added {one.kind} {one.value!r}\n")
            score.add({one.value for one in found}, {value for _, value in wanted})
    sys.stdout.write(f"the model added {added}; {failed} of its answers could not be read\n")
    return score


async def _recall(every: Sequence[Conversation], show: bool) -> Score:
    async with EmbeddedEmbedder() as embedder:
        return await recalling(every, embedder, show=show)


if __name__ == "__main__":
    main()
