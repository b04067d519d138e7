"""Interruptions, and what only sounds like one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.floor import Floor, Move, is_backchannel, is_echo
from speech.live.events import Dropped, LiveEvent, Partial, Reason, Speaking, Started, Turn
from speech.protocols import Transcript

PAUSE, RESUME, STOP, ANSWER = Move.PAUSE, Move.RESUME, Move.STOP, Move.ANSWER
REPLY = "그랬구나. 오늘 하루 정말 고생 많았어요. 조금 쉬어 가도 괜찮아요."


def started(utterance: int = 0) -> Started:
    return Started(utterance=utterance, at=0.0)


def speaking(seconds: float, utterance: int = 0) -> Speaking:
    return Speaking(utterance=utterance, seconds=seconds)


def partial(text: str) -> Partial:
    return Partial(utterance=0, text=text, language="ko")


def turn(text: str, utterance: int = 0) -> Turn:
    transcript = Transcript(text=text, language="ko", confidence=0.9, seconds=1.0)
    return Turn(utterance=utterance, transcript=transcript)


def dropped(utterance: int = 0) -> Dropped:
    return Dropped(utterance=utterance, reason=Reason.WORDLESS)


def moves(floor: Floor, *events: LiveEvent, telling: bool = True) -> list[Move]:
    made: list[Move] = []
    for event in events:
        for move in floor.follow(event, telling=telling, said=REPLY):
            made.append(move)
            telling = telling and move is not STOP
    return made


def test_in_silence_speech_is_answered_and_moves_nothing() -> None:
    spoken = [started(), speaking(0.5), speaking(3.0), partial("오늘은"), turn("오늘은 좋았어")]
    assert moves(Floor(), *spoken, telling=False) == [ANSWER]
    assert moves(Floor(), started(), turn("응"), telling=False) == [ANSWER]


def test_speech_pauses_the_reply_and_going_on_stops_it() -> None:
    spoken = [started(), speaking(0.3), speaking(0.4), speaking(0.6), speaking(0.8), speaking(1.0)]
    assert moves(Floor(), *spoken, turn("잠깐 내 말 좀 들어 봐")) == [PAUSE, STOP, ANSWER]


def test_in_a_call_the_first_sound_pauses_it_and_a_cough_lets_it_go_on() -> None:
    floor = Floor(notice=0.06)
    assert moves(floor, started(), speaking(0.1), dropped()) == [PAUSE, RESUME]
    assert moves(floor, started(1), speaking(0.1, 1), speaking(0.13, 1)) == [PAUSE]
    assert moves(floor, speaking(0.8, 1), speaking(1.6, 1), turn("아니 있잖아", 1)) == [
        STOP,
        ANSWER,
    ]


def test_words_stop_it_sooner() -> None:
    assert moves(Floor(), started(), speaking(0.5), partial("아니")) == [PAUSE, STOP]


def test_a_short_word_is_an_interruption_too() -> None:
    assert moves(Floor(), started(), speaking(0.2), turn("그만")) == [STOP, ANSWER]


@pytest.mark.parametrize(
    "text", ["응", "어어.", "음…", "네, 네.", "그렇구나", "mm-hm", "Uh-huh.", "oh okay"]
)
def test_who_only_shows_that_they_listen_does_not_stop_it(text: str) -> None:
    assert is_backchannel(text)
    assert moves(Floor(), started(), speaking(0.2), turn(text)) == []
    assert moves(Floor(), started(), speaking(0.5), partial(text), turn(text)) == [PAUSE, RESUME]


@pytest.mark.parametrize(
    "text", ["", "응 근데 있잖아", "어제", "아니", "오늘", "no", "stop", "wait", "아파"]
)
def test_who_says_something_is_no_backchannel(text: str) -> None:
    assert not is_backchannel(text)


def test_a_cough_pauses_it_at_most() -> None:
    assert moves(Floor(), started(), speaking(0.3), dropped()) == []
    assert moves(Floor(), started(), speaking(0.5), dropped()) == [PAUSE, RESUME]


def test_each_false_alarm_makes_the_reply_harder_to_pause() -> None:
    floor = Floor()
    assert moves(floor, started(), speaking(0.5), dropped()) == [PAUSE, RESUME]
    assert moves(floor, started(1), speaking(0.7, 1), dropped(1)) == []
    assert moves(floor, started(2), speaking(0.8, 2), speaking(1.6, 2)) == [PAUSE, STOP]
    assert moves(floor, started(3), speaking(0.5, 3)) == [PAUSE]


def test_its_own_echo_is_not_answered() -> None:
    echo = "오늘 하루 정말 고생 많았어요"
    assert is_echo(echo, REPLY)
    assert is_echo("오늘 하루 정말 고생만 했어요", REPLY)
    assert moves(Floor(), started(), speaking(0.5), partial(echo), turn(echo)) == [PAUSE, RESUME]
    floor = Floor()
    assert moves(floor, started()) == []
    assert moves(floor, turn(echo), telling=False) == []


def test_the_same_words_said_later_are_an_answer() -> None:
    assert moves(Floor(), started(), turn("조금 쉬어 가도 괜찮아요"), telling=False) == [ANSWER]


@pytest.mark.parametrize("text", ["괜찮아요", "죽고 싶어", "정말 고생"])
def test_what_is_short_is_never_taken_for_an_echo(text: str) -> None:
    assert not is_echo(text, text)


UTTERANCES = st.integers(0, 3)
EVENTS = st.one_of(
    st.builds(started, UTTERANCES),
    st.builds(speaking, st.floats(0, 5), UTTERANCES),
    st.builds(turn, st.sampled_from(["응", "그만해 줘", REPLY]), UTTERANCES),
    st.builds(dropped, UTTERANCES),
)


@given(st.lists(st.tuples(EVENTS, st.booleans())))
def test_a_reply_is_paused_once_before_it_goes_on_or_stops(
    told: list[tuple[LiveEvent, bool]],
) -> None:
    floor, paused = Floor(), False
    for event, telling in told:
        for move in floor.follow(event, telling=telling, said=REPLY):
            assert paused or move is not RESUME
            assert not (paused and move is PAUSE)
            paused = move is PAUSE
            assert move is not ANSWER or isinstance(event, Turn)
