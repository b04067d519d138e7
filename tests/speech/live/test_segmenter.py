"""Cutting a stream into utterances."""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import TypeAlias

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speech.live.activity import WINDOW, VoiceActivity
from speech.live.segmenter import Edge, Ended, Onset, Paused, Segmenter, Voiced
from speech.samples import Samples

Say: TypeAlias = Callable[..., Awaitable[Samples]]

RATE = 16_000
STEP = WINDOW / RATE


def loud(sound: Samples) -> Sequence[float]:
    """A voice activity that any test can play on."""
    return [float(np.abs(window).max() > 0.1) for window in sound.reshape(-1, WINDOW)]


def voice(seconds: float) -> Samples:
    return np.full(round(seconds * RATE), 0.5, np.float32)


def still(seconds: float) -> Samples:
    return np.zeros(round(seconds * RATE), np.float32)


def fed(
    segmenter: Segmenter, samples: Samples, *, chunks: Sequence[int] = (), start: float = 100.0
) -> list[Edge]:
    """The edges in *samples*, cut at *chunks*; the clock stands at *start* before the first."""
    edges: list[Edge] = []
    for end, chunk in cut(samples, chunks):
        edges += segmenter.feed(chunk, start + end / RATE)
    return edges


def cut(samples: Samples, chunks: Sequence[int]) -> Iterator[tuple[int, Samples]]:
    """*samples* in pieces of *chunks* samples and a rest, each with the place where it ends."""
    start = 0
    for size in (*chunks, len(samples)):
        if piece := len(samples[start : start + size]):
            yield start + piece, samples[start : start + piece]
            start += piece


def same(one: Sequence[Edge], other: Sequence[Edge]) -> bool:
    def plain(edge: Edge) -> tuple[object, ...]:
        match edge:
            case Onset(at):
                return ("onset", round(at, 6))
            case Ended(speech, voiced):
                return ("ended", speech.tobytes(), round(voiced, 6))
            case Voiced(seconds):
                return ("voiced", round(seconds, 6))
            case _:
                return ("paused",)

    return list(map(plain, one)) == list(map(plain, other))


def kinds(edges: Sequence[Edge]) -> list[type[Edge]]:
    return [type(edge) for edge in edges if not isinstance(edge, Voiced)]


def test_an_utterance_has_an_onset_a_pause_and_an_end() -> None:
    edges = fed(Segmenter(loud), np.concatenate([still(1), voice(1), still(1)]))
    assert kinds(edges) == [Onset, Paused, Ended]
    assert edges[0] == Onset(pytest.approx(101.0, abs=STEP))
    ended = edges[-1]
    assert isinstance(ended, Ended)
    assert ended.voiced == pytest.approx(1.0, abs=2 * STEP)
    assert len(ended.speech) / RATE == pytest.approx(0.2 + 1.0 + 0.25, abs=3 * STEP)


def test_an_onset_is_told_within_a_tenth_of_a_second() -> None:
    segmenter = Segmenter(loud)
    fed(segmenter, still(1.01), start=0.0)
    for tenth in range(1, 11):
        now = 1.01 + tenth / 100
        if list(segmenter.feed(voice(0.01), now)):
            break
    assert now - 1.01 <= 0.1


@pytest.mark.parametrize("odd", [1, 100, 300, 511])
def test_what_follows_silence_begins_a_window(odd: int) -> None:
    """Or else its onset would come up to two windows later."""
    windows: list[Samples] = []

    def noted(sound: Samples) -> Sequence[float]:
        windows.extend(sound.reshape(-1, WINDOW))
        return loud(sound)

    segmenter = Segmenter(noted, gap=0.2)
    list(segmenter.feed(still((WINDOW + odd) / RATE), 1.0))
    list(segmenter.feed(voice(2 * STEP), 3.0))
    assert [float(np.abs(one).mean()) for one in windows[-2:]] == [0.5, 0.5]


def test_a_click_is_no_onset() -> None:
    click = np.concatenate([still(32 * STEP), voice(0.03), still(1)])
    assert fed(Segmenter(loud), click) == []


def test_short_pauses_stay_inside_and_are_told_once_each() -> None:
    talk = [still(1), voice(1), still(0.5), voice(1), still(0.4), voice(1), still(1)]
    edges = fed(Segmenter(loud), np.concatenate(talk))
    assert kinds(edges) == [Onset, Paused, Paused, Paused, Ended]


def test_voice_is_told_ten_times_a_second() -> None:
    edges = fed(Segmenter(loud), np.concatenate([still(1), voice(2), still(1)]))
    seconds = [edge.seconds for edge in edges if isinstance(edge, Voiced)]
    assert len(seconds) == pytest.approx(20, abs=1)
    assert seconds == sorted(seconds)


def test_no_chunks_are_silence() -> None:
    """Discord sends nothing while nobody speaks."""
    segmenter = Segmenter(loud, gap=0.2)
    assert kinds(fed(segmenter, voice(1), start=0.0)) == [Onset]
    assert list(segmenter.silence(1.15)) == []
    assert kinds(list(segmenter.silence(1.3))) == [Paused]
    assert kinds(list(segmenter.silence(2.0))) == [Ended]
    assert list(segmenter.silence(99.0)) == []


def test_after_the_last_chunk_silence_needs_no_gap() -> None:
    """Discord's programs tell when they stop sending."""
    segmenter = Segmenter(loud, gap=60.0)
    assert kinds(list(segmenter.feed(voice(1), 1.0, last=True))) == [Onset]
    assert kinds(list(segmenter.silence(1.3))) == [Paused]
    assert kinds(list(segmenter.feed(voice(1), 2.3))) == []
    assert list(segmenter.silence(9.0)) == [], "it was not the last"
    assert kinds(list(segmenter.feed(still(0.1), 9.0, last=True))) == []
    assert kinds(list(segmenter.silence(11.0))) == [Paused, Ended]


def test_a_late_chunk_begins_another_utterance() -> None:
    segmenter = Segmenter(loud, gap=0.2)
    fed(segmenter, voice(1), start=0.0)
    assert kinds(list(segmenter.feed(voice(1), 10.0))) == [Paused, Ended, Onset]


@pytest.mark.parametrize("late", [0.0, 0.1, 0.19, -0.5, -1000.0])
def test_a_chunk_out_of_step_is_not_silence(late: float) -> None:
    segmenter = Segmenter(loud, gap=0.2)
    fed(segmenter, voice(1), start=0.0)
    assert kinds(list(segmenter.feed(voice(1), 2.0 + late))) == []
    assert kinds(list(segmenter.feed(voice(1), 3.0 + late))) == []


def test_a_leap_of_the_clock_costs_nothing() -> None:
    asked = 0

    def counted(window: Samples) -> Sequence[float]:
        nonlocal asked
        asked += len(window) // WINDOW
        return loud(window)

    segmenter = Segmenter(counted)
    fed(segmenter, voice(1), start=0.0)
    list(segmenter.feed(voice(1), 1e9))
    assert asked < 100


def test_a_monologue_is_cut_and_goes_on() -> None:
    edges = fed(Segmenter(loud, longest=5.0), np.concatenate([voice(12), still(1)]))
    assert kinds(edges) == [Onset, Ended, Onset, Ended, Onset, Paused, Ended]
    heard = sum(len(edge.speech) for edge in edges if isinstance(edge, Ended))
    assert heard / RATE == pytest.approx(12.25, abs=3 * STEP)


def test_whoever_reads_a_pause_may_end_the_utterance() -> None:
    segmenter = Segmenter(loud)
    ended = []
    talk = np.concatenate([voice(1), still(0.5), voice(1), still(2)])
    for edge in segmenter.feed(talk, 10.0):
        if isinstance(edge, Paused):
            ended.append(segmenter.end())
        assert not isinstance(edge, Ended)
    assert len(ended) == 2
    assert segmenter.end() is None


def test_the_pieces_of_an_utterance_are_the_whole() -> None:
    talk = np.concatenate([still(1), voice(1), still(0.5), voice(1), still(2)])
    (whole,) = [edge for edge in fed(Segmenter(loud), talk) if isinstance(edge, Ended)]
    segmenter, pieces = Segmenter(loud), []
    for edge in segmenter.feed(talk, 10.0):
        if isinstance(edge, Paused):
            pieces.append(segmenter.split())
        elif isinstance(edge, Ended):
            pieces.append(edge.speech)
            assert edge.voiced == whole.voiced
    assert len(pieces) == 3
    assert len(pieces[-1]) == 0, "nothing was said after the last pause"
    assert np.concatenate(pieces).tobytes() == whole.speech.tobytes()


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf, 1e30])
def test_samples_that_are_no_sound_do_no_harm(bad: float) -> None:
    segmenter = Segmenter()
    broken = np.full(RATE, bad, np.float32)
    for edge in fed(segmenter, np.concatenate([broken, still(2)])):
        if isinstance(edge, Ended):
            assert np.abs(edge.speech).max() <= 1.0


STRETCHES = st.lists(
    st.tuples(st.booleans(), st.integers(1, 40_000)).map(
        lambda pair: np.full(pair[1], 0.5 if pair[0] else 0.0, np.float32)
    ),
    min_size=1,
    max_size=6,
)


@settings(deadline=None, max_examples=150)
@given(stretches=STRETCHES, chunks=st.lists(st.integers(1, 30_000), max_size=12))
def test_chunks_of_any_size_give_the_same_edges(
    stretches: list[Samples], chunks: list[int]
) -> None:
    samples = np.concatenate(stretches)
    assert same(fed(Segmenter(loud), samples), fed(Segmenter(loud), samples, chunks=chunks))


@settings(deadline=None, max_examples=150)
@given(
    events=st.lists(st.tuples(st.booleans(), st.integers(0, 20_000), st.floats(-1, 5)), max_size=20)
)
def test_edges_come_in_order_and_memory_is_bounded(events: list[tuple[bool, int, float]]) -> None:
    """Whatever comes: chunks too early, too late, empty."""
    segmenter, now, speaking = Segmenter(loud, longest=3.0), 0.0, False
    for is_voice, size, passed in events:
        now += passed
        chunk = np.full(size, 0.5 if is_voice else 0.0, np.float32)
        for edge in segmenter.feed(chunk, now):
            match edge:
                case Onset():
                    assert not speaking
                    speaking = True
                case Ended(speech, _):
                    assert speaking
                    assert len(speech) <= 3.5 * RATE
                    speaking = False
                case _:
                    assert speaking
        assert segmenter.speaking == speaking


async def street(say: Say) -> Samples:
    """People talking, with noise between, and music."""
    noise = np.random.default_rng(0).normal(0, 0.003, 90 * RATE).astype(np.float32)
    times = np.arange(3 * RATE) / RATE
    chord = np.sum([0.1 * np.sin(2 * np.pi * tone * times) for tone in (262, 330, 392)], axis=0)
    parts = [
        still(1),
        await say("Good morning, my friend."),
        still(0.4),
        await say("I went for a walk with my dog."),
        still(2),
        chord.astype(np.float32),
        still(1),
        await say("오늘 하루는 어땠어요?", "ko"),
        still(1.5),
    ]
    scene = np.concatenate(parts)
    return scene + noise[: len(scene)]


async def test_real_speech_is_found_however_it_comes(say: Say) -> None:
    scene = await street(say)
    expected = fed(Segmenter(), scene)
    assert kinds(expected) == [Onset, Paused, Paused, Ended, Onset, Paused, Ended]
    chunks = np.random.default_rng(1).integers(1, 5_000, 400).tolist()
    assert same(fed(Segmenter(), scene, chunks=chunks), expected)


async def test_s16_is_heard_as_floats_are(say: Say) -> None:
    scene = (await street(say) * 32_768).astype(np.int16)
    whole = list(Segmenter().feed(scene, 60.0))
    assert same(whole, list(Segmenter().feed((scene / 32_768).astype(np.float32), 60.0)))


async def test_two_speakers_are_kept_apart(say: Say) -> None:
    scene = await street(say)
    expected = fed(Segmenter(), scene)
    one, other, edges = Segmenter(), Segmenter(VoiceActivity()), []
    for end, chunk in cut(scene, [320] * (len(scene) // 320)):
        edges += one.feed(chunk, 100.0 + end / RATE)
        assert list(other.feed(np.zeros(320, np.float32), end / RATE)) == []
    assert same(edges, expected)
