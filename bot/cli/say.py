"""``maum say``: a text into a sound file."""

import argparse
import asyncio
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from config.errors import UsageError

if TYPE_CHECKING:
    from speech.audio import Audio
    from speech.protocols import Prosody, Synthesizer


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """A text, where the sound goes, and how it is said."""
    parser.add_argument("text", metavar="TEXT", help="what to say; - reads it from standard input")
    parser.add_argument(
        "--out", metavar="FILE", type=Path, required=True, help="*.wav, *.mp3 or *.ogg"
    )
    parser.add_argument(
        "--mood", metavar="MOOD", default="calm", help="say it as maum answers that mood"
    )
    parser.add_argument(
        "--language", choices=("ko", "en"), help="default: the language of the text"
    )


async def run(arguments: argparse.Namespace) -> int:
    """Write the file; raises `UsageError`, `ConfigError` or `SpeechError`."""
    from bot.cli.options import settings_of
    from bot.language import language_of
    from bot.wiring import Wiring, opened
    from config.helplines import load_helplines
    from speech.voice import Voice

    settings = settings_of(arguments)
    encode = _encoder(arguments.out)
    prosody = _prosody(arguments.mood)
    text = await asyncio.to_thread(sys.stdin.read) if arguments.text == "-" else arguments.text
    language = arguments.language or language_of(text, otherwise=settings.language[0])
    async with opened(Wiring(settings).synthesizers()) as engines:
        voice = Voice(engines, helplines=load_helplines(settings.folder))
        clips = await _clips(text, voice, language, prosody)
    await asyncio.to_thread(_write, arguments.out, clips, encode)
    return 0


def _encoder(file: Path) -> "Callable[..., Audio]":
    from speech.encoding import encode_mp3, encode_ogg, encode_wav

    known = {".wav": encode_wav, ".mp3": encode_mp3, ".ogg": encode_ogg}
    if file.suffix.lower() not in known:
        raise UsageError(f"speech is written as .wav, .mp3 or .ogg, not as {file.suffix!r}")
    return known[file.suffix.lower()]


def _prosody(word: str) -> "Prosody":
    from config.moods import Mood, mood_table
    from config.spelling import did_you_mean
    from speech.manner import prosody_of

    if word not in set(Mood):
        raise UsageError(f"there is no mood named {word!r}{did_you_mean(word, list(Mood))}")
    return prosody_of(mood_table().responses[Mood(word)])


async def _clips(
    text: str, voice: "Synthesizer", language: str, prosody: "Prosody"
) -> "list[Audio]":
    from speech.sentences import Sentences

    splitter = Sentences()
    sentences = splitter.feed(text) + splitter.flush()
    if not sentences:
        raise UsageError("there is nothing in the text that can be said")
    return [
        await voice.synthesize(sentence, language=language, prosody=prosody)
        for sentence in sentences
    ]


def _write(file: Path, clips: "list[Audio]", encode: "Callable[..., Audio]") -> None:
    import numpy as np

    from speech.decoding import decode
    from speech.mastering import RATE, SYNTHETIC

    sound = np.concatenate([decode(clip, rate=RATE) for clip in clips])
    try:
        file.write_bytes(encode(sound, RATE, comment=SYNTHETIC).data)
    except OSError as error:
        raise UsageError(f"{file} cannot be written: {error.strerror}") from error
