import asyncio
import io

import pytest
from PIL import Image

from avatars.avataaars import Avataaars
from avatars.looks import looks
from config.errors import AvatarError, ConfigError
from config.moods import mood_table


@pytest.fixture
def small() -> Avataaars:
    return Avataaars(size=64)


async def test_a_portrait_is_a_square_png_of_the_size_asked_for():
    portrait = await Avataaars().render("serene", look="maum")
    with Image.open(io.BytesIO(portrait.data)) as picture:
        picture.verify()
        assert (picture.format, picture.size) == ("PNG", (512, 512))
    assert (portrait.face, portrait.media_type) == ("serene", "image/png")


async def test_every_face_is_drawn_on_every_look(small):
    pictures = {
        (await small.render(face, look=look)).data
        for face in mood_table().faces
        for look in looks()
    }
    assert len(pictures) == len(mood_table().faces) * len(looks())


async def test_a_portrait_says_that_it_shows_no_person(small, pixels):
    portrait = await small.render("serene", look="maum")
    with Image.open(io.BytesIO(portrait.data)) as picture:
        assert picture.info["Source"] == "AI-generated avatar, maum"
    whole = pixels((await Avataaars(size=280).render("serene", look="maum")).data)
    badge = whole[222:244, 190:228]
    assert (badge == (0x52, 0x61, 0x6B)).all(axis=2).sum() > 200
    assert (badge == 255).all(axis=2).sum() > 50


async def test_the_background_reaches_every_corner(small, pixels):
    picture = pixels((await small.render("serene", look="maum")).data)
    colour = tuple(bytes.fromhex(mood_table().faces["serene"].background[1:]))
    assert all(tuple(picture[y, x]) == colour for y in (0, -1) for x in (0, -1))


async def test_a_face_drawn_many_times_at_once_is_one_picture(tmp_path):
    renderer = Avataaars(home=tmp_path, size=64)
    portraits = await asyncio.gather(*(renderer.render("fond", look="sol") for _ in range(16)))
    assert len({portrait.data for portrait in portraits}) == 1
    assert [file.suffix for file in _kept(tmp_path)] == [".png"]


async def test_a_kept_picture_is_not_drawn_again(tmp_path):
    await Avataaars(home=tmp_path, size=64).render("fond", look="sol")
    other = (await Avataaars(size=64).render("sleepy", look="sol")).data
    _kept(tmp_path)[0].write_bytes(other)
    assert (await Avataaars(home=tmp_path, size=64).render("fond", look="sol")).data == other


async def test_pictures_of_another_size_or_look_are_kept_apart(tmp_path):
    await Avataaars(home=tmp_path, size=64).render("fond", look="sol")
    await Avataaars(home=tmp_path, size=65).render("fond", look="sol")
    await Avataaars(home=tmp_path, size=64).render("fond", look="bom")
    assert len(_kept(tmp_path)) == 3


async def test_a_damaged_picture_is_drawn_anew(tmp_path):
    whole = (await Avataaars(home=tmp_path, size=64).render("fond", look="sol")).data
    _kept(tmp_path)[0].write_bytes(whole[:-20])
    assert (await Avataaars(home=tmp_path, size=64).render("fond", look="sol")).data == whole
    assert _kept(tmp_path)[0].read_bytes() == whole


async def test_a_folder_that_cannot_be_written_costs_no_face(tmp_path):
    home = tmp_path / "a file, not a folder"
    home.write_bytes(b"")
    assert (await Avataaars(home=home, size=64).render("fond", look="sol")).data


async def test_an_unknown_face_or_look_is_answered_with_the_nearest(small):
    with pytest.raises(AvatarError, match="did you mean 'tender'"):
        await small.render("tendre", look="maum")
    with pytest.raises(AvatarError, match="did you mean 'maum'"):
        await small.render("tender", look="maun")


@pytest.mark.parametrize("size", [0, 15, 2049])
def test_a_size_that_no_messenger_takes_is_refused(size):
    with pytest.raises(ConfigError, match="between 16 and 2048"):
        Avataaars(size=size)


def _kept(home):
    return sorted((home / "cache" / "faces").iterdir())
