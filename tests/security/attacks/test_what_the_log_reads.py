"""What somebody who has the log's key can enter in it, and sign: the second table of decision 16.

Each row is done to a real store, with the guards off and on again, and `griffie audit` is asked by
somebody who holds nothing.
"""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
import rfc8785

from griffie.domain.housekeeping import HOUSEKEEPING
from tests.given.owner import Owner, Row, audited, copied, dated, next_of, recorded_at
from tests.given.store_to_forge import Told, two_told
from tests.store.test_audit_strict import appended, entry_of

DECISION = Path(__file__).parents[3] / "docs" / "decisions" / "0016-the-attack-table.md"
pytestmark = pytest.mark.in_folder
Attack = Callable[[Owner, Told], None]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    return two_told(tmp_path_factory.mktemp("told") / "data")


@pytest.fixture
def owner(told: Told, tmp_path: Path) -> Owner:
    return Owner(copied(told.folder, tmp_path))


def nothing(owner: Owner, told: Told) -> None:
    owner.sign()


def two_under_one_name(owner: Owner, told: Told) -> None:
    twin = owner.rows()[-1]
    other = twin.state.replace(b'"actor":"u-', b'"actor":"u-x', 1)
    appended(owner, None, entry_of(twin._replace(state=other)))


def an_event_of_2031(owner: Owner, told: Told) -> None:
    rows = owner.rows()
    late = dated(next_of(rows, rows[-1]), datetime(2031, 1, 1, tzinfo=UTC))
    appended(owner, late, entry_of(late))


def leaving(
    owner: Owner,
    told: Told,
    *,
    stream: UUID = HOUSEKEEPING,
    named: str | None = None,
    events: object = None,
) -> None:
    """One more StreamErased, of the kept request, whose events then go."""
    rows = owner.rows()
    (like,) = [row for row in rows if row.stream == stream.hex][-1:]
    whole = sum(row.stream == told.kept.hex for row in rows)
    state = json.loads(like.state)
    length = whole if events is None else events
    state["data"] = {"events": length, "stream": named or str(told.kept)}
    state["at"] = (recorded_at(rows[-1]) + timedelta(minutes=1)).isoformat()
    version = next_of(rows, like).version
    row = Row(stream.hex, version, "StreamErased", rfc8785.dumps(state))
    owner.change("DELETE FROM stored_events WHERE originator_id = ?", told.kept.hex)
    appended(owner, row, entry_of(row))


def a_request_lets_another_leave(owner: Owner, told: Told) -> None:
    stream = UUID(next(row.stream for row in owner.rows() if row.topic == "RequestReceived"))
    leaving(owner, told, stream=stream)


def a_truth_value_of_events(owner: Owner, told: Told) -> None:
    leaving(owner, told, events=True)


def another_spelling_of_the_name(owner: Owner, told: Told) -> None:
    leaving(owner, told, named=str(told.kept).upper())


def more_events_than_there_were(owner: Owner, told: Told) -> None:
    leaving(owner, told, events=99)


def text_in_the_log(owner: Owner, told: Told) -> None:
    owner.change("UPDATE log SET entry = CAST(x'57696dff' AS TEXT) WHERE position = 5")


def a_checkpoint_under_another_size(owner: Owner, told: Told) -> None:
    owner.change("UPDATE checkpoints SET size = size + 1000")


ATTACKS: dict[str, Attack] = {
    "enters two events under one name, and shows one of them": two_under_one_name,
    "enters an event that is dated in 2031": an_event_of_2031,
    "lets a history leave by an event of another stream than the housekeeping": (
        a_request_lets_another_leave
    ),
    "lets a history leave with a truth value for the number of its events": a_truth_value_of_events,
    "lets a history leave under another spelling of its name": another_spelling_of_the_name,
    "lets a history leave with more events than it had": more_events_than_there_were,
    "puts text in the place of an entry": text_in_the_log,
    "keeps a checkpoint under another size than was signed": a_checkpoint_under_another_size,
}
SAID: dict[Attack, str] = {
    two_under_one_name: "one version was logged twice",
    an_event_of_2031: "it is dated after now",
    a_request_lets_another_leave: "only the housekeeping stream can",
    a_truth_value_of_events: "it does not say how many events left",
    another_spelling_of_the_name: "it does not name the history that left",
    more_events_than_there_were: "it left with 99 events, so it was said",
    text_in_the_log: "entry 5",
    a_checkpoint_under_another_size: "kept under another size",
}


def printed() -> list[list[str]]:
    rows = [line.strip("|").split("|") for line in DECISION.read_text("utf-8").splitlines()]
    cells = [[cell.strip() for cell in row] for row in rows]
    return [row for row in cells if len(row) == 2 and row[1] in {"found", "not found"}]


def test_the_printed_table_has_a_row_for_each_attack_and_no_other() -> None:
    assert printed() == [[attack, "found"] for attack in ATTACKS]


def test_what_nobody_touched_has_no_findings(owner: Owner, told: Told) -> None:
    nothing(owner, told)

    assert [one for one in audited(owner.folder) if "projection" not in one.what] == []


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_the_log_cannot_hold_is_found(owner: Owner, told: Told, attack: str) -> None:
    ATTACKS[attack](owner, told)

    found = [one.what for one in audited(owner.folder)]

    assert any(SAID[ATTACKS[attack]] in what for what in found), found
    assert not any("Wim" in what for what in found)
