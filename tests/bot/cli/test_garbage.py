"""Garbage at the end of a program."""

import subprocess
import sys

PROGRAM = """
import atexit, gc
from bot.cli.garbage import spare_what_is_loaded
atexit.register(lambda: print(gc.get_freeze_count()))
spare_what_is_loaded()
print(gc.get_freeze_count() > 0)
"""


def test_what_was_spared_is_collected_at_the_end() -> None:
    # Else extension modules tell of thousands of things that leaked.
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, check=True, text=True
    )
    assert ran.stdout.split() == ["True", "0"]
