"""The table of attacks (docs/decisions/0016) against a real store, through `griffie audit`.

What cannot be found is asserted as not found: the table cannot promise more than is true.
"""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from griffie.api.composition import Store, open_store
from griffie.application.access.roles import Role
from griffie.application.maintenance.findings import Finding
from tests.conftest import Clock, signed_in
from tests.given.attacks import ATTACKS, Scene, moves_a_value
from tests.given.bundles import apart, taken
from tests.given.forged_bundle import Parts, verdict
from tests.given.owner import Owner, audited, copied
from tests.given.story import tell

DECISION = Path(__file__).parents[2] / "docs" / "decisions" / "0016-the-attack-table.md"
pytestmark = pytest.mark.in_folder


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    place, clock = tmp_path_factory.mktemp("scene"), Clock()
    folder = place / "data"
    store = open_store(folder, clock=clock, demo=True)
    tell(signed_in(store, Role.HANDLER))
    older = store.log.checkpoint()
    early = store.recorder.log_size()
    store.engine.close()
    (place / "then").mkdir()
    backup = copied(folder, place / "then")
    clock.at += timedelta(days=3)
    store = open_store(folder, clock=clock, demo=True)
    location = tell(signed_in(store, Role.HANDLER))
    newest = store.log.checkpoint()
    store.engine.close()
    (place / "asked").mkdir()
    bundle = bundle_of(copied(folder, place / "asked"), clock, location)
    request = UUID(location.rpartition("/")[2]).hex
    return Scene(folder, backup, older, newest, early, request, bundle)


def bundle_of(folder: Path, clock: Clock, location: str) -> Parts:
    store = open_store(folder, clock=clock, demo=True)
    parts = apart(taken(signed_in(store, Role.DPO), location))
    store.engine.close()
    return parts


@pytest.fixture
def owner(scene: Scene, tmp_path: Path) -> Owner:
    return Owner(copied(scene.folder, tmp_path))


FOUND = {"found": True, "not found": False}


WITH_THE_NEWEST = {
    "edits a late event, signs anew",
    "drops the last event of a request, renumbers, signs anew",
    "keeps a history apart for the auditor, with a late edit",
    "puts an old backup in place of the store",
}
"""What only whoever holds the newest checkpoint finds."""


def promised() -> Iterator[tuple[str, bool, bool]]:
    """The table as it is printed."""
    for line in DECISION.read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 3 and cells[1] in FOUND:
            yield cells[0], FOUND[cells[1]], FOUND[cells[2]]


def beside_projections(findings: list[Finding]) -> list[Finding]:
    """What the owner could not make fit: neither guards nor projections are needed to find it."""
    assert not any("a guard of" in found.what for found in findings)
    return [found for found in findings if "projection" not in found.what]


PROMISED = {attack: (alone, holding) for attack, alone, holding in promised()}


def test_the_printed_table_has_a_row_for_each_attack_and_no_other() -> None:
    assert list(PROMISED) == list(ATTACKS)


def test_what_nobody_touched_has_no_findings(scene: Scene, owner: Owner) -> None:
    owner.make_projections_fit()

    assert audited(owner.folder, scene.older, scene.newest) == []


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_is_found_or_not_as_the_table_says(
    scene: Scene, owner: Owner, attack: str
) -> None:
    ATTACKS[attack](owner, scene)
    bundle = owner.folder.parent / "bundle.zip"
    if bundle.exists():
        judgement = verdict(bundle)
        found = [{"holding": one["code"]} for one in judgement["findings"]]
        assert (bool(found), bool(found)) == PROMISED[attack], json.dumps(judgement)
        return
    owner.make_projections_fit()

    alone, holding, newest = (
        beside_projections(audited(owner.folder, *held))
        for held in ((), (scene.older,), (scene.newest,))
    )

    assert (bool(alone), bool(holding)) == PROMISED[attack], (alone, holding)
    assert bool(newest) is (bool(holding) or attack in WITH_THE_NEWEST)


def test_a_value_that_does_not_open_is_named_by_its_request(scene: Scene, owner: Owner) -> None:
    moves_a_value(owner, scene)

    (found,) = audited(owner.folder)

    assert str(UUID(scene.request)) in found.what
    assert "was changed or moved" in found.what


def test_a_lawful_erasure_is_no_hidden_fact(tmp_path: Path) -> None:
    store: Store = open_store(tmp_path / "data", clock=Clock(), demo=True)
    location = tell(signed_in(store, Role.HANDLER))
    said = {"ground": "test_data", "explanation": "A test."}
    done = signed_in(store, Role.DPO).post(f"{location}/erase-personal-data", json=said)
    store.engine.close()

    assert done.status_code == 200
    assert audited(tmp_path / "data") == []
