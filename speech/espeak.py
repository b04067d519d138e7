"""eSpeak NG: a plain voice that is always there, wholly on this machine."""

import asyncio
import io
import re
import shutil
import sys
import wave
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from config.errors import ConfigError, LanguageNotSpoken, NoVoice, SpeechError
from speech.audio import Audio
from speech.encoding import encode_wav
from speech.prosody import within_limits
from speech.protocols import Capabilities, Prosody

_PROCESS = Path(__file__).with_name("espeak_process.py")
_VOICES = {"en": "en-us"}
"""Voices that are not named like their language."""
_WORDS_A_MINUTE = {"ko": 140}
"""Korean comes out faster than the number says."""
_USUAL = 165
_MIDDLE, _SEMITONE = 50, 50 / 12
"""eSpeak's pitch: an octave is fifty steps."""


class Espeak:
    """Speaks through eSpeak NG in another process.

    Uses the library that the package ``espeakng-loader`` carries, or else an installed program
    ``espeak-ng``; *program* is a certain one. *model* is one of eSpeak's voice variants:
    ``espeak:f2``. *timeout* is in seconds for one sentence.
    """

    capabilities = Capabilities(means=frozenset({"rate", "pitch"}), licence="GPL-3.0-or-later")

    def __init__(self, model: str = "", *, program: str = "", timeout: float = 10.0) -> None:
        if not re.fullmatch(r"\w*", model, re.ASCII):
            raise ConfigError(f"espeak:{model} is no voice variant; try espeak:f2")
        self._variant = f"+{model}" if model else ""
        self._program = program
        self._timeout = timeout

    async def synthesize(self, sentence: str, /, *, language: str, prosody: Prosody) -> Audio:
        """*sentence* as WAV; raises `LanguageNotSpoken`, `NoVoice` or `SpeechError`."""
        program = [self._program] if self._program else _program()
        command = [*program, *self._options(language, within_limits(prosody))]
        # Doubled brackets would be read as phonemes.
        text = re.sub(r"\[(?=\[)", "[ ", sentence).replace("\0", " ")
        wav = await self._output(command, text.encode(errors="ignore"))
        return await asyncio.to_thread(_clip, wav)

    def _options(self, language: str, prosody: Prosody) -> list[str]:
        base = language.partition("-")[0].lower()
        if not re.fullmatch(r"[a-z]{2,3}", base):
            raise LanguageNotSpoken("that is no language code")
        speed = _WORDS_A_MINUTE.get(base, _USUAL) * prosody.rate
        pitch = _MIDDLE + _SEMITONE * prosody.pitch
        volume = min(100 * 10 ** (prosody.gain / 20), 200)
        numbers = ["-s", f"{speed:.0f}", "-p", f"{pitch:.0f}", "-a", f"{volume:.0f}"]
        return ["--stdin", "--stdout", "-v", _VOICES.get(base, base) + self._variant, *numbers]

    async def _output(self, command: list[str], text: bytes) -> bytes:
        pipe = asyncio.subprocess.PIPE
        try:
            process = await asyncio.create_subprocess_exec(
                *command, stdin=pipe, stdout=pipe, stderr=pipe
            )
        except OSError as error:
            raise SpeechError("eSpeak cannot be started") from error
        try:
            async with asyncio.timeout(self._timeout):
                wav, complaint = await process.communicate(text)
        except TimeoutError as error:
            raise SpeechError("eSpeak took too long") from error
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        if process.returncode:
            missing = b"voice" in complaint
            raise LanguageNotSpoken("no such voice") if missing else SpeechError("eSpeak failed")
        return wav


def _program() -> list[str]:
    """The command that speaks, without its options."""
    if find_spec("espeakng_loader"):
        import espeakng_loader  # type: ignore[import-untyped]

        library, data = espeakng_loader.get_library_path(), espeakng_loader.get_data_path()
        return [sys.executable, "-I", "-S", str(_PROCESS), library, data]
    if installed := shutil.which("espeak-ng"):
        return [installed]
    raise NoVoice("install eSpeak NG: the package espeakng-loader, or the program espeak-ng")


def _clip(wav: bytes) -> Audio:
    """*wav* with a true header: a program that writes to a pipe states no length."""
    try:
        with wave.open(io.BytesIO(wav)) as clip:
            pcm, rate = clip.readframes(clip.getnframes()), clip.getframerate()
    except (wave.Error, EOFError) as error:
        raise SpeechError("eSpeak wrote no sound") from error
    return encode_wav(np.frombuffer(pcm, "<i2").astype(np.float32) / np.float32(32768), rate)
