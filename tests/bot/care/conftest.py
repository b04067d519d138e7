"""The guard, and the lines it is measured on."""

from collections.abc import Sequence

import pytest

from bot.care.guard import Guard
from bot.care.measure import LabelledLine, labelled_lines


@pytest.fixture(scope="session")
def guard() -> Guard:
    return Guard()


@pytest.fixture(scope="session")
def labelled() -> Sequence[LabelledLine]:
    return labelled_lines()
