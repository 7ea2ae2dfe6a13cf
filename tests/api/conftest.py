"""What tests of the ways before the routes share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from griffie.api.composition import Store, open_store
from tests.conftest import Clock
from tests.given.twins import Twins


@pytest.fixture
def own_store(tmp_path: Path) -> Iterator[Store]:
    """A store with the clock of this machine."""
    opened = open_store(tmp_path / "data")
    yield opened
    opened.engine.close()


@pytest.fixture
def twins(tmp_path: Path, clock: Clock) -> Iterator[Twins]:
    both = Twins(tmp_path, clock)
    yield both
    both.close()
