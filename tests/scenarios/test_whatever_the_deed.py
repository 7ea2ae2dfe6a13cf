"""A rule of hands and days reaches every deed of its kind, not only a copy: C1, C2, D1, D3, D5.

Told over the API. The office types everything on 20 March; the days are in the commands.
"""

from typing import Any

import pytest

from tests.scenarios.desk import DAY, WORDS, Desk

TODAY = "2026-03-20"
ASKED = {"grounds": WORDS, "asked_on": DAY, "asked_for": "Uw klantnummer."}
SENT = {"format": "pdf", "channel": "email"}
LAWYER = {"name": "Leen Claes", "email": "leen@balie.example", "capacity": "lawyer"}


def tried(desk: Desk, step: str, **body: Any) -> Any:
    return desk.client.post(f"{desk.place}/{step}", json=body)


def refused(desk: Desk, step: str, provision: str, **body: Any) -> str:
    """The sentence with which the law refuses a step."""
    answer = tried(desk, step, **body)
    assert (answer.status_code, answer.json()["type"]) == (409, f"/law/{provision}"), answer.text
    said: str = answer.json()["detail"]
    return said


def claim(desk: Desk, right: str) -> dict[str, Any]:
    claims: list[dict[str, Any]] = desk.client.get(desk.place).json()["claims"]
    return next(one for one in claims if one["right"] == right)


def in_doubt(desk: Desk, right: str) -> Desk:
    """In doubt from 6 March; the proof came on the 16th and was looked at on the 18th."""
    desk.receives(right).takes("doubt-identity", **ASKED)
    seen = {"method": WORDS, "verified_on": "2026-03-18", "received_on": "2026-03-16"}
    return desk.takes("verify-identity", **seen)


# C1


@pytest.mark.law("gdpr/12/6")
def test_c1_a_proof_that_nobody_has_looked_at_proves_nothing_yet(desk: Desk) -> None:
    copy = {"right": "access", **SENT}
    in_doubt(desk, "access")
    refused(desk, "deliver-copy", "gdpr/12/6", **copy, delivered_on="2026-03-17")
    desk.takes("deliver-copy", **copy, delivered_on="2026-03-18")


def test_c1_the_clock_goes_on_from_the_day_of_the_proof_all_the_same(desk: Desk) -> None:
    in_doubt(desk, "portability")
    assert claim(desk, "portability")["deadline"]["due_on"] == "2026-04-15"  # 7 April and ten days


@pytest.mark.law("gdpr/12/6")
@pytest.mark.parametrize("right", ["rectification", "erasure", "restriction", "objection"])
def test_c1_what_was_carried_out_in_the_doubt_is_refused_by_its_day(desk: Desk, right: str) -> None:
    in_doubt(desk, right)
    done = {"right": right, "measures": WORDS}
    refused(desk, "fulfil", "gdpr/12/6", **done, done_on="2026-03-10")
    desk.takes("fulfil", **done, done_on="2026-03-18")


@pytest.mark.law("gdpr/12/6")
def test_c1_the_answer_to_access_is_dated_as_the_copy_is(desk: Desk) -> None:
    in_doubt(desk, "access")
    desk.takes("deliver-copy", right="access", **SENT, delivered_on=TODAY)
    desk.takes("fulfil", right="access", measures=WORDS)
    answer = {"kind": "answer", "rights": ["access"], "channel": "email", "text": WORDS}
    refused(desk, "inform", "gdpr/12/6", **answer, sent_on="2026-03-10")
    assert tried(desk, "inform", **answer, sent_on=TODAY).json()["missing"]  # it says too little


@pytest.mark.law("gdpr/12/1")
def test_c1_nobody_is_told_by_mouth_before_it_was_known_who_listens(desk: Desk) -> None:
    desk.receives("access").takes("verify-identity", method=WORDS, verified_on="2026-03-18")
    told = {"right": "access", "manner": "oral", "asked": WORDS}
    refused(desk, "give-access", "gdpr/12/1", **told, given_on="2026-03-17")
    desk.takes("give-access", **told, given_on="2026-03-18")
    desk.takes("fulfil", right="access", measures=WORDS)
    call = {"kind": "answer", "rights": ["access"], "channel": "phone", "channel_reason": WORDS}
    refused(desk, "inform", "gdpr/12/1", **call, sent_on="2026-03-17")


# C2


@pytest.mark.law("gdpr/15/3")
@pytest.mark.parametrize("manner", ["copy", "remote_access", "ready"])
@pytest.mark.parametrize("wiped", ["erase-data", "fulfil"])
def test_c2_erased_before_it_was_shown_in_whatever_manner(
    desk: Desk, manner: str, wiped: str
) -> None:
    desk.receives("access", "erasure")
    match manner:
        case "copy":
            desk.takes("deliver-copy", right="access", **SENT, delivered_on=TODAY)
        case "remote_access":
            desk.takes("give-access", right="access", manner=manner, given_on=TODAY)
        case _:
            desk.takes("record-ready", on=TODAY, where=WORDS, until="2026-06-30", rights=["access"])
    desk.takes("fulfil", right="access", measures=WORDS)
    gone: dict[str, Any] = {"right": "erasure", "measures": WORDS}
    day = "done_on"
    if wiped == "erase-data":
        gone, day = {"right": "erasure", "system": "servers", "proof": WORDS}, "erased_on"
    refused(desk, wiped, "gdpr/15/3", **gone, **{day: "2026-03-10"})
    desk.takes(wiped, **gone, **{day: TODAY})


# D1


@pytest.mark.law("gdpr/5/1/f")
@pytest.mark.parametrize("right", ["access", "portability"])
def test_d1_data_go_nowhere_on_the_word_of_who_has_no_mandate(desk: Desk, right: str) -> None:
    desk.receives(right, representative=LAWYER)
    step, body, day = "give-access", {"manner": "remote_access", "hands": "representative"}, ""
    day = "given_on"
    if right == "portability":
        step, body, day = "transmit-data", {"format": "json", "target": WORDS}, "transmitted_on"
    refused(desk, step, "gdpr/5/1/f", right=right, **body, **{day: DAY})
    seen = {"method": WORDS, "verified_on": "2026-03-18", "shown_by": "lawyers_declaration"}
    desk.takes("verify-mandate", **seen)
    refused(desk, step, "gdpr/5/1/f", right=right, **body, **{day: "2026-03-17"})
    desk.takes(step, right=right, **body, **{day: "2026-03-18"})


@pytest.mark.law("gdpr/5/1/f")
def test_d1_a_mandate_that_was_rejected_sends_nothing_and_the_person_is_always_answered(
    desk: Desk,
) -> None:
    desk.receives("portability", representative=LAWYER).takes("reject-mandate", reason=WORDS)
    sent = {"right": "portability", "format": "json"}
    refused(desk, "transmit-data", "gdpr/5/1/f", **sent, target=WORDS, transmitted_on=DAY)
    desk.takes("deliver-copy", **sent, channel="email", delivered_on=DAY)


def test_d1_what_was_shown_to_who_has_no_mandate_is_looked_into_as_a_breach(desk: Desk) -> None:
    desk.receives("access", representative=LAWYER)
    shown = {"right": "access", "manner": "remote_access", "hands": "representative"}
    desk.takes("give-access", **shown, given_on=DAY, irregular=WORDS)
    request = desk.client.get(desk.place).json()
    assert [one["kind"] for one in request["tasks"]] == ["breach_check"]
    assert claim(desk, "access")["deadline"]["met_on"] is None


# D3

DEEDS: list[tuple[str, str, dict[str, Any]]] = [
    ("access", "give-access", {"manner": "remote_access", "given_on": DAY}),
    ("erasure", "erase-data", {"system": "servers", "proof": WORDS, "erased_on": DAY}),
    (
        "erasure",
        "defer-erasure",
        {"system": "servers", "reason": WORDS, "deferred_on": DAY, "until": "2026-09-01"},
    ),
    ("erasure", "inform-public-controllers", {"who": WORDS, "measures": WORDS, "informed_on": DAY}),
    (
        "rectification",
        "rectify-data",
        {"system": "servers", "fields": ["name"], "rectified_on": DAY},
    ),
    (
        "rectification",
        "append-statement",
        {"system": "servers", "statement": WORDS, "appended_on": DAY},
    ),
    (
        "objection",
        "perform-balancing",
        {"interests": WORDS, "prevails": "controller", "performed_on": DAY},
    ),
    ("objection", "stop-processing", {"stopped_on": DAY}),
    ("direct_marketing_objection", "stop-marketing", {"stopped_on": DAY}),
    (
        "direct_marketing_objection",
        "record-suppression",
        {"system": "newsletter", "suppressed_on": DAY},
    ),
    ("consent_withdrawal", "propagate-withdrawal", {"recipients": ["host-1"], "told_on": DAY}),
    (
        "automated_decision",
        "perform-human-review",
        {"outcome": "upheld", "reasons": WORDS, "reviewed_on": DAY},
    ),
    ("portability", "find-transmission-infeasible", {"reason": WORDS, "found_on": DAY}),
]
FOR_ANOTHER = {"principal": "school", "reason": WORDS, "found_on": DAY}
IN_ITS_NAME = {"answers_by_us": True, "instruction": WORDS, "instructed_on": DAY}


@pytest.mark.law("gdpr/28/3/a")
@pytest.mark.parametrize(("right", "step", "said"), DEEDS, ids=[step for _, step, _ in DEEDS])
def test_d3_a_processor_does_nothing_of_substance_without_an_instruction(
    desk: Desk, right: str, step: str, said: dict[str, Any]
) -> None:
    desk.receives(right).takes("find-principal", **FOR_ANOTHER)
    body = {"right": right, **said}
    refused(desk, step, "gdpr/28/3/a", **body)
    desk.takes(step, **body, irregular=WORDS)  # what was done can be recorded
    desk.takes("record-instruction", principal="school", **IN_ITS_NAME).takes(step, **body)


@pytest.mark.law("gdpr/28/3/a")
def test_d3_nor_does_it_restrict_extend_or_name_a_price(desk: Desk) -> None:
    desk.receives("access").takes("find-principal", **FOR_ANOTHER)
    steps: dict[str, dict[str, Any]] = {
        "apply-restriction": {"ground": "gdpr/18/1/a", "applied_on": DAY},
        "extend-deadline": {"grounds": ["number"], "explanation": WORDS, "notified_on": DAY},
        "propose-fee": {
            "right": "access",
            "ground": "gdpr/12/5/excessive",
            "amount_cents": 500,
            "demonstration": WORDS,
            "notified_on": DAY,
        },
    }
    for step, body in steps.items():
        refused(desk, step, "gdpr/28/3/a", **body)
    desk.takes("record-instruction", principal="school", **IN_ITS_NAME)
    for step, body in steps.items():
        desk.takes(step, **body)


@pytest.mark.law("gdpr/28/3/a")
def test_d3_nor_does_it_refuse_for_want_of_a_proof_but_it_may_ask(desk: Desk) -> None:
    desk.receives("access").takes("find-principal", **FOR_ANOTHER).takes("doubt-identity", **ASKED)
    refused(desk, "fail-identity", "gdpr/28/3/a", reason=WORDS)


# D5


@pytest.mark.law("gdpr/recital/27")
def test_d5_who_speaks_for_the_dead_reaches_no_data_either(desk: Desk) -> None:
    desk.receives("access", representative=LAWYER | {"capacity": "heir"})
    reached = {"right": "access", "manner": "remote_access", "given_on": DAY}
    refused(desk, "give-access", "gdpr/recital/27", **reached)


@pytest.mark.law("gdpr/5/1/f")
def test_d5_a_child_that_is_represented_is_given_no_login_either(desk: Desk) -> None:
    desk.receives("access")
    desk.takes("assess-minor", age_band="under_13", result="is_represented", reason=WORDS)
    reached = {"right": "access", "manner": "remote_access", "given_on": DAY}
    refused(desk, "give-access", "gdpr/5/1/f", **reached)
    parent = LAWYER | {"capacity": "parent"}
    desk.takes("name-representative", representative=parent, came_forward_on=DAY)
    seen = {"method": WORDS, "verified_on": DAY, "shown_by": "parental_authority"}
    desk.takes("verify-mandate", **seen).takes("give-access", **reached, hands="representative")
