import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands.spelling import spelled


@pytest.mark.parametrize(
    ("text", "name", "arguments"),
    [
        ("/help", "help", ()),
        (" /HELP \n", "help", ()),
        ("/voice never", "voice", ("never",)),
        ("/voice@maum_bot  Never", "voice", ("never",)),
        ("／ｈｅｌｐ", "help", ()),
        ("／voice＠maum always", "voice", ("always",)),
        ("/ mood", "mood", ()),
        ("/기분", "기분", ()),
        ("/crisis-report", "crisis_report", ()),
        ("/why sad 1k2j\n3", "why", ("sad", "1k2j", "3")),
    ],
)
def test_a_command_is_recognised(text: str, name: str, arguments: tuple[str, ...]) -> None:
    found = spelled(text)
    assert found is not None
    assert (found.name, found.arguments) == (name, arguments)


@pytest.mark.parametrize(
    "text", ["", "/", "//", "/help!", "help", "오늘 /help", "/home/me", "/1", "/ ", "/." * 300]
)
def test_what_is_no_command_is_left_alone(text: str) -> None:
    assert spelled(text) is None


def test_a_long_text_is_a_message_whatever_it_begins_with() -> None:
    assert spelled("/mood " + "오늘은 " * 100) is None


@given(st.text())
def test_any_text_can_be_asked_about(text: str) -> None:
    spelled(text)


def test_the_arguments_are_also_known_as_typed() -> None:
    found = spelled("/Memory FIX 1  My name is Sam ")
    assert found is not None
    assert found.said == "FIX 1  My name is Sam"
