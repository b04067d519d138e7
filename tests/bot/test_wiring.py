"""From settings to parts."""

from pathlib import Path

import pytest

from bot.wiring import Wiring
from config.errors import ConfigError
from config.settings import Settings, load_settings
from speech.openai_voice import OpenAIVoice


def settings(tmp_path: Path, text: str) -> Settings:
    file = tmp_path / "maum.toml"
    file.write_text(text)
    return load_settings(environment={"OPENAI_API_KEY": "sk-for-a-test"}, file=file)


def test_an_option_may_be_for_one_kind_of_a_name(tmp_path: Path) -> None:
    wiring = Wiring(
        settings(
            tmp_path,
            "[backends.openai]\ntimeout = 3\n"
            "[backends.openai.synthesizer]\nvoice = 'nova'\n"
            "[backends.openai.generator]\ntemperature = 0.1\n",
        )
    )
    voice = wiring.build("synthesizers", "openai")
    assert isinstance(voice, OpenAIVoice)
    wiring.build("generators", "openai")


def test_an_option_that_the_kind_does_not_know_is_refused(tmp_path: Path) -> None:
    wiring = Wiring(settings(tmp_path, "[backends.openai.synthesizer]\nvoise = 'nova'\n"))
    with pytest.raises(ConfigError, match="did you mean 'voice'"):
        wiring.build("synthesizers", "openai")
    wiring.build("generators", "openai")
