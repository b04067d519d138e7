"""The chain of engines: who speaks, who is passed over, and what every clip is like."""

import asyncio
import io
from dataclasses import dataclass, field

import av
import numpy as np
import pytest

from config.errors import LanguageNotSpoken, NoVoice, SpeechError
from speech.audio import Audio
from speech.decoding import decode
from speech.encoding import encode_wav
from speech.espeak import Espeak
from speech.loudness import LOUDNESS, integrated_loudness
from speech.mastering import SYNTHETIC
from speech.protocols import Capabilities, Means, Prosody
from speech.voice import Voice

RATE = 24_000
PLAIN = Prosody()


def tone(hertz: float, *, peak: float = 0.2, seconds: float = 1.0) -> Audio:
    time = np.arange(round(RATE * seconds)) / RATE
    return encode_wav((peak * np.sin(2 * np.pi * hertz * time)).astype(np.float32), RATE)


@dataclass
class Engine:
    """Answers with a tone of its own, or as it is told."""

    hertz: float = 300.0
    error: Exception | None = None
    hangs: bool = False
    clip: Audio | None = None
    capabilities: Capabilities = field(default_factory=Capabilities)
    asked: list[tuple[str, str, Prosody]] = field(default_factory=list)
    started: asyncio.Event = field(default_factory=asyncio.Event)
    stopped: int = 0

    async def synthesize(self, sentence: str, /, *, language: str, prosody: Prosody) -> Audio:
        self.asked.append((sentence, language, prosody))
        if self.error:
            raise self.error
        if self.hangs:
            self.started.set()
            try:
                await asyncio.Event().wait()
            finally:
                self.stopped += 1
        return self.clip or tone(self.hertz)


@dataclass
class Clock:
    now: float = 0.0

    def __call__(self) -> float:
        return self.now


def hertz(clip: Audio) -> float:
    """The tone of *clip*."""
    samples = decode(clip, rate=RATE)
    return float(np.argmax(np.abs(np.fft.rfft(samples))) * RATE / samples.size)


async def say(voice: Voice, text: str = "안녕하세요.", *, prosody: Prosody = PLAIN) -> Audio:
    return await voice.synthesize(text, language="ko", prosody=prosody)


async def test_the_first_engine_speaks() -> None:
    first, second = Engine(300), Engine(600)
    assert hertz(await say(Voice([first, second]))) == pytest.approx(300, abs=3)
    assert second.asked == []


@pytest.mark.parametrize(
    "first",
    [
        Engine(error=SpeechError("no")),
        Engine(error=NoVoice("no")),
        Engine(error=LanguageNotSpoken("no")),
        Engine(clip=Audio(b"", "audio/wav")),
        Engine(clip=Audio(b"<html>", "audio/mpeg")),
        Engine(clip=tone(300, peak=0.0)),
        Engine(clip=tone(300, seconds=130)),
    ],
    ids=["error", "no voice", "language", "empty", "html", "silent", "endless"],
)
async def test_the_next_one_speaks_for_it(first: Engine) -> None:
    voice = Voice([first, Engine(600)])
    assert hertz(await say(voice)) == pytest.approx(600, abs=3)


@pytest.mark.parametrize("engines", [[], [Engine(error=SpeechError("no"))]])
async def test_nobody_speaks(engines: list[Engine]) -> None:
    with pytest.raises(NoVoice):
        await say(Voice(engines))


async def test_an_engine_that_hangs_leaves_time_for_the_next() -> None:
    hanging = Engine(hangs=True)
    voice = Voice([hanging, Engine(600)], limit=4.0)
    assert hertz(await say(voice)) == pytest.approx(600, abs=3)
    assert hanging.stopped == 1


async def test_if_all_hang_the_limit_ends_it() -> None:
    engines = [Engine(hangs=True), Engine(hangs=True)]
    with pytest.raises(NoVoice):
        await say(Voice(engines, limit=0.2))
    assert [engine.stopped for engine in engines] == [1, 1]


async def test_a_cancelled_sentence_stops_the_engine() -> None:
    hanging = Engine(hangs=True)
    speaking = asyncio.create_task(say(Voice([hanging, Engine(600)])))
    await hanging.started.wait()
    speaking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await speaking
    assert hanging.stopped == 1


@pytest.mark.parametrize("error", [SpeechError("no"), RuntimeError("broken")], ids=repr)
async def test_an_engine_that_keeps_failing_rests(error: Exception) -> None:
    broken, clock = Engine(300, error=error), Clock()
    voice = Voice([broken, Engine(600)], failures=2, rest=30, clock=clock)
    for number in range(4):
        await say(voice, f"문장 {number}")
    assert len(broken.asked) == 2
    broken.error = None
    clock.now = 31
    assert hertz(await say(voice, "다시")) == pytest.approx(300, abs=3)
    assert hertz(await say(voice, "또")) == pytest.approx(300, abs=3)


async def test_a_language_it_does_not_speak_is_no_failure() -> None:
    foreign = Engine(error=LanguageNotSpoken("no"))
    voice = Voice([foreign, Engine(600)], failures=1)
    await say(voice, "하나")
    await say(voice, "둘")
    assert len(foreign.asked) == 2


async def test_an_engine_is_not_asked_for_a_language_that_it_does_not_declare() -> None:
    english = Engine(300, capabilities=Capabilities(languages=frozenset({"en"})))
    voice = Voice([english, Engine(600)])
    assert hertz(await say(voice)) == pytest.approx(600, abs=3)
    assert english.asked == []
    await voice.synthesize("Hello.", language="en-GB", prosody=PLAIN)
    assert len(english.asked) == 1


async def test_the_same_words_are_made_once() -> None:
    engine = Engine()
    voice = Voice([engine])
    first = await say(voice)
    assert await say(voice) == first
    await say(voice, prosody=Prosody(rate=0.9))
    await voice.synthesize("안녕하세요.", language="en", prosody=PLAIN)
    assert len(engine.asked) == 3


async def test_a_stand_in_s_clip_does_not_outlast_it() -> None:
    first, clock = Engine(300, error=SpeechError("no")), Clock()
    voice = Voice([first, Engine(600)], failures=1, rest=30, clock=clock)
    assert hertz(await say(voice)) == pytest.approx(600, abs=3)
    first.error, clock.now = None, 31
    assert hertz(await say(voice)) == pytest.approx(300, abs=3)


async def test_what_was_said_is_heard_again_without_its_engine() -> None:
    first = Engine(300)
    voice = Voice([first, Engine(600)], failures=1)
    await say(voice, "하나")
    first.error = SpeechError("no")
    assert hertz(await say(voice, "둘")) == pytest.approx(600, abs=3)
    assert hertz(await say(voice, "하나")) == pytest.approx(300, abs=3)


async def test_the_engine_is_given_words_and_manners_it_can_use() -> None:
    able = Capabilities(means=frozenset({"rate", "manner"}))
    engines = Engine(capabilities=able), Engine()
    wanted = Prosody(rate=2, pitch=-7, gain=-1, pause=0.3, manner="softly")
    for engine in engines:
        await say(Voice([engine]), "**지금** 109에 전화해요 😊", prosody=wanted)
    words = "지금 일공구에 전화해요"
    assert engines[0].asked == [(words, "ko", Prosody(rate=1.15, manner="softly"))]
    assert engines[1].asked == [(words, "ko", PLAIN)]


@pytest.mark.parametrize("able", [frozenset(), frozenset({"rate", "pitch"})])
async def test_what_an_engine_cannot_do_filters_do(able: frozenset[Means]) -> None:
    engine = Engine(300, capabilities=Capabilities(means=able))
    clip = await say(Voice([engine]), prosody=Prosody(rate=0.9, pitch=2.0, pause=0.5))
    words, own = decode(clip, rate=RATE).size / RATE - 0.5, not able
    assert hertz(clip) == pytest.approx(300 * 2 ** (2 / 12) if own else 300, abs=3)
    assert words == pytest.approx(1.0 / 0.9 if own else 1.0, rel=0.02)


@pytest.mark.parametrize("text", ["", "😊", "ㅋㅋㅋ", "..."])
async def test_nothing_to_say(text: str) -> None:
    engine = Engine()
    with pytest.raises(SpeechError):
        await say(Voice([engine]), text)
    assert engine.asked == []


@pytest.mark.parametrize("peak", [0.01, 0.8])
@pytest.mark.parametrize("gain", [0.0, -1.5])
async def test_clips_are_equally_loud(peak: float, gain: float) -> None:
    voice = Voice([Engine(clip=tone(300, peak=peak))])
    samples = decode(await say(voice, prosody=Prosody(gain=gain)), rate=RATE)
    assert integrated_loudness(samples, RATE) == pytest.approx(LOUDNESS + gain, abs=1.0)


async def test_a_clip_is_mono_flac_and_says_that_it_is_synthetic() -> None:
    clip = await say(Voice([Engine()]))
    assert clip.media_type == "audio/flac"
    with av.open(io.BytesIO(clip.data)) as opened:
        (stream,) = opened.streams
        assert stream.codec_context.name == "flac"
        assert opened.streams.audio[0].layout.name == "mono"
        assert opened.metadata["comment"] == SYNTHETIC


async def test_a_real_voice_speaks_where_google_does_not() -> None:
    voice = Voice([Engine(error=SpeechError("offline")), Espeak()])
    clip = await voice.synthesize("말해 줘서 고마워요.", language="ko", prosody=Prosody(rate=0.92))
    samples = decode(clip, rate=RATE)
    assert samples.size > RATE
    assert integrated_loudness(samples, RATE) == pytest.approx(LOUDNESS, abs=1.0)
