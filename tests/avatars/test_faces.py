from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from avatars.faces import expression
from avatars.looks import look
from config.errors import AvatarError
from config.moods import Mood, mood_table

# Pixels of 140 × 140. The two faces that are nearest to each other, serene and earnest, differ in 91:
# a mouth. One brow alone is too little.
TELLING = 80


def test_any_two_faces_differ_in_their_features_and_not_only_behind_them(drawn):
    plain = [replace(face, background="#ffffff") for face in mood_table().faces.values()]
    pictures = {face.en: drawn(face, look("maum")) for face in plain}
    alike = {
        (one, other): different
        for one, other in combinations(pictures, 2)
        if (different := _different(pictures[one], pictures[other])) < TELLING
    }
    assert len(pictures) >= 10
    assert not alike


def _different(one, other):
    """How many pixels differ so much that an eye sees it."""
    return int((np.abs(one - other).max(axis=2) > 48).sum())


def test_every_background_is_another():
    backgrounds = [face.background for face in mood_table().faces.values()]
    assert len(set(backgrounds)) == len(backgrounds)


@pytest.mark.parametrize("mood", [Mood.SAD, Mood.TIRED, Mood.ANXIOUS, Mood.ANGRY])
def test_a_hard_mood_is_answered_and_never_mimicked(mood):
    face = expression(mood_table().responses[mood].face)
    assert face.eyes not in {"CRY", "DIZZY", "EYE_ROLL"}
    assert "ANGRY" not in face.eyebrows
    assert face.mouth not in {"SAD", "SCREAM_OPEN", "GRIMACE", "CONCERNED", "DISBELIEF", "VOMIT"}


def test_a_mistyped_face_is_answered_with_the_nearest():
    with pytest.raises(AvatarError, match="did you mean 'concerned'"):
        expression("concerend")
