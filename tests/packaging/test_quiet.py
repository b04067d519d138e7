"""No library that maum runs reports to its maker."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

PARTS = [
    "from speech.live.activity import VoiceActivity; VoiceActivity()",
    "from bot.emotion.embedded import EmbeddedClassifier; import asyncio;"
    "asyncio.run(EmbeddedClassifier().classify('안녕'))",
]


@pytest.mark.parametrize("code", PARTS, ids=["voice activity", "emotion"])
def test_networks_run_without_a_report_of_their_use(code: str, tmp_path: Path) -> None:
    environment = {"HOME": str(tmp_path), "PATH": os.environ["PATH"]}
    subprocess.run([sys.executable, "-c", code], env=environment, check=True)
    assert list(tmp_path.rglob("*")) == [], "onnxruntime keeps what it would send under ~/.cache"
