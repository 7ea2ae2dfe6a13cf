"""What the file holds decides: its days, its deeds, who was recorded. Rows A, B, C, D and E2.

Told over the API on 20 March 2026; the request came in on the 5th, the days are in the commands.
"""

from typing import Any

import pytest

from tests.scenarios.desk import DAY, WORDS, Desk
from tests.scenarios.test_whatever_the_deed import LAWYER, claim, refused, tried

TODAY = "2026-03-20"
COPY = {"format": "json", "channel": "email"}
NO_DATA = {"ground": "fact/no_data", "explanation": WORDS}
NO_GROUND = {"ground": "gdpr/17/1", "explanation": WORDS}


def malformed(desk: Desk, step: str, **body: Any) -> str:
    answer = tried(desk, step, **body)
    assert answer.status_code == 422, answer.text
    said: str = answer.json()["detail"]
    return said


# A7, A8: what goes on is due until it has stopped


@pytest.mark.law("gdpr/7/3")
def test_a8_of_two_consents_withdrawn_one_is_stopped_and_the_other_is_due(desk: Desk) -> None:
    both = ["applications", "statistics"]
    desk.receives({"right": "consent_withdrawal", "purposes": both})
    stop = {"right": "consent_withdrawal", "stopped_on": "2026-03-06"}
    desk.takes("stop-processing", **stop, purposes=["statistics"])
    due = claim(desk, "consent_withdrawal")["deadline"]
    assert (due["due_on"], due["state"]) == ("2026-03-09", "overdue")

    desk.takes("stop-processing", **stop, purposes=["applications"])
    assert claim(desk, "consent_withdrawal")["deadline"]["due_on"] == "2026-04-07"  # the letter's


@pytest.mark.law("gdpr/7/3")
def test_a7_what_was_decided_otherwise_need_not_stop(desk: Desk) -> None:
    both = ["legal-retention", "statistics"]
    desk.receives({"right": "consent_withdrawal", "purposes": both})
    other = {"ground": "gdpr/7/3", "purposes": ["legal-retention"], "explanation": WORDS}
    desk.takes("find-not-applicable", right="consent_withdrawal", **other)
    stop = {"right": "consent_withdrawal", "purposes": ["statistics"], "stopped_on": "2026-03-06"}
    desk.takes("stop-processing", **stop)
    assert claim(desk, "consent_withdrawal")["deadline"]["state"] == "on_track"


# A11: the day of the deed, not of its typing


@pytest.mark.law("gdpr/18/1")
def test_a11_a_restriction_is_done_on_the_day_on_which_it_was_applied(desk: Desk) -> None:
    desk.receives("restriction", received_on="2026-02-02")  # due on 2 March
    desk.takes("apply-restriction", ground="gdpr/18/1/a", applied_on="2026-02-20")
    early = {"right": "restriction", "measures": WORDS, "done_on": "2026-02-19"}
    malformed(desk, "fulfil", **early)
    desk.takes("fulfil", right="restriction", measures=WORDS)
    desk.takes("record-recipients", recipients=[], source="log")
    told = {"kind": "answer", "rights": ["restriction"], "channel": "email"}
    desk.takes("inform", **told, sent_on="2026-02-25")
    assert claim(desk, "restriction")["deadline"]["state"] == "met"


# A2: nothing about a right happened before the message that invoked it


@pytest.mark.law("gdpr/12/3")
@pytest.mark.parametrize(
    ("step", "body", "day"),
    [
        ("deliver-copy", COPY, "delivered_on"),
        ("transmit-data", {"format": "json", "target": WORDS}, "transmitted_on"),
        ("fulfil", {"measures": WORDS}, "done_on"),
    ],
)
def test_a2_a_deed_for_a_right_lies_not_before_its_message(
    desk: Desk, step: str, body: dict[str, Any], day: str
) -> None:
    desk.receives("access").takes("add-claim", right="portability", received_on="2026-03-12")
    malformed(desk, step, right="portability", **body, **{day: "2026-03-11"})
    desk.takes(step, right="portability", **body, **{day: "2026-03-12"})


@pytest.mark.law("gdpr/12/3")
def test_a2_nor_is_it_withdrawn_or_answered_before(desk: Desk) -> None:
    desk.receives("access").takes("add-claim", right="portability", received_on="2026-03-12")
    desk.takes("deliver-copy", right="access", **COPY, delivered_on=DAY)  # of the first message
    gone = {"rights": ["portability"], "words": WORDS}
    malformed(desk, "withdraw", **gone, on="2026-03-11")
    desk.takes("withdraw", **gone, on="2026-03-12")


# B2: a ground of erasure that arose in the same request


@pytest.mark.parametrize(
    ("right", "purpose", "cited"),
    [
        ("consent_withdrawal", "statistics", "gdpr/17/1/b"),
        ("direct_marketing_objection", "marketing", "gdpr/17/1/c"),
        ("objection", "fraud-prevention", "gdpr/17/1/c"),
    ],
)
@pytest.mark.law("gdpr/17/1/b")
@pytest.mark.law("gdpr/17/1/c")
def test_b2_what_was_granted_is_itself_a_ground_of_erasure(
    desk: Desk, right: str, purpose: str, cited: str
) -> None:
    desk.receives({"right": right, "purposes": [purpose]}, "erasure")
    none = {"right": "erasure", **NO_GROUND}
    desk.takes("fulfil", right=right, measures=WORDS)
    refused(desk, "find-not-applicable", cited, **none, purposes=[purpose])
    desk.takes("find-not-applicable", **none, purposes=["delivery"])
    desk.takes("find-not-applicable", **none, purposes=[purpose], departure=WORDS)


@pytest.mark.law("gdpr/17/1/b")
def test_b2_a_purpose_that_has_another_basis_besides_is_no_such_ground(desk: Desk) -> None:
    purposes = {"purposes": ["delivery"]}
    desk.receives({"right": "consent_withdrawal", "purposes": ["statistics"]}, "erasure")
    desk.takes("find-not-applicable", right="erasure", **NO_GROUND, **purposes)


# B8: what was handed over, changed or erased is not denied


@pytest.mark.law("gdpr/5/1/a")
@pytest.mark.parametrize("right", ["erasure", "rectification", "portability", "restriction"])
def test_b8_of_whom_a_copy_went_out_there_are_data(desk: Desk, right: str) -> None:
    desk.receives("access", right).takes("deliver-copy", right="access", **COPY, delivered_on=DAY)
    refused(desk, "find-not-applicable", "gdpr/5/1/a", right=right, **NO_DATA)
    desk.takes("find-not-applicable", right=right, **NO_DATA, categories=["photo"])


@pytest.mark.law("gdpr/5/1/a")
def test_b8_nor_is_it_told_after_a_deed_that_came_later(desk: Desk) -> None:
    desk.receives("access", "rectification")
    desk.takes("find-not-applicable", right="access", **NO_DATA)
    mended = {"right": "rectification", "system": "servers", "fields": ["name"]}
    desk.takes("rectify-data", **mended, rectified_on=DAY)
    told = {"kind": "answer", "rights": ["access"], "sent_on": TODAY, "channel": "email"}
    refused(desk, "inform", "gdpr/5/1/a", **told)


# E2: nobody is said to have received nothing who stands in the record


@pytest.mark.law("gdpr/15/1/c")
@pytest.mark.parametrize(("source", "denied"), [("log", 409), ("contract", 409), ("assumed", 200)])
def test_e2_recipients_that_are_recorded_are_not_denied(
    desk: Desk, source: str, denied: int
) -> None:
    desk.receives("access").takes("deliver-copy", right="access", **COPY, delivered_on=DAY)
    desk.takes("fulfil", right="access", measures=WORDS)
    desk.takes("record-recipients", recipients=["host-1"], source=source)
    places = ("1", *(f"1/{point}" for point in "abcdefgh"), "2", "3")
    said = [
        {"provision": f"gdpr/15/{one}", "where": "none_exists" if one == "1/c" else "text"}
        for one in places
    ]
    told = {"kind": "answer", "rights": ["access"], "sent_on": TODAY, "channel": "email"}
    assert tried(desk, "inform", **told, said=said).status_code == denied


# C, D3: a processor acts in its principal's name from the day of the instruction


@pytest.mark.law("gdpr/28/3/a")
@pytest.mark.parametrize(
    ("right", "step", "body", "day"),
    [
        ("access", "deliver-copy", COPY, "delivered_on"),
        ("erasure", "erase-data", {"system": "servers", "proof": WORDS}, "erased_on"),
        ("objection", "stop-processing", {}, "stopped_on"),
        ("restriction", "apply-restriction", {"ground": "gdpr/18/1/a"}, "applied_on"),
        ("rectification", "fulfil", {"measures": WORDS}, "done_on"),
    ],
)
def test_d3_what_was_done_before_the_instruction_was_done_without_one(
    desk: Desk, right: str, step: str, body: dict[str, Any], day: str
) -> None:
    desk.receives(right)
    desk.takes("find-principal", principal="client-1", reason=WORDS, found_on=DAY)
    instructed = {"instruction": WORDS, "instructed_on": "2026-03-12"}
    desk.takes("record-instruction", principal="client-1", answers_by_us=True, **instructed)
    about = body if step == "apply-restriction" else body | {"right": right}
    refused(desk, step, "gdpr/28/3/a", **about, **{day: "2026-03-11"})
    desk.takes(step, **about, **{day: "2026-03-12"})


# C, D5: data go nowhere on the word of who does not act alone


@pytest.mark.law("gdpr/5/1/f")
@pytest.mark.parametrize("who", ["minor", "adult"])
def test_d5_nothing_is_transmitted_on_the_word_of_who_is_represented(desk: Desk, who: str) -> None:
    desk.receives("portability")
    found = {"result": "is_represented", "reason": WORDS}
    if who == "minor":
        desk.takes("assess-minor", age_band="13_to_15", **found)
    else:
        desk.takes("assess-protected-adult", **found)
    sent = {"right": "portability", "format": "json", "target": WORDS, "transmitted_on": TODAY}
    refused(desk, "transmit-data", "gdpr/5/1/f", **sent)
    speaks = LAWYER | {"capacity": "guardian"}
    desk.takes("name-representative", representative=speaks, came_forward_on="2026-03-10")
    desk.takes("verify-mandate", method=WORDS, verified_on="2026-03-12", shown_by="judgment")
    desk.takes("transmit-data", **sent)


# C, D8: recipients hear of what was done, from the day on which it was done


@pytest.mark.law("gdpr/19")
@pytest.mark.parametrize(
    ("right", "step", "body", "day"),
    [
        ("erasure", "erase-data", {"system": "servers", "proof": WORDS}, "erased_on"),
        ("rectification", "rectify-data", {"system": "servers", "fields": ["x"]}, "rectified_on"),
        ("restriction", "apply-restriction", {"ground": "gdpr/18/1/b"}, "applied_on"),
    ],
)
def test_d8_nobody_hears_of_it_before_the_day_on_which_it_was_done(
    desk: Desk, right: str, step: str, body: dict[str, Any], day: str
) -> None:
    about = body if right == "restriction" else body | {"right": right}
    desk.receives(right).takes("record-recipients", recipients=["host-1"], source="log")
    desk.takes(step, **about, **{day: "2026-03-12"}).takes("fulfil", right=right, measures=WORDS)
    heard = {"recipient": "host-1", "right": right}
    assert tried(desk, "notify-recipient", **heard, notified_on="2026-03-11").status_code == 409
    desk.takes("notify-recipient", **heard, notified_on="2026-03-12")


# C: a use of restricted data, by its day


@pytest.mark.law("gdpr/18/2")
def test_c1_a_use_is_one_of_restricted_data_by_its_day(desk: Desk) -> None:
    desk.receives("restriction")
    desk.takes("apply-restriction", ground="gdpr/18/1/a", applied_on="2026-03-10")
    told = {"kind": "restriction_lift", "rights": ["restriction"], "channel": "email"}
    desk.takes("inform", **told, sent_on="2026-03-12")
    desk.takes("lift-restriction", ground="gdpr/18/1/a", reason=WORDS, lifted_on="2026-03-13")
    use = {"ground": "gdpr/18/2/claims", "explanation": WORDS}
    for outside in ("2026-03-09", "2026-03-14"):
        assert tried(desk, "record-restriction-use", **use, used_on=outside).status_code == 409
    desk.takes("record-restriction-use", **use, used_on="2026-03-11")
