"""Whoever turns a store back and calls it a restore, or lies about the log that goes on.

Played on real stores. *Alone* is who holds nothing; *holding* who kept a checkpoint: of the old log
from before its end, or, where one log was continued twice, one of the other.
"""

import json
from collections.abc import Callable

import pytest
import rfc8785
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from griffie.application.access.roles import Role
from griffie.application.ports import LogForkedError
from griffie.domain.housekeeping import HOUSEKEEPING
from griffie.domain.log.names import name_of
from griffie.domain.upkeep import LOGS
from griffie.infrastructure.backup.outside_copies import checkpoint_path
from griffie.infrastructure.log.checkpoint import Checkpoint
from tests.conftest import signed_in
from tests.durability.test_new_log import Lost, Opens, continued, lost, opens  # noqa: F401
from tests.durability.test_old_copy import NOTE
from tests.given.owner import Owner, Row, audited, copied
from tests.store.test_audit_strict import appended, entry_of

Attack = Callable[[Lost, Opens], str]
"""Does the deed; gives the checkpoint that somebody holds."""

pytestmark = pytest.mark.in_folder


def as_a_restore(lost: Lost, opens: Opens) -> str:  # noqa: F811
    continued(lost.folder, opens).engine.close()
    return lost.late


def an_earlier_end(lost: Lost, opens: Opens) -> str:  # noqa: F811
    checkpoint_path(lost.folder).write_text(lost.middle, "utf-8")
    opens(lost.folder).beside.begin_anchor()
    continued(lost.folder, opens).engine.close()
    return lost.late


def twice(lost: Lost, opens: Opens) -> str:  # noqa: F811
    other = copied(lost.folder, lost.folder.parent / "other")
    notes = []
    for folder, number in ((other, 2), (lost.folder, 1)):
        store = continued(folder, opens)
        for _ in range(number):
            answer = signed_in(store, Role.DPO).post(f"{lost.place}/add-note", json=NOTE)
            assert answer.status_code == 200
        notes.append(store.log.checkpoint())
        store.engine.close()
    assert notes[0].partition("\n")[0] == notes[1].partition("\n")[0]
    return notes[0]


def taken_out_again(lost: Lost, opens: Opens) -> str:  # noqa: F811
    continued(lost.folder, opens).engine.close()
    owner = Owner(lost.folder)
    owner.rewrite([row for row in owner.rows() if row.stream != LOGS.hex])
    owner.change("DELETE FROM vault WHERE request_id = ?", LOGS.hex)
    owner.change("DELETE FROM keys WHERE request_id = ?", LOGS.hex, file="keys.db")
    owner.sign_anew()
    return lost.late


def by_hand(lost: Lost, opens: Opens) -> str:  # noqa: F811
    """Without the key of the log, and so that nothing else says what it was."""
    owner = Owner(lost.folder)
    rows = owner.rows()
    row = the_event(lost, rows[-1])
    with owner.unguarded() as database:
        place = len(rows) + 1
        database.execute("INSERT INTO log VALUES (?, ?)", (place, entry_of(row)))
        database.execute("INSERT INTO stored_events VALUES (?, ?, ?, ?, ?)", (place, *row))
    with pytest.raises(LogForkedError):
        opens(lost.folder).log.checkpoint()
    return lost.late


def the_event(lost: Lost, like: Row) -> Row:  # noqa: F811
    state = json.loads(like.state)
    number = len(Owner(lost.folder).rows())
    name = name_of(2, lost.late.partition("\n")[0])
    state["data"] = {"because": "b" * 43, "kept": number, "last": lost.late, "name": name}
    return Row(LOGS.hex, 1, "LogContinued", rfc8785.dumps(state | {"schema": 1}))


def told_otherwise(lost: Lost, opens: Opens, **lies: object) -> str:  # noqa: F811
    continued(lost.folder, opens).engine.close()
    owner = Owner(lost.folder)
    rows = owner.rows()
    assert rows[-1].stream == LOGS.hex
    state = json.loads(rows[-1].state)
    state["data"] |= lies
    owner.rewrite([*rows[:-1], rows[-1]._replace(state=rfc8785.dumps(state))])
    owner.sign_anew()
    return lost.late


def other_kept(lost: Lost, opens: Opens) -> str:  # noqa: F811
    return told_otherwise(lost, opens, kept=3)


def other_last(lost: Lost, opens: Opens) -> str:  # noqa: F811
    forged = Checkpoint(lost.late.partition("\n")[0], 40, b"r" * 32)
    return told_otherwise(lost, opens, last=forged.signed(Ed25519PrivateKey.generate()))


def left(lost: Lost, opens: Opens) -> str:  # noqa: F811
    """As retention lets a history leave, with its entry kept."""
    continued(lost.folder, opens).engine.close()
    owner = Owner(lost.folder)
    rows = owner.rows()
    state = json.loads(rows[-1].state)
    state["data"] = {"events": 1, "stream": str(LOGS)}
    version = 1 + sum(row.stream == HOUSEKEEPING.hex for row in rows)
    erasure = Row(HOUSEKEEPING.hex, version, "StreamErased", rfc8785.dumps(state))
    appended(owner, erasure, entry_of(erasure))
    owner.change("DELETE FROM stored_events WHERE originator_id = ?", LOGS.hex)
    owner.sign_anew()
    return lost.late


ATTACKS: dict[str, tuple[Attack, bool, bool]] = {
    "calls it a restore, and says what was lost": (as_a_restore, False, False),
    "names an earlier end of the old log than there was": (an_earlier_end, False, True),
    "continues one old log twice": (twice, False, True),
    "takes the event out again and goes on under the old name": (taken_out_again, False, True),
    "writes the event by hand, without the key": (by_hand, True, True),
    "says that another number of entries was kept": (other_kept, True, True),
    "names a checkpoint that somebody else signed": (other_last, True, True),
    "lets the event leave by an erasure": (left, True, True),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_who_turns_a_store_back_is_found_or_not_as_the_table_says(
    lost: Lost,  # noqa: F811
    opens: Opens,  # noqa: F811
    attack: str,
) -> None:
    deed, alone, holding = ATTACKS[attack]
    held = deed(lost, opens)

    found, with_it = audited(lost.folder), audited(lost.folder, held)
    assert (bool(found), bool(with_it)) == (alone, holding), (found, with_it)
