"""What a thief of the disk would find of an erased request: nothing."""

import json
import sqlite3
from base64 import urlsafe_b64decode
from collections.abc import Collection
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store as OpenStore
from griffie.application.access.roles import OPERATOR
from griffie.application.disclosure import Tier
from griffie.application.retention.carry_out import Became
from tests.api.test_carry_out import HISTORIES_DUE, WORDS_DUE, with_a_copy
from tests.conftest import Clock
from tests.given.story import PERSONAL
from tests.given.vault_store import WORDS, Store, in_spellings, rows_of, words


def residue_of_erasure(
    folder: Path, neighbours: int, tiers: Collection[Tier] = tuple(Tier)
) -> dict[str, int]:
    """Lock, erase every third request or tiers of it, and count what is left of that, by file.

    Requests come and go in turns, so that pages are divided and joined: there SQLite makes copies.
    """
    store, erased, needles = Store(folder), set[UUID](), dict[bytes, UUID]()
    for turn in range(2):
        requests = [uuid4() for _ in range(neighbours // 2)]
        for request in requests:
            size = 3 + request.int % 900
            store.put(
                request,
                words(),
                words(Tier.IDENTITY),
                words(Tier.COPIES),
                words(value=WORDS * (size // 9)),
            )
        secrets = [
            (request_id, tier, secret) for request_id, tier, _, secret in rows_of(store, "keys")
        ]
        secrets += [
            (request_id, tier, sealed) for request_id, _, tier, _, sealed in rows_of(store, "vault")
        ]
        for request_id, tier, secret in secrets:
            if tier not in tiers:
                continue
            octets = bytes(secret)  # type: ignore[arg-type]
            for start in range(0, len(octets) - 16, 16):
                needles.setdefault(octets[start : start + 16], UUID(request_id))
        going = requests[turn::3]
        erased |= set(going)
        for request in going:
            store.vault.erase(request, tiers)
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


@pytest.mark.parametrize("tier", [Tier.IDENTITY, Tier.COPIES])
def test_nothing_of_a_tier_that_was_erased_alone_is_left_in_any_file(
    tmp_path: Path, tier: Tier
) -> None:
    assert residue_of_erasure(tmp_path, 60, (tier,)) == {}


def test_the_search_for_residue_finds_what_sqlite_leaves_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("griffie.infrastructure.vault.secure_file.SECURE_DELETE", "OFF")

    assert "griffie.db" in residue_of_erasure(tmp_path, 30)


def test_the_search_for_residue_finds_what_the_write_ahead_log_keeps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("sqlite.datastore", "vault.secure_file"):
        monkeypatch.setattr(f"griffie.infrastructure.{module}.truncate_wal", lambda _: True)

    assert {"griffie.db-wal", "keys.db-wal"} <= residue_of_erasure(tmp_path, 30).keys()


def secrets_of(store: OpenStore, place: str) -> list[bytes]:
    """What an erased file must leave nowhere: wrapped keys, ciphertexts, salts, nonces, words."""
    request = UUID(place.rpartition("/")[2])
    keys = store.vault._keys.of(request)
    select = "SELECT digest, tier, nonce, ciphertext FROM vault WHERE request_id = ?"
    found = []
    for digest, tier, nonce, ciphertext in store.datastore.rows(select, (request.hex,)):
        key = keys[tier]
        assert key is not None
        encoded = key.decrypt(nonce, ciphertext, f"{request}|{tier}|{digest}".encode())
        salt = json.loads(urlsafe_b64decode(encoded + b"=" * (-len(encoded) % 4)))[0]
        found += [ciphertext[:32], ciphertext[-32:], salt.encode(), encoded[:64]]
        found.append(urlsafe_b64decode(salt + "="))
    with sqlite3.connect(store.folder / "keys.db") as other:
        wrapped = "SELECT wrapped FROM keys WHERE request_id = ?"
        found += [key for (key,) in other.execute(wrapped, (request.hex,))]
    states = "SELECT state FROM stored_events WHERE originator_id = ?"
    for (state,) in store.datastore.rows(states, (request.hex,)):
        found.append(state.partition(b'"nonce":"')[2][:22])
    return found + [words.encode() for words in PERSONAL.values()]


def left_of(store: OpenStore, secrets: list[bytes]) -> dict[str, int]:
    kept = {path.name: path.read_bytes() for path in store.folder.iterdir()}
    assert {"keys.db", "griffie.db"} <= kept.keys()
    return {
        name: left
        for name, octets in kept.items()
        if (left := sum(secret in octets for secret in secrets))
    }


@pytest.mark.law("gdpr/5/1/e")
@pytest.mark.in_folder
def test_of_files_whose_retention_is_over_nothing_is_left_but_the_log(
    store: OpenStore, dpo: TestClient, clock: Clock
) -> None:
    places = [with_a_copy(dpo) for _ in range(6)]
    for place in places:
        assert dpo.get(place, params={"reveal": True}).status_code == 200
    secrets = [secret for place in places for secret in secrets_of(store, place)]
    stood = left_of(store, secrets)

    for at in (WORDS_DUE, HISTORIES_DUE):
        clock.at = at
        found = store.engine.carry_out(OPERATOR, at.date())
        assert {one.became for one in found} == {Became.DONE}

    assert sum(stood.values()) > len(secrets) // 3  # the others stand there sealed only
    assert left_of(store, secrets) == {}
    assert store.log.size() == store.history.newest()
