"""How much of a reply was heard."""

import pytest
from scenes.backends import tone

from bot.adapters.discord.voice.playback import Playback, Reading
from bot.adapters.discord.voice.rtp import SILENCE


def told(*pieces: str) -> tuple[Reading, list[bytes]]:
    """A reply of which every sentence takes half a second."""
    reading, packets = Reading(), []
    for piece in pieces:
        reading.write(piece)
    reading.written()
    for _ in pieces:
        packets += reading.speak(tone(0.5))
    return reading, packets + reading.last()


@pytest.mark.parametrize(
    ("played", "heard"),
    [
        (0, ""),
        (7, "하나"),
        (25, "하나 둘 셋 넷."),
        (38, "하나 둘 셋 넷. 다섯 여섯"),
        (50, "하나 둘 셋 넷. 다섯 여섯 일곱 여덟."),
        (99, "하나 둘 셋 넷. 다섯 여섯 일곱 여덟."),
    ],
)
def test_words_are_heard_as_far_as_their_packets_were_played(played: int, heard: str) -> None:
    reading, packets = told("하나 둘 셋 넷. ", "다섯 여섯 일곱 여덟.")
    assert len(packets) == 50
    assert reading.heard(played) == heard


def test_of_what_was_not_spoken_nothing_was_heard() -> None:
    reading = Reading()
    reading.write("아직 아무 소리도 없다.")
    assert reading.heard(100) == ""
    assert reading.text == "아직 아무 소리도 없다."


def test_a_player_gets_packets_silence_between_and_nothing_at_the_end() -> None:
    playback = Playback()
    assert (playback.read(), playback.played, playback.began) == (SILENCE, 0, None)
    playback.feed([b"a", b"b"])
    assert playback.cut
    assert [playback.read() for _ in range(3)] == [b"a", b"b", SILENCE]
    playback.feed([b"c"])
    playback.finish()
    assert [playback.read(), playback.read()] == [b"c", b""]
    assert playback.played == 3
    assert not playback.cut
    assert playback.is_opus()
