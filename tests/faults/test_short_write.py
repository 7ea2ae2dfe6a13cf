"""The system takes a write in parts, as it may: what lies beside a store is written whole."""

import os
from pathlib import Path

import pytest

from griffie.api.composition import beside_the_folder, open_store
from griffie.application.access.roles import OPERATOR
from tests.durability.test_old_copy import found_in
from tests.given.at_work import receive


@pytest.fixture
def in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    write, pwrite = os.write, os.pwrite
    monkeypatch.setattr(os, "write", lambda fd, octets: write(fd, octets[: len(octets) // 2 + 1]))
    monkeypatch.setattr(
        os, "pwrite", lambda fd, octets, at: pwrite(fd, octets[: len(octets) // 2 + 1], at)
    )


@pytest.mark.in_folder
@pytest.mark.usefixtures("in_parts")
def test_key_checkpoint_and_anchor_are_whole_although_each_write_takes_half(tmp_path: Path) -> None:
    store = open_store(tmp_path / "data")
    store.requests.receive(receive("woorden"), store.engine.now(OPERATOR))
    note = store.log.checkpoint()
    size = store.history.newest()
    store.engine.close()

    again = open_store(tmp_path / "data")
    mark = again.beside.anchor.newest()
    beside = again.beside.checkpoint.note()
    found = found_in(again)
    again.engine.close()

    assert all(path.exists() for path in beside_the_folder(tmp_path / "data")[:3])
    assert mark
    assert mark.size == size
    assert beside == note
    assert found == []
