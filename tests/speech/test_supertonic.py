"""Supertonic's library, on a model in its form."""

import json
from pathlib import Path

import pytest
from servers.supertonic import RATE, SECONDS_A_LETTER, write_model
from supertonic.config import SUPPORTED_LANGUAGES  # type: ignore[import-untyped]

from config.errors import LanguageNotSpoken, SpeechError, VoiceNotInstalled
from speech.audio import Audio
from speech.decoding import decode
from speech.protocols import Prosody
from speech.supertonic import Supertonic

PLAIN = Prosody()


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_model(tmp_path_factory.mktemp("supertonic") / "model", "F1", "M2")


def seconds(clip: Audio) -> float:
    return decode(clip, rate=RATE).size / RATE


@pytest.mark.parametrize("language", ["ko", "ko-KR", "en"])
async def test_its_graphs_run_and_tell_the_length(model: Path, language: str) -> None:
    async with Supertonic(str(model)) as voice:
        clip = await voice.synthesize("hello there.", language=language, prosody=PLAIN)
    letters = len(f"<{language[:2]}>hello there.</{language[:2]}>")
    assert clip.media_type == "audio/wav"
    assert seconds(clip) == pytest.approx(letters * SECONDS_A_LETTER / 1.05, abs=0.02)


async def test_the_tempo_is_its_own(model: Path) -> None:
    async with Supertonic(str(model), voice="M2") as voice:
        plain = await voice.synthesize("안녕하세요.", language="ko", prosody=PLAIN)
        slow = await voice.synthesize("안녕하세요.", language="ko", prosody=Prosody(rate=0.88))
    assert seconds(plain) / seconds(slow) == pytest.approx(0.88, abs=0.02)


async def test_what_it_has_no_letter_for_is_left_out(model: Path) -> None:
    async with Supertonic(str(model)) as voice:
        plain = await voice.synthesize("안녕.", language="ko", prosody=PLAIN)
        strange = await voice.synthesize("안漢녕语.", language="ko", prosody=PLAIN)
        with pytest.raises(SpeechError):
            await voice.synthesize("漢语.", language="ko", prosody=PLAIN)
    assert seconds(strange) == seconds(plain)


async def test_it_declares_the_languages_of_its_library() -> None:
    assert Supertonic.capabilities.languages == set(SUPPORTED_LANGUAGES)
    with pytest.raises(LanguageNotSpoken):
        await Supertonic("./nowhere").synthesize("여보", language="zh", prosody=PLAIN)


async def test_a_pulled_model_is_found(tmp_path: Path) -> None:
    write_model(tmp_path / "models" / "supertonic", "F1", "M1")
    async with Supertonic("M1", home=tmp_path) as voice:
        assert seconds(await voice.synthesize("안녕.", language="ko", prosody=PLAIN)) > 0.3


async def test_a_model_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(VoiceNotInstalled, match="maum models pull supertonic"):
        await Supertonic(home=tmp_path).synthesize("안녕.", language="ko", prosody=PLAIN)
    with pytest.raises(VoiceNotInstalled, match="nowhere"):
        await Supertonic(f"{tmp_path}/nowhere").synthesize("하나", language="ko", prosody=PLAIN)


async def test_a_voice_that_is_not_there_is_named(model: Path) -> None:
    with pytest.raises(VoiceNotInstalled, match="F9"):
        await Supertonic(str(model), voice="F9").synthesize("하나", language="ko", prosody=PLAIN)


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("onnx/vocoder.onnx", "no network"),
        ("onnx/vocoder.onnx", None),
        ("onnx/tts.json", "{"),
        ("onnx/tts.json", "{}"),
        ("onnx/unicode_indexer.json", "{}"),
        ("voice_styles/F1.json", json.dumps({"style_ttl": {}, "style_dp": {}})),
    ],
)
async def test_a_broken_model_is_named(tmp_path: Path, file: str, content: str | None) -> None:
    write_model(tmp_path / "model", "F1")
    (tmp_path / "model" / file).unlink()
    if content is not None:
        (tmp_path / "model" / file).write_text(content)
    with pytest.raises(VoiceNotInstalled, match="model"):
        await Supertonic(f"{tmp_path}/model").synthesize("하나", language="ko", prosody=PLAIN)
