"""A row of a view that somebody took away: told at once, or found when the clock counts."""

import sqlite3
from contextlib import closing

import pytest

from griffie.api.composition import Store
from griffie.api.http import clock_loop
from griffie.api.http.clock_loop import Clockwork


@pytest.mark.parametrize("name", ["register", "trail", "figures", "retention"])
def test_a_row_that_somebody_deletes_is_missed_at_once(office: Store, name: str) -> None:
    """Nobody counts the rows for it: a trigger says that the view is true up to nothing."""
    for read in (office.engine.current, office.engine.figures, office.engine.retention):
        read()
    office.projections.rebuild(name)  # the table has taken the place of another
    one = f"SELECT MIN(request_id) FROM {name}"
    with office.datastore.transaction(commit=True) as c:
        c.execute(f"DELETE FROM {name} WHERE request_id = ({one})")

    assert office.projections.astray(counted=False) == [name]
    assert office.projections.strayed(name)
    for read in (office.engine.current, office.engine.figures, office.engine.retention):
        read()
    assert office.projections.astray() == []
    assert not office.projections.strayed(name)


@pytest.mark.in_folder
def test_a_row_that_went_unheard_is_missed_when_the_clock_counts(
    office: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once after the start, then once a day: to count takes time that grows with the store."""
    clock = Clockwork(office.engine)
    clock.tick()
    with closing(sqlite3.connect(office.folder / "griffie.db")) as owner:
        owner.execute("DROP TRIGGER register_lost")
        owner.execute(
            "DELETE FROM register WHERE request_id = (SELECT MIN(request_id) FROM register)"
        )
        owner.commit()

    clock.tick()
    assert office.projections.astray(counted=False) == []
    assert office.projections.astray() == ["register"]
    monkeypatch.setattr(clock_loop, "_COUNTED_EVERY", 0.0)
    clock.tick()

    assert office.projections.astray() == []
    assert clock.failures == 0
