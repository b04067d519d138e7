"""A reply's sentences as voice notes."""

from collections.abc import Sequence

from speech.audio import Audio
from speech.voice_note import VoiceNote, voice_note

LARGEST = 1_000_000
"""Bytes; of a larger voice note Telegram shows neither length nor waveform."""


def voice_notes(clips: Sequence[Audio], *, largest: int = LARGEST) -> Sequence[VoiceNote]:
    """*clips* as few voice notes of at most *largest* bytes each, as far as single clips allow.

    Raises `SpeechError`. Decodes and encodes: call it off the event loop.
    """
    note = voice_note(clips)
    if len(note.audio.data) <= largest or len(clips) == 1:
        return [note]
    half = len(clips) // 2
    parts = (clips[:half], clips[half:])
    return [one for part in parts for one in voice_notes(part, largest=largest)]
