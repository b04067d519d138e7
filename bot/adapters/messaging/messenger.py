"""What a messenger does for the answers that are sent through it."""

from collections.abc import Sequence
from typing import Any, Protocol

from avatars.protocols import Portrait
from bot.adapters.messaging.presence import Presence
from bot.adapters.messaging.progress import Progress
from bot.adapters.messaging.told import Recorded, Sender, Tapped
from bot.commands import Choice, File
from bot.protocols import Pending
from speech.audio import Audio
from speech.voice_note import VoiceNote


class Response(Protocol):
    """The answer to one letter, message by message.

    Every part is sent once; what an earlier run of the program sent is not sent again. Methods that
    send raise `Unreachable` where the chat is closed to the bot, and `StoreError`.
    """

    @property
    def progress(self) -> Progress:
        """How far it has come."""
        ...

    async def resume(self) -> str | None:
        """Send what is missing of an answer that was begun; its text, or None if it was not."""
        ...

    async def note(self, name: str, text: str, *, quote: int | None = None) -> None:
        """Send a remark beside the answer, in reply to the message *quote*."""
        ...

    async def write(
        self,
        text: str,
        *,
        markdown: bool = False,
        choices: Sequence[Choice] = (),
        quote: int | None = None,
    ) -> None:
        """Send the text of the answer, with *choices* to tap under its end."""
        ...

    async def privately(self, text: str) -> bool:
        """Send *text* to the person alone, wherever they wrote; false if that cannot be."""
        ...

    async def picture(self, portrait: Portrait) -> None:
        """Show the face beside the text, which was written."""
        ...

    async def voice(self, name: str, note: VoiceNote) -> bool:
        """Send a voice note; false if it could not be sent."""
        ...

    async def file(self, file: File) -> None:
        """Send something to take along."""
        ...


class Messenger(Protocol):
    """Sends answers, and fetches what they need."""

    @property
    def private_link(self) -> str:
        """Where somebody may talk with the bot alone."""
        ...

    def response(self, pending: Pending, sender: Sender, /) -> Response:
        """The answer to *pending*, in the place where *sender* told it."""
        ...

    def presence(self, response: Any, sender: Sender, /) -> Presence:
        """What is shown while *response*, one of this messenger's, is made."""
        ...

    async def fetch(self, recorded: Recorded, /) -> Audio:
        """The recording; raises `MessageError` or `BadAudio`."""
        ...

    async def like(self, sender: Sender, /) -> bool:
        """Give the message a heart; false if that cannot be."""
        ...

    async def acknowledge(self, tapped: Tapped, /) -> None:
        """Let a button show that it was tapped."""
        ...
