"""The command line of the trainings of the small voice's networks."""

import argparse
import sys
from pathlib import Path

_EVERY = 20
"""Steps between two lines of a report."""


def parser(
    prog: str, description: str | None, *, steps: int, frozen: int
) -> argparse.ArgumentParser:
    """What every such training takes; *steps* and *frozen* unless others are asked for."""
    made = argparse.ArgumentParser(prog=prog, description=description)
    made.add_argument("start", type=Path, help="the start model, a folder")
    made.add_argument("--out", type=Path, required=True, help="the folder for what is made")
    made.add_argument("--steps", type=int, default=steps, help="batches")
    made.add_argument("--frozen", type=int, default=frozen, help="layers that stay as they are")
    return made


def report(step: int, loss: float) -> None:
    """Tell the *loss* of a *step*, of every twentieth."""
    if step % _EVERY == 0:
        sys.stderr.write(f"step {step} loss {loss:.3f}\n")
