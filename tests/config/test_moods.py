"""The table that joins labels, moods, tones and faces."""

from config.moods import Mood, mood_table


def test_every_label_of_every_set_has_a_mood() -> None:
    table = mood_table()
    assert {name: len(labels) for name, labels in table.sets.items()} == {
        "kote": 44,
        "goemotions": 28,
        "aihub": 58,
    }
    for labels in table.sets.values():
        assert len(set(labels)) == len(labels)
        assert all(label in table.labels for label in labels)


def test_a_mood_is_its_own_label() -> None:
    assert all(mood_table().labels[mood] is mood for mood in Mood)


def test_a_label_in_two_sets_means_the_same_mood() -> None:
    table = mood_table()
    shared = set(table.sets["kote"]) & set(table.sets["aihub"])
    assert shared, "the sets overlap, so the rule matters"


def test_the_face_answers_the_mood_and_is_one_of_its_own() -> None:
    faces = [mood_table().responses[mood].face for mood in Mood]
    assert len(set(faces)) == len(Mood)


def test_the_voice_stays_within_the_measured_limits() -> None:
    for response in mood_table().responses.values():
        assert 0.88 <= response.rate <= 1.15
        assert abs(response.pitch) <= 2
        assert 0 <= response.pause <= 1


def test_every_tone_is_a_manner_of_speaking() -> None:
    assert all(mood_table().manners[tone] for tone in mood_table().tones)
