"""A small office, its bundles, and the key with which its log is signed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from griffie.api.composition import open_store
from griffie.application.access.roles import Account, Role
from griffie.application.dossier.build import Wish
from griffie.application.dossier.bundle_subject import Reader
from griffie.domain.law import Language
from griffie.domain.model.setting import Occasion
from tests.conftest import Clock, signed_in
from tests.given.bundles import apart, taken, together
from tests.given.forged_bundle import Forged, Judgement, Parts, verdict
from tests.given.signing_key import signing_key
from tests.given.story import PERSONAL, tell

AUDITOR = Account("u-auditor", Role.AUDITOR, "")


@dataclass(frozen=True)
class Office:
    """Bundles of a request, of another one, of one whose data were erased, and of the register."""

    folder: Path
    key: Ed25519PrivateKey
    origin: str
    vkey: str
    request: UUID
    held: str
    """A checkpoint from before the request was closed."""
    newest: str
    one: Parts
    other: Parts
    erased: Parts
    short: Parts
    """Of the first one again, without the log and with the signed statement."""
    register: Parts
    inspection: Parts
    """Of all requests, opened."""
    receipt: bytes
    forged: Forged
    wish: Wish

    def verdict(self, file: bytes | Parts, **wanted: object) -> Judgement:
        """What both verifiers say."""
        path = self.folder / "file"
        path.write_bytes(together(file) if isinstance(file, dict) else file)
        return verdict(path, **wanted)

    def with_older(self, older: str) -> Wish:
        return self.wish._replace(older=older)


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder, clock = tmp_path_factory.mktemp("office"), Clock()
    store = open_store(folder / "data", clock=clock, demo=True)
    clerk, dpo = signed_in(store, Role.HANDLER), signed_in(store, Role.DPO)
    gone, other = tell(clerk), tell(clerk)
    held = store.log.checkpoint()
    clock.at += timedelta(hours=1)
    one, cleared = tell(clerk), tell(clerk)
    erase = {"ground": "test_data", "explanation": PERSONAL["explanation"]}
    for place in (gone, cleared):
        assert dpo.post(f"{place}/erase-personal-data", json=erase).status_code == 200
    store.requests.erase_stream(UUID(gone.rpartition("/")[2]), Occasion("u-dpo", clock.at))
    older = held.split("\n")[1]
    bundles = {
        name: apart(taken(dpo, place, reveal=True, checkpoint=older))
        for name, place in {"one": one, "other": other, "erased": cleared}.items()
    }
    brief = apart(taken(dpo, one, reveal=True, checkpoint=older, form="short"))
    register = apart(taken(dpo, "/api/v1/audit"))
    everything = {"from": "2026-01-01", "reveal": "true"}
    why = {"Reveal-Reason": "An inspection."}
    inspection = apart(dpo.get("/api/v1/audit/inspection", params=everything, headers=why).content)
    receipt = dpo.get(f"{one}/receipt").content
    key = signing_key(store)
    size = store.recorder.log_size()
    pieces = [piece for page in store.evidence.everything(size) for piece in page]
    forged = Forged(pieces, key, store.origin)
    for erasure in [one.place for one in forged.pieces if one.topic == "StreamErased"][::-1]:
        forged = forged.without(erasure)  # nothing of what it names stands in that log
    wish = Wish(Reader(AUDITOR, clock.at, Language.NL))
    yield Office(
        folder=folder,
        key=key,
        origin=store.origin,
        vkey=store.log.vkey,
        request=UUID(one.rpartition("/")[2]),
        held=held,
        newest=store.log.checkpoint(),
        short=brief,
        register=register,
        inspection=inspection,
        receipt=receipt,
        forged=forged,
        wish=wish,
        **bundles,
    )
    store.engine.close()
