"""Every command of the contract, through HTTP: its event, and the answer when it is forbidden."""

from datetime import timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from griffie.application.requests.commands import COMMANDS
from tests.api.test_deeds_api import take
from tests.conftest import Clock
from tests.given.courses import TRIED
from tests.given.declared import declared
from tests.given.story import SAID, STEPS, receive

Said = dict[str, Any]
Steps = list[tuple[str, Said]]
DAY = "2026-03-06"
WORDS = "Zoals besproken."
REFUSING = (
    "Twee facturen bewaren wij (artikel 17, lid 3, punt b), AVG). U kunt naar de"
    " Gegevensbeschermingsautoriteit en naar de rechtbank."
)
ERASURE = {"right": "erasure"}

DOUBTED: Steps = [("doubt-identity", {"grounds": WORDS, "asked_on": DAY, "asked_for": WORDS})]
ASKED: Steps = [("ask-clarification", {"question": WORDS, "asked_on": DAY})]
DONE: Steps = [
    ("find-not-applicable", {"right": "access", "ground": "fact/no_data", "explanation": WORDS}),
    ("fulfil", ERASURE | {"measures": WORDS}),
]
CLOSED = STEPS
BACK: Said = {"on": DAY, "words": WORDS}
REOPEN: Said = {"reason": WORDS, "new_fact": "none", "on": DAY}

COURSE: list[tuple[str, Steps, str, Said, str]] = [
    ("acknowledge", [], "", {"sent_on": DAY, "channel": "email"}, "ReceiptAcknowledged"),
    ("assign", [], "", {"handler": "u-17"}, "HandlerAssigned"),
    ("add-claim", [], "", {"right": "objection", "received_on": DAY}, "ClaimAdded"),
    (
        "reclassify-claim",
        [],
        "",
        {"from_right": "access", "to_right": "portability", "reason": WORDS},
        "ClaimReclassified",
    ),
    ("doubt-identity", [], "", DOUBTED[0][1], "IdentityDoubted"),
    (
        "verify-identity",
        DOUBTED,
        "",
        {"method": WORDS, "verified_on": DAY, "received_on": DAY},
        "IdentityVerified",
    ),
    ("fail-identity", DOUBTED, "", {"reason": WORDS, "received_on": DAY}, "IdentityNotEstablished"),
    ("ask-clarification", [], "", ASKED[0][1], "ClarificationAsked"),
    (
        "receive-clarification",
        ASKED,
        "",
        {"answer": WORDS, "received_on": DAY},
        "ClarificationReceived",
    ),
    (
        "extend-deadline",
        [],
        "",
        {"grounds": ["complexity", "number"], "explanation": WORDS, "notified_on": DAY},
        "DeadlineExtended",
    ),
    (
        "apply-exception",
        [],
        "17(3)",
        ERASURE
        | {
            "ground": "gdpr/17/3/e",
            "categories": ["invoices"],
            "necessity": WORDS,
            "legal_basis": WORDS,
            "until": "2036-12-31",
        },
        "Article17ExceptionApplied",
    ),
    (
        "apply-exception",
        [],
        "15(4)",
        {"right": "access", "ground": "gdpr/15/4", "categories": ["mail"], "necessity": WORDS},
        "ExceptionApplied",
    ),
    (
        "refuse",
        [],
        "unfounded",
        ERASURE | {"ground": "gdpr/12/5/unfounded", "demonstration": WORDS},
        "RefusedAsUnfounded",
    ),
    (
        "refuse",
        [],
        "excessive",
        ERASURE | {"ground": "gdpr/12/5/excessive", "demonstration": WORDS},
        "RefusedAsExcessive",
    ),
    (
        "find-not-applicable",
        [],
        "",
        ERASURE | {"ground": "gdpr/17/1", "explanation": WORDS},
        "FoundNotApplicable",
    ),
    ("grant", [], "", ERASURE, "RightGranted"),
    ("fulfil", [], "", {"right": "access", "measures": WORDS}, "RightFulfilled"),
    ("revoke-decision", DONE[:1], "", {"right": "access", "reason": WORDS}, "DecisionRevoked"),
    (
        "notify-recipient",
        DONE,
        "",
        ERASURE | {"recipient": "host-1", "notified_on": DAY},
        "RecipientNotified",
    ),
    (
        "omit-notification",
        DONE,
        "",
        ERASURE | {"recipient": "host-1", "ground": "gdpr/19/disproportionate", "reason": WORDS},
        "RecipientNotificationOmitted",
    ),
    (
        "inform",
        DONE,
        "",
        {
            "kind": "answer",
            "rights": ["access", "erasure"],
            "sent_on": DAY,
            "channel": "email",
            "text": f"{WORDS} {REFUSING}",
            "said": [*SAID, {"provision": "gdpr/12/3", "where": "text"}],
        },
        "RequesterInformed",
    ),
    ("withdraw", [], "", BACK | {"rights": ["erasure"]}, "RequestWithdrawn"),
    ("close", CLOSED[:-1], "", {}, "RequestClosed"),
    ("reopen", CLOSED, "", REOPEN, "RequestReopened"),
    (
        "correct-receipt",
        [],
        "",
        {"received_on": "2026-03-02", "evidence": WORDS, "reason": WORDS},
        "ReceiptDateCorrected",
    ),
    (
        "correct-requester",
        [],
        "",
        {"requester": {"email": "a@abbeele.example"}, "reason": WORDS},
        "RequesterCorrected",
    ),
    ("add-note", [], "", {"note": WORDS}, "NoteAdded"),
    ("link", [], "", {"relation": "repeat"}, "RequestLinked"),
    (
        "record-complaint",
        [],
        "",
        {"authority": "gba", "reference": WORDS, "received_on": DAY},
        "ComplaintRecorded",
    ),
    (
        "erase-personal-data",
        CLOSED,
        "",
        {"ground": "request_on_file", "explanation": WORDS},
        "PersonalDataErased",
    ),
]
NAMES = [" ".join(filter(None, (name, variant))) for name, _, variant, _, _ in COURSE]


@pytest.mark.parametrize(("command", "past", "_variant", "said", "event"), COURSE, ids=NAMES)
def test_a_command_is_taken_and_becomes_its_event(
    dpo: TestClient, command: str, past: Steps, _variant: str, said: Said, event: str
) -> None:
    place = receive(dpo)
    if command == "link":
        said = said | {"other": receive(dpo).rpartition("/")[2]}
    for step, body in past:
        assert dpo.post(f"{place}/{step}", json=body).status_code == 200

    take(dpo, place, command, said, event)


def test_every_command_of_the_engine_is_tried_here() -> None:
    tried = {name for name, *_ in COURSE} | TRIED | {"erase-copies"}  # tests.api.test_copies_api
    tried |= set(declared("TRIED"))

    assert tried == {command.step().path for command in COMMANDS}


def test_a_duplicate_goes_on_in_the_other_request_with_the_earliest_receipt(
    dpo: TestClient,
) -> None:
    other = receive(dpo, received_on="2026-03-10", rights=[{"right": "objection"}])
    twin = receive(dpo)

    linked = dpo.post(
        f"{twin}/link", json={"other": other.rpartition("/")[2], "relation": "duplicate"}
    )

    assert linked.json()["outcome"] == "merged"
    merged = dpo.get(other).json()
    assert merged["received_on"] == "2026-03-05"
    assert {claim["right"] for claim in merged["claims"]} == {"objection", "access", "erasure"}


def test_what_the_law_forbids_quotes_it_and_what_only_order_forbids_does_not(
    dpo: TestClient, clock: Clock
) -> None:
    place = receive(dpo)
    clock.at += timedelta(days=30)
    late = {"grounds": ["number"], "explanation": WORDS, "notified_on": "2026-04-08"}

    law = dpo.post(f"{place}/extend-deadline", json=late)
    order = dpo.post(f"{place}/reopen", json=REOPEN)

    assert (law.status_code, order.status_code) == (409, 409)
    assert law.json() == {
        "type": "/law/gdpr/12/3",
        "title": "Article 12(3) GDPR",
        "status": 409,
        "detail": law.json()["detail"],
        "command": "extend-deadline",
    }
    assert "2026-04-07" in law.json()["detail"]
    assert order.json()["type"] == "/problems/state"
    assert order.json()["command"] == "reopen"


def test_what_is_unknown_is_not_found(store: Store, dpo: TestClient) -> None:
    nowhere = "/api/v1/requests/00000000-0000-4000-8000-000000000000"

    for answer in (
        dpo.get(nowhere),
        dpo.get(f"{nowhere}?reveal=true"),
        dpo.get(f"{nowhere}/events"),
        dpo.post(f"{nowhere}/add-note", json={"note": WORDS}),
        dpo.post(f"{nowhere}/documents", files={"file": b"x"}),
        dpo.get("/api/v1/nothing"),
        dpo.post(f"{receive(dpo)}/approve", json={}),
    ):
        assert answer.status_code == 404
    assert store.history.newest() == 1
