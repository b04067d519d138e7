"""From a spec to a backend, through real entry points."""

import pytest

from bot.dialogue.openai import OpenAIGenerator
from config.backends import build, installed
from config.errors import ConfigError

GROUPS = [
    "maum.transcribers",
    "maum.synthesizers",
    "maum.classifiers",
    "maum.generators",
    "maum.embedders",
    "maum.renderers",
    "maum.stores",
]


@pytest.mark.parametrize("group", GROUPS)
def test_every_declared_backend_can_be_imported(group: str) -> None:
    found = installed(group)
    assert found.names
    for entry in found:
        assert callable(entry.load())


def test_a_model_may_hold_colons() -> None:
    built = build(
        "maum.generators", "openai:library/gemma:2b", options={"base_url": "http://127.0.0.1:1"}
    )
    assert isinstance(built, OpenAIGenerator)


def test_a_typo_is_answered_with_the_nearest_name() -> None:
    with pytest.raises(ConfigError, match="no generator named 'opnai'; did you mean 'openai'"):
        build("maum.generators", "opnai:gpt")


@pytest.mark.parametrize("spec", ["hf", "hf:", "gguf:"])
def test_a_backend_that_needs_a_model_says_so(spec: str) -> None:
    with pytest.raises(ConfigError, match=r"needs a model: write (hf|gguf):MODEL"):
        build("maum.generators", spec)


def test_an_unknown_option_is_refused() -> None:
    with pytest.raises(
        ConfigError, match="'openai' has no option 'timeot'; did you mean 'timeout'"
    ):
        build("maum.generators", "openai", options={"timeot": 3})


def test_an_offered_value_reaches_only_those_that_name_it() -> None:
    assert build("maum.generators", "scripted", offered={"api_key": "x", "home": "y"})
