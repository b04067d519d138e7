"""From a mood to how a sentence is said."""

from config.moods import Response, mood_table
from speech.protocols import Prosody


def prosody_of(response: Response) -> Prosody:
    """How the companion speaks when it meets a mood with *response*."""
    return Prosody(
        rate=response.rate,
        pitch=response.pitch,
        gain=response.gain,
        pause=response.pause,
        manner=mood_table().manners[response.tone],
    )
