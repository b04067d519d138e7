"""What English messages are taken to do, by their words alone."""

import pytest

from bot.dialogue.reading import read
from bot.dialogue.script import script
from config.moods import Mood


@pytest.mark.parametrize(
    ("message", "act"),
    [
        ("right, laundry", "goodbye"),
        ("lol ok. gtg dinner", "goodbye"),
        ("have a nice evening", "goodbye"),
        ("ok marking time, cheerio", "goodbye"),
        ("anyway. soup's nearly done. night", "goodnight"),
        ("night then, if i can climb the stairs", "goodnight"),
        ("I'm off till Thursday at least", None),
        ("it was a good night out", None),
        ("what music should go on the playlist", "asked"),
        ("she drew a heart on the cup. do u think its a sign", "asked"),
        ("how can i start talking to someone?", "advice"),
        ("any tricks", "advice"),
        ("would that be terrible?", "am_i_bad"),
        ("can i take the tablet with wine?", "medicine"),
        ("do you know the law on trees", "you_know"),
        ("my cousin who is in london", None),
        ("could text him", None),
        ("what scares me is that my voice goes wobbly", None),
        ("is it ok if it's not sentimental", "asked"),
        ("can dogs eat cheese", "asked"),
        ("acha ok. thanks yaar", "thanks"),
    ],
)
def test_a_message_does(message: str, act: str | None) -> None:
    assert read(message, language="en", mood=Mood.CALM).act == act


@pytest.mark.parametrize(
    "message", ["is it bad that i havent eaten for three days", "is it bad if i skip my pills"]
)
def test_what_a_body_needs_is_not_judged(message: str) -> None:
    called = [one for one in script("en").acts["am_i_bad"].when if one.fits(message)]
    assert "doctor" in called[0].say[0].text
