"""``maum say`` as a person calls it."""

import io
from pathlib import Path

import av
import pytest

from bot.cli import main
from config.moods import Mood, mood_table
from speech.audio import Audio
from speech.decoding import decode


@pytest.fixture(autouse=True)
def _offline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAUM_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("MAUM_SYNTHESIZER", "espeak")
    monkeypatch.chdir(tmp_path)


def seconds(file: Path) -> float:
    return decode(Audio(file.read_bytes(), ""), rate=24_000).size / 24_000


@pytest.mark.parametrize(
    ("name", "codecs"),
    [("a.wav", {"pcm_s16le"}), ("a.mp3", {"mp3", "mp3float"}), ("A.OGG", {"opus", "libopus"})],
)
def test_the_ending_chooses_the_format(tmp_path: Path, name: str, codecs: set[str]) -> None:
    assert main(["say", "안녕하세요! 저는 마음이에요.", "--out", name]) == 0
    data = (tmp_path / name).read_bytes()
    with av.open(io.BytesIO(data)) as clip:
        stream = clip.streams.audio[0]
        assert stream.codec_context.name in codecs
        assert "synthetic" in {**clip.metadata, **stream.metadata}["comment"]
    assert seconds(tmp_path / name) > 1.5


def test_a_mood_changes_the_tempo(tmp_path: Path) -> None:
    for mood in ("calm", "sad"):
        assert main(["say", "Take your time.", "--out", f"{mood}.wav", "--mood", mood]) == 0
    calm = seconds(tmp_path / "calm.wav") - mood_table().responses[Mood.CALM].pause
    sad = seconds(tmp_path / "sad.wav") - mood_table().responses[Mood.SAD].pause
    assert calm / sad == pytest.approx(0.92, abs=0.05)


def test_a_dash_reads_standard_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("하나예요.\n둘이에요.\n"))
    assert main(["say", "-", "--out", "a.wav"]) == 0
    assert seconds(tmp_path / "a.wav") > 1


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("안녕", "--out", "a.flac"), ".flac"),
        (("안녕", "--out", "a"), ".wav, .mp3 or .ogg"),
        (("안녕", "--out", "a.wav", "--mood", "jo"), "joy"),
        (("😊", "--out", "a.wav"), "nothing"),
        (("안녕", "--out", "nowhere/a.wav"), "cannot be written"),
    ],
)
def test_bad_input_is_told_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], told: str
) -> None:
    assert main(["say", *arguments]) == 2
    assert told in capsys.readouterr().err
    assert list(tmp_path.glob("a*")) == []
