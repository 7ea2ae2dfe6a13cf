"""What tests of the ways before the routes share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Clock
from tests.given.twins import Twins


@pytest.fixture
def twins(tmp_path: Path, clock: Clock) -> Iterator[Twins]:
    both = Twins(tmp_path, clock)
    yield both
    both.close()
