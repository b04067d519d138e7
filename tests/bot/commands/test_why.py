from datetime import UTC, datetime, timedelta

import pytest

from bot.events import Level
from bot.protocols import Explanation, Line, Scores
from bot.testing import ScriptedClassifier
from config.moods import Mood

LOST = "면접에서 떨어졌어"


class Explaining(ScriptedClassifier):
    async def explain(self, text: str, /) -> Explanation:
        scores = Scores(
            labels={"안타까움/실망": 0.61, "슬픔": 0.8, "절망": 0.2, "짜증": 0.1},
            moods={Mood.SAD: 0.9, Mood.TIRED: 0.1},
        )
        return Explanation(
            scores=scores, words=[("면접에서", {Mood.SAD: 0.1}), ("떨어졌어", {Mood.SAD: 2})]
        )


async def said(ask, text: str = LOST, *, level: Level = Level.NONE, mood: Mood = Mood.SAD) -> None:
    at = datetime.now(UTC) + timedelta(seconds=len(await ask.store.lines(ask.chat.who)))
    await ask.store.append(
        ask.chat,
        Line(speaker="user", text=text, at=at, mood=mood, level=level),
        Line(speaker="companion", text="그랬군요.", at=at),
    )


async def test_before_anything_was_read_it_says_so(ask) -> None:
    answer = await ask("/why")
    assert "아직" in answer.text
    assert answer.choices == ()


async def test_it_names_mood_labels_and_words(asking) -> None:
    async with asking(classifier=Explaining()) as ask:
        await said(ask)
        answer = await ask("/why")
        assert answer.text.splitlines()[:5] == [
            f"“{LOST}”",
            "슬픔으로 읽었어요 (90%).",
            "· 슬픔 80%",
            "· 안타까움, 실망 61%",
            "· 절망 20%",
        ]
        assert "그렇게 읽은 말: 떨어졌어\n" in answer.text
        english = (await ask("/why", language="en")).text
        assert "I read sadness (90%)." in english
        assert "· disappointment 61%" in english
        assert "What I went by: 떨어졌어" in english


async def test_without_words_it_was_the_whole_sentence(ask) -> None:
    await said(ask)
    assert "문장 전체" in (await ask("/why")).text


async def test_an_unsure_reading_is_called_unsure(asking) -> None:
    class Unsure:
        async def classify(self, text: str, /) -> Scores:
            return Scores(labels={"슬픔": 0.3}, moods={Mood.SAD: 0.3, Mood.JOY: 0.2})

    async with asking(classifier=Unsure()) as ask:
        await said(ask, mood=Mood.CALM)
        answer = await ask("/why")
        assert "확실하지 않아서" in answer.text
        assert "읽었어요" not in answer.text
        assert len(answer.choices) == len(Mood)


async def test_every_other_mood_is_a_tap_away_and_fits_a_button(ask) -> None:
    await said(ask)
    answer = await ask("/why")
    assert {choice.command.split()[1] for choice in answer.choices} == set(Mood) - {Mood.SAD}
    assert all(len(choice.command.encode()) <= 64 for choice in answer.choices)


async def test_a_tap_corrects_the_message_that_was_shown(ask) -> None:
    await said(ask)
    shown = await ask("/why")
    await said(ask, "오늘 합격했어", mood=Mood.JOY)
    tap = next(choice.command for choice in shown.choices if "tired" in choice.command)
    assert "지침이었군요" in (await ask(tap)).text
    (made,) = await ask.store.corrections(ask.chat.who)
    assert (made.text, made.read, made.meant) == (LOST, Mood.SAD, Mood.TIRED)
    moods = [line.mood for line in await ask.store.lines(ask.chat.who) if line.mood]
    assert moods == [Mood.TIRED, Mood.JOY]


async def test_what_was_corrected_is_told_when_asked_again(ask) -> None:
    await said(ask)
    await ask("/why tired")
    answer = await ask("/why")
    assert "지침이라고 알려 주셨어요" in answer.text
    assert "/why tired" not in {choice.command.rpartition(" ")[0] for choice in answer.choices}


async def test_a_message_that_is_not_there_any_more_is_missed(ask) -> None:
    await said(ask)
    shown = await ask("/why")
    await ask.store.forget(ask.chat.who)
    assert "찾지 못했어요" in (await ask(shown.choices[0].command)).text


@pytest.mark.parametrize("command", ["/why", "/why joy"])
async def test_what_the_guard_took_is_not_weighed(ask, command: str) -> None:
    await said(ask, "죽고 싶어", level=Level.EXPLICIT)
    assert "/safety" in (await ask(command)).text
    assert list(await ask.store.corrections(ask.chat.who)) == []


async def test_a_long_message_is_quoted_in_part(ask) -> None:
    await said(ask, "떨어졌어 " * 500)
    assert len((await ask("/why")).text) < 400
