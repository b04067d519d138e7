import re
from collections import Counter
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from avatars.drawing import SOURCE, draw
from avatars.faces import expression
from avatars.looks import look
from config.errors import AvatarError


@pytest.fixture
def svg() -> str:
    return draw(expression("concerned"), look("maum"))


def test_equal_faces_are_equal_text(svg):
    assert draw(expression("concerned"), look("maum")) == svg
    assert draw(expression("concerned"), look("sol")) != svg


def test_the_svg_is_well_formed_and_every_id_stands_once(svg):
    ElementTree.fromstring(svg)
    ids = Counter(re.findall(r'\bid="([^"]+)"', svg))
    assert ids
    assert set(ids.values()) == {1}


def test_nothing_is_cut_by_a_mask_which_is_slow_to_rasterise(svg):
    assert "clipPath" in svg
    assert "<mask" not in svg
    assert "mask=" not in svg


def test_the_svg_names_its_source_and_needs_no_font(svg):
    assert f"<metadata>{SOURCE}</metadata>" in svg
    assert "<text" not in svg


def test_a_part_that_py_avataaars_lacks_is_answered_with_the_nearest():
    with pytest.raises(AvatarError, match="no EyesType 'HAPY'; did you mean 'HAPPY'"):
        draw(replace(expression("concerned"), eyes="HAPY"), look("maum"))
