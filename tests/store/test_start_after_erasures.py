"""A start looks at all that was ever erased: at hundreds of requests with a question or two."""

from collections.abc import Iterator
from unittest.mock import patch

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.application.requests.requests import Requests
from griffie.infrastructure.vault import remains
from griffie.infrastructure.vault.key_store import KeyStore
from tests.durability.test_old_copy import ERASE, erase
from tests.given.backups import id_of
from tests.given.story import tell

ERASED = 5


@pytest.fixture
def erased(dpo: TestClient) -> list[str]:
    """Requests whose words were erased."""
    places = [tell(dpo) for _ in range(ERASED)]
    for place in places:
        erase(dpo, place)
    return places


@pytest.fixture
def questions() -> Iterator[list[int]]:
    """Of how many requests the keys were asked, at each question."""
    asked: list[int] = []
    living, of = KeyStore.living, KeyStore.among

    def counted(keys: KeyStore, ids: list[object]) -> object:
        asked.append(len(ids))
        return living(keys, ids)  # type: ignore[arg-type]

    def one_by_one(keys: KeyStore, ids: list[object]) -> object:
        asked.extend([1] * len(ids))
        return of(keys, ids)  # type: ignore[arg-type]

    with patch.object(KeyStore, "living", counted), patch.object(KeyStore, "among", one_by_one):
        yield asked


def test_a_start_replays_nothing_that_was_erased_and_asks_of_all_together(
    store: Store, erased: list[str], questions: list[int]
) -> None:
    with patch.object(Requests, "load", side_effect=AssertionError("it was replayed")):
        assert store.resume_erasures() == 0

    assert questions == [ERASED, ERASED]  # what the ledger tells of, and what is erased in the view


def test_a_turn_of_the_clock_asks_of_all_together(
    store: Store, erased: list[str], questions: list[int]
) -> None:
    assert store.engine.erasures_waiting() == 0
    assert questions == [ERASED]


@pytest.mark.parametrize("at_once", [1, 2, ERASED, 512])
def test_what_came_back_is_erased_again_however_many_are_asked_of_together(
    store: Store, dpo: TestClient, at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remains, "AT_ONCE", at_once)
    places = [tell(dpo) for _ in range(ERASED)]
    for place in places[::2]:
        erase(dpo, place)
    with monkeypatch.context() as cut:
        cut.setattr(KeyStore, "destroy", cut_off)
        for place in places[1::2]:
            assert dpo.post(f"{place}/erase-personal-data", json=ERASE).status_code == 500
    assert [store.vault.holds(id_of(place)) for place in places] == [False, True] * 2 + [False]

    assert store.resume_erasures()

    assert not [place for place in places if store.vault.remains_of(id_of(place))]
    assert store.resume_erasures() == 0


def cut_off(*_: object) -> bool:
    raise RuntimeError("cut off")
