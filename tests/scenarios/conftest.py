"""Each scenario has an office of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Clock
from tests.given.golden_letters import OFFICE
from tests.given.letters import IASSIST
from tests.scenarios.course import Course, told
from tests.scenarios.desk import Desk, desk_of


@pytest.fixture
def course() -> Iterator[Course]:
    with told() as one:
        yield one


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    """The desk of the example office."""
    yield from desk_of(tmp_path, clock, IASSIST)


@pytest.fixture
def company(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    """The desk of an office whose profile has every particular of a company."""
    yield from desk_of(tmp_path, clock, OFFICE)
