"""The disk of the server is full: nothing is done by halves, and it goes on once there is room."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from griffie.api.composition import Store
from griffie.application.access.roles import Role
from tests.conftest import signed_in
from tests.durability.test_no_room import disk_of, until_it_fails
from tests.given.story import receive
from tests.postgres.conftest import Office

TABLES = ("stored_events", "vault")


class Disk:
    """A small disk of the server, on which two tables of a store stand."""

    def __init__(self, office: Office, place: Path) -> None:
        self._office = office
        self._change(f"CREATE TABLESPACE small LOCATION '{place}'")
        self._move("small")

    def give_room(self) -> None:
        """Put the tables on the disk of everything else."""
        self._move("pg_default")

    def _move(self, where: str) -> None:
        self._change(*(f"ALTER TABLE griffie.{one} SET TABLESPACE {where}" for one in TABLES))

    def remove(self) -> None:
        self.give_room()
        self._change("DROP TABLESPACE small")

    def _change(self, *statements: str) -> None:
        self._office.change(*statements, role="postgres")


@pytest.fixture
def disk(office: Office, store: Store) -> Iterator[Disk]:
    assert store  # is opened before, and moved while it is served
    folder = office.server.folder
    with disk_of(1, folder / f"disk of {office.name}") as place:
        os.chown(place, folder.stat().st_uid, folder.stat().st_gid)  # as whom the server runs
        made = Disk(office, place)
        yield made
        made.remove()


def test_without_room_a_command_is_refused_whole_and_done_afterwards(
    store: Store, disk: Disk
) -> None:
    clerk = signed_in(store, Role.DPO)
    place = receive(clerk)
    version = clerk.get(place).json()["version"]

    taken, key = until_it_fails(clerk, place)

    assert taken
    assert clerk.get(place).json()["version"] == version + taken
    assert store.history.newest() == store.recorder.log_size()
    disk.give_room()
    # The same command with the same key: it was not recorded.
    again = clerk.post(f"{place}/add-note", json={"note": f"x{taken} " * 500}, headers=key)
    assert (again.status_code, again.json()["version"]) == (200, version + taken + 1)
    assert store.check((), lambda _done, _all: None)[0] == []
