"""The names that outside checks call, as a stranger types them who holds the interface's page only.

Each body that the page gives, what may be left out left out and then said, on a fresh request,
under the neutral profile and under one that names its purposes, categories, recipients and systems.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import open_store
from griffie.application.access.roles import Role
from griffie.application.controller.load_profile import load_profile
from griffie.application.controller.profile import NEUTRAL
from griffie.domain.law import Right
from tests.conftest import Clock, signed_in

REQUESTS = "/api/v1/requests"
IASSIST = Path(__file__).parents[2] / "docs" / "examples" / "iassist.toml"
Said = dict[str, Any]
Step = tuple[str, Said]
DAY, ASKED, LATER, WORDS = "2026-03-10", "2026-03-06", "2026-05-10", "Zoals besproken."
RIGHTS = [str(one) for one in Right]
UNREFUSED = {"consent_withdrawal", "direct_marketing_objection", "objection"}
REFUSABLE = [one for one in RIGHTS if one not in UNREFUSED]
CODES: Said = {"purposes": ["newsletter"], "categories": ["contact"]}
PART = CODES | {"items": ["foto van 3 maart"]}
FACTS = ("proof", "clarification", "other")
ACCESS, ERASURE, WHY = {"right": "access"}, {"right": "erasure"}, {"reason": WORDS}
LETTER: Said = {"kind": "answer", "rights": ["erasure"], "sent_on": DAY, "channel": "email"}
OTHER, BY_POST = LETTER | {"kind": "other"}, LETTER | {"channel": "post"}
NO: Said = LETTER | {"kind": "refusal"}
DOUBT: Step = ("doubt-identity", {"grounds": WORDS, "asked_on": ASKED, "asked_for": WORDS})
ASK: Step = ("ask-clarification", {"question": WORDS, "asked_on": ASKED})
BACK: Said = {"on": DAY, "words": WORDS}
CLOSED: list[Step] = [("withdraw", BACK | {"rights": ["erasure"]}), ("close", {})]
ERASED: Step = ("fulfil", ERASURE | {"measures": WORDS})
REFUSED: Step = ("refuse", ERASURE | {"ground": "gdpr/12/5/unfounded", "demonstration": WORDS})
GOT: Said = {"recipients": ["host-1"], "categories": ["contact"], "source": "log"}
TOLD: Said = ERASURE | {"recipient": "host-1", "notified_on": DAY}
SPARED: Said = ERASURE | {"recipient": "host-1"} | WHY
COPY: Said = ACCESS | {"format": "pdf", "channel": "email", "delivered_on": DAY}
FEE: Said = ACCESS | {"ground": "gdpr/12/5/excessive", "amount_cents": 1500, "notified_on": DAY}
FEE |= {"demonstration": WORDS}
SEARCH: Said = {"system": "servers", "due_on": "2026-03-25"}
NONE_FOUND: Step = ("complete-search", {"system": "servers", "result": "none"})
ORDER: Said = {"authority": "gba", "dossier": "dos-1", "content": WORDS, "received_on": DAY}
ORDER |= {"due_on": "2026-04-10"}
BACK_WORDS: Said = {"explanation": WORDS}
READY: Said = {"on": DAY, "where": WORDS, "until": LATER}
VERIFIED: Said = {"method": WORDS, "verified_on": DAY}
LONGER: Said = {"grounds": ["complexity", "number"], "explanation": WORDS, "notified_on": DAY}
INTAKE = WHY | {"language": "fr"}
STOPPED: Said = {"right": "objection", "stopped_on": DAY}
WIPED: Said = ERASURE | {"system": "servers", "proof": WORDS, "erased_on": DAY}


class Row(NamedTuple):
    rights: list[str]
    before: list[Step]
    step: str
    body: Said


def rows(rights: str, before: list[Step], step: str, *bodies: Said) -> list[Row]:
    return [Row(rights.split(), before, step, body) for body in bodies]


EXCEPTED = [
    *(("erasure", f"gdpr/17/3/{point}") for point in "acde"),
    ("portability", "gdpr/20/4"),
    ("research_objection", "gdpr/21/6"),
]
OUT_OF_PLAY = [
    ("access", "fact/no_data"),
    ("rectification", "fact/data_accurate"),
    ("access", "gdpr/11/2"),
    ("automated_decision", "gdpr/22/1"),
]
TAKEN = [
    *rows("access", [], "acknowledge", {"sent_on": DAY, "channel": "email"}),
    *rows("access", [], "assign", {"handler": "u-7"}),
    *rows("access", [], "add-claim", ERASURE | {"received_on": DAY}),
    *rows("", [], "add-claim", ERASURE | CODES | {"received_on": DAY}),
    *rows("access", [], "reclassify-claim", WHY | {"from_right": "access", "to_right": "erasure"}),
    *rows("access", [], *DOUBT),
    *rows("access", [], "verify-identity", VERIFIED, VERIFIED | {"received_on": DAY}),
    *rows("access", [DOUBT], "verify-identity", VERIFIED | {"received_on": DAY}),
    *rows("access", [DOUBT], "fail-identity", WHY, WHY | {"received_on": DAY}),
    *rows("access", [DOUBT], "fail-identity", WHY | {"failed_on": "2026-03-12"}),
    *rows("access", [], "ask-clarification", ASK[1], ASK[1] | {"large_quantity": True}),
    *rows("erasure", [], *ASK),
    *rows("access", [ASK], "receive-clarification", {"answer": WORDS, "received_on": DAY}),
    *rows("access", [], "extend-deadline", LONGER, LONGER | {"rights": ["access"]}),
    *rows("access", [], "propose-fee", FEE),
    *rows("access", [("propose-fee", FEE)], "accept-fee", ACCESS | {"on": DAY}),
    *rows("access", [("propose-fee", FEE)], "decline-fee", ACCESS | {"on": DAY}),
    *rows("erasure", [("grant", ERASURE)], "revoke-decision", ERASURE | WHY),
    *rows("erasure", [], "record-recipients", GOT, GOT | {"source": "contract"}),
    *rows("erasure", [], "record-recipients", GOT | {"categories": [], "source": "assumed"}),
    *rows("erasure", [("record-recipients", GOT), ERASED], "notify-recipient", TOLD),
    *rows(
        "erasure",
        [("record-recipients", GOT), ERASED],
        "omit-notification",
        SPARED | {"ground": "gdpr/19/impossible"},
        SPARED | {"ground": "gdpr/19/disproportionate"},
    ),
    *rows("erasure", [ERASED], "inform", LETTER, LETTER | {"said": []}),
    *rows("erasure", [ERASED], "inform", BY_POST | {"channel_reason": WORDS}),
    *rows("erasure", [], "inform", OTHER, OTHER | {"rights": [], "text": WORDS}),
    *rows("erasure", [REFUSED], "inform", NO),
    *rows("access erasure", [], "withdraw", BACK | {"rights": ["access"]}),
    *rows("erasure", CLOSED[:1], "close", {}),
    *rows(
        "erasure",
        CLOSED,
        "reopen",
        *(WHY | {"on": DAY, "new_fact": one} for one in ("none", *FACTS)),
    ),
    *rows("access", [], "correct-receipt", WHY | {"received_on": "2026-03-03", "evidence": WORDS}),
    *rows("access", [], "correct-requester", WHY | {"requester": {"name": "An", "phone": "1"}}),
    *rows("access", [], "correct-intake", INTAKE, WHY | {"channel": "post"}),
    *rows("access", [], "add-note", {"note": WORDS}),
    *rows(
        "erasure",
        [ERASED, ("inform", LETTER)],
        "record-returned",
        {"channel": "email", "on": "2026-03-12", "rights": ["erasure"]},
    ),
    *rows(
        "access",
        [],
        "record-complaint",
        *(
            {"authority": one, "reference": WORDS, "received_on": DAY}
            for one in ("gba", "internal", "court", "other")
        ),
    ),
    *rows("erasure", [ERASED], "record-ready", READY, READY | {"rights": ["erasure"]}),
    *rows("access", [], "deliver-copy", COPY),
    *rows("access", [], "deliver-copy", COPY | {"channel": "post", "channel_reason": WORDS}),
    *rows("access", [], "ask-search", SEARCH, SEARCH | {"assignee": "u-7"}),
    *rows(
        "access",
        [("ask-search", SEARCH), NONE_FOUND],
        "correct-search",
        *({"system": "servers", "result": one} | WHY for one in ("found", "none")),
    ),
    *rows("erasure", [], "record-order", ORDER),
    *rows(
        "erasure",
        [("record-order", ORDER), *CLOSED],
        "erase-personal-data",
        *(
            {"ground": one, "explanation": WORDS}
            for one in ("order", "request_on_file", "test_data")
        ),
    ),
    *rows("objection", [], "stop-processing", STOPPED, STOPPED | {"purposes": ["newsletter"]}),
    *rows("erasure", [DOUBT], "erase-data", WIPED | {"irregular": WORDS}),
    *(
        row
        for right, ground in EXCEPTED
        for said in [{"right": right, "ground": ground, "necessity": WORDS}]
        for more in [{}, PART, {"items": "een zin"}, {"legal_basis": WORDS, "until": "2036-12-31"}]
        for row in rows(right, [], "apply-exception", said | more)
    ),
    *(
        row
        for right, ground in OUT_OF_PLAY
        for said in [{"right": right, "ground": ground, "explanation": WORDS}]
        for row in rows(right, [], "find-not-applicable", said, said | PART)
    ),
    *(
        row
        for right in REFUSABLE
        for ground in ("gdpr/12/5/unfounded", "gdpr/12/5/excessive")
        for said in [{"right": right, "ground": ground, "demonstration": WORDS}]
        for row in rows(right, [], "refuse", said, said | PART)
    ),
    *(
        row
        for right in RIGHTS
        for said in [{"right": right}, {"right": right} | PART, {"right": right, "items": "zin"}]
        for row in [
            *rows(right, [], "grant", said),
            *rows(right, [], "fulfil", said | {"measures": WORDS}),
        ]
    ),
]
FORBIDDEN: list[tuple[Row, int, str]] = [
    (row, status, kind)
    for status, kind, found in [
        (422, "/problems/malformed", rows("access", [DOUBT], "verify-identity", VERIFIED)),
        (422, "/problems/malformed", rows("access", [], "withdraw", BACK | {"rights": []})),
        (
            409,
            "/law/gdpr/12/6",
            [
                *rows("access", [DOUBT], "fail-identity", WHY | {"failed_on": ASKED}),
                *rows("access", [DOUBT], "fail-identity", WHY | {"failed_on": DAY}),
                *rows("erasure", [DOUBT], "erase-data", WIPED),
            ],
        ),
        (409, "/law/gdpr/12/3", rows("erasure", [ERASED], "inform", BY_POST)),
        (409, "/law/gdpr/12/1", rows("erasure", [REFUSED], "inform", NO | {"channel": "phone"})),
        (
            409,
            "/problems/state",
            [
                *rows("erasure", [], "record-ready", READY),
                *rows("objection", [], "stop-processing", STOPPED | {"irregular": WORDS}),
                *rows("erasure", CLOSED, "erase-personal-data", {"ground": "order"} | BACK_WORDS),
            ],
        ),
    ]
    for row in found
]


@pytest.fixture(scope="module", params=["neutral", "iassist"])
def dpo(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    folder = tmp_path_factory.mktemp("outside") / "data"
    profile = load_profile(IASSIST) if request.param == "iassist" else NEUTRAL
    store = open_store(folder, clock=Clock(), demo=True, profile=profile)
    yield signed_in(store, Role.DPO)
    store.engine.close()


def received(dpo: TestClient, *rights: str, **more: Any) -> str:
    body = {"received_on": "2026-03-05", "channel": "email", "language": "nl"}
    asked = {"rights": [{"right": one} for one in rights], "requester": {"email": "an@b.example"}}
    answer = dpo.post(REQUESTS, json=body | asked | more)
    assert answer.status_code == 201, answer.text
    return str(answer.headers["Location"])


def tried(dpo: TestClient, row: Row) -> Any:
    place = received(dpo, *row.rights)
    for step, body in row.before:
        assert dpo.post(f"{place}/{step}", json=body).status_code == 200, step
    return dpo.post(f"{place}/{row.step}", json=row.body)


def test_every_body_of_the_page_is_taken(dpo: TestClient) -> None:
    for row in TAKEN:
        answer = tried(dpo, row)
        assert answer.status_code == 200, (row, answer.text)


def test_what_is_not_taken_is_what_the_page_says(dpo: TestClient) -> None:
    for row, status, kind in FORBIDDEN:
        answer = tried(dpo, row)
        assert (answer.status_code, answer.json()["type"]) == (status, kind), (row, answer.text)


def test_what_is_missing_in_an_answer_is_listed(dpo: TestClient) -> None:
    place = received(dpo, "access")
    for step, body in (("deliver-copy", COPY), ("fulfil", ACCESS | {"measures": WORDS})):
        dpo.post(f"{place}/{step}", json=body)
    letter = LETTER | {"rights": ["access"]}

    first = dpo.post(f"{place}/inform", json=letter)
    said = [{"provision": one, "where": "text"} for one in first.json()["missing"]]
    second = dpo.post(f"{place}/inform", json=letter | {"said": said})

    assert (first.status_code, second.status_code) == (409, 200)
    assert dpo.get(f"{place}/letters").json()["items"][0]["said"]


def test_parts_have_the_keys_of_the_page(dpo: TestClient) -> None:
    place = received(dpo, "erasure")
    dpo.post(f"{place}/grant", json=ERASURE | {"items": ["een foto", "een brief"]})

    (claim,) = dpo.get(place).json()["claims"]
    keys = {"purposes", "categories", "items", "status", "ground", "due_on", "act", "informed_on"}
    assert claim["received_on"] == "2026-03-05"
    assert all(keys <= part.keys() for part in claim["parts"])
    assert [one["items"] for one in claim["parts"] if one["status"] == "granted"] == [2]
    assert "een brief" not in dpo.get(place).text
    assert "een brief" in dpo.get(place, params={"reveal": True}).text


def test_links_contacts_and_announcements(dpo: TestClient) -> None:
    first, again = received(dpo, "access"), received(dpo, "access", received_on="2026-03-12")
    reminds = {"other": first.rpartition("/")[2], "relation": "reminder"}
    unknown = {"contact": "none", "requester": {"name": "An"}}
    told = {"purpose": "studie", "announced_on": DAY, "basis": "f", "told": 10, "channel": "email"}
    leaves = {"email": "an@b.example", "purposes": []}

    assert dpo.post(f"{again}/link", json=reminds).json()["status"] == "closed"
    assert dpo.get(first).json()["status"] != "closed"
    assert received(dpo, "access", **unknown)
    assert dpo.post("/api/v1/announcements", json=told).status_code == 201
    assert dpo.get("/api/v1/announcements").json()["items"][0]["purpose"] == "studie"
    assert dpo.post("/api/v1/withdrawals", json=leaves).status_code == 201
