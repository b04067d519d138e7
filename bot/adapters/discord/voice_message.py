"""Discord's own voice messages, which the library can read and not send."""

from base64 import b64encode
from io import BytesIO
from typing import Any

import discord
from discord.http import handle_message_parameters

from speech.voice_note import VoiceNote


class _Recording(discord.File):
    """A file with what the client draws of it."""

    def __init__(self, note: VoiceNote) -> None:
        super().__init__(BytesIO(note.audio.data), "voice-message.ogg")
        self._note = note

    def to_dict(self, index: int) -> dict[str, Any]:
        waveform = b64encode(self._note.waveform).decode("ascii")
        shown = {"duration_secs": self._note.seconds, "waveform": waveform}
        return {**super().to_dict(index), **shown}


async def send_voice_message(
    client: discord.Client, channel: int, note: VoiceNote, *, nonce: str
) -> int:
    """Send *note* and return the message's id; raises `discord.HTTPException`."""
    flags = discord.MessageFlags(voice=True)
    with handle_message_parameters(file=_Recording(note), flags=flags, nonce=nonce) as params:
        sent = await client.http.send_message(channel, params=params)
    return int(sent["id"])
