"""Voice notes that Telegram shows with their length."""

from scenes.backends import tone

from bot.adapters.messaging.aloud import voice_notes


def test_sentences_become_one_note() -> None:
    (note,) = voice_notes([tone(0.5), tone(0.5)])
    assert 0.9 < note.seconds < 1.1
    assert note.audio.data.startswith(b"OggS")


def test_what_is_too_large_becomes_several_notes_in_order() -> None:
    clips = [tone(0.3), tone(0.6), tone(0.9)]
    whole = voice_notes(clips)[0]
    notes = voice_notes(clips, largest=len(whole.audio.data) - 1)
    assert [round(note.seconds, 1) for note in notes] == [0.3, 1.5]
    assert [round(note.seconds, 1) for note in voice_notes(clips, largest=1)] == [0.3, 0.6, 0.9]
