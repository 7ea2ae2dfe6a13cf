"""Over HTTP: a code that the profile does not know is refused, for it may be somebody's name."""

# ruff: noqa: E501 - one line a step

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import open_store
from griffie.application.access.roles import Role
from griffie.application.controller.load_profile import load_profile
from griffie.domain.rights_request import RightsRequest
from tests.conftest import Clock, signed_in
from tests.given.story import receive

IASSIST = Path(__file__).parents[2] / "docs" / "examples" / "iassist.toml"
NAME = "adelaide-abbeele"
DAY = "2026-03-10"
ERASURE = {"right": "erasure"}
RIGHTS = [
    {"right": "erasure", "purposes": ["newsletter"], "categories": ["contact"]},
    {"right": "objection", "purposes": ["fraud-prevention"]},
    {"right": "rectification"},
    {"right": "consent_withdrawal"},
    {"right": "direct_marketing_objection"},
]


@pytest.fixture
def office(tmp_path: Path, clock: Clock) -> Iterator[TestClient]:
    store = open_store(tmp_path / "iassist", clock=clock, demo=True, profile=load_profile(IASSIST))
    yield signed_in(store, Role.DPO)
    store.engine.close()


def said(**more: Any) -> dict[str, Any]:
    return more


UNKNOWN: list[tuple[str, str, dict[str, Any]]] = [
    ("add-claim", "purposes", said(right="access", received_on=DAY, purposes=[NAME])),
    ("add-claim", "categories", said(right="access", received_on=DAY, categories=[NAME])),
    ("add-claim", "categories", said(right="access", received_on=DAY, categories=["newsletter"])),
    ("apply-exception", "categories", ERASURE | said(categories=[NAME], ground="gdpr/17/3/e", necessity="Een proef.")),
    ("stop-processing", "purposes", said(right="objection", purposes=[NAME], stopped_on=DAY)),
    ("record-suppression", "system", said(right="direct_marketing_objection", system=NAME, suppressed_on=DAY)),
    ("propagate-withdrawal", "recipients", said(right="consent_withdrawal", recipients=[NAME], told_on=DAY)),
    ("ask-search", "system", said(system=NAME, due_on="2026-04-01")),
    ("complete-search", "system", said(system=NAME, result="none")),
    ("ask-processor", "processor", said(processor=NAME, question="x", due_on="2026-04-01")),
    ("rectify-data", "system", said(right="rectification", system=NAME, fields=["a"], rectified_on=DAY)),
    ("erase-data", "system", ERASURE | said(system=NAME, proof="x", erased_on=DAY)),
    ("apply-restriction", "systems", said(ground="gdpr/18/1/a", systems=[NAME], applied_on=DAY)),
    ("notify-recipient", "recipient", ERASURE | said(recipient=NAME, notified_on=DAY)),
    ("omit-notification", "recipient", ERASURE | said(recipient=NAME, ground="gdpr/19/impossible", reason="Een proef.")),
    ("record-recipients", "recipients", said(recipients=[NAME], source="log")),
    ("record-recipients", "categories", said(recipients=[], categories=[NAME], source="log")),
    ("assign", "handler", said(handler="u-nobody")),
    ("ask-search", "assignee", said(system="servers", assignee="u-nobody", due_on="2026-04-01")),
]  # fmt: skip


@pytest.mark.parametrize(("step", "field", "body"), UNKNOWN)
def test_a_code_that_does_not_exist_is_refused_and_its_field_is_named(
    office: TestClient, step: str, field: str, body: dict[str, Any]
) -> None:
    place = receive(office, rights=RIGHTS)

    answer = office.post(f"{place}/{step}", json=body)

    assert answer.status_code == 422, answer.text
    assert [one["at"] for one in answer.json()["errors"]] == [f"body.{field}"]
    assert NAME not in answer.text
    assert office.get(place).json()["version"] == 1


@pytest.mark.parametrize(
    ("right", "field"),
    [
        ({"right": "erasure", "purposes": [NAME]}, "rights.0.purposes"),
        ({"right": "erasure", "categories": [NAME]}, "rights.0.categories"),
        ({"right": "erasure", "categories": ["billing"]}, "rights.0.categories"),
    ],
)
def test_what_comes_in_names_codes_that_exist(
    office: TestClient, right: dict[str, Any], field: str
) -> None:
    body = {"received_on": DAY, "channel": "post", "language": "fr", "rights": [right]}

    answer = office.post("/api/v1/requests", json=body | {"requester": {"phone": "1"}})

    assert answer.status_code == 422
    assert field in answer.text
    assert NAME not in answer.text


def test_other_is_always_possible(office: TestClient) -> None:
    place = receive(
        office, rights=[{"right": "access", "purposes": ["other"], "categories": ["other"]}]
    )
    named = {"recipients": ["other"], "source": "log", "name": "Drukkerij Peeters nv"}

    assert office.post(f"{place}/record-recipients", json=named).status_code == 200
    ask = {"system": "other", "due_on": "2026-04-01"}
    assert office.post(f"{place}/ask-search", json=ask).status_code == 200


def test_a_purpose_that_was_announced_is_known_in_that_request(office: TestClient) -> None:
    place = receive(office, rights=[{"right": "objection"}])
    stop = {"right": "objection", "purposes": ["study"], "stopped_on": DAY}

    before = office.post(f"{place}/stop-processing", json=stop)
    announced = {"right": "objection", "purpose": "study", "announced_on": "2026-02-20"}
    office.post(f"{place}/record-announcement", json=announced)
    after = office.post(f"{place}/stop-processing", json=stop)

    assert (before.status_code, after.status_code) == (422, 200)


def test_where_the_profile_names_none_anything_of_the_form_passes(dpo: TestClient) -> None:
    place = receive(dpo, rights=[{"right": "erasure", "purposes": ["x"], "categories": ["y"]}])

    step = ERASURE | {"system": "z", "proof": "x", "erased_on": DAY}
    assert dpo.post(f"{place}/erase-data", json=step).status_code == 200
    assert dpo.post(f"{place}/assign", json={"handler": "u-7"}).status_code == 200
    assert dpo.post(f"{place}/assign", json={"handler": "u-0"}).status_code == 422


def test_codes_are_judged_after_the_version_and_before_the_law(office: TestClient) -> None:
    place = receive(office, rights=RIGHTS)
    unknown = {"right": "rectification", "system": NAME, "fields": [], "rectified_on": DAY}

    stale = office.post(f"{place}/rectify-data", json=unknown, headers={"If-Match": '"7"'})
    unlawful = ERASURE | {"recipient": NAME, "notified_on": DAY}
    both = office.post(f"{place}/notify-recipient", json=unlawful)

    assert stale.status_code == 412
    assert both.status_code == 422


def test_every_code_that_a_step_is_told_says_of_which_list_it_is() -> None:
    free = {
        (step.name, word.name)
        for step in RightsRequest.steps()
        for word in step.words
        if word.of is None and "[a-z0-9_-]{1,40}" in str(word.kind)
    }

    assert free == {
        ("forward_request", "party"),
        ("inform_joint_controller", "party"),
        ("record_announcement", "purpose"),  # the profile need not know it yet
        ("stop_marketing", "channels"),
        ("rectify_data", "fields"),
        ("record_inquiry", "dossier"),
        ("answer_inquiry", "dossier"),
        ("record_order", "dossier"),
        ("report_order_done", "dossier"),
        ("suspect_breach", "dossier"),
        ("assess_breach", "dossier"),
        ("record_breach_notice", "dossier"),
        ("record_breach_communication", "dossier"),
        ("find_principal", "principal"),  # an office may learn for whom it works by a request
        ("record_instruction", "principal"),
        ("record_mediation", "dossier"),
        ("raise_reminder", "about"),
    }
