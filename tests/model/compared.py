"""What is compared after every step: the engine's answer and the ledger's, in the same words."""

from typing import Any

from tests.model.days import in_the_gap
from tests.model.ledger import Ledger
from tests.model.standing import (
    execution_of,
    outcome_of,
    request_terms,
    since_of,
    status_of,
    term_of,
)

TERM = ("due_on", "strict_due_on", "first_month_ends_on", "extended", "suspended_days")


def as_the_engine(shown: dict[str, Any]) -> dict[str, Any]:
    told: dict[str, Any] = {
        key: shown[key]
        for key in ("status", "outcome", "execution", "identity", "mandate", "received_on")
    }
    told["rights"] = sorted(claim["right"] for claim in shown["claims"])
    for claim in shown["claims"]:
        right, deadline = claim["right"], claim["deadline"]
        told |= {f"{right}: status": claim["status"], f"{right}: informed": claim["informed_on"]}
        told |= {f"{right}: due": deadline["due_on"]}
        told |= {f"{right}: strictly due": deadline["strict_due_on"]}
    return told


def as_the_ledger(ledger: Ledger) -> dict[str, Any]:
    claims = ledger.claims()
    told: dict[str, Any] = {
        "status": status_of(ledger),
        "outcome": outcome_of(ledger),
        "execution": execution_of(ledger),
        "identity": ledger.identity,
        "mandate": ledger.mandate,
        "received_on": ledger.received_on,
        "rights": sorted(claims),
    }
    for right, claim in claims.items():
        term = term_of(ledger, claim)
        told |= {f"{right}: status": claim.status, f"{right}: informed": claim.informed_on}
        told |= {f"{right}: due": term.due_on, f"{right}: strictly due": term.strict_due_on}
    return told


def differing(shown: dict[str, Any], ledger: Ledger) -> dict[str, tuple[Any, Any]]:
    """Where they differ: what the engine shows, and what the ledger says."""
    engine, model = as_the_engine(shown), as_the_ledger(ledger)
    found = {
        key: (engine.get(key), model.get(key))
        for key in engine | model
        if engine.get(key) != model.get(key)
    }
    deadline = [shown["deadline"][key] for key in TERM]
    terms = [list(term) for term in request_terms(ledger)]
    if deadline not in terms:
        found["deadline, due"] = (deadline, terms)
    if in_a_known_disagreement(ledger):
        return {key: found[key] for key in found if "due" not in key}
    return found


def in_a_known_disagreement(ledger: Ledger) -> bool:
    """Asked on the weekend after three days; or one question open and another answered."""
    calendar, questions = ledger.setting["calendar"], ledger.every_question()
    since = {since_of(ledger, one) for one in (None, *ledger.claims().values())}
    if any(one.answered_on is None for one in questions) and any(
        one.answered_on for one in questions
    ):
        return True
    prompt = ledger.setting["policy"] == "pause-if-prompt"
    return prompt and any(in_the_gap(one, day, calendar) for one in questions for day in since)
