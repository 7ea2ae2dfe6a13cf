"""A checkpoint is signed by one at a time: what is not kept leaves nobody's hand."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from griffie.api.composition import Store
from griffie.application.access.roles import Role
from griffie.application.ports import LogForkedError
from griffie.infrastructure.log.checkpoint import verify_checkpoint
from tests.conftest import signed_in
from tests.given.story import receive
from tests.postgres.conftest import Office


def test_processes_that_sign_at_once_publish_what_is_kept(office: Office, store: Store) -> None:
    stores = [store, office.open(), office.open()]
    clients = [signed_in(one, Role.DPO) for one in stores]

    def work(number: int) -> list[str]:
        notes = []
        for _ in range(4):
            receive(clients[number])
            notes.append(stores[number].log.checkpoint())
        return notes

    with ThreadPoolExecutor(3) as pool:
        published = {note for notes in pool.map(work, range(3)) for note in notes}

    assert published <= set(store.recorder.checkpoints())
    newest = verify_checkpoint(store.log.checkpoint(), store.origin, store.log_key)
    assert newest.size == store.history.newest()
    assert store.check((), lambda _done, _all: None)[0] == []
    for one in stores[1:]:
        one.engine.close()


def test_who_signs_later_signs_on_what_the_first_kept(
    office: Office, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    other, client = office.open(), signed_in(store, Role.DPO)
    receive(client)
    keep = store.recorder.keep_checkpoint
    tries: list[bool] = []

    def first_the_other(size: int, note: str, *, after: int, last: bytes) -> bool:
        if not tries:
            receive(client)
            other.log.checkpoint()
        tries.append(keep(size, note, after=after, last=last))
        return tries[-1]

    monkeypatch.setattr(store.recorder, "keep_checkpoint", first_the_other)
    note = store.log.checkpoint()

    assert tries == [False]
    assert note == store.recorder.newest_checkpoint() == other.log.checkpoint()
    other.engine.close()


def test_a_fail_over_between_reading_and_signing_publishes_nothing(
    office: Office, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server that lost the last entries took over, and other entries were written there."""
    receive(signed_in(store, Role.DPO))
    keep = store.recorder.keep_checkpoint

    def after_the_fail_over(size: int, note: str, *, after: int, last: bytes) -> bool:
        office.change(
            "ALTER TABLE log DISABLE TRIGGER no_update",
            "UPDATE log SET entry = sha256(entry) || sha256(entry) || '01234567890'"
            f" WHERE position = {size}",
            role="postgres",
        )
        return keep(size, note, after=after, last=last)

    monkeypatch.setattr(store.recorder, "keep_checkpoint", after_the_fail_over)
    before = store.recorder.checkpoints()
    with pytest.raises(LogForkedError):
        store.log.checkpoint()
    assert store.recorder.checkpoints() == before
