import subprocess
import sys

# Loading libcairo fails here as it does where it is not installed: CairoSVG cannot be imported.
BARE = """
import cffi

load = cffi.FFI.dlopen

def without_cairo(self, name, flags=0):
    if "cairo" in str(name):
        raise OSError(f"no library called {name!r} was found")
    return load(self, name, flags)

cffi.FFI.dlopen = without_cairo
try:
    import cairosvg
except OSError as error:
    assert "no library called" in str(error)
else:
    raise SystemExit("libcairo was loaded after all")
"""

DRAWS_ALL = """
import asyncio, sys
from avatars.avataaars import Avataaars
from config.moods import mood_table

async def draw():
    renderer = Avataaars(size=64)
    return {(await renderer.render(face, look="maum")).data for face in mood_table().faces}

pictures = asyncio.run(draw())
assert len(pictures) == len(mood_table().faces) >= 10
assert all(picture.startswith(b"\\x89PNG") for picture in pictures)
assert "cairosvg" not in sys.modules
"""


def test_every_face_is_drawn_on_a_machine_without_libcairo():
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", BARE + DRAWS_ALL], capture_output=True, text=True
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_cairosvg_stays_itself_for_everybody_else():
    script = "import avatars.drawing, sys; assert 'cairosvg' not in sys.modules"
    assert subprocess.run([sys.executable, "-c", script]).returncode == 0
