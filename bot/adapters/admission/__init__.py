"""Who may talk on a messenger, and how much; the same on every one of them."""

from bot.adapters.admission.budget import Budget
from bot.adapters.admission.door import Door
from bot.adapters.admission.guests import Guests
from bot.adapters.admission.hosting import Hosting

__all__ = ["Budget", "Door", "Guests", "Hosting"]
