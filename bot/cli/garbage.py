"""What the collector of garbage looks through."""

import atexit
import gc


def spare_what_is_loaded() -> None:
    """Look through none of what is in memory by now, until the program ends.

    Then it is collected as ever: extension modules count what is left of theirs, and complain.
    """
    gc.freeze()
    atexit.register(gc.unfreeze)
