"""The attacks of the threat table. `a`: nothing is held outside; `b`: an older checkpoint is."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.given.small_store import BEGAN, REQUESTS, SmallStore, story


@pytest.fixture
def store(tmp_path: Path) -> SmallStore:
    return story(tmp_path / "griffie.db")


def words(findings: object) -> str:
    return str(findings)


Attack = Callable[[SmallStore], object]


def edit(position: int) -> Attack:
    def attack(store: SmallStore) -> None:
        state = store.one("SELECT state FROM stored_events WHERE rowid = ?", position)
        other = state.replace(b'"erasure"', b'"accesss"')
        assert state != other
        store.db.execute("UPDATE stored_events SET state = ? WHERE rowid = ?", (other, position))

    return attack


def delete(position: int) -> Attack:
    def attack(store: SmallStore) -> None:
        store.db.execute("DELETE FROM stored_events WHERE rowid = ?", (position,))
        store.db.execute("DELETE FROM log WHERE position = ?", (position,))

    return attack


def swap(one: int, other: int, table: str, key: str) -> Attack:
    def attack(store: SmallStore) -> None:
        for was, then in ((one, -1), (other, one), (-1, other)):
            store.db.execute(f"UPDATE {table} SET {key} = ? WHERE {key} = ?", (then, was))

    return attack


def repaired(attack: Attack) -> Attack:
    def both(store: SmallStore) -> None:
        attack(store)
        store.repair_log()

    return both


def signed_anew(attack: Attack) -> Attack:
    def all_three(store: SmallStore) -> None:
        repaired(attack)(store)
        store.sign_anew()

    return all_three


def truncated(store: SmallStore) -> None:
    """An old backup: everything after the first checkpoint is gone, later checkpoints included."""
    store.db.execute("DELETE FROM stored_events WHERE rowid > 16")
    store.db.execute("DELETE FROM log WHERE position > 16")
    store.db.execute("DELETE FROM checkpoints WHERE size > 16")


def unerased(tmp_path: Path) -> SmallStore:
    """Four requests, two checkpoints, at 16 and at 24; nothing erased, so a forger can renumber."""
    store = SmallStore(tmp_path / "griffie.db")
    for version in range(1, 7):
        for request in REQUESTS[:4]:
            store.write(request, data={"right": "erasure", "step": version})
        if version in {4, 6}:
            store.sign()
    return store


@pytest.mark.parametrize(
    ("attack", "alone", "holding_an_older", "holding_the_newest"),
    [
        pytest.param(edit(7), True, True, True, id="edits an event"),
        pytest.param(repaired(edit(7)), True, True, True, id="edits it and repairs the log"),
        pytest.param(delete(10), True, True, True, id="deletes in the middle"),
        pytest.param(repaired(delete(10)), True, True, True, id="deletes and renumbers"),
        pytest.param(repaired(delete(24)), True, True, True, id="deletes the last and its entry"),
        pytest.param(swap(6, 11, "log", "position"), True, True, True, id="swaps two entries"),
        pytest.param(
            swap(6, 11, "stored_events", "rowid"), True, True, True, id="swaps two events"
        ),
        # With the log's key, what is held elsewhere is all that tells.
        pytest.param(signed_anew(edit(7)), False, True, True, id="edits early, signs anew"),
        pytest.param(signed_anew(edit(22)), False, False, True, id="edits late, signs anew"),
        pytest.param(
            signed_anew(delete(24)), False, False, True, id="drops a last one, signs anew"
        ),
        pytest.param(
            signed_anew(delete(10)), True, True, True, id="drops a middle one, signs anew"
        ),
    ],
)
def test_an_attack_is_found_as_the_threat_table_says(
    tmp_path: Path, attack: Attack, *, alone: bool, holding_an_older: bool, holding_the_newest: bool
) -> None:
    store = unerased(tmp_path)
    older, newest = store.checkpoints()
    assert store.audited(older, newest) == []

    attack(store)

    assert bool(store.audited()) is alone
    assert bool(store.audited(older)) is holding_an_older
    assert bool(store.audited(newest)) is holding_the_newest


def test_an_old_backup_passes_unless_somebody_holds_a_later_checkpoint(tmp_path: Path) -> None:
    store = unerased(tmp_path)
    older, newest = store.checkpoints()

    truncated(store)

    assert store.audited() == store.audited(older) == []
    [cut] = store.audited(newest)
    assert "cut off" in cut.what


def test_a_checkpoint_by_another_key_is_no_checkpoint_of_this_log(store: SmallStore) -> None:
    repaired(edit(7))(store)
    store.sign_anew(Ed25519PrivateKey.generate())

    [finding] = [one for one in store.audited() if "checkpoint" in one.what]

    assert "no known key" in finding.what


def test_what_is_replaced_before_the_next_checkpoint_is_not_found(store: SmallStore) -> None:
    position = store.write(REQUESTS[0])
    edit(position)(store)
    store.db.execute("DELETE FROM log WHERE position = ?", (position,))
    [(_, _, version, topic, state)] = store.stored_from(position, 1)
    store.db.execute("DELETE FROM stored_events WHERE rowid = ?", (position,))
    store.write(REQUESTS[0], topic, state=state, version=version)
    store.sign()

    assert store.audited() == []


def test_an_event_recorded_before_the_one_that_precedes_it_is_found(store: SmallStore) -> None:
    position = store.write(REQUESTS[0], at=BEGAN)
    store.write(REQUESTS[0], at=BEGAN + timedelta(days=1))

    [finding] = store.audited()

    assert finding[:3] == (position, str(REQUESTS[0]), 7)
    assert "recorded before" in finding.what


def test_a_clock_that_went_back_by_a_microsecond_is_found(store: SmallStore) -> None:
    store.write(REQUESTS[0], at=BEGAN + timedelta(days=1))
    store.write(REQUESTS[0], at=BEGAN + timedelta(days=1))
    assert store.audited() == []

    store.write(REQUESTS[0], at=BEGAN + timedelta(days=1) - timedelta(microseconds=1))

    assert len(store.audited()) == 1


def test_an_event_dated_back_into_an_idle_time_is_not_found(store: SmallStore) -> None:
    claimed, really = BEGAN + timedelta(days=1), BEGAN + timedelta(days=50)
    assert claimed < really

    store.write(REQUESTS[0], at=claimed)
    store.sign()

    assert store.audited() == []


def test_an_event_put_in_early_shows_by_its_version_though_all_is_signed_anew(
    store: SmallStore,
) -> None:
    store.db.execute("UPDATE stored_events SET rowid = -rowid")
    store.db.execute(
        "UPDATE stored_events SET rowid = CASE WHEN rowid < -9 THEN 1 - rowid ELSE -rowid END"
    )
    late = store.one("SELECT state FROM stored_events WHERE rowid = 9")
    row = (10, REQUESTS[0].hex, 7, "NoteAdded", late)
    store.db.execute("INSERT INTO stored_events VALUES (?, ?, ?, ?, ?)", row)
    store.repair_log()
    store.sign_anew()

    found = words(store.audited())

    assert "version 3" in found
    assert "comes after version 7" in found


def test_after_the_first_checkpoint_that_does_not_fit_the_rest_are_counted(tmp_path: Path) -> None:
    store = SmallStore(tmp_path / "griffie.db")
    for _ in range(9):
        store.write(REQUESTS[0])
        store.sign()

    repaired(edit(4))(store)

    found = [one.what for one in store.audited()]
    assert len(found) == 2
    assert "number 4, of 4 entries" in found[0]
    assert "up to entry 3 it is as signed" in found[0]
    assert found[1] == "5 later kept checkpoints do not fit either"
