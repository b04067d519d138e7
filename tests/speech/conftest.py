"""Speech for the tests: eSpeak NG says it, as the samples that hearing starts from."""

import pytest
from scenes.recordings import Say

from speech.decoding import decode
from speech.espeak import Espeak
from speech.protocols import Prosody
from speech.samples import Samples


@pytest.fixture(scope="session")
def say() -> Say:
    """``await say(text, language)``: mono samples at 16 kHz."""
    espeak = Espeak()

    async def say(text: str, language: str = "en") -> Samples:
        return decode(await espeak.synthesize(text, language=language, prosody=Prosody()))

    return say
