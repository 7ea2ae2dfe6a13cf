"""Each scenario has an office of its own."""

from collections.abc import Iterator

import pytest

from tests.scenarios.course import Course, told


@pytest.fixture
def course() -> Iterator[Course]:
    with told() as one:
        yield one
