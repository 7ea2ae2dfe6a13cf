"""What a thief of the disk would find of an erased request: nothing."""

from pathlib import Path
from uuid import UUID, uuid4

import pytest

from application.disclosure import Tier
from tests.infrastructure.vault_store import WORDS, Store, in_spellings, rows_of, words


def residue_of_erasure(folder: Path, neighbours: int) -> dict[str, int]:
    """Lock, erase every third request, and count what is left of those, by file.

    Requests come and go in turns, so that pages are divided and joined: there SQLite makes copies.
    """
    store, erased, needles = Store(folder), set[UUID](), dict[bytes, UUID]()
    for turn in range(2):
        requests = [uuid4() for _ in range(neighbours // 2)]
        for request in requests:
            size = 3 + request.int % 900
            store.put(request, words(), words(Tier.IDENTITY), words(value=WORDS * (size // 9)))
        for request_id, *_, secret in rows_of(store, "keys") + rows_of(store, "vault"):
            octets = bytes(secret)  # type: ignore[arg-type]
            for start in range(0, len(octets) - 16, 16):
                needles.setdefault(octets[start : start + 16], UUID(request_id))
        going = requests[turn::3]
        erased |= set(going)
        for request in going:
            store.vault.erase(request)
    gone = [needle for needle, request in needles.items() if request in erased and any(needle)]
    assert len(gone) > neighbours
    kept = store.files()
    assert {"keys.db", "griffie.db"} <= kept.keys()
    return {
        name: left
        for name, octets in kept.items()
        if (left := sum(needle in octets for needle in [*gone, *in_spellings(WORDS)]))
    }


def test_nothing_of_an_erased_request_is_left_in_any_file(tmp_path: Path) -> None:
    assert residue_of_erasure(tmp_path, 60) == {}


def test_the_search_for_residue_finds_what_sqlite_leaves_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("infrastructure.side_file.SECURE_DELETE", "OFF")

    assert "griffie.db" in residue_of_erasure(tmp_path, 30)


def test_the_search_for_residue_finds_what_the_write_ahead_log_keeps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("vault", "key_store"):
        monkeypatch.setattr(f"infrastructure.{module}.truncate", lambda _: True)

    assert {"griffie.db-wal", "keys.db-wal"} <= residue_of_erasure(tmp_path, 30).keys()
