"""Whoever changes one byte of what happened is found; what cannot be found is said as plainly."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from griffie.domain.housekeeping import HOUSEKEEPING
from griffie.infrastructure.log.audit import Audit
from tests.given.small_store import KEY, ORIGIN, REQUESTS, SmallStore, story
from tests.store.test_audit_attacks import delete


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
