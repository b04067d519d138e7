"""docs/conversations: what really ran, and what must hold in every one of those conversations."""

import asyncio
import re
from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
import pytest

from bench.conversations import ROOT, SEED, Turn, held, page, talks
from bot.dialogue.korean import final, plain
from bot.dialogue.lines import LANGUAGES, Template
from bot.dialogue.reading import asks, read
from bot.dialogue.recognition import Recogniser, Understood
from bot.dialogue.responses import Response, responses
from bot.dialogue.script import script
from bot.dialogue.scripted import Scripted
from bot.dialogue.utterances import Floats
from bot.memory.embedded import EmbeddedEmbedder
from config.moods import Mood

Talk = tuple[str, Sequence[Turn]]

# Acts whose lines are no answer to a question that was asked.
_SIDESTEPS = frozenset({"agree", "unclear", "silence", "just", "soso"})
_CLOSED = r"은|이|을|과|이랑|으로|이라|이라고|이라니|이라는|이면|이군요|이구나|이에요"
_OPEN = r"는|가|를|와|랑|로|라|라고|라니|라는|면|군요|구나|예요"


class Network:
    """What one of maum's networks makes of texts, made once for all tests here."""

    def __init__(self, name: str) -> None:
        self._embedder = EmbeddedEmbedder(network=name)
        self._made = dict[str, Floats]()

    async def of(self, texts: Sequence[str]) -> Floats:
        new = [text for text in dict.fromkeys(texts) if text not in self._made]
        if new:
            self._made |= dict(zip(new, await self._embedder.embed(new), strict=True))
        return np.array([self._made[text] for text in texts])


class Remembered:
    """Tells the vectors of *network*, each moved by *shaken* in some direction."""

    def __init__(self, network: Network, shaken: float = 0.0) -> None:
        self._network = network
        self._shaken = shaken
        self._directions = np.random.default_rng(1)

    async def embed(self, texts: Sequence[str], /) -> Floats:
        rows = await self._network.of(texts)
        aside = self._directions.standard_normal(rows.shape).astype(np.float32)
        rows += self._shaken * aside / np.linalg.norm(aside, axis=1, keepdims=True)
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


@pytest.fixture(scope="module")
def networks() -> Sequence[Network]:
    """Those of the small voice."""
    return [Network(name) for name in ("memory", "paraphrase", "telling", "reranker")]


@pytest.fixture(scope="module")
def ran(networks: Sequence[Network]) -> dict[str, list[Talk]]:
    return asyncio.run(_run(_voice(networks)))


def _voice(networks: Sequence[Network], shaken: float = 0.0) -> Scripted:
    embedder, paraphraser, teller, reranker = (Remembered(one, shaken) for one in networks)
    return Scripted(
        seed=SEED, embedder=embedder, paraphraser=paraphraser, teller=teller, reranker=reranker
    )


def _told() -> list[str]:
    turns = (turn for name in LANGUAGES for talk in talks(name) for turn in talk["turns"])
    return list(dict.fromkeys(message for _, message in turns))


async def _run(voice: Scripted, *, every: int = 1) -> dict[str, list[Talk]]:
    chosen = {language: talks(language)[::every] for language in ("ko", "en")}
    return {
        language: [(talk["title"], await held(talk, language, voice)) for talk in talked]
        for language, talked in chosen.items()
    }


@pytest.fixture(scope="module")
def understood(networks: Sequence[Network]) -> Understood:
    return asyncio.run(Recogniser(Remembered(networks[0])).understood(_told()))


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


def test_what_a_message_is_does_not_hang_on_the_last_digits(
    networks: Sequence[Network], understood: Understood
) -> None:
    """Another processor makes vectors that differ by less than a hundredth of this."""
    shaken = Recogniser(Remembered(networks[0], shaken=1e-3))
    moved = asyncio.run(shaken.understood(_told()))
    for language in ("ko", "en"):
        for mood, message in (turn for talk in talks(language) for turn in talk["turns"]):
            here, there = (
                read(message, language=language, mood=Mood(mood), like=like[message])
                for like in (understood, moved)
            )
            assert here == there, message


def test_no_reply_hangs_on_the_last_digits(
    ran: dict[str, list[Talk]], networks: Sequence[Network]
) -> None:
    """Ten times as much as another processor differs by, through every third conversation."""
    shaken = _voice(networks, shaken=1e-4)
    expected = {language: held[::3] for language, held in ran.items()}
    assert asyncio.run(_run(shaken, every=3)) == expected


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
def test_no_question_is_ignored(
    ran: dict[str, list[Talk]], understood: Understood, language: str
) -> None:
    """A question is met with a line that was written as an answer."""
    written = script(language)
    asked = 0
    for title, turns in ran[language]:
        for turn in turns:
            like = understood[turn.message]
            reading = read(turn.message, language=language, mood=turn.mood, like=like)
            if not reading.asks:
                continue
            asked += 1
            if exact := _response_in(turn.reply, language):
                assert any(map(asks, exact.heard)), (title, turn.message, turn.reply)
                continue
            kinds = [kind for kind in written.tellings.values() if kind.answers]
            if _said([line for kind in kinds for line in kind.say], turn.reply):
                continue
            topic = written.topics.get(reading.topic or "")
            answers = bool(reading.act) or (topic is not None and topic.answers)
            assert answers, (title, turn.message)
            assert reading.act not in _SIDESTEPS, (title, turn.message)
            if reading.act and reading.act != "advice":
                lines = written.acts[reading.act].templates()
                assert _said(lines, turn.reply), (title, turn.message, turn.reply)
    assert asked > 15


def test_every_particle_fits_its_word(
    ran: dict[str, list[Talk]], networks: Sequence[Network]
) -> None:
    """Those after what was picked up from the person: names, people, spans, topics.

    Also where there are no responses, which have no slots.
    """
    slotted, checked = _slotted(), 0
    bare = asyncio.run(_run(Scripted(seed=SEED, embedder=Remembered(networks[0]))))
    for title, turns in (*ran["ko"], *bare["ko"]):
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


def _response_in(reply: str, language: str) -> Response | None:
    """The response that *reply* is."""
    return next((one for one in responses(language) if one.say.said_in(reply)), None)


def _said(lines: Sequence[Template], reply: str) -> bool:
    return any(_pattern(form).search(reply) for line in lines for form in _forms(line))


def _forms(line: Template) -> tuple[str, str]:
    return line.text, plain(line.text)


def _pattern(text: str) -> re.Pattern[str]:
    parts = re.split(r"\{[^}]*\}", text)
    return re.compile(r"\S.{0,40}?".join(map(re.escape, parts)), re.IGNORECASE)


def _filled(slotted: Sequence[re.Pattern[str]], reply: str) -> Iterator[tuple[str, str]]:
    """Every word with the particle behind it that stands in a slot of one of the lines in *reply*."""
    for found in filter(None, (line.search(reply) for line in slotted)):
        yield from zip(found.groups()[::2], found.groups()[1::2], strict=True)


def _slotted() -> list[re.Pattern[str]]:
    """The lines in which a particle follows a slot."""
    lines = [line for situation in script("ko").situations() for line in situation.templates()]
    forms = dict.fromkeys(form for line in lines if ":" in line.text for form in _forms(line))
    slot = rf"(\S{{1,12}}?)({_CLOSED}|{_OPEN})"
    return [
        re.compile(slot.join(map(re.escape, re.split(r"\{\w+(?::[가-힣]+)?\}", form))))
        for form in forms
        if re.search("[가-힣]", re.sub(r"\{[^}]*\}", "", form))
    ]
