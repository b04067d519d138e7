import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.mirror import answer, mirror


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("i'm staying at my brother's place", "So you're staying at your brother's place."),
        ("honestly, I was late for my shift", "So you were late for your shift."),
        ("ugh, my boss keeps ignoring me", "So your boss keeps ignoring you."),
        ("i dont like my new room", "So you don't like your new room."),
        ("it rained but she still came with me", "So she still came with you."),
        ("they need to do a biopsy", "So they need to do a biopsy."),
        ("He used to sing at night", "So he used to sing at night."),
    ],
)
def test_words_come_back_as_their_hearer_says_them(said: str, heard: str) -> None:
    assert mirror(said) == heard


@pytest.mark.parametrize(
    "said",
    [
        "i'm so stupid and ugly",
        "i want to die tonight",
        "did she call me back?",
        "you are always here for me",
        "pizza with my sister",
        "i don't know",
        "i hope it goes well tomorrow",
        "엄마랑 싸웠어",
    ],
)
def test_some_words_are_not_given_back(said: str) -> None:
    assert mirror(said) is None


@given(st.text(alphabet="i'mywasehkt ,.!?", max_size=60))
def test_what_comes_back_is_one_sentence(said: str) -> None:
    heard = mirror(said)
    assert heard is None or (heard.startswith("So ") and heard.count(".") == 1)


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("eighty-eight", "Eighty-eight, okay."),
        ("about three hours", "About three hours, okay."),
        ("with my sister", "With your sister, okay."),
        ("7 weeks!", "7 weeks, okay."),
    ],
)
def test_a_piece_of_an_answer_comes_back(said: str, heard: str) -> None:
    assert answer(said) == heard


@pytest.mark.parametrize(
    "said",
    ["no one in the family knew", "i went home", "the worst", "my fault, sorry", "just because"],
)
def test_what_is_no_such_piece_does_not(said: str) -> None:
    assert answer(said) is None
