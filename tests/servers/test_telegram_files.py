"""Voice, pictures and files go through the fake Telegram as through the real one."""

from datetime import timedelta

import numpy as np
import pytest
from servers.telegram import Fault, Person, Telegram
from telegram import Bot, InputMediaPhoto, Message, Update
from telegram.error import BadRequest, Forbidden, NetworkError

from speech.encoding import encode_mp3, encode_ogg, encode_wav

SILENCE = np.zeros(24_000 * 3, dtype=np.float32)
OGG = encode_ogg(SILENCE, 24_000).data
MEGABYTE = 2**20

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0\0\0\2\0"
JPEG = b"\xff\xd8\xff\xe0\0\4ab\xff\xc0\0\x0b\x08\2\0\1\0"
WEBP = b"RIFF....WEBPVP8X" + bytes(8) + b"\xff\0\0\xff\1\0"


async def received(bot: Bot) -> Message:
    """The newest message; all before it are confirmed."""
    *_, update = await bot.get_updates(offset=-1)
    assert isinstance(update, Update) and update.message
    return update.message


async def test_a_voice_note_is_shown_as_long_as_it_is(bot: Bot, mina: Person) -> None:
    sent = await bot.send_voice(mina.id, OGG, caption="들어봐")
    (shown,) = mina.chat.voices
    assert (shown.data, shown.seconds, shown.text) == (OGG, 3, "들어봐")
    assert sent.voice and sent.voice.mime_type == "audio/ogg"


async def test_a_voice_note_above_a_megabyte_is_shown_without_its_length(
    bot: Bot, mina: Person
) -> None:
    await bot.send_voice(mina.id, OGG + bytes(MEGABYTE), duration=3)
    assert mina.chat.voices[0].seconds == 0


@pytest.mark.parametrize(
    "data", [encode_mp3(SILENCE, 24_000).data, encode_wav(SILENCE, 24_000).data, b"OggS vorbis"]
)
async def test_a_voice_note_is_ogg_opus(bot: Bot, mina: Person, data: bytes) -> None:
    with pytest.raises(BadRequest, match="Voice_message_invalid"):
        await bot.send_voice(mina.id, data)


async def test_some_people_take_no_voice_notes(bot: Bot, mina: Person) -> None:
    mina.forbids_voice = True
    with pytest.raises(BadRequest, match="Voice_messages_forbidden"):
        await bot.send_voice(mina.id, OGG)
    await bot.send_audio(mina.id, encode_mp3(SILENCE, 24_000).data, title="maum", duration=3)
    (shown,) = mina.chat.replies
    assert shown.media and (shown.media.kind, shown.seconds) == ("audio", 3)


async def test_audio_that_no_player_takes_arrives_as_a_file(bot: Bot, mina: Person) -> None:
    sent = await bot.send_audio(mina.id, OGG)
    assert sent.audio is None
    assert sent.document


@pytest.mark.parametrize("picture", [PNG, JPEG, WEBP])
async def test_a_picture_is_sent_again_by_its_id(
    server: Telegram, bot: Bot, mina: Person, picture: bytes
) -> None:
    sent = await bot.send_photo(mina.id, picture)
    assert (sent.photo[0].width, sent.photo[0].height) == (256, 512)
    await bot.send_photo(mina.id, sent.photo[-1].file_id)
    assert [photo.data for photo in mina.chat.photos] == [picture, picture]
    assert server.calls[-1].given["photo"] == sent.photo[-1].file_id
    with pytest.raises(BadRequest, match="use file of type photo as voice"):
        await bot.send_voice(mina.id, sent.photo[-1].file_id)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"<svg/>", "Image_process_failed"),
        (PNG[:18], "Image_process_failed"),
        (PNG[:16] + b"\0\0\0\1\0\0\2\0", "Photo_invalid_dimensions"),
        (PNG + bytes(10 * MEGABYTE), "too big"),
        (b"", "non-empty"),
    ],
)
async def test_a_picture_is_one(bot: Bot, mina: Person, data: bytes, reason: str) -> None:
    with pytest.raises(BadRequest, match=reason):
        await bot.send_photo(mina.id, data)


async def test_a_picture_changes_in_its_place(bot: Bot, mina: Person) -> None:
    sent = await bot.send_photo(mina.id, PNG)
    await bot.edit_message_media(InputMediaPhoto(JPEG), mina.id, sent.message_id)
    assert [photo.data for photo in mina.chat.photos] == [JPEG]


async def test_a_caption_holds_1024_units(bot: Bot, mina: Person) -> None:
    await bot.send_photo(mina.id, PNG, caption="🙂" * 512)
    with pytest.raises(BadRequest, match="caption is too long"):
        await bot.send_photo(mina.id, PNG, caption="🙂" * 512 + ".")


async def test_an_unknown_file_is_refused(bot: Bot, mina: Person) -> None:
    with pytest.raises(BadRequest, match="remote file identifier"):
        await bot.send_voice(mina.id, "AwACAgQAAxknothing")
    with pytest.raises(BadRequest, match="file_id or"):
        await bot.get_file("AwACAgQAAxknothing")


async def test_a_voice_note_of_a_person_is_fetched(bot: Bot, mina: Person) -> None:
    mina.speaks(OGG)
    voice = (await received(bot)).voice
    assert voice and (voice.duration, voice.mime_type) == (timedelta(seconds=3), "audio/ogg")
    file = await voice.get_file()
    assert bytes(await file.download_as_bytearray()) == OGG


async def test_files_above_20_megabytes_are_not_given_out(bot: Bot, mina: Person) -> None:
    mina.plays(bytes(20 * MEGABYTE + 1), seconds=3600)
    audio = (await received(bot)).audio
    assert audio and audio.file_size == 20 * MEGABYTE + 1
    with pytest.raises(BadRequest, match="is too big"):
        await audio.get_file()


async def test_more_than_50_megabytes_are_not_taken(bot: Bot, mina: Person) -> None:
    with pytest.raises(NetworkError, match="Request Entity Too Large"):
        await bot.send_document(mina.id, bytes(50 * MEGABYTE + 1))


async def test_a_download_breaks(server: Telegram, bot: Bot, mina: Person) -> None:
    mina.films(b"mp4", seconds=2)
    note = (await received(bot)).video_note
    assert note and note.duration == timedelta(seconds=2)
    file = await note.get_file()
    server.fail("download", Fault(cut="before"))
    with pytest.raises(NetworkError):
        await file.download_as_bytearray()
    assert bytes(await file.download_as_bytearray()) == b"mp4"


async def test_what_else_people_send(bot: Bot, mina: Person) -> None:
    mina.sticks("🥰")
    sticker = (await received(bot)).sticker
    assert sticker and sticker.emoji == "🥰"
    mina.hands(b"%PDF", "일기.pdf", mime="application/pdf")
    document = (await received(bot)).document
    assert document and (document.file_name, document.file_size) == ("일기.pdf", 4)
    mina.shows(JPEG, caption="노을")
    photo = await received(bot)
    assert (photo.caption, len(photo.photo)) == ("노을", 1)


async def test_voice_to_somebody_who_has_blocked_the_bot(bot: Bot, mina: Person) -> None:
    mina.blocks()
    with pytest.raises(Forbidden):
        await bot.send_voice(mina.id, OGG)
