"""A store with more requests than a test writes by hand."""

import pytest

from benchmarks import bulk
from griffie.api.composition import Store


@pytest.fixture
def office(store: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """An office that the benchmark filled: 130 requests of seven events each."""
    monkeypatch.setattr(bulk, "TEMPLATES", 12)
    bulk.fill(store, 130)
    store.engine.current()
    return store
