"""Rows B4 to B6, B8, B11 and B13 of the second reading of the law: how far a right yields."""

from typing import Any

import pytest

from tests.scenarios.desk import DAY, DONE, WORDS, Desk

COPY: dict[str, Any] = {"right": "access", "format": "pdf", "channel": "email", "delivered_on": DAY}
FURTHER: dict[str, Any] = {
    "right": "access",
    "ground": "gdpr/15/3",
    "amount_cents": 800,
    "demonstration": WORDS,
    "notified_on": DAY,
}
YIELDS: dict[str, Any] = {"right": "access", "ground": "gdpr/15/4", "necessity": WORDS}
AUTOMATED: dict[str, Any] = {"right": "automated_decision", "necessity": WORDS}


def asked(desk: Desk, step: str, **body: Any) -> tuple[int, str]:
    """What a step is answered: the status, and the type of the problem."""
    answer = desk.client.post(f"{desk.place}/{step}", json=body)
    return answer.status_code, answer.json().get("type", "")


def shown(desk: Desk) -> Any:
    return desk.client.get(desk.place).json()


def claim(desk: Desk, right: str = "access") -> Any:
    (found,) = [one for one in shown(desk)["claims"] if one["right"] == right]
    return found


@pytest.mark.law("gdpr/15/4")
def test_b4_the_whole_of_access_never_yields(desk: Desk) -> None:
    desk.receives("access")

    assert asked(desk, "apply-exception", **YIELDS) == (409, "/law/gdpr/15/4")


@pytest.mark.law("gdpr/15/4")
@pytest.mark.parametrize(
    "part", [{"categories": ["correspondence"]}, {"items": ["De nota van de jurist."]}]
)
def test_b4_what_is_named_yields_and_the_rest_stays_owed(desk: Desk, part: dict[str, Any]) -> None:
    desk.receives("access")
    desk.takes("apply-exception", **YIELDS, **part)
    first = claim(desk)
    desk.takes("fulfil", right="access", **DONE)

    assert first["status"] == "open"
    assert {one["status"] for one in first["parts"]} == {"excepted", "open"}
    assert claim(desk)["status"] == "partly_fulfilled"
    assert "artikel 15, lid 4" in desk.reads()


@pytest.mark.law("gdpr/15/1/c")
@pytest.mark.parametrize(
    ("information", "said"),
    [
        ("staff", "laten wij namen van medewerkers weg"),
        ("source", "Van de informatie over de bron laten wij een deel weg"),
        ("logic", "bedrijfsgeheimen daarbij"),
    ],
)
def test_b4_b11_a_weighed_item_of_the_information_is_left_out_and_said(
    desk: Desk, information: str, said: str
) -> None:
    desk.receives("access")
    body = YIELDS | {"information": information, "items": ["Wat weggelaten is."]}
    desk.takes("apply-exception", **body).takes("fulfil", right="access", **DONE)

    assert said in desk.reads()


@pytest.mark.law("gdpr/12/5")
def test_b5_a_first_copy_has_no_price(desk: Desk) -> None:
    desk.receives("access")
    first = asked(desk, "propose-fee", **FURTHER)
    desk.takes("deliver-copy", **COPY)

    assert first == (409, "/law/gdpr/12/5")
    assert asked(desk, "propose-fee", **FURTHER)[0] == 200


@pytest.mark.law("gdpr/15/3")
def test_b6_a_further_copy_that_is_not_paid_falls_away_alone(desk: Desk) -> None:
    away = {"right": "access", "ground": "gdpr/15/3", "explanation": WORDS}
    desk.receives("access").takes("deliver-copy", **COPY)
    too_soon = asked(desk, "find-not-applicable", **away)
    desk.takes("propose-fee", **FURTHER).takes("decline-fee", right="access", on=DAY)
    desk.takes("find-not-applicable", **away).takes("fulfil", right="access", **DONE)

    parts = {one["ground"]: one["status"] for one in claim(desk)["parts"]}
    assert too_soon[0] == 409
    assert parts == {"gdpr/15/3": "no_ground", None: "fulfilled"}


@pytest.mark.law("gdpr/5/1/a")
@pytest.mark.parametrize("right", ["access", "erasure", "portability"])
def test_b8_data_that_were_found_are_not_denied(desk: Desk, right: str) -> None:
    denial = {"right": right, "ground": "fact/no_data", "explanation": WORDS}
    desk.receives(right).takes("ask-search", system="servers", due_on="2026-05-04")
    desk.takes("complete-search", system="servers", result="found")
    before = asked(desk, "find-not-applicable", **denial)
    desk.takes("correct-search", system="servers", result="none", reason="Een naamgenoot.")

    assert before == (409, "/law/gdpr/5/1/a")
    assert asked(desk, "find-not-applicable", **denial)[0] == 200


def test_b8_an_open_search_stops_the_closing(desk: Desk) -> None:
    letter = {"kind": "refusal", "rights": ["erasure"], "sent_on": DAY, "channel": "email"}
    no_ground = {"right": "erasure", "ground": "gdpr/17/1", "explanation": WORDS}
    desk.receives("erasure").takes("ask-search", system="servers", due_on="2026-05-04")
    desk.takes("find-not-applicable", **no_ground).takes("inform", **letter)
    open_still = asked(desk, "close")
    desk.takes("complete-search", system="servers", result="not_found_in_time")
    unexplained = asked(desk, "close")
    left = {"system": "servers", "result": "not_found_in_time", "reason": "Niets te verwachten."}
    desk.takes("correct-search", **left)

    assert (open_still, unexplained) == ((409, "/problems/state"), (409, "/problems/state"))
    assert asked(desk, "close")[0] == 200


@pytest.mark.law("gdpr/22/2/b")
def test_b11_the_law_that_lets_a_machine_decide_is_named(desk: Desk) -> None:
    body = AUTOMATED | {"ground": "gdpr/22/2/b"}
    desk.receives("automated_decision")

    assert asked(desk, "apply-exception", **body) == (409, "/law/gdpr/22/2/b")
    assert asked(desk, "apply-exception", **body, legal_basis="Artikel 6 van een wet.")[0] == 200


@pytest.mark.law("gdpr/22/4")
def test_b11_special_categories_need_their_own_ground(desk: Desk) -> None:
    body = AUTOMATED | {"ground": "gdpr/22/2/b", "legal_basis": WORDS, "special_categories": True}
    desk.receives("automated_decision")

    assert asked(desk, "apply-exception", **body) == (409, "/law/gdpr/22/4")
    assert asked(desk, "apply-exception", **body, special_ground="gdpr/9/2/g")[0] == 200


@pytest.mark.law("gdpr/12/5")
@pytest.mark.parametrize("right", ["access", "rectification", "portability"])
@pytest.mark.parametrize("rests", ["motive", "number"])
@pytest.mark.parametrize("ground", ["gdpr/12/5/unfounded", "gdpr/12/5/excessive"])
def test_b13_motive_or_number_alone_refuses_nothing(
    desk: Desk, right: str, rests: str, ground: str
) -> None:
    body = {"right": right, "ground": ground, "demonstration": WORDS, "because_of": rests}
    desk.receives(right)
    hints = {one["command"]: one.get("hint", "") for one in shown(desk)["actions"]}

    assert "C-307/22" in hints["refuse"]
    assert "C-416/23" in hints["refuse"]
    assert asked(desk, "refuse", **body) == (409, "/law/gdpr/12/5")
    assert asked(desk, "refuse", **body, beyond="Wij kregen elk uur hetzelfde bericht.")[0] == 200
