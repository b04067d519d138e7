"""eSpeak NG: a plain voice that is always there, wholly on this machine."""

import re
import sys
from ctypes.util import find_library
from importlib.util import find_spec
from pathlib import Path
from typing import Self

from config.errors import ConfigError, LanguageNotSpoken, NoVoice
from speech.audio import Audio
from speech.prosody import within_limits
from speech.protocols import Capabilities, Prosody
from speech.worker import Worker

_PROCESS = Path(__file__).with_name("espeak_process.py")
_VOICES = {"en": "en-us"}
"""Voices that are not named like their language."""
_WORDS_A_MINUTE = {"ko": 140}
"""Korean comes out faster than the number says."""
_USUAL = 165
_MIDDLE, _SEMITONE = 50, 7
"""eSpeak's pitch: what its steps come to in English speech, as measured."""


class Espeak:
    """Speaks through eSpeak NG in another process.

    Uses the library that the package ``espeakng-loader`` carries, or else the system's; *library*
    is a certain one. *model* is one of eSpeak's voice variants: ``espeak:f2``. *timeout* is in
    seconds for one sentence.
    """

    capabilities = Capabilities(means=frozenset({"rate", "pitch"}), licence="GPL-3.0-or-later")

    def __init__(self, model: str = "", *, library: str = "", timeout: float = 10.0) -> None:
        if not re.fullmatch(r"\w*", model, re.ASCII):
            raise ConfigError(f"espeak:{model} is no voice variant; try espeak:f2")
        self._variant = f"+{model}" if model else ""
        self._installed = [library] if library else _library()
        command = [sys.executable, "-I", "-S", str(_PROCESS), *self._installed]
        self._worker = Worker(command, timeout=timeout)

    async def __aenter__(self) -> Self:
        await self._worker.__aenter__()
        return self

    async def __aexit__(self, *exception: object) -> None:
        await self._worker.__aexit__(*exception)

    async def synthesize(self, sentence: str, /, *, language: str, prosody: Prosody) -> Audio:
        """*sentence* as WAV; raises `LanguageNotSpoken`, `NoVoice` or `SpeechError`."""
        if not self._installed:
            raise NoVoice("install eSpeak NG: the package espeakng-loader, or the system's own")
        wanted = within_limits(prosody)
        base = language.partition("-")[0].lower()
        if not re.fullmatch(r"[a-z]{2,3}", base):
            raise LanguageNotSpoken("that is no language code")
        wav = await self._worker.ask(
            # Doubled brackets would be read as phonemes.
            text=re.sub(r"\[(?=\[)", "[ ", sentence).replace("\0", " "),
            voice=_VOICES.get(base, base) + self._variant,
            speed=round(_WORDS_A_MINUTE.get(base, _USUAL) * wanted.rate),
            pitch=round(_MIDDLE + _SEMITONE * wanted.pitch),
        )
        return Audio(wav, "audio/wav")


def _library() -> list[str]:
    """The shared library, and its data where they are not in their usual place; or nothing."""
    if find_spec("espeakng_loader"):
        import espeakng_loader  # type: ignore[import-untyped]

        return [espeakng_loader.get_library_path(), espeakng_loader.get_data_path()]
    found = find_library("espeak-ng")
    return [found] if found else []
