"""Whatever was recorded of a request is shown with it; its words only to whoever asks for them."""

from datetime import UTC, datetime
from typing import Any

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.application.clock import Ticker
from griffie.domain.model.setting import Occasion
from tests.conftest import Clock
from tests.given.account import stated, told, without_words
from tests.given.courses import (
    ACCESS,
    BY_EMAIL,
    CONTESTED,
    COURSES,
    CRM,
    DAY,
    DOSSIER,
    ERASURE,
    FEE,
    FROM_GBA,
    HOST,
    LATER,
    OBJECTION,
    PROCESSOR,
    WORDS,
)

MARCH_20 = "2026-03-20"
"""Today, by the test's clock."""


NO_DEEDS = {"apply-exception", "record-announcement"}


@pytest.mark.law("gdpr/15/1")
@pytest.mark.law("gdpr/28/3/e")
def test_a_task_says_of_whom_by_when_and_how_it_stands(dpo: TestClient, clock: Clock) -> None:
    question = PROCESSOR | {"question": WORDS, "due_on": MARCH_20}
    place = told(
        dpo, [ACCESS], ("ask-search", CRM | {"due_on": LATER}), ("ask-processor", question)
    )

    search, help_ = stated(dpo, place)["tasks"]
    dpo.post(f"{place}/complete-search", json=CRM | {"result": "none", "note": WORDS})
    searched, _ = stated(dpo, place)["tasks"]
    clock.at = clock.at.replace(day=21)
    _, late = stated(dpo, place)["tasks"]

    assert (search["kind"], search["whom"], search["state"]) == ("search", "crm", "open")
    assert (search["asked_on"], search["due_on"], search["done_on"]) == (MARCH_20, LATER, None)
    assert (help_["kind"], help_["state"], late["state"]) == ("processor", "due_today", "overdue")
    assert (searched["state"], searched["result"]) == ("done", "none")
    assert searched["done_on"] == MARCH_20


def test_what_is_asked_anew_is_one_task_with_the_new_date(dpo: TestClient) -> None:
    asked = [("ask-search", CRM | {"due_on": on}) for on in (MARCH_20, LATER)]

    place = told(dpo, [ACCESS], *asked)

    assert [task["due_on"] for task in stated(dpo, place)["tasks"]] == [LATER]


@pytest.mark.law("gdpr/31")
@pytest.mark.law("gdpr/58/2")
def test_what_an_authority_waits_for_has_its_own_date(dpo: TestClient) -> None:
    order = FROM_GBA | {"content": WORDS, "due_on": DAY}
    place = told(dpo, [ACCESS], ("record-inquiry", FROM_GBA), ("record-order", order))

    inquiry, late = stated(dpo, place)["duties"]
    dpo.post(f"{place}/report-order-done", json=DOSSIER | {"reported_on": MARCH_20})
    _, done = stated(dpo, place)["duties"]

    assert (inquiry["kind"], inquiry["state"], inquiry["due_on"]) == ("inquiry", "open", LATER)
    assert (late["kind"], late["state"], late["dossier"]) == ("order", "overdue", "dos-2026-1")
    assert (done["state"], done["done_on"]) == ("done", MARCH_20)


@pytest.mark.law("gdpr/18/3")
def test_a_restriction_is_shown_with_its_uses_its_notice_and_its_end(dpo: TestClient) -> None:
    rights, steps = COURSES["restriction"]
    place = told(dpo, rights, *[(step, body) for step, body, _ in steps])

    shown = stated(dpo, place)
    before = stated(dpo, place, version=3)

    (lifted,), (in_force,) = shown["restrictions"], before["restrictions"]
    assert in_force["lifted_on"] is in_force["lift_announced_on"] is None
    assert (in_force["systems"], in_force["provisional"]) == (["crm"], True)
    assert lifted["lift_announced_on"] == lifted["lifted_on"] == DAY
    (use,) = shown["restriction_uses"]
    assert (use["ground"], use["used_on"]) == ("gdpr/18/2/claims", DAY)


@pytest.mark.law("gdpr/18/3")
def test_a_notice_of_lifting_speaks_of_what_was_restricted_by_then(dpo: TestClient) -> None:
    notice = BY_EMAIL | {"kind": "restriction_lift", "rights": []}
    place = told(
        dpo,
        [{"right": "restriction"}],
        ("apply-restriction", CONTESTED | {"applied_on": DAY}),
        ("inform", notice),
        ("apply-restriction", {"ground": "gdpr/18/1/c", "applied_on": DAY}),
    )

    first, second = stated(dpo, place)["restrictions"]

    assert (first["lift_announced_on"], second["lift_announced_on"]) == (DAY, None)


@pytest.mark.law("gdpr/17/3/e")
def test_a_hold_says_what_placed_it_until_it_is_released(dpo: TestClient) -> None:
    place = told(
        dpo,
        [ACCESS],
        ("record-inquiry", FROM_GBA),
        ("record-mediation", DOSSIER | {"opened_on": DAY}),
    )

    held = stated(dpo, place)["legal_hold"]
    dpo.post(f"{place}/release-hold", json={"reason": WORDS})
    released = stated(dpo, place)["legal_hold"]
    dpo.post(f"{place}/place-hold", json={"reason": WORDS})

    assert held == {"since": MARCH_20, "because": ["InquiryRecorded", "MediationRecorded"]}
    assert released is None
    assert stated(dpo, place)["legal_hold"]["because"] == ["HoldPlaced"]


@pytest.mark.law("gdpr/77")
def test_a_complaint_elsewhere_holds_the_file_and_one_with_us_does_not(dpo: TestClient) -> None:
    complaint = {"reference": WORDS, "received_on": DAY}
    ours = told(dpo, [ACCESS], ("record-complaint", complaint | {"authority": "internal"}))
    theirs = told(dpo, [ACCESS], ("record-complaint", complaint | {"authority": "gba"}))

    assert stated(dpo, ours)["legal_hold"] is None
    assert stated(dpo, theirs)["legal_hold"]["because"] == ["ComplaintRecorded"]
    assert stated(dpo, theirs)["complaints_received"][0]["authority"] == "gba"


@pytest.mark.law("gdpr/12/5")
def test_a_fee_is_shown_with_what_came_of_it(dpo: TestClient) -> None:
    place = told(dpo, [ERASURE], ("propose-fee", ERASURE | FEE))

    states = [fee_of(dpo, place)["state"]]
    for step, body in (
        ("decline-fee", ERASURE | {"on": DAY}),
        ("waive-fee", ERASURE | {"reason": WORDS}),
        ("propose-fee", ERASURE | FEE),
        ("accept-fee", ERASURE | {"on": DAY}),
        ("record-payment", ERASURE | {"paid_on": MARCH_20}),
    ):
        assert dpo.post(f"{place}/{step}", json=body).status_code == 200
        states.append(fee_of(dpo, place)["state"])

    assert states == ["proposed", "declined", "waived", "proposed", "accepted", "paid"]
    paid = fee_of(dpo, place)
    assert (paid["amount_cents"], paid["ground"]) == (2500, "gdpr/12/5/excessive")
    assert (paid["answered_on"], paid["paid_on"], paid["waived_on"]) == (DAY, MARCH_20, None)


def now_of(store: Store) -> Occasion:
    return Occasion("", store.engine.clock(), store.engine.controller)


def fee_of(client: TestClient, place: str) -> Any:
    return stated(client, place)["claims"][0]["fee"]


@pytest.mark.law("gdpr/12/5")
def test_a_fee_does_not_follow_a_right_that_is_read_as_another(dpo: TestClient) -> None:
    meant = {"from_right": "erasure", "to_right": "rectification", "reason": WORDS}

    place = told(dpo, [ERASURE], ("propose-fee", ERASURE | FEE), ("reclassify-claim", meant))

    assert stated(dpo, place)["claims"][0]["right"] == "rectification"
    assert fee_of(dpo, place) is None


@pytest.mark.law("gdpr/5/2")
@pytest.mark.parametrize(
    "course", ["portability", "rectification", "erasure", "objection", "automated decision"]
)
def test_every_deed_stands_with_its_right_in_order(dpo: TestClient, course: str) -> None:
    rights, steps = COURSES[course]
    done = [(step, body) for step, body, _ in steps if step not in NO_DEEDS]
    place = told(dpo, rights, *done)

    claims = {claim["right"]: claim for claim in stated(dpo, place)["claims"]}

    assert sum(len(claim["deeds"]) for claim in claims.values()) == len(done)
    for version, (_, body) in enumerate(done, start=2):
        deeds = claims[body["right"]]["deeds"]
        (deed,) = [deed for deed in deeds if deed["version"] == version]
        assert deed["on"] == DAY
        for name, value in deed["details"].items():
            assert body.get(name, value) == value
        assert set(body) - {"right"} >= set(deed["words"])


@pytest.mark.law("gdpr/13/3")
def test_an_announced_purpose_stands_with_the_objection_to_it(dpo: TestClient) -> None:
    said = OBJECTION | {"purpose": "study", "announced_on": DAY}

    place = told(dpo, [OBJECTION | {"purposes": ["study"]}], ("record-announcement", said))

    (claim,) = stated(dpo, place)["claims"]
    assert claim["announced"] == [{"purpose": "study", "announced_on": DAY}]


@pytest.mark.law("gdpr/12/3")
def test_what_the_clock_said_is_shown_with_the_request(
    store: Store, dpo: TestClient, clock: Clock
) -> None:
    place = told(dpo, [ACCESS], ("ask-search", CRM | {"due_on": MARCH_20}))
    clock.at = datetime(2026, 4, 20, 10, tzinfo=UTC)

    engine = store.engine
    list(Ticker(engine.requests, engine.current, engine.retention).tick(now_of(store)))

    shown = stated(dpo, place)
    assert {one["kind"] for one in shown["reminders"]} >= {"search"}
    assert shown["missed"] == [{"limit": "answer", "right": "access", "due_on": "2026-04-07"}]


@pytest.mark.law("gdpr/17/1")
def test_a_deferred_backup_says_until_when(dpo: TestClient) -> None:
    rights, ((step, body, _), *_rest) = COURSES["erasure"]

    place = told(dpo, rights, (step, body))

    ((deed,),) = [claim["deeds"] for claim in stated(dpo, place)["claims"]]
    assert deed["deed"] == "erasure_deferred"
    assert deed["details"] == {"system": "crm", "until": "2026-06-30"}


@pytest.mark.law("gdpr/38/1")
@pytest.mark.law("gdpr/26/3")
def test_advice_partners_minors_and_suspicions_are_shown(dpo: TestClient) -> None:
    minor = {"age_band": "13_to_15", "result": "is_represented", "reason": WORDS}
    place = told(
        dpo,
        [ACCESS],
        ("record-dpo-advice", {"advice": WORDS, "followed": False, "why_not": WORDS}),
        ("inform-joint-controller", HOST | {"informed_on": DAY}),
        ("assess-minor", minor),
        ("suspect-breach", {"facts": WORDS, "aware_on": DAY}),
        ("record-court-action", {"court": WORDS, "reference": WORDS, "notified_on": DAY}),
    )

    shown = stated(dpo, place)

    assert without_words(shown["dpo_advice"][0]) == {"followed": False, "recorded_on": MARCH_20}
    assert without_words(shown["joint_controllers"][0]) == HOST | {"informed_on": DAY}
    assert shown["minor"]["result"] == "is_represented"
    assert shown["suspected_breaches"][0]["aware_on"] == DAY
    assert shown["court_actions"][0]["notified_on"] == DAY


def test_what_was_found_to_be_no_request_says_why(dpo: TestClient) -> None:
    finding = {"ground": "fact/not_controller", "reason": WORDS}
    forwarded = HOST | {"consent": WORDS, "forwarded_on": DAY}
    place = told(dpo, [], ("find-no-request", finding), ("forward-request", forwarded))

    shown = stated(dpo, place)
    dpo.post(f"{place}/add-claim", json=ACCESS | {"received_on": "2026-03-06"})

    assert shown["finding"]["ground"] == "fact/not_controller"
    assert shown["finding"]["state"] == "found"
    assert shown["forwarded_to"][0]["party"] == "host-1"
    assert stated(dpo, place)["finding"] is None
