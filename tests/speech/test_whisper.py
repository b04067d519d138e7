"""Hearing with the real whisper-base."""

import asyncio
import logging
import shutil
import subprocess
import sys
import threading
from collections.abc import AsyncIterator
from pathlib import Path

import numpy as np
import pytest
import pytest_asyncio
from scenes.recordings import PARK, PRESENT, SAID, WALK, Say, recording

from config.errors import AudioTooLong, BadAudio, ConfigError, NoWeights
from speech.audio import Audio
from speech.encoding import encode_mp3, encode_ogg, encode_wav
from speech.samples import Samples
from speech.whisper import Whisper

RATE = 16_000


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def whisper(whisper_base: Path) -> AsyncIterator[Whisper]:
    """Whisper with its defaults and real weights."""
    async with Whisper(str(whisper_base)) as whisper:
        yield whisper


def bare(text: str) -> str:
    """*text* without spaces and punctuation."""
    return "".join(filter(str.isalnum, text))


async def test_hears_english(whisper: Whisper, say: Say) -> None:
    samples = await say(WALK)
    heard = await whisper.transcribe(encode_mp3(samples, RATE))
    assert (heard.text, heard.language) == (WALK, "en")
    assert heard.seconds == pytest.approx(len(samples) / RATE, abs=0.1)
    assert 0.5 < heard.confidence <= 1.0


@pytest.mark.parametrize("clip", PRESENT or ["espeak"])
async def test_takes_korean_for_korean(clip: str, whisper: Whisper, say: Say) -> None:
    """Without a limit, two of the clips come out as Japanese."""
    if clip == "espeak":
        heard = await whisper.transcribe(
            encode_ogg(await say("안녕하세요. 제 이름은 마음이에요.", "ko"), RATE)
        )
    else:
        heard = await whisper.transcribe(recording(clip))
        assert bare(heard.text) == SAID[clip]
    assert heard.language == "ko"


STORY = (
    WALK,
    "Then I drank a cup of coffee and read the newspaper.",
    "My mother called me and we talked about the weather.",
    "In the afternoon it was raining and I stayed at home.",
    "I cooked dinner for my family and washed the dishes.",
    "After that we watched an old movie about the sea.",
    "The children were tired and went to bed at nine.",
    "Before midnight I wrote a letter to my best friend.",
    "She lives in another city and works in a hospital.",
    PARK,
)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def story(say: Say) -> Samples:
    """`STORY`, with a second of rest after each sentence."""
    pause = np.zeros(RATE, np.float32)
    return np.concatenate([part for one in STORY for part in (await say(one), pause)])


async def test_hears_beyond_half_a_minute(whisper: Whisper, story: Samples) -> None:
    assert len(story) / RATE > 30
    heard = await whisper.transcribe(encode_ogg(story, RATE))
    assert heard.text.startswith(WALK)
    assert heard.text.endswith("to the park with my friends.")
    assert "coffee" in heard.text
    assert "hospital" in heard.text


def _pink(size: int) -> Samples:
    spectrum = np.fft.rfft(np.random.default_rng(0).standard_normal(size))
    noise = np.fft.irfft(spectrum / np.sqrt(np.arange(1, len(spectrum) + 1)), size)
    return (noise / np.abs(noise).max()).astype(np.float32)


def _chord(size: int) -> Samples:
    times = np.arange(size) / RATE
    tones = [0.2 * np.sin(2 * np.pi * pitch * times) for pitch in (262, 330, 392)]
    return np.sum(tones, axis=0).astype(np.float32)


@pytest.mark.parametrize(
    "samples",
    [
        pytest.param(np.zeros(RATE * 5, np.float32), id="silence"),
        pytest.param(np.zeros(RATE // 10, np.float32), id="a tenth of a second"),
        pytest.param(_pink(RATE * 5) * 0.1, id="noise"),
        pytest.param(_pink(RATE * 5) * 0.01, id="faint noise"),
        pytest.param(_chord(RATE * 5), id="a chord"),
        pytest.param(np.sign(_pink(RATE * 5)) * (np.arange(RATE * 5) % 4_000 < 8), id="clicks"),
    ],
)
async def test_hears_no_words_where_there_are_none(samples: Samples, whisper: Whisper) -> None:
    heard = await whisper.transcribe(encode_wav(samples, RATE))
    assert (heard.text, heard.language, heard.confidence) == ("", "", 0.0)
    assert heard.seconds == pytest.approx(len(samples) / RATE, abs=0.01)


async def test_several_messages_at_once_are_kept_apart(whisper: Whisper, say: Say) -> None:
    clips = [encode_ogg(await say(sentence), RATE) for sentence in (WALK, PARK)]
    heard = await asyncio.gather(*map(whisper.transcribe, clips))
    assert [one.text for one in heard] == [WALK, PARK]


class Windows(logging.Handler):
    """Counts the half minutes that faster-whisper begins; it tells so to its debug log."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.count = 0
        self.first = asyncio.Event()
        self._loop = asyncio.get_running_loop()

    def emit(self, record: logging.LogRecord) -> None:
        if record.msg.startswith("Processing segment"):
            self.count += 1
            self._loop.call_soon_threadsafe(self.first.set)


@pytest.fixture
async def windows() -> AsyncIterator[Windows]:
    log, windows = logging.getLogger("faster_whisper"), Windows()
    before = log.level
    log.addHandler(windows)
    log.setLevel(logging.DEBUG)
    yield windows
    log.removeHandler(windows)
    log.setLevel(before)


async def test_half_a_minute_is_looked_at_only_where_less_leaves_doubt(
    windows: Windows, whisper: Whisper, say: Say
) -> None:
    walk = await say(WALK)
    assert (await whisper.transcribe(encode_wav(walk, RATE))).text == WALK
    assert windows.count == 0
    await whisper.transcribe(encode_wav(walk[::-1].copy(), RATE))
    assert windows.count == 1


async def test_a_message_that_was_given_up_is_not_heard_to_its_end(
    windows: Windows, whisper: Whisper, story: Samples, say: Say
) -> None:
    long = encode_wav(np.tile(story, 4), RATE)
    given_up = asyncio.create_task(whisper.transcribe(long))
    await windows.first.wait()
    given_up.cancel()
    assert (await whisper.transcribe(encode_ogg(await say(WALK), RATE))).text == WALK
    assert given_up.cancelled()
    assert windows.count < 4, "of five"


async def test_no_thread_is_left(whisper_base: Path, say: Say) -> None:
    before = set(threading.enumerate())
    async with Whisper(str(whisper_base)) as whisper:
        await whisper.transcribe(encode_ogg(await say(WALK), RATE))
        given_up = asyncio.create_task(whisper.transcribe(encode_ogg(await say(PARK), RATE)))
        await asyncio.sleep(0)
        given_up.cancel()
    assert not [one for one in set(threading.enumerate()) - before if "whisper" in one.name]


async def test_what_is_no_sound_is_bad_audio(whisper: Whisper) -> None:
    with pytest.raises(BadAudio):
        await whisper.transcribe(Audio(b"PK\x03\x04 no sound", "audio/ogg"))


async def test_listens_no_longer_than_told(whisper_base: Path, say: Say) -> None:
    async with Whisper(str(whisper_base), longest=1.0) as whisper:
        with pytest.raises(AudioTooLong):
            await whisper.transcribe(encode_ogg(await say(WALK), RATE))


@pytest.mark.parametrize("lost", ["model.bin", "config.json", "tokenizer.json"])
async def test_weights_with_a_hole_are_no_weights(
    lost: str, whisper_base: Path, tmp_path: Path
) -> None:
    """Without its tokenizer, faster-whisper would go and fetch one."""
    for name in {"model.bin", "config.json", "tokenizer.json", "vocabulary.txt"} - {lost}:
        (tmp_path / name).symlink_to(whisper_base / name)
    async with Whisper(str(tmp_path)) as whisper:
        with pytest.raises(NoWeights, match=lost):
            await whisper.transcribe(encode_wav(np.zeros(RATE, np.float32), RATE))


async def test_damaged_weights_are_no_weights(whisper_base: Path, tmp_path: Path) -> None:
    for name in ("config.json", "tokenizer.json", "vocabulary.txt"):
        shutil.copy(whisper_base / name, tmp_path)
    with (whisper_base / "model.bin").open("rb") as weights:
        (tmp_path / "model.bin").write_bytes(weights.read(100_000))
    async with Whisper(str(tmp_path)) as whisper:
        with pytest.raises(NoWeights, match="cannot be read"):
            await whisper.transcribe(encode_wav(np.zeros(RATE, np.float32), RATE))


async def test_weights_are_found_in_the_data_folder(whisper_base: Path, tmp_path: Path) -> None:
    (tmp_path / "models" / "whisper").mkdir(parents=True)
    (tmp_path / "models" / "whisper" / "base").symlink_to(whisper_base)
    async with Whisper("base", home=tmp_path) as whisper:
        assert (await whisper.transcribe(encode_wav(np.zeros(RATE, np.float32), RATE))).text == ""


def test_an_unknown_size_is_refused_at_once() -> None:
    with pytest.raises(ConfigError, match="did you mean 'whisper:large-v3'"):
        Whisper("large-v33")


def test_nothing_heavy_is_imported_before_somebody_speaks() -> None:
    program = (
        "import sys; from speech.whisper import Whisper; Whisper()\n"
        "assert not {'faster_whisper', 'ctranslate2', 'onnxruntime', 'torch'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
