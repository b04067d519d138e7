"""No words of maum's own claim to treat, pass for a human or hold anybody back, and none come from a voice."""

import inspect
import tomllib
from collections.abc import Callable, Iterator
from importlib.resources import files

import pytest

from bot.care.disclosure import disclosure
from bot.care.screen import objections
from bot.companion import Companion
from bot.dialogue.responses import responses
from bot.dialogue.script import script
from bot.events import ChatKey, Incoming
from bot.protocols import EmotionClassifier, Scores
from bot.testing import ScriptedClassifier, ScriptedTranscriber, played
from config.personas import persona, shipped_personas
from speech.audio import Audio

TEXTS = ("answers.toml", "followups.toml", "circumstances.toml")


def strings(value: object) -> Iterator[str]:
    """The texts in what was read of a file, but not its patterns."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for one in value.values() for text in strings(one))
    elif isinstance(value, list):
        yield from (text for one in value for text in strings(one))


@pytest.mark.parametrize("language", ["ko", "en"])
def test_nothing_that_is_written_claims_to_treat_or_to_be_human(language: str) -> None:
    raw = [tomllib.loads((files("bot.care") / name).read_text("utf-8")) for name in TEXTS]
    told = [text for one in raw for text in strings(one[language])]
    lines = [line.text for one in script(language).situations() for line in one.templates()]
    lines += [one.say.text for one in responses(language)]
    lines += [one.ask.ask.text for one in responses(language) if one.ask]
    said = [persona(key).character[language] for key in shipped_personas()]
    notice = disclosure(language, name="마음", policies=("ny", "ca", "kr", "eu"))
    assert len(told) > 200 and len(lines) > 2000
    found = {text: objections(text) for text in (*told, *lines, *said, notice)}
    assert {text: names for text, names in found.items() if names} == {}


class Listening(ScriptedClassifier):
    """Remembers what it was given."""

    def __init__(self) -> None:
        super().__init__()
        self.given: list[object] = []

    async def classify(self, text: str, /) -> Scores:
        self.given.append(text)
        return await super().classify(text)


async def test_the_feeling_of_a_voice_is_read_from_its_words_alone(
    companion_of: Callable[..., Companion],
) -> None:
    classifier, transcriber = Listening(), ScriptedTranscriber()
    companion = companion_of(classifier=classifier, transcriber=transcriber)
    chat = ChatKey(messenger="test", chat="1", person="1")
    voice = Audio(data=b"sound", media_type="audio/ogg")
    await played(companion.turn(Incoming(chat=chat, voice=voice)))
    assert classifier.given == [transcriber.text]
    assert inspect.get_annotations(EmotionClassifier.classify)["text"] is str
