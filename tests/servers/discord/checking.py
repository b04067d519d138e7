"""What Discord takes in a message."""

from typing import Any

from servers.discord.places import VOICE_MESSAGE
from servers.discord.refusals import Refusal, invalid

MOST = 2000
"""Characters, as Discord counts them: code points."""
MOST_UPLOAD = 10 * 2**20
KNOWN = {
    "content", "tts", "nonce", "enforce_nonce", "embeds", "flags", "allowed_mentions",
    "message_reference", "components", "attachments",
}  # fmt: skip


def check(given: dict[str, Any], uploads: dict[int, bytes]) -> None:
    """Raise `Refusal` for a message that Discord would not take."""
    if strange := given.keys() - KNOWN:
        raise invalid(sorted(strange)[0], "unknown field")
    content = given.get("content") or ""
    if len(content) > MOST:
        raise invalid("content", f"Must be {MOST} or fewer in length.")
    if len(given.get("nonce") or "") > 25:
        raise invalid("nonce", "Must be 25 or fewer in length.")
    if sum(map(len, uploads.values())) > MOST_UPLOAD:
        raise Refusal(413, 40005, "Request entity too large")
    if given.get("flags", 0) & VOICE_MESSAGE:
        _check_voice(given, uploads)
    _check_components(given.get("components") or [])
    for embed in given.get("embeds") or []:
        _check_embed(
            embed, {one["filename"] for one in given.get("attachments") or [] if "filename" in one}
        )


def _check_voice(given: dict[str, Any], uploads: dict[int, bytes]) -> None:
    files = given.get("attachments") or []
    if given.get("content") or given.get("embeds") or len(files) != 1:
        raise Refusal(400, 50159, "Voice messages do not support additional content.")
    (file,) = files
    if not file.get("waveform") or not file.get("duration_secs"):
        raise Refusal(400, 50161, "Voice messages must have supporting metadata.")
    if not uploads[int(file["id"])].startswith(b"OggS"):
        raise invalid("attachments", "not Ogg")


def _check_components(rows: list[dict[str, Any]]) -> None:
    if len(rows) > 5:
        raise invalid("components", "Must be 5 or fewer in length.")
    seen: set[str] = set()
    for row in rows:
        inside = row["components"]
        if row["type"] != 1 or not 1 <= len(inside) <= (1 if inside[0]["type"] == 3 else 5):
            raise invalid("components", "a row holds five buttons or one menu")
        for one in inside:
            name = one["custom_id"]
            if name in seen or not 1 <= len(name) <= 100 or len(one.get("label") or "") > 80:
                raise invalid("components", "custom ids are short and unique")
            seen.add(name)
            for option in one.get("options") or []:
                if not (1 <= len(option["label"]) <= 100 and 1 <= len(option["value"]) <= 100):
                    raise invalid("components", "options are short")


def _check_embed(embed: dict[str, Any], files: set[str]) -> None:
    for part in ("thumbnail", "image"):
        url = (embed.get(part) or {}).get("url", "")
        if url.startswith("attachment://") and url.removeprefix("attachment://") not in files:
            raise invalid("embeds", "the attachment is not there")
    if len(embed.get("description") or "") > 4096:
        raise invalid("embeds", "Must be 4096 or fewer in length.")
