"""The offline voice, for real."""

import math
import re
from pathlib import Path

import numpy as np
import pytest

from config.errors import ConfigError, LanguageNotSpoken, SpeechError
from speech.audio import Audio
from speech.decoding import decode
from speech.espeak import Espeak
from speech.protocols import Prosody
from speech.samples import Samples
from speech.spoken_form import spoken_form
from speech.whisper import Whisper

PLAIN = Prosody()


async def said(text: str, language: str = "en", prosody: Prosody = PLAIN) -> Samples:
    clip = await Espeak().synthesize(text, language=language, prosody=prosody)
    assert clip.media_type == "audio/wav"
    return decode(clip, rate=24_000)


@pytest.mark.parametrize("language", ["ko", "ko-KR", "en", "en-US", "ja"])
async def test_it_speaks(language: str) -> None:
    samples = await said("안녕하세요, hello.", language)
    assert samples.size > 24_000 * 0.5
    assert np.abs(samples).max() > 0.1


async def test_it_is_understood(whisper_base: Path) -> None:
    voice, number = Espeak(), spoken_form("Text HOME to 741741.", "en")
    async with Whisper(str(whisper_base), languages=("en",)) as ears:
        sentence = await ears.transcribe(
            await voice.synthesize("Take your time, I am listening.", language="en", prosody=PLAIN)
        )
        digits = await ears.transcribe(
            await voice.synthesize(number, language="en", prosody=Prosody(rate=0.88))
        )
    words = re.findall(r"[a-z]+", sentence.text.lower())
    assert words == ["take", "your", "time", "i", "am", "listening"]
    assert re.sub(r"\D", "", digits.text) == "741741"


async def test_rate_and_pitch_are_its_own() -> None:
    text = "This is one and the same sentence, said again."
    plain, fast = await said(text), await said(text, prosody=Prosody(rate=1.15))
    assert plain.size / fast.size == pytest.approx(1.15, rel=0.08)
    for semitones in (-2.0, 2.0):
        moved = await said(text, prosody=Prosody(pitch=semitones))
        assert 12 * math.log2(pitch(moved) / pitch(plain)) == pytest.approx(semitones, abs=0.5)


def pitch(samples: Samples) -> float:
    """Hertz, the median over the voiced parts, by autocorrelation."""
    found = []
    for start in range(0, samples.size - 2048, 512):
        part = samples[start : start + 2048]
        scores = np.correlate(part, part, "full")[2047:]
        period = 80 + int(np.argmax(scores[80:400]))
        if scores[period] > max(0.6 * scores[0], 1.0):
            found.append(24_000 / period)
    return float(np.median(found))


async def test_brackets_are_no_phonemes() -> None:
    words = await said("hello")
    brackets = await said("[[hello]]")
    assert brackets.size >= words.size * 0.8


@pytest.mark.parametrize("language", ["xx", "한", "../en", "-v", ""])
async def test_a_language_without_a_voice(language: str) -> None:
    with pytest.raises(LanguageNotSpoken):
        await Espeak().synthesize("하나", language=language, prosody=PLAIN)


@pytest.mark.parametrize("model", ["f2; rm", "../x", "-q", "한"])
def test_a_variant_is_one_word(model: str) -> None:
    with pytest.raises(ConfigError):
        Espeak(model)


async def test_no_library_is_an_error(tmp_path: Path) -> None:
    voice = Espeak(library=str(tmp_path / "nowhere.so"))
    with pytest.raises(SpeechError):
        await voice.synthesize("하나", language="ko", prosody=PLAIN)


async def test_one_process_speaks_both_languages_and_outlives_a_third() -> None:
    async with Espeak() as voice:
        alone = seconds(await Espeak().synthesize("안녕", language="ko", prosody=PLAIN))
        await voice.synthesize("hello", language="en", prosody=Prosody(rate=1.1, pitch=2))
        with pytest.raises(LanguageNotSpoken):
            await voice.synthesize("하나", language="xx", prosody=PLAIN)
        again = seconds(await voice.synthesize("안녕", language="ko", prosody=PLAIN))
        assert again == pytest.approx(alone, rel=0.02)


def seconds(clip: Audio) -> float:
    return decode(clip, rate=24_000).size / 24_000
