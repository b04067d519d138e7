"""How the bot learns of things."""

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from servers.telegram.arguments import Arguments
from servers.telegram.methods.table import method
from servers.telegram.refusals import bad_request
from servers.telegram.updates import Webhook

if TYPE_CHECKING:
    from servers.telegram.world import World

_LONGEST_POLL = 50


@method("getUpdates", "offset limit timeout allowed_updates", waits=True)
async def get_updates(world: "World", given: Arguments) -> Any:
    _allow(world, given)
    limit = min(max(given.integer("limit") or 100, 1), 100)
    seconds = min(given.integer("timeout"), _LONGEST_POLL)
    return await world.updates.fetch(given.integer("offset"), limit, seconds)


@method(
    "setWebhook",
    "url certificate ip_address max_connections allowed_updates drop_pending_updates secret_token",
    waits=True,
)
async def set_webhook(world: "World", given: Arguments) -> bool:
    url, secret = given.text("url"), given.text("secret_token")
    address = urlsplit(url)
    # A Bot API server of one's own takes http as well.
    if url and address.scheme != "https" and address.hostname not in {"127.0.0.1", "localhost"}:
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if secret and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
        raise bad_request("secret token contains unallowed characters")
    connections = min(max(given.integer("max_connections") or 40, 1), 100)
    _allow(world, given)
    _drop(world, given)
    webhook = Webhook(url=url, secret=secret, connections=connections) if url else None
    await world.updates.send_to(webhook)
    return True


@method("deleteWebhook", "drop_pending_updates", waits=True)
async def delete_webhook(world: "World", given: Arguments) -> bool:
    await world.updates.send_to(None)
    _drop(world, given)
    return True


@method("getWebhookInfo")
def get_webhook_info(world: "World", given: Arguments) -> Any:
    webhook = world.updates.webhook
    info: dict[str, Any] = {
        "url": webhook.url if webhook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates.waiting),
    }
    if webhook:
        info["max_connections"] = webhook.connections
        if webhook.last_error:
            info["last_error_date"] = webhook.last_error_date
            info["last_error_message"] = webhook.last_error
    if world.updates.allowed:
        info["allowed_updates"] = sorted(world.updates.allowed)
    return info


def _allow(world: "World", given: Arguments) -> None:
    """What is named stays; what was told before is not asked again."""
    named = given.json("allowed_updates")
    if named is not None:
        world.updates.allowed = set(named)


def _drop(world: "World", given: Arguments) -> None:
    if given.flag("drop_pending_updates"):
        world.updates.waiting.clear()
