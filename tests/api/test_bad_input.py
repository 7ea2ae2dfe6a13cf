"""What cannot be meant is refused: a clear 4xx, nothing recorded, nothing repeated."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from griffie.api.composition import Store
from tests.given.story import RECEIVE, receive

Said = dict[str, Any]
Refused = Callable[..., Said]
JSON = {"Content-Type": "application/json"}
REQUESTS = "/api/v1/requests"
WORDS = "Zoals besproken."
ERASURE = {"right": "erasure"}
NO_DATES: list[Any] = [
    "2026-02-30",
    "0",
    0,
    20260305,
    "2026-3-5",
    "2026-03-05T00:00:00",
    "2026-03-05Z",
    "2026-W10-4",
    "20260305",
    "05/03/2026",
    " 2026-03-05",
    "2026-03-05\n",
    "٢٠٢٦-٠٣-٠٥",
    "",
    None,
    True,
    1e300,
    10**400,
    [],
    {},
]
IMPOSSIBLE = ["0001-01-01", "2018-05-24", "2026-03-21", "9999-12-31"]


@pytest.fixture
def refused(store: Store, dpo: TestClient) -> Refused:
    """Sends something, and holds that it is refused and that nothing was recorded."""

    def send(address: str, status: int = 422, **more: Any) -> Said:
        size = store.history.newest()
        answer = dpo.post(address, **more)
        assert answer.status_code == status, answer.text
        assert store.history.newest() == size
        problem: Said = answer.json()
        return problem

    return send


def with_receipt(day: Any) -> bytes:
    return json.dumps(RECEIVE | {"received_on": day}).encode()


@pytest.mark.parametrize("day", NO_DATES + IMPOSSIBLE, ids=lambda day: repr(day)[:20])
def test_a_day_that_is_none_is_refused_wherever_it_stands(
    refused: Refused, dpo: TestClient, day: Any
) -> None:
    place = receive(dpo)

    problem = refused(REQUESTS, content=with_receipt(day), headers=JSON)
    assert problem["errors"][0]["at"] == "body.received_on"
    acknowledged = json.dumps({"sent_on": day, "channel": "email"})
    refused(f"{place}/acknowledge", content=acknowledged, headers=JSON)


@pytest.mark.parametrize("day", [*NO_DATES[:12], "0001-01-01", "9999-12-31"])
def test_a_query_knows_no_other_days(dpo: TestClient, day: Any) -> None:
    board = dpo.get("/api/v1/dashboards/deadlines", params={"on": day})
    listed = dpo.get(REQUESTS, params={"due_before": day})

    assert board.status_code == 422
    assert listed.status_code == (200 if day in IMPOSSIBLE else 422)


BAD_RECEIPTS: dict[str, Said] = {
    "unknown field": {"urgent": True},
    "unknown field inside": {"requester": {"email": "a@b.example", "nick": "A"}},
    "a right that does not exist": {"rights": [{"right": "oblivion"}]},
    "a right twice": {"rights": [ERASURE, ERASURE]},
    "rights that are no list": {"rights": "erasure"},
    "a right that is no object": {"rights": ["erasure"]},
    "a purpose that is no code": {"rights": [ERASURE | {"purposes": ["News letter"]}]},
    "too many categories": {"rights": [ERASURE | {"categories": [f"c{n}" for n in range(101)]}]},
    "unknown channel": {"channel": "pigeon"},
    "unknown language": {"language": "la"},
    "a number for a name": {"requester": {"name": 7, "email": "a@b.example"}},
    "an empty name": {"requester": {"name": "", "email": "a@b.example"}},
    "a blank message": {"message": " \t\n\u00a0"},
    "a message without a visible sign": {"message": "\u200b\u200e"},
    "NUL": {"message": "a\0b"},
    "a lone surrogate": {"message": "a\ud800b"},
    "half an emoji in an e-mail address": {"requester": {"email": "\udc00@b.example"}},
    "a forwarder in the future": {
        "forwarded_by": {"party": "host-1", "their_receipt_on": "2026-03-21"}
    },
    "a forwarder after us": {
        "forwarded_by": {
            "party": "host-1",
            "their_receipt_on": "2026-03-06",
            "official_channel": True,
        }
    },
    "a capacity that does not exist": {"representative": {"name": "A", "capacity": "king"}},
    "a flag that is none": {
        "forwarded_by": {"party": "h", "their_receipt_on": "2026-03-05", "official_channel": 2}
    },
    "a message that is too long": {"message": "x" * 200_001},
    "no requester": {"requester": None},
}


@pytest.mark.parametrize("said", BAD_RECEIPTS.values(), ids=BAD_RECEIPTS.keys())
def test_a_receipt_that_means_nothing_is_refused(refused: Refused, said: Said) -> None:
    problem = refused(REQUESTS, content=json.dumps(RECEIVE | said), headers=JSON)

    assert problem["type"] == "/problems/malformed"
    assert all(len(error["because"].split()) > 1 for error in problem["errors"])


BODIES: dict[str, bytes] = {
    "nothing": b"",
    "no JSON": b"{",
    "a string": b'"x"',
    "a list": b"[]",
    "null": b"null",
    "not UTF-8": b'{"note": "\xff"}',
    "UTF-16": json.dumps({"note": "x"}).encode("utf-16"),
    "a byte order mark": b'\xef\xbb\xbf{"note": "x"}',
    "nesting": b'{"note":' * 5000 + b"1" + b"}" * 5000,
    "lists without end": b"[" * 100_000,
    "NaN": b'{"note": NaN}',
    "Infinity": b'{"note": -Infinity}',
    "a number beyond measure": b'{"note": 1%s}' % (b"0" * 5000),
    "a member twice": b'{"note": "yes", "note": "no"}',
    "a raw control sign": b'{"note": "a\x01"}',
    "more after the end": b'{"note": "x"} {}',
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES.keys())
def test_a_body_that_has_no_single_meaning_is_refused(
    refused: Refused, dpo: TestClient, body: bytes
) -> None:
    refused(f"{receive(dpo)}/add-note", content=body, headers=JSON)
    refused(REQUESTS, content=body, headers=JSON)


BAD_STEPS: dict[str, tuple[str, Said]] = {
    "a right not invoked": ("grant", {"right": "objection"}),
    "a right that does not exist": ("grant", {"right": "oblivion"}),
    "a right not invoked, among others": (
        "withdraw",
        {"rights": ["erasure", "objection"], "on": "2026-03-06", "words": "x"},
    ),
    "no right at all": ("withdraw", {"rights": [], "on": "2026-03-06", "words": "x"}),
    "a ground of another right": (
        "apply-exception",
        ERASURE | {"ground": "gdpr/15/4", "necessity": WORDS},
    ),
    "a ground that is another's": (
        "find-not-applicable",
        ERASURE | {"ground": "fact/data_accurate", "explanation": WORDS},
    ),
    "a ground that does not exist": ("refuse", ERASURE | {"ground": "x", "demonstration": WORDS}),
    "no demonstration": ("refuse", ERASURE | {"ground": "gdpr/12/5/excessive"}),
    "a blank demonstration": (
        "refuse",
        ERASURE | {"ground": "gdpr/12/5/excessive", "demonstration": "  "},
    ),
    "an exception until yesterday": (
        "apply-exception",
        ERASURE | {"ground": "gdpr/17/3/b", "necessity": WORDS, "until": "2026-03-19"},
    ),
    "a category nobody asked about": (
        "apply-exception",
        ERASURE | {"ground": "gdpr/17/3/b", "necessity": WORDS, "categories": ["health"]},
    ),
    "before receipt": ("acknowledge", {"sent_on": "2026-03-04", "channel": "email"}),
    "in the future": ("acknowledge", {"sent_on": "2026-03-21", "channel": "email"}),
    "a handler who is no account": ("assign", {"handler": "Wim"}),
    "no ground for extending": (
        "extend-deadline",
        {"grounds": [], "explanation": WORDS, "notified_on": "2026-03-06"},
    ),
    "another ground for extending": (
        "extend-deadline",
        {"grounds": ["holidays"], "explanation": WORDS, "notified_on": "2026-03-06"},
    ),
    "linked to what is unknown": (
        "link",
        {"other": "00000000-0000-4000-8000-000000000000", "relation": "duplicate"},
    ),
    "linked to no id": ("link", {"other": "7K3F9-Q2MXT", "relation": "duplicate"}),
    "a requester who cannot be reached": (
        "correct-requester",
        {"requester": {"name": "Wim"}, "reason": WORDS},
    ),
    "received before the law": (
        "correct-receipt",
        {"received_on": "2018-05-24", "evidence": WORDS, "reason": WORDS},
    ),
    "a field for a command without fields": ("close", {"force": True}),
}


@pytest.mark.parametrize(("command", "said"), BAD_STEPS.values(), ids=BAD_STEPS.keys())
def test_a_step_that_cannot_be_is_refused(
    refused: Refused, dpo: TestClient, command: str, said: Said
) -> None:
    place = receive(dpo)

    refused(f"{place}/{command}", json=said)


def test_a_request_is_not_linked_to_itself(refused: Refused, dpo: TestClient) -> None:
    place = receive(dpo)
    itself = place.rpartition("/")[2]

    for relation in ("duplicate", "repeat", "reminder"):
        for written in (itself, itself.upper(), itself.replace("-", "")):
            refused(f"{place}/link", json={"other": written, "relation": relation})


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "", "json"])
def test_a_body_of_another_kind_is_refused(refused: Refused, kind: str) -> None:
    refused(REQUESTS, content=json.dumps(RECEIVE), headers={"Content-Type": kind})


def test_what_is_too_large_is_refused_whether_it_says_so_or_not(
    refused: Refused, dpo: TestClient
) -> None:
    place = receive(dpo)
    huge = RECEIVE | {"message": "x" * 10_000_000}

    refused(REQUESTS, 413, json=huge)
    refused(REQUESTS, 413, content=iter([b" " * 65_536] * 20), headers=JSON)
    refused(f"{place}/documents", 413, files={"file": b"x" * (25 * 2**20 + 1)})


def test_a_broken_upload_is_refused(refused: Refused, dpo: TestClient) -> None:
    place = f"{receive(dpo)}/documents"
    part = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nabc'

    for kind, body in (
        ("multipart/form-data", part),
        ("multipart/form-data; boundary=x", part),
        ("multipart/form-data; boundary=y", part),
        ("multipart/form-data; boundary=x", b"--x\r\nnonsense\r\n\r\nabc\r\n--x--\r\n"),
        ("application/json", b'{"file": "abc"}'),
    ):
        refused(place, content=body, headers={"Content-Type": kind})
    refused(place, files={"file": b""})
    refused(place, files={"file": b"x", "other": b"y"})
    refused(place, files=[("file", b"x"), ("file", b"y")])
    refused(place, files={"file": b"x"}, data={"kind": "passport"})
    refused(place, data={"kind": "correspondence"})


def test_an_unknown_field_of_an_address_is_said_by_its_place(clerk: TestClient) -> None:
    """Not by its name: whoever typed a person there finds them in no answer and no log."""
    answer = clerk.get("/api/v1/requests", params={"status": "received", "Jozefien": "1"})

    (error,) = answer.json()["errors"]
    assert answer.status_code == 422
    assert error["because"].startswith("field 2 of 2 is not known: taken are ")
    assert {"status", "right", "min_position"} <= {
        *error["because"].partition("are ")[2].split(", ")
    }
    assert "Jozefien" not in answer.text
