"""What the tests of the console share."""

import pytest

from griffie.api.composition import Store
from tests.given.desk import Desk


@pytest.fixture
def desk(store: Store) -> Desk:
    return Desk(store)
