"""The attacks of docs/decisions/0016, each as the hands of whoever owns the files do it."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from shutil import copy2
from typing import NamedTuple
from uuid import UUID

from griffie.api.composition import open_store
from griffie.application.access.roles import Role
from griffie.application.disclosure import Disclosure
from griffie.infrastructure.backup.outside_copies import anchor_path, checkpoint_path
from griffie.infrastructure.log.signing import load
from griffie.infrastructure.vault.key_store import living_key
from tests.conftest import Clock, signed_in
from tests.given.bundles import together
from tests.given.forged_bundle import Parts, lines, renumbered, resealed
from tests.given.owner import Owner, Row, dated, next_of, recorded_at
from tests.given.story import receive


class Scene(NamedTuple):
    folder: Path
    backup: Path
    """The store as it was when the older checkpoint was signed."""
    older: str
    newest: str
    early: int
    """How many entries the older checkpoint is over."""
    request: str
    """As its rows name it; its last event is the last of the log."""
    bundle: Parts


def reworded(row: Row) -> Row:
    assert b'"actor":"u-' in row.state
    return row._replace(state=row.state.replace(b'"actor":"u-', b'"actor":"u-x', 1))


def edits(owner: Owner, scene: Scene) -> None:
    row = owner.rows()[4]
    statement = "UPDATE stored_events SET state = ? WHERE rowid = 5"
    owner.change(statement, reworded(row).state)


def edited(owner: Owner, index: int) -> None:
    rows = owner.rows()
    rows[index] = reworded(rows[index])
    owner.rewrite(rows)


def edits_and_repairs(owner: Owner, scene: Scene) -> None:
    edited(owner, 4)


def takes_out(owner: Owner, scene: Scene) -> None:
    owner.change("DELETE FROM stored_events WHERE rowid = 5")
    owner.change("DELETE FROM log WHERE position = 5")


def exchanges_entries(owner: Owner, scene: Scene) -> None:
    for was, then in ((4, -1), (6, 4), (-1, 6)):
        owner.change("UPDATE log SET position = ? WHERE position = ?", then, was)


def exchanges_both(owner: Owner, scene: Scene) -> None:
    exchanges_entries(owner, scene)
    for was, then in ((4, -1), (6, 4), (-1, 6)):
        owner.change("UPDATE stored_events SET rowid = ? WHERE rowid = ?", then, was)


def edits_early(owner: Owner, scene: Scene) -> None:
    edited(owner, 4)
    owner.sign_anew()


def edits_and_throws_away(owner: Owner, scene: Scene) -> None:
    edited(owner, 4)
    owner.change("DELETE FROM checkpoints")
    for file in (checkpoint_path(owner.folder), anchor_path(owner.folder)):
        file.unlink()


def edits_late(owner: Owner, scene: Scene) -> None:
    edited(owner, scene.early + 2)
    owner.sign_anew()


def drops_the_last(owner: Owner, scene: Scene) -> None:
    rows = owner.rows()
    assert rows[-1].stream == scene.request
    owner.rewrite(rows[:-1])
    owner.sign_anew()


def puts_in_early(owner: Owner, scene: Scene) -> None:
    rows = owner.rows()
    owner.rewrite([*rows[:5], next_of(rows, rows[4]), *rows[5:]])
    owner.sign_anew()


def puts_in_and_renumbers(owner: Owner, scene: Scene) -> None:
    rows = owner.rows()
    stream = rows[4].stream
    later = [
        row._replace(version=row.version + 1) if row.stream == stream else row for row in rows[4:]
    ]
    owner.rewrite([*rows[:5], *later])
    owner.sign_anew()


def restores_an_old_backup(owner: Owner, scene: Scene) -> None:
    for path in owner.folder.glob("griffie.db*"):
        path.unlink()
    copy2(scene.backup / "griffie.db", owner.folder)
    owner.anchor_anew()


def leaves_out_of_a_bundle(owner: Owner, scene: Scene) -> None:
    every = len(lines(scene.bundle["index.jsonl"]))
    key = load(owner.folder / "log-key")
    short = resealed(renumbered(scene.bundle, range(every - 1)), key)
    (owner.folder.parent / "bundle.zip").write_bytes(together(short))


def appends(owner: Owner, row: Row) -> None:
    owner.rewrite([*owner.rows(), row])


def sets_the_clock_back(owner: Owner, scene: Scene) -> None:
    rows = owner.rows()
    last = next_of(rows, rows[-1])
    appends(owner, dated(last, recorded_at(rows[-1]) - timedelta(days=2)))
    owner.sign()


def dates_back_into_an_idle_time(owner: Owner, scene: Scene) -> None:
    rows = owner.rows()
    last = next_of(rows, rows[-1])
    appends(owner, dated(last, recorded_at(rows[-1]) + timedelta(days=1)))
    owner.sign()


def replaces_before_the_next_checkpoint(owner: Owner, scene: Scene) -> None:
    rows = owner.rows()
    last = next_of(rows, rows[-1])
    appends(owner, last)
    owner.rewrite([*rows, reworded(last)])
    owner.sign()


def enters_untruthfully(owner: Owner, scene: Scene) -> None:
    clock = Clock()
    clock.at += timedelta(days=3)
    store = open_store(owner.folder, clock=clock, demo=True)
    receive(signed_in(store, Role.HANDLER), received_on="2026-03-19")  # it came on the fifth
    store.engine.close()


def changes_a_byte_of_a_value(owner: Owner, scene: Scene) -> None:
    at, ciphertext = owner.one("SELECT rowid, ciphertext FROM vault ORDER BY rowid LIMIT 1")
    other = bytes([ciphertext[0] ^ 1]) + ciphertext[1:]
    owner.change("UPDATE vault SET ciphertext = ? WHERE rowid = ?", other, at)


def moves_a_value(owner: Owner, scene: Scene) -> None:
    select = "SELECT digest, nonce, ciphertext FROM vault WHERE request_id = ?"
    _, *value = owner.one(f"{select} ORDER BY rowid", scene.request)
    digest, *_ = owner.one(f"{select} ORDER BY rowid DESC", scene.request)
    statement = "UPDATE vault SET nonce = ?, ciphertext = ? WHERE digest = ?"
    owner.change(statement, *value, digest)


def seals_another_value(owner: Owner, scene: Scene) -> None:
    """With the master key: the ciphertext opens, and holds what nobody committed to."""
    select = "SELECT digest, tier, nonce FROM vault WHERE request_id = ?"
    digest, tier, nonce = owner.one(select, scene.request)
    request = UUID(scene.request)
    store = open_store(owner.folder, clock=Clock(), demo=True)
    key = living_key(store.vault.keys_of(request), tier)
    store.engine.close()
    other = Disclosure("message", "never said").encoded.encode()
    ciphertext = key.encrypt(nonce, other, f"{request}|{tier}|{digest}".encode())
    owner.change("UPDATE vault SET ciphertext = ? WHERE digest = ?", ciphertext, digest)


def deletes_the_key(owner: Owner, scene: Scene) -> None:
    owner.change("DELETE FROM keys WHERE request_id = ?", scene.request, file="keys.db")


def erases_in_silence(owner: Owner, scene: Scene) -> None:
    statement = """UPDATE keys SET state = 'erased', wrapped = zeroblob(length(wrapped))
        WHERE request_id = ?"""
    owner.change(statement, scene.request, file="keys.db")
    owner.change("DELETE FROM vault WHERE request_id = ?", scene.request)


def takes_a_value_out(owner: Owner, scene: Scene) -> None:
    owner.change("DELETE FROM vault WHERE rowid = (SELECT MIN(rowid) FROM vault)")


Attack = Callable[[Owner, Scene], None]


ATTACKS: dict[str, Attack] = {
    "edits an event": edits,
    "edits an event and repairs the log": edits_and_repairs,
    "takes out an event in the middle, with its entry": takes_out,
    "exchanges two entries": exchanges_entries,
    "exchanges two events, with their entries": exchanges_both,
    "edits an event, and throws away all that was signed": edits_and_throws_away,
    "edits an early event, signs anew": edits_early,
    "edits a late event, signs anew": edits_late,
    "drops the last event of a request, renumbers, signs anew": drops_the_last,
    "puts an answer in early under the next version, signs anew": puts_in_early,
    "puts an answer in early and renumbers its request, signs anew": puts_in_and_renumbers,
    # The auditor is shown a copy, the others go on with the store: to the auditor it is one.
    "keeps a history apart for the auditor, with a late edit": edits_late,
    "puts an old backup in place of the store": restores_an_old_backup,
    "leaves the last event out of a bundle": leaves_out_of_a_bundle,
    "records with a clock set back behind the last event": sets_the_clock_back,
    "records long afterwards, dated into a time when nothing was recorded": (
        dates_back_into_an_idle_time
    ),
    "replaces an event before the next checkpoint": replaces_before_the_next_checkpoint,
    "enters something untruthfully": enters_untruthfully,
    "changes a byte of a sealed value": changes_a_byte_of_a_value,
    "moves a sealed value to another digest": moves_a_value,
    "seals another value under the right key": seals_another_value,
    "deletes the key of a request": deletes_the_key,
    "destroys key and values of a request as an erasure does, and records none": (
        erases_in_silence
    ),
    "takes one sealed value out": takes_a_value_out,
}
