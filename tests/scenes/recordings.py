"""What several tests hear."""

import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeAlias

from speech.audio import Audio
from speech.samples import Samples

Say: TypeAlias = Callable[..., Awaitable[Samples]]
"""The fixture ``say`` of the tests of speech."""

WALK = "I went for a walk with my dog this morning."
PARK = "Today I went to the park with my friends."

_FOLDER = Path(
    os.environ.get("MAUM_TEST_AUDIO")
    or Path(__file__).resolve().parents[3] / "shared" / "data" / "audio"
)
SAID = {
    "mbrola-hn1-00.wav": "오늘하루는어땠어요",
    "mbrola-hn1-04.wav": "강아지랑산책하니까정말행복했어요",
    "mbrola-hn1-09.wav": "안녕하세요제이름은마음이에요",
    "mbrola-hn1-10.wav": "주말에부산으로여행을가려고해요",
}
"""What is said in each recording: Korean that may be used but not shipped."""
PRESENT = [name for name in SAID if (_FOLDER / name).is_file()]
"""Those that are here."""


def recording(name: str) -> Audio:
    return Audio((_FOLDER / name).read_bytes(), "audio/wav")
