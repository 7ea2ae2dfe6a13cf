"""Whoever changes one byte of what happened is found; what cannot be found is said as plainly."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from griffie.domain.housekeeping import HOUSEKEEPING
from griffie.infrastructure.log.audit import Audit
from tests.given.small_store import BEGAN, KEY, ORIGIN, REQUESTS, SmallStore, story


@pytest.fixture
def store(tmp_path: Path) -> SmallStore:
    return story(tmp_path / "griffie.db")


def words(findings: object) -> str:
    return str(findings)


def test_an_honest_store_has_no_findings_and_is_summed_up(store: SmallStore) -> None:
    heard: list[tuple[int, int]] = []
    running = Audit(
        store,
        origin=ORIGIN,
        public_key=KEY.public_key(),
        progress=lambda done, total: heard.append((done, total)),
    )

    assert list(running) == []
    assert (running.summary.events, running.summary.entries) == (26, 32)
    assert (running.summary.lawfully_erased, running.summary.erased_streams) == (6, 1)
    assert (running.summary.checkpoints, running.summary.findings) == (2, 0)
    assert heard == [(32, 32)]


def test_an_empty_store_has_no_findings(tmp_path: Path) -> None:
    assert SmallStore(tmp_path / "griffie.db").audited() == []


# Every single byte. The position, the request and the version of the event must be told.


def flipped(octets: bytes) -> Iterator[bytes]:
    for at, good in enumerate(octets):
        yield octets[:at] + bytes([good ^ 1 << at % 8]) + octets[at + 1 :]


def flipped_number(number: int) -> Iterator[int]:
    for octets in flipped_high(number.to_bytes(8, "big", signed=True)):
        yield int.from_bytes(octets, "big", signed=True)


def flipped_high(octets: bytes) -> Iterator[bytes]:
    """The highest bit of each byte: a position never moves on to one that is taken."""
    for at, good in enumerate(octets):
        yield octets[:at] + bytes([good ^ 128]) + octets[at + 1 :]


def flips(store: SmallStore, position: int, column: str) -> Iterator[object]:
    table, key = (
        ("log", "position") if column in {"position", "entry"} else ("stored_events", "rowid")
    )
    good = store.one(f"SELECT {column} FROM {table} WHERE {key} = ?", position)
    text = isinstance(good, str)
    if isinstance(good, int):
        spoiled: Iterator[object] = flipped_number(good)
    else:
        spoiled = flipped(good.encode() if text else good)
    for bad in spoiled:
        with store.tried():
            value = "CAST(? AS TEXT)" if text else "?"
            statement = f"UPDATE {table} SET {column} = {value} WHERE {key} = ?"
            assert store.db.execute(statement, (bad, position)).rowcount == 1
            yield bad


@pytest.mark.parametrize(
    ("column", "least"),
    [
        ("rowid", 8),
        ("originator_id", 32),
        ("originator_version", 8),
        ("topic", 9),
        ("state", 100),
        ("position", 8),
        ("entry", 75),
    ],
)
def test_every_single_flipped_byte_is_found_and_its_event_named(
    store: SmallStore, column: str, least: int
) -> None:
    for position, stream, version, *_ in store.stored_from(1, 100):
        named = (position, str(UUID(stream)), version)
        tried = 0
        for bad in flips(store, position, column):
            tried += 1
            assert named in {finding[:3] for finding in store.audited()}, (position, column, bad)
        assert tried >= least

    assert store.audited() == []


def test_every_single_flipped_byte_of_an_erased_events_entry_is_found(store: SmallStore) -> None:
    erased = [position for position in range(1, 31) if position % 5 == 0]

    for position in erased:
        for bad in flips(store, position, "entry"):
            found = store.audited()
            # Its tag is all that tells which event it was; beside the tag only the root tells.
            assert found, (position, bad)


def test_every_single_flipped_byte_of_a_kept_checkpoint_is_found(store: SmallStore) -> None:
    for number, note in enumerate(store.checkpoints(), 1):
        for bad in flipped(note.encode()):
            with store.tried():
                statement = "UPDATE checkpoints SET note = CAST(? AS TEXT) WHERE note = ?"
                store.db.execute(statement, (bad, note))
                assert f"kept checkpoint number {number}" in words(store.audited())


# The attacks of the threat table. `a`: nothing is held outside; `b`: an older checkpoint is.

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


# What is no longer there, or stands where nothing may stand.


def test_an_event_that_is_gone_is_named_from_its_entry(store: SmallStore) -> None:
    for position in (6, 26):  # the second and the last of the first request
        with store.tried():
            store.db.execute("DELETE FROM stored_events WHERE rowid = ?", (position,))

            [finding] = store.audited()

            assert finding[:3] == (position, str(REQUESTS[0]), position // 5 + 1)
            assert "is gone and no erasure names it" in finding.what


def test_an_event_whose_entry_is_gone_is_named(store: SmallStore) -> None:
    store.db.execute("DELETE FROM log WHERE position = 32")

    found = store.audited()

    assert (32, str(HOUSEKEEPING), 2) in {one[:3] for one in found}


@pytest.mark.parametrize("position", [-(2**63), -5, 0, 33, 2**63 - 1])
def test_an_event_that_never_was_logged_is_found_wherever_it_stands(
    store: SmallStore, position: int
) -> None:
    row = (position, REQUESTS[1].hex, 7, "NoteAdded", b"{}")
    store.db.execute("INSERT INTO stored_events VALUES (?, ?, ?, ?, ?)", row)

    [finding] = store.audited()

    assert finding[:3] == (position, str(REQUESTS[1]), 7)


def test_an_event_that_came_back_after_its_erasure_is_found(store: SmallStore) -> None:
    store.write(REQUESTS[4], version=7)

    assert "was erased; it stands" in words(store.audited())


def test_an_erasure_explains_nothing_that_was_logged_after_it(store: SmallStore) -> None:
    position = store.write(REQUESTS[4], version=7)
    store.db.execute("DELETE FROM stored_events WHERE rowid = ?", (position,))

    [finding] = store.audited()

    assert finding.position == position
    assert "gone" in finding.what


def test_an_erasure_that_the_log_does_not_confirm_explains_nothing(store: SmallStore) -> None:
    store.db.execute("UPDATE stored_events SET topic = 'StreamErasec' WHERE rowid = 31")

    found = {finding.position for finding in store.audited()}

    assert found == {31, 5, 10, 15, 20, 25, 30}


def test_an_erasure_names_one_stream_and_frees_no_other(store: SmallStore) -> None:
    store.db.execute("DELETE FROM stored_events WHERE originator_id = ?", (REQUESTS[3].hex,))

    assert [one.position for one in store.audited()] == [4, 9, 14, 19, 24, 29]


def test_a_name_that_is_no_uuid_is_not_repeated(store: SmallStore) -> None:
    store.db.execute("UPDATE stored_events SET originator_id = 'Wim Peeters' WHERE rowid = 3")
    store.db.execute("UPDATE stored_events SET originator_version = 'Wim' WHERE rowid = 4")
    store.db.execute("UPDATE stored_events SET state = NULL, topic = NULL WHERE rowid = 7")
    store.db.execute("UPDATE log SET entry = 'Wim' WHERE position = 8")

    found = store.audited()

    assert {3, 4, 7, 8} <= {one.position for one in found}
    assert "Wim" not in words(found)


# What an event says.


@pytest.mark.parametrize(
    ("state", "fault"),
    [
        (b'{"at":"2027-01-01T00:00:00Z","nonce":"AAAAAAAAAAAAAAAAAAAAAA" }', "canonical"),
        (b'{"nonce":"AAAAAAAAAAAAAAAAAAAAAA","at":"2027-01-01T00:00:00Z"}', "canonical"),
        (b'{"at":"2027-01-01T00:00:00Z","n":1.0,"nonce":"AAAAAAAAAAAAAAAAAAAAAA"}', "canonical"),
        (b"\xff", "canonical"),
        (b'{"at":"2027-01-01T00:00:00Z"}', "lacks a nonce"),
        (b'{"at":"2027-01-01T00:00:00Z","nonce":"short"}', "too short"),
        (b'{"at":"2027-01-01T00:00:00","nonce":"AAAAAAAAAAAAAAAAAAAAAA"}', "its zone"),
        (b'{"at":17,"nonce":"AAAAAAAAAAAAAAAAAAAAAA"}', "its zone"),
        (b"[]", "lacks"),
    ],
)
def test_an_event_that_was_logged_but_is_malformed_is_found(
    store: SmallStore, state: bytes, fault: str
) -> None:
    position = store.write(REQUESTS[2], state=state)

    [finding] = store.audited()

    assert finding[:3] == (position, str(REQUESTS[2]), 7)
    assert fault in finding.what


def test_a_version_passed_over_is_found(store: SmallStore) -> None:
    store.write(REQUESTS[2], version=9)

    found = store.audited()

    assert [one[1:3] for one in found] == [(str(REQUESTS[2]), 7)]
    assert "missing" in found[0].what


# An audit reads in pages, beside people who work.


def test_what_is_appended_and_erased_during_an_audit_is_no_finding(
    store: SmallStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("griffie.infrastructure.log.audit.PAGE", 4)
    work: Iterator[Callable[[], object]] = iter(
        [lambda: store.write(REQUESTS[0]), lambda: store.erase(REQUESTS[1]), store.sign]
    )

    def meanwhile(_done: int, _total: int) -> None:
        next(work, lambda: None)()

    running = Audit(store, origin=ORIGIN, public_key=KEY.public_key(), progress=meanwhile)

    assert list(running) == []
    assert running.summary.entries == store.log_size() == 34
    assert store.audited() == []


@pytest.mark.parametrize("page", [1, 2, 3, 7, 31, 32, 33])
def test_the_size_of_a_page_changes_nothing(
    store: SmallStore, monkeypatch: pytest.MonkeyPatch, page: int
) -> None:
    store.db.execute("DELETE FROM stored_events WHERE rowid IN (8, 9, 22)")
    delete(13)(store)
    expected = store.audited()

    monkeypatch.setattr("griffie.infrastructure.log.audit.PAGE", page)

    assert store.audited() == expected
    assert {8, 9, 13, 22} <= {one.position for one in expected}
