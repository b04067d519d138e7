"""What every avatar renderer must do; add yours to `RENDERERS`."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from avatars.avataaars import Avataaars
from avatars.protocols import AvatarRenderer
from bot.testing import ScriptedRenderer
from config.moods import mood_table

RENDERERS: dict[str, Callable[[Path], AvatarRenderer]] = {
    "avataaars": lambda home: Avataaars(home=home, size=64),
    "fake": lambda _: ScriptedRenderer(),
}


@pytest.fixture(params=RENDERERS)
def renderer(request: pytest.FixtureRequest, tmp_path: Path) -> AvatarRenderer:
    return RENDERERS[request.param](tmp_path)


async def test_every_face_can_be_drawn_and_looks_its_own(renderer: AvatarRenderer) -> None:
    faces = list(mood_table().faces)
    portraits = [await renderer.render(face, look="maum") for face in faces]
    assert [portrait.face for portrait in portraits] == faces
    assert len({portrait.data for portrait in portraits}) == len(faces)
    assert {portrait.media_type for portrait in portraits} == {"image/png"}


async def test_several_may_be_drawn_at_once(renderer: AvatarRenderer) -> None:
    drawn = await asyncio.gather(*(renderer.render("serene", look="maum") for _ in range(8)))
    assert len({portrait.data for portrait in drawn}) == 1
