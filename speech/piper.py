"""Piper: neural voices on this machine for many languages; none of them is Korean."""

import asyncio
import json
import re
import sys
from contextlib import suppress
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Self

from config.errors import LanguageNotSpoken, MissingExtra, VoiceNotInstalled
from speech.audio import Audio
from speech.protocols import Capabilities, Prosody
from speech.weights import HOME, is_path
from speech.worker import Worker

_PROCESS = Path(__file__).with_name("piper_process.py")


class Piper:
    """Speaks with one voice of Piper's in another process.

    *model* is a voice under *home*, as `maum models pull` puts it there, or a path: the voice's
    ``.onnx``, or the folder that holds it. *speaker* is a number, for a voice that has several.
    *timeout* is in seconds for one sentence, the first one's loading included.
    """

    # Its own tempo is no means: the network rounds each sound up to whole frames, so that 12 %
    # slower becomes 5 %.
    capabilities = Capabilities(licence="GPL-3.0-or-later; each voice has its own")

    def __init__(
        self,
        model: str = "en_US-joe-medium",
        *,
        home: Path | None = None,
        threads: int = 1,
        speaker: int | None = None,
        timeout: float = 20.0,
    ) -> None:
        if not find_spec("piper"):
            raise MissingExtra("piper", "voices")
        self._name = model
        own = (home or HOME).expanduser() / "models" / "piper" / model
        self._place = Path(model).expanduser() if is_path(model) else own
        self._threads = threads
        self._speaker = speaker
        self._timeout = timeout
        self._language = ""
        self._stays = False
        self._worker: Worker | None = None

    async def __aenter__(self) -> Self:
        self._stays = True
        with suppress(VoiceNotInstalled):  # the first sentence will tell
            await self._loaded()
        return self

    async def __aexit__(self, *exception: object) -> None:
        if self._worker is not None:
            await self._worker.__aexit__(*exception)

    async def synthesize(
        self,
        sentence: str,
        /,
        *,
        language: str,
        prosody: Prosody,  # noqa: ARG002 - filters do it
    ) -> Audio:
        """*sentence* as WAV.

        Raises `VoiceNotInstalled`, `LanguageNotSpoken` or `SpeechError`.
        """
        worker = await self._loaded()
        if language.partition("-")[0].lower() != self._language:
            raise LanguageNotSpoken("the voice speaks another language")
        # Doubled brackets would be read as phonemes.
        text = re.sub(r"\[(?=\[)", "[ ", sentence)
        return Audio(await worker.ask(text=text, speaker=self._speaker), "audio/wav")

    async def _loaded(self) -> Worker:
        if self._worker is None:
            model, self._language = await asyncio.to_thread(self._found)
            known = frozenset({self._language})
            self.capabilities = replace(self.capabilities, languages=known)
            command = [sys.executable, "-I", str(_PROCESS), str(model), str(self._threads)]
            self._worker = Worker(command, timeout=self._timeout)
            if self._stays:
                await self._worker.__aenter__()
        return self._worker

    def _found(self) -> tuple[Path, str]:
        """The voice's network and its language."""
        models = [self._place] if self._place.is_file() else sorted(self._place.glob("*.onnx"))
        if not models:
            raise self._missing()
        try:
            config = json.loads(Path(f"{models[0]}.json").read_text("utf-8"))
            return models[0], config["espeak"]["voice"].partition("-")[0]
        except OSError as error:
            raise self._missing() from error
        except (ValueError, LookupError, TypeError, AttributeError) as error:
            raise VoiceNotInstalled(f"{models[0]}.json does not describe a voice") from error

    def _missing(self) -> VoiceNotInstalled:
        return VoiceNotInstalled(
            f"there is no Piper voice in {self._place}; "
            f"`maum models pull piper:{self._name}` fetches one of those that are listed"
        )
