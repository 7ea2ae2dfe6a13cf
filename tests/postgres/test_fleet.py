"""The processes that serve one store: of one release, and one of them leads each piece of work."""

import time
from collections.abc import Iterator

import psycopg
import pytest

from griffie.api.composition import Store
from griffie.application.access.roles import Role
from griffie.application.errors import StoreError
from griffie.application.leading import AUDIT, CLOCK
from griffie.infrastructure.postgres.fleet import Fleet
from griffie.infrastructure.postgres.server import role_of
from tests.conftest import signed_in
from tests.given.story import tell
from tests.postgres.conftest import Office


@pytest.fixture
def two(office: Office) -> Iterator[tuple[Fleet, Fleet]]:
    made = Fleet(office.url, "same"), Fleet(office.url, "same")
    yield made
    for one in made:
        one.close()


def cut_off(office: Office) -> None:
    """End the connections of all locks, as the server does with a machine that is gone."""
    with psycopg.connect(office.superuser) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE application_name = 'griffie serve'"
        )


def soon_leads(one: Fleet) -> bool:
    for _ in range(1200):
        if one.leads(CLOCK):
            return True
        time.sleep(0.05)
    return False


def test_of_two_processes_one_leads_each_piece_of_work(two: tuple[Fleet, Fleet]) -> None:
    first, second = two

    assert first.leads(CLOCK)
    assert not second.leads(CLOCK)
    assert second.leads(AUDIT)
    assert not first.leads(AUDIT)
    assert first.leads(CLOCK)
    first.close()
    assert second.leads(CLOCK)
    assert not first.leads(CLOCK)
    assert second.seen(CLOCK)
    assert second.seen("nothing that anybody does") is None


def test_who_was_cut_off_leads_no_more_where_another_took_over(
    office: Office, two: tuple[Fleet, Fleet]
) -> None:
    first, second = two
    assert first.leads(CLOCK)

    cut_off(office)

    assert soon_leads(second)
    assert not first.leads(CLOCK)
    assert not first.leads(CLOCK)
    assert second.leads(CLOCK)


def test_the_row_of_the_lead_stands_above_the_lock(
    office: Office, two: tuple[Fleet, Fleet]
) -> None:
    """A lock that a program between us and the server keeps alive is not enough."""
    first, second = two
    assert first.leads(CLOCK)
    office.change("UPDATE leaders SET term = term + 1")

    assert not first.leads(CLOCK)
    assert soon_leads(second)


def test_a_server_that_is_away_leaves_nobody_the_lead(office: Office) -> None:
    nowhere = Fleet(office.url.replace("host=", "host=/nowhere"), "same")

    assert not nowhere.leads(CLOCK)
    assert nowhere.seen(CLOCK) is None


def test_two_serve_at_once_and_two_releases_do_not(office: Office, store: Store) -> None:
    other = office.open()
    with store.serving(), other.serving():
        with pytest.raises(StoreError, match="another release"), Fleet(office.url, "").serving():
            pass
        with pytest.raises(StoreError, match="another release"):
            Fleet(office.url, "").refuse_other_release()
    other.engine.close()
    refused = pytest.raises(StoreError, match="stop every serving process")
    with Fleet(office.url, "").serving(), refused:  # opening would drop the rows of theirs
        office.open()


def test_the_rights_that_serving_needs_are_enough(store: Store) -> None:
    assert not role_of(store.datastore).too_wide
    assert store.engine.leading.leads(CLOCK)


def test_views_that_are_astray_are_mended_once(
    office: Office, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two that start after a crash find the same rows missing; who comes second finds them."""
    tell(signed_in(store, Role.DPO))
    store.engine.current()
    other = office.open()
    office.change("DELETE FROM griffie_views.register", role="postgres")
    mended: list[list[str]] = []
    astray = store.projections.astray

    def meanwhile(*, counted: bool) -> list[str]:
        found = astray(counted=counted)
        if not mended:
            mended.append(other.projections.mend())
        return found

    monkeypatch.setattr(store.projections, "astray", meanwhile)

    assert store.projections.mend() == []
    assert mended == [["register"]]
    other.engine.close()
