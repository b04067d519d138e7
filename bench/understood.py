"""What a mood costs in being understood, in letters that whisper-base gets wrong.

``python bench/understood.py [--korean ENGINE] [FILE.wav=TEXT …]``. English comes from Piper, or else
from eSpeak NG; Korean from an engine that is named as in the settings (``supertonic``, ``edge``), from
recordings, or not at all. Clips are heard a few at once and in several orders: alone, a short one says
nothing about a mood, as Whisper hears another word in it, or half of it, a shade quieter or later.
"""

import argparse
import asyncio
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

import numpy as np
from material.voices import STORY, english
from material.whisper_base import whisper_base

from config.backends import build
from config.moods import mood_table
from config.settings import load_settings
from speech.audio import Audio
from speech.decoding import decode
from speech.encoding import encode_wav
from speech.loudness import integrated_loudness
from speech.manner import prosody_of
from speech.mastering import RATE, mastered
from speech.protocols import Prosody, Synthesizer
from speech.spoken_form import spoken_form
from speech.whisper import Whisper

Clips: TypeAlias = Mapping[str, Audio]
"""What is said, and its sound without any mood."""

TOGETHER = 4
"""Clips that are heard at once; with a second or so each they fit one window of Whisper's."""
ORDERS = 4
KOREAN = (
    "오늘 하루는 어땠어요? 천천히 이야기해 주세요.",
    "그동안 준비한 만큼 정말 속상했겠어요.",
    "혼자 견디지 않아도 괜찮아요. 제가 곁에서 들을게요.",
    "따뜻한 물을 한 잔 마시고 잠깐 쉬어 볼까요?",
    "걱정되는 일이 있으면 언제든지 말해 주세요.",
    "바다를 보면 마음이 편안해진다고 했잖아요.",
    "오랜만에 친구를 만나서 즐거웠겠어요.",
    "면접이 끝나서 이제야 마음이 놓였군요.",
)


def main() -> None:
    """Print one line a mood."""
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("--korean", metavar="ENGINE", help="who speaks Korean")
    arguments.add_argument("recordings", nargs="*", metavar="FILE=TEXT")
    asyncio.run(measure(arguments.parse_args()))


async def measure(asked: argparse.Namespace) -> None:
    """Both languages, mood by mood."""
    said = {"en": await spoken(english(), STORY[:3], "en"), "ko": recorded(asked.recordings)}
    if asked.korean:
        home = {"home": load_settings().folder}
        engine = build("maum.synthesizers", asked.korean, offered=home)
        said["ko"] |= await spoken(engine, KOREAN, "ko")
    print(f"{'':12} {'en':>6} {'more':>7} {'ko':>6} {'more':>7} {'LUFS':>7}")
    with whisper_base() as folder:
        async with AsyncExitStack() as stack:
            ears = {
                language: await stack.enter_async_context(
                    Whisper(str(folder), languages=(language,))
                )
                for language in said
            }
            await compare(said, ears)


async def compare(said: Mapping[str, Clips], ears: Mapping[str, Whisper]) -> None:
    """Print the share of wrong letters, and how much more that is than without a mood."""
    plain: dict[str, float] = {}
    for name, prosody in manners().items():
        figures = []
        for language, clips in said.items():
            if clips:
                error = await wrong(clips, prosody, ears[language])
                figures.append(f"{error:6.3f} {error - plain.setdefault(language, error):+7.3f}")
        loud = decode(mastered(next(iter(said["en"].values())), prosody), rate=RATE)
        print(
            f"{name:12} {' '.join(figures):29} {integrated_loudness(loud, RATE):7.2f}", flush=True
        )


async def wrong(clips: Clips, prosody: Prosody, ears: Whisper) -> float:
    """The share of letters of all *clips* that are heard wrong, over all orders."""
    said = {text: decode(mastered(raw, prosody), rate=RATE) for text, raw in clips.items()}
    mistakes = letters = 0
    for texts in orders(list(said)):
        clip = encode_wav(np.concatenate([said[text] for text in texts]), RATE)
        wanted = bare("".join(texts))
        mistakes += edits(wanted, bare((await ears.transcribe(clip)).text))
        letters += len(wanted)
    return mistakes / letters


def orders(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    """*texts*, `TOGETHER` at a time, begun at each of the first `ORDERS`."""
    for first in range(min(len(texts), ORDERS)):
        turned = [*texts[first:], *texts[:first]]
        yield from (turned[at : at + TOGETHER] for at in range(0, len(turned), TOGETHER))


def manners() -> Mapping[str, Prosody]:
    """Every way of speaking that maum has, and the corners of what it could have."""
    moods = {str(mood): prosody_of(one) for mood, one in mood_table().responses.items()}
    corners = {"slow, low": (0.88, -2.0), "quick, high": (1.15, 2.0)}
    return {
        "plain": Prosody(),
        **moods,
        "care": replace(moods["sad"], rate=0.88),
        **{name: Prosody(rate=rate, pitch=pitch) for name, (rate, pitch) in corners.items()},
    }


async def spoken(engine: Synthesizer, texts: Sequence[str], language: str) -> Clips:
    """*texts* by *engine*, without any mood."""
    async with AsyncExitStack() as stack:
        if hasattr(engine, "__aenter__"):
            await stack.enter_async_context(engine)
        return {
            text: await engine.synthesize(
                spoken_form(text, language), language=language, prosody=Prosody()
            )
            for text in texts
        }


def recorded(arguments: Sequence[str]) -> dict[str, Audio]:
    """The clips of ``FILE=TEXT``."""
    pairs = (one.split("=", 1) for one in arguments)
    return {text: Audio(Path(file).read_bytes(), "") for file, text in pairs}


def bare(text: str) -> str:
    """*text* without spaces and punctuation."""
    return "".join(filter(str.isalnum, text.lower()))


def edits(wanted: str, got: str) -> int:
    """The fewest letters to change, add or leave out."""
    row = list(range(len(got) + 1))
    for line, letter in enumerate(wanted, 1):
        before, row[0] = row[0], line
        for column, other in enumerate(got, 1):
            before, row[column] = (
                row[column],
                min(row[column] + 1, row[column - 1] + 1, before + (letter != other)),
            )
    return row[-1]


if __name__ == "__main__":
    main()
