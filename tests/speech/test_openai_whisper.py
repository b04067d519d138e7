"""Whisper by its authors' library, with the weights of the other engine."""

import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest
import torch
from scenes.recordings import Say

from config.errors import ConfigError, NoWeights
from speech.checkpoint import read_checkpoint
from speech.encoding import encode_wav
from speech.openai_whisper import OpenAIWhisper
from speech.openai_whisper_model import Model
from speech.whisper import Whisper

# openai-whisper leaves its vocabulary open.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed file.*tiktoken:ResourceWarning")

RATE = 16_000
SILENCE = encode_wav(np.zeros(RATE, np.float32), RATE)


@pytest.fixture(scope="session")
def checkpoint(whisper_base: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same weights as openai-whisper keeps them."""
    file = tmp_path_factory.mktemp("openai-whisper") / "base.pt"
    converted = read_checkpoint(whisper_base / "model.bin")
    state = {name: torch.from_numpy(array.copy()) for name, array in converted.state.items()}
    torch.save({"dims": dict(converted.dims), "model_state_dict": state}, file)
    return file


async def test_writes_what_faster_whisper_writes(
    checkpoint: Path, whisper_base: Path, say: Say
) -> None:
    """The same weights in the same precision give the same text, letter by letter."""
    clip = encode_wav(
        await say(
            "We drank a cup of coffee in the garden and talked about the weather. "
            "My mother called me in the afternoon because it was raining at home."
        ),
        RATE,
    )
    async with OpenAIWhisper(str(checkpoint), languages=["en"]) as theirs:
        expected = await theirs.transcribe(clip)
    async with Whisper(str(whisper_base), languages=["en"], precision="float32") as ours:
        heard = await ours.transcribe(clip)
    assert heard.text == expected.text
    assert "raining at home" in heard.text
    assert heard.confidence == pytest.approx(expected.confidence, abs=0.001)


@pytest.mark.parametrize("place", ["a file", "its folder", "the library's cache", "data folder"])
async def test_weights_are_found(
    place: str,
    checkpoint: Path,
    whisper_base: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    model = {"a file": str(checkpoint), "its folder": str(checkpoint.parent)}.get(place, "base")
    if place == "the library's cache":
        (tmp_path / "cache").mkdir()
        (tmp_path / "cache" / "whisper").symlink_to(checkpoint.parent)
    if place == "data folder":
        (tmp_path / "models" / "whisper").mkdir(parents=True)
        (tmp_path / "models" / "whisper" / "base").symlink_to(whisper_base)
    async with OpenAIWhisper(model, home=tmp_path) as whisper:
        assert (await whisper.transcribe(SILENCE)).text == ""


@pytest.mark.parametrize("content", [b"", b"no weights", b"PK\x03\x04" + b"\0" * 100])
@pytest.mark.parametrize("name", ["base.pt", "model.bin"])
async def test_damaged_weights_are_no_weights(name: str, content: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    async with OpenAIWhisper(str(tmp_path)) as whisper:
        with pytest.raises(NoWeights, match="cannot be read"):
            await whisper.transcribe(SILENCE)


async def test_code_in_a_checkpoint_is_not_run(tmp_path: Path) -> None:
    class Evil:
        def __reduce__(self) -> tuple[object, ...]:
            return (Path.touch, (tmp_path / "ran",))

    torch.save({"dims": Evil()}, tmp_path / "base.pt")
    async with OpenAIWhisper(str(tmp_path / "base.pt")) as whisper:
        with pytest.raises(NoWeights):
            await whisper.transcribe(SILENCE)
    assert not (tmp_path / "ran").exists()


async def test_missing_weights_are_told_with_the_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path))
    async with OpenAIWhisper("small", home=tmp_path) as whisper:
        with pytest.raises(NoWeights, match="maum models pull whisper:small"):
            await whisper.transcribe(SILENCE)
    async with OpenAIWhisper(str(tmp_path)) as whisper:
        with pytest.raises(NoWeights, match=r"no \.pt file"):
            await whisper.transcribe(SILENCE)


async def test_what_nobody_wants_any_more_is_not_heard(checkpoint: Path, say: Say) -> None:
    model = Model(checkpoint, threads=1)
    stop = threading.Event()
    stop.set()
    heard = model.hear(await say("Good morning, my friend."), ["en"], stop)
    assert list(heard.segments) == []


def test_an_unknown_size_is_refused_at_once() -> None:
    with pytest.raises(ConfigError, match="did you mean 'whisper:small'"):
        OpenAIWhisper("smal")


def test_nothing_heavy_is_imported_before_somebody_speaks() -> None:
    program = (
        "import sys; from speech.openai_whisper import OpenAIWhisper; OpenAIWhisper()\n"
        "assert not {'whisper', 'torch', 'numba', 'faster_whisper'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
