"""What was told on Discord as letters, and back."""

import json
from dataclasses import asdict
from datetime import UTC, datetime

from bot.adapters.discord.place import Place
from bot.adapters.messaging.told import Edited, Reacted, Recorded, Said, Sender, Showed, Told
from bot.events import ChatKey
from bot.protocols import Letter

MESSENGER = "discord"
_KINDS = {kind.__name__: kind for kind in (Said, Recorded, Edited, Reacted, Showed)}


def letter_of(told: Told, *, version: str = "") -> Letter:
    """*told*, to be kept; *version* tells apart what happens to one message."""
    sender = told.sender
    return Letter(
        chat=ChatKey(messenger=MESSENGER, chat=sender.place.key, person=str(sender.person)),
        update=f"{sender.message}/{version}" if version else str(sender.message),
        content=json.dumps({"kind": type(told).__name__, **asdict(told)}, ensure_ascii=False),
        at=datetime.now(UTC),
    )


def told_by(letter: Letter) -> Told | None:
    """What *letter* tells; None if another version of maum wrote it in another form."""
    try:
        fields = json.loads(letter.content)
        kind = _KINDS[fields.pop("kind")]
        sender = fields.pop("sender")
        place = Place(**sender.pop("place"))
        told: Told = kind(sender=Sender(place=place, **sender), **fields)
    except (ValueError, LookupError, TypeError, AttributeError):
        return None
    return told
