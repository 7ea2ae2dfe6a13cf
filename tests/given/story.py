"""One request from receipt to closing, as a clerk would type it."""

from typing import Any

from fastapi.testclient import TestClient

PERSONAL = {
    "name": "Adélaïde van den Abbeele",
    "email": "adelaide@abbeele.example",
    "message": "Wis alles van mijn zoon Corneel en stuur het mij eerst op.",
    "grounds": "Zij schreef vanuit het adres van haar buurman.",
    "asked_for": "Een telefoontje op het nummer dat wij kennen.",
    "method": "Teruggebeld, Corneels geboortedatum klopte.",
    "explanation": "Corneels dossier ligt in vier systemen.",
    "measures": "Kopie aan Adélaïde gegeven.",
    "necessity": "Facturen van Adélaïde: zeven jaar.",
    "legal_basis": "Artikel 60 van het Btw-wetboek, zegt Adélaïde.",
}

RECEIVE: dict[str, Any] = {
    "received_on": "2026-03-05",
    "channel": "email",
    "language": "nl",
    "rights": [{"right": "access"}, {"right": "erasure", "categories": ["contact", "invoices"]}],
    "requester": {"name": PERSONAL["name"], "email": PERSONAL["email"]},
    "message": PERSONAL["message"],
}


def coming_in(words: str, day: str) -> dict[str, Any]:
    """The body of a request received on a day, with these words and no other in it."""
    return {
        "received_on": day,
        "channel": "email",
        "language": "nl",
        "rights": [{"right": "access"}, {"right": "erasure"}],
        "requester": {"name": f"Naam {words}", "email": f"{words}@people.example"},
        "message": words,
    }


SAID = [
    {"provision": f"gdpr/15/{place}", "where": "text"}
    for place in ("1", *(f"1/{point}" for point in "abcdefgh"), "2", "3")
]
"""An answer about access in which the clerk filled in what the profile left open."""

DAY = "2026-03-06"
KNOWN = "2026-03-10"
"""The day on which it was verified who asks, and on which she was answered."""
BOTH = ["access", "erasure"]
STEPS: list[tuple[str, dict[str, Any]]] = [
    ("doubt-identity", {"asked_on": DAY, **{k: PERSONAL[k] for k in ("grounds", "asked_for")}}),
    (
        "verify-identity",
        {"method": PERSONAL["method"], "verified_on": "2026-03-10", "received_on": "2026-03-10"},
    ),
    (
        "extend-deadline",
        {"grounds": ["number"], "explanation": PERSONAL["explanation"], "notified_on": DAY},
    ),
    (
        "deliver-copy",
        {"right": "access", "format": "pdf", "channel": "email", "delivered_on": "2026-03-10"},
    ),
    ("fulfil", {"right": "access", "measures": PERSONAL["measures"]}),
    (
        "apply-exception",
        {
            "right": "erasure",
            "ground": "gdpr/17/3/b",
            "categories": ["invoices"],
            "necessity": PERSONAL["necessity"],
            "legal_basis": PERSONAL["legal_basis"],
        },
    ),
    ("fulfil", {"right": "erasure", "measures": PERSONAL["measures"], "done_on": "2026-03-10"}),
    (
        "inform",
        {"kind": "answer", "rights": BOTH, "sent_on": KNOWN, "channel": "email", "said": SAID},
    ),
    ("close", {}),
]


def receive(clerk: TestClient, **other: Any) -> str:
    """Take the request in; where to read it."""
    answer = clerk.post("/api/v1/requests", json=RECEIVE | other)
    assert answer.status_code == 201, answer.text
    return answer.headers["Location"]


def tell(clerk: TestClient, **other: Any) -> str:
    """The whole story; where to read it."""
    location = receive(clerk, **other)
    for step, body in STEPS:
        answer = clerk.post(f"{location}/{step}", json=body)
        assert answer.status_code == 200, answer.text
    return location
