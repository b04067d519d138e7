from dataclasses import replace

import numpy as np
import pytest

from avatars.looks import look, looks
from config.errors import ConfigError
from config.moods import mood_table
from config.personas import persona, shipped_personas


def test_every_persona_has_its_look():
    assert {persona(name).look for name in shipped_personas()} <= set(looks())


@pytest.mark.parametrize("name", looks())
def test_no_look_hides_a_feature_of_a_face(drawn, name):
    dressed, bare = look(name), replace(look(name), top="NO_HAIR")
    faces = mood_table().faces.values()
    features = np.ptp(
        [drawn(replace(face, background="#ffffff"), bare) for face in faces], axis=0
    ).any(axis=2)
    for face in faces:
        face = replace(face, background="#ffffff")
        hidden = (drawn(face, dressed) != drawn(face, bare)).any(axis=2) & features
        assert hidden.sum() <= features.sum() * 0.01, face.en


def test_a_mistyped_look_is_answered_with_the_nearest():
    with pytest.raises(ConfigError, match="did you mean 'byeol'"):
        look("beyol")
