"""docs/conversations: what really ran, and what must hold in every one of those conversations."""

import asyncio
import re
from collections import Counter
from collections.abc import Iterator, Sequence

import pytest

from bench.conversations import ROOT, Turn, held, page, speaker, talks
from bot.dialogue.korean import final, plain
from bot.dialogue.lines import Template, script
from bot.dialogue.reading import read
from bot.dialogue.recognition import Recogniser
from bot.memory.embedded import EmbeddedEmbedder
from config.moods import Mood

Talk = tuple[str, Sequence[Turn]]

# Acts whose lines are no answer to a question that was asked.
_SIDESTEPS = frozenset({"agree", "unclear", "silence", "just", "soso"})
_CLOSED = r"은|이|을|과|이랑|으로|이라|이라고|이라니|이라는|이면|이군요|이구나|이에요"
_OPEN = r"는|가|를|와|랑|로|라|라고|라니|라는|면|군요|구나|예요"


@pytest.fixture(scope="module")
def ran() -> dict[str, list[Talk]]:
    return asyncio.run(_run())


async def _run() -> dict[str, list[Talk]]:
    voice = speaker()
    return {
        language: [(talk["title"], await held(talk, language, voice)) for talk in talks(language)]
        for language in ("ko", "en")
    }


@pytest.mark.parametrize(("language", "count"), [("ko", 30), ("en", 15)])
def test_there_are_as_many_as_are_promised_of_ten_turns(language: str, count: int) -> None:
    written = talks(language)
    assert len(written) >= count
    assert {len(talk["turns"]) for talk in written} == {10}


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_page_is_what_runs(ran: dict[str, list[Talk]], language: str) -> None:
    """``python -m bench.conversations`` writes it anew."""
    written = (ROOT / "docs" / "conversations" / f"{language}.md").read_text("utf-8")
    assert written == page(language, ran[language])


@pytest.mark.parametrize("language", ["ko", "en"])
def test_no_sentence_is_said_twice_in_one(ran: dict[str, list[Talk]], language: str) -> None:
    for title, turns in ran[language]:
        said = Counter(part for turn in turns for part in _sentences(turn.reply) if len(part) > 7)
        assert [part for part, times in said.items() if times > 1] == [], title


@pytest.mark.parametrize("language", ["ko", "en"])
def test_there_are_never_three_questions_in_a_row(
    ran: dict[str, list[Talk]], language: str
) -> None:
    for title, turns in ran[language]:
        for three in zip(turns, turns[1:], turns[2:], strict=False):
            assert any("?" not in _unquoted(turn.reply) for turn in three), (title, three)
        assert all(_unquoted(turn.reply).count("?") <= 1 for turn in turns), title


@pytest.mark.parametrize("language", ["ko", "en"])
async def test_no_question_is_ignored(ran: dict[str, list[Talk]], language: str) -> None:
    """A question is met with a line that was written as an answer."""
    understood = Recogniser(EmbeddedEmbedder())
    written = script(language)
    asked = 0
    for title, turns in ran[language]:
        for turn in turns:
            like = (await understood.understood([turn.message]))[turn.message]
            reading = read(turn.message, language=language, mood=turn.mood, like=like)
            if not reading.asks:
                continue
            asked += 1
            topic = written.topics.get(reading.topic or "")
            answers = bool(reading.act) or (topic is not None and topic.answers)
            assert answers, (title, turn.message)
            assert reading.act not in _SIDESTEPS, (title, turn.message)
            if reading.act and reading.act != "advice":
                lines = written.acts[reading.act].templates()
                assert _said(lines, turn.reply), (title, turn.message, turn.reply)
    assert asked > 15


def test_every_particle_fits_its_word(ran: dict[str, list[Talk]]) -> None:
    """Those after what was picked up from the person: names, people, spans, topics."""
    written, checked = script("ko"), 0
    slotted = [
        line for situation in written.situations() for line in situation.templates() if line.slots
    ]
    for title, turns in ran["ko"]:
        for turn in turns:
            for word, particle in _filled(slotted, turn.reply):
                checked += 1
                closed = bool(final(word))
                wrong = _OPEN if closed else _CLOSED
                if particle in {"로", "으로"} and final(word) == "ㄹ":
                    continue
                assert not re.fullmatch(wrong, particle), (title, turn.reply)
    assert checked > 8


@pytest.mark.parametrize("language", ["ko", "en"])
def test_one_register_is_kept(ran: dict[str, list[Talk]], language: str) -> None:
    if language == "en":
        assert all(turn.reply.isascii() or "…" in turn.reply for _, ts in ran["en"] for turn in ts)
        return
    informal = {talk["title"] for talk in talks("ko") if talk.get("register") == "banmal"}
    for title, turns in ran["ko"]:
        for turn in turns:
            polite = re.search(r"(요|죠)[.?!]", turn.reply)
            assert bool(polite) != (title in informal), (title, turn.reply)


def test_bad_news_is_never_congratulated(ran: dict[str, list[Talk]]) -> None:
    bad = re.compile("떨어졌|돌아가셨|헤어졌|건넜|싸웠|혼자 먹|암|못 낼")
    for _, turns in ran["ko"]:
        for turn in turns:
            if bad.search(turn.message):
                assert not re.search("축하|잘됐|신나", turn.reply), turn
    assert any(turn.mood is Mood.SAD for _, turns in ran["ko"] for turn in turns)


def _unquoted(reply: str) -> str:
    """*reply* without what it suggests that the person say."""
    return re.sub(r"(?<!\w)'[^']*'|\"[^\"]*\"", "", reply)


def _sentences(reply: str) -> list[str]:
    return [part.strip() for part in re.findall(r"[^.?!]+[.?!]", reply)]


def _said(lines: Sequence[Template], reply: str) -> bool:
    return any(_pattern(form).search(reply) for line in lines for form in _forms(line))


def _forms(line: Template) -> tuple[str, str]:
    return line.text, plain(line.text)


def _pattern(text: str) -> re.Pattern[str]:
    parts = re.split(r"\{[^}]*\}", text)
    return re.compile(r"\S.{0,40}?".join(map(re.escape, parts)), re.IGNORECASE)


def _filled(lines: Sequence[Template], reply: str) -> Iterator[tuple[str, str]]:
    """Every word with the particle behind it that stands in a slot of *lines* in *reply*."""
    for line in lines:
        for form in _forms(line):
            parts = re.split(r"\{\w+(?::[가-힣]+)?\}", form)
            if not any("가" <= letter <= "힣" for part in parts for letter in part):
                continue
            slot = rf"(\S{{1,12}}?)({_CLOSED}|{_OPEN})"
            found = re.search(slot.join(map(re.escape, parts)), reply)
            if found and ":" in line.text:
                yield from zip(found.groups()[::2], found.groups()[1::2], strict=True)
