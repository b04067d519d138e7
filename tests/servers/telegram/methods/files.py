"""Files that the bot sends and fetches."""

from typing import TYPE_CHECKING, Any

from servers.telegram.arguments import Arguments
from servers.telegram.media import MOST_DOWNLOAD, File, Media, facts_of_upload
from servers.telegram.methods.table import method
from servers.telegram.refusals import bad_request

if TYPE_CHECKING:
    from servers.telegram.world import World

_MIME_TYPES = {"voice": "audio/ogg", "audio": "audio/mpeg"}
_GIVEN = {"duration", "performer", "title"}


def media_of(world: "World", given: Arguments, kind: str) -> Media:
    """What the parameter *kind* brings: a new file, or the id of one that is known."""
    name = given.text(kind)
    upload = given.uploads.get(name.removeprefix("attach://") if name else kind)
    if not name and not upload:
        raise bad_request(f"there is no {kind} in the request")
    if not upload:
        return _again(world, name, kind)
    if not upload.data:
        raise bad_request("file must be non-empty")
    told = {key: int(value) if key == "duration" else value for key, value in given.fields.items()}
    facts = {key: told[key] for key in _GIVEN & told.keys()}
    draft = File(kind=kind, number=0, data=upload.data)
    media = facts_of_upload(kind, draft, facts)
    mime = _MIME_TYPES.get(media.kind, "")
    file = world.keep(media.kind, upload.data, name=upload.name, mime_type=mime)
    return Media(kind=media.kind, file=file, facts=media.facts)


def _again(world: "World", name: str, kind: str) -> Media:
    if "/" in name:
        raise bad_request("failed to get HTTP URL content")
    file = world.files.get(name)
    if not file:
        raise bad_request("wrong remote file identifier specified: can't unserialize it")
    if file.kind != kind and kind != "document":
        raise bad_request(f"can't use file of type {file.kind.title()} as {kind.title()}")
    return facts_of_upload(kind, file, {})


@method("getFile", "file_id")
def get_file(world: "World", given: Arguments) -> Any:
    file = world.files.get(given.text("file_id"))
    if not file:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if len(file.data) > MOST_DOWNLOAD:
        raise bad_request("file is too big")
    return {
        "file_id": file.id,
        "file_unique_id": file.unique_id,
        "file_size": len(file.data),
        "file_path": file.path,
    }
