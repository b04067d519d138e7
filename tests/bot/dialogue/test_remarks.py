"""Remarks that are made to anything, and when."""

from bot.dialogue.recognition import Understood
from bot.dialogue.scene import Scene
from bot.dialogue.script import script
from bot.dialogue.utterances import REMARKS, Likeness
from bot.protocols import Prompt
from config.moods import Mood
from config.personas import persona

TOLD = script("ko").wonder["told"]


def remarks(message: str, understood: Understood | None = None) -> list[str]:
    prompt = Prompt(
        message=message, language="ko", mood=Mood.CALM, tone="easy", persona=persona("maum")
    )
    scene = Scene(prompt, script("ko"), understood or {})
    return [line.text for one in scene.fitting(TOLD) for line in one.say]


def likened(message: str, said: str, score: float) -> Understood:
    place = next(n for n, one in enumerate(TOLD.when) if said in [line.text for line in one.say])
    return {message: (Likeness(REMARKS, str(place), score, by_meaning=True),)}


def test_its_words_must_be_meant() -> None:
    message, said = "남편이 미안해하면서 설거지했어", "끝이 없는 일을 오늘도 했네요."
    assert said in remarks(message, likened(message, said, 0.9))
    assert said not in remarks(message, likened(message, said, 0.2))


def test_without_a_network_its_words_do() -> None:
    assert "끝이 없는 일을 오늘도 했네요." in remarks("하루 종일 설거지했어")


def test_its_words_stand_by_the_verb() -> None:
    assert not remarks("설거지하는 사람이 바뀌니까 주방이 환해 보인다")
