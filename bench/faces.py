"""What a face costs, in CPU and wall time: `python bench/faces.py`."""

import asyncio
import time
from collections.abc import Callable, Sequence
from functools import partial
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

from avatars.avataaars import Avataaars
from avatars.drawing import SOURCE, draw
from avatars.faces import expression
from avatars.looks import look, looks
from avatars.rasterizing import RASTERIZER, rasterize
from config.moods import mood_table

PAIRS = list(product(mood_table().faces, looks()))


def main() -> None:
    """Print one line a step."""
    print(RASTERIZER)
    svgs = [draw(expression(face), look(name)) for face, name in PAIRS]
    measure("SVG from the templates", lambda: [draw(expression(f), look(n)) for f, n in PAIRS])
    for size in (256, 512):
        measure(f"SVG to PNG, {size} px", partial(rasterize_all, svgs, size))
    with TemporaryDirectory() as home:
        asyncio.run(render_all(Avataaars(home=Path(home))))
        again = Avataaars(home=Path(home))
        measure("portrait kept on disk", lambda: asyncio.run(render_all(again)))
        measure("portrait kept in memory", lambda: asyncio.run(render_all(again)))


def measure(step: str, work: Callable[[], object]) -> None:
    """Print the time of *work*, which does the step once for each pair of face and look."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    each = 1000 / len(PAIRS)
    print(f"{step:26} {cpu * each:8.2f} ms CPU {wall * each:8.2f} ms")


def rasterize_all(svgs: Sequence[str], size: int) -> None:
    """Every picture at *size* × *size* pixels."""
    for svg in svgs:
        rasterize(svg, size=size, source=SOURCE)


async def render_all(renderer: Avataaars) -> None:
    """Every face on every look."""
    for face, name in PAIRS:
        await renderer.render(face, look=name)


if __name__ == "__main__":
    main()
