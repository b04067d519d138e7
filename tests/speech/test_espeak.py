"""The offline voice: the real one, and programs that misbehave in its place."""

import asyncio
import os
import re
import stat
import time
from pathlib import Path

import numpy as np
import pytest

from config.errors import ConfigError, LanguageNotSpoken, SpeechError
from speech.decoding import decode
from speech.espeak import Espeak
from speech.loudness import integrated_loudness
from speech.protocols import Prosody
from speech.samples import Samples
from speech.spoken_form import spoken_form
from speech.whisper import Whisper

PLAIN = Prosody()


async def said(text: str, language: str = "en", prosody: Prosody = PLAIN) -> Samples:
    clip = await Espeak().synthesize(text, language=language, prosody=prosody)
    assert clip.media_type == "audio/wav"
    return decode(clip, rate=24_000)


def program(folder: Path, script: str) -> str:
    """A program in the shell's language that stands in for eSpeak."""
    file = folder / "espeak-ng"
    file.write_text(f"#!/bin/sh\n{script}\n")
    file.chmod(file.stat().st_mode | stat.S_IXUSR)
    return str(file)


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


async def test_rate_pitch_and_gain_are_its_own() -> None:
    text = "This is one and the same sentence."
    plain = await said(text)
    fast = await said(text, prosody=Prosody(rate=1.15))
    quiet = await said(text, prosody=Prosody(gain=-6.0))
    assert plain.size / fast.size == pytest.approx(1.15, rel=0.08)
    assert integrated_loudness(quiet, 24_000) - integrated_loudness(plain, 24_000) == pytest.approx(
        -6.0, abs=1.0
    )


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


async def test_the_text_is_on_no_command_line(tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    voice = Espeak(program=program(tmp_path, f'echo "$@" > {seen}; cat > {seen}.typed; exit 1'))
    with pytest.raises(SpeechError):
        await voice.synthesize("marker sentence", language="en", prosody=PLAIN)
    assert "marker" not in seen.read_text()
    assert seen.with_suffix(".typed").read_text() == "marker sentence"


@pytest.mark.parametrize(
    "script", ["exit 3", "true", "echo no sound", "printf 'RIFF\\0\\0\\0\\0WAVE'"]
)
async def test_no_sound_is_an_error(tmp_path: Path, script: str) -> None:
    voice = Espeak(program=program(tmp_path, f"cat > /dev/null; {script}"))
    with pytest.raises(SpeechError) as caught:
        await voice.synthesize("하나", language="ko", prosody=PLAIN)
    assert not isinstance(caught.value, LanguageNotSpoken)


async def test_no_program_is_an_error(tmp_path: Path) -> None:
    voice = Espeak(program=str(tmp_path / "nowhere"))
    with pytest.raises(SpeechError):
        await voice.synthesize("하나", language="ko", prosody=PLAIN)


def running(process: Path) -> bool:
    try:
        os.kill(int(process.read_text()), 0)
    except ProcessLookupError:
        return False
    return True


async def test_a_program_that_hangs_costs_the_timeout_and_is_ended(tmp_path: Path) -> None:
    process = tmp_path / "pid"
    voice = Espeak(program=program(tmp_path, f"echo $$ > {process}; exec sleep 600"), timeout=0.5)
    started = time.monotonic()
    with pytest.raises(SpeechError):
        await voice.synthesize("하나", language="ko", prosody=PLAIN)
    assert time.monotonic() - started < 10
    assert not running(process)


async def test_a_cancelled_sentence_leaves_no_process(tmp_path: Path) -> None:
    fifo, process = tmp_path / "started", tmp_path / "pid"
    os.mkfifo(fifo)
    voice = Espeak(
        program=program(tmp_path, f"echo $$ > {process}; echo up > {fifo}; exec sleep 600")
    )
    speaking = asyncio.create_task(voice.synthesize("하나", language="ko", prosody=PLAIN))
    await asyncio.to_thread(fifo.read_text)
    speaking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asyncio.wait_for(speaking, 10)
    assert not running(process)
