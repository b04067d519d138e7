import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.web.messages import Hush, Say, Voice, named, parse
from config.errors import GarbledMessage


def test_a_written_message() -> None:
    frame = {"type": "say", "text": "안녕", "id": "a-1", "speak": True, "language": "en"}
    assert parse(json.dumps(frame)) == Say(text="안녕", id="a-1", speak=True, language="en")


def test_only_the_text_is_required() -> None:
    one, other = (parse('{"type": "say", "text": "안녕"}') for _ in range(2))
    assert isinstance(one, Say)
    assert isinstance(other, Say)
    assert one.id != other.id
    assert (one.speak, one.language) == (False, "ko")


def test_an_announced_voice() -> None:
    voice = parse('{"type": "voice", "id": "v", "media_type": "audio/webm;codecs=opus"}')
    assert voice == Voice(id="v", media_type="audio/webm;codecs=opus")


def test_hush() -> None:
    assert parse('{"type": "hush"}') == Hush(type="hush")


def test_lone_surrogates_become_replacement_characters() -> None:
    say = parse('{"type": "say", "text": "a\\ud83d b \\ud83d\\ude00", "id": "x"}')
    assert isinstance(say, Say)
    assert say.text == "a\ufffd b 😀"


@pytest.mark.parametrize(
    "frame",
    [
        "",
        "안녕",
        "null",
        "[]",
        "{}",
        '{"type": "dance"}',
        '{"type": "say"}',
        '{"type": "say", "text": 3}',
        '{"type": "say", "text": "a", "id": "../x"}',
        '{"type": "say", "text": "a", "id": ""}',
        '{"type": "say", "text": "a", "language": "xx"}',
        '{"type": "voice", "media_type": "text/html"}',
        "[" * 100_000,
        '{"type": "say", "text": NaN}',
    ],
)
def test_anything_else_is_garbled(frame: str) -> None:
    with pytest.raises(GarbledMessage) as caught:
        parse(frame)
    assert caught.value.__cause__ is None


@given(st.text(max_size=200))
def test_no_frame_breaks_the_parser(frame: str) -> None:
    with pytest.raises(GarbledMessage):
        parse(frame)


def test_a_refused_frame_is_named_if_it_can_be() -> None:
    assert named('{"type": "dance", "id": "a-1"}') == "a-1"
    assert named('{"id": "no good"}') is None
    assert named('{"id": 4}') is None
    assert named("[]") is None
    assert named("nonsense") is None
