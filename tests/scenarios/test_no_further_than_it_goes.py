"""What is said of one thing is said of no other: a day, a basis, a next step, a remedy.

Rows A10, B2, B8, B9, B10, D5 and E3, told over the API.
"""

from typing import Any

import pytest

from griffie.domain.law import Language
from tests.scenarios.desk import DAY, DE, EN, FR, NL, WORDS, Desk
from tests.scenarios.test_whatever_the_deed import LAWYER, claim, refused, tried

ABSENT = {"explanation": WORDS}


# A10


@pytest.mark.law("gdpr/12/3")
def test_a10_a_second_extension_is_refused_as_a_second_one(desk: Desk) -> None:
    """Marketing, which knows no extension, is not what stands against it."""
    more = {"grounds": ["number"], "explanation": WORDS, "notified_on": DAY}
    desk.receives("access", "direct_marketing_objection").takes("extend-deadline", **more)
    assert "access was extended before" in refused(desk, "extend-deadline", "gdpr/12/3", **more)
    alone = {**more, "rights": ["direct_marketing_objection"]}
    assert "at once" in refused(desk, "extend-deadline", "gdpr/12/3", **alone)


# B2, B10


@pytest.mark.law("gdpr/20/1")
@pytest.mark.parametrize("category", ["company", "credit", "profile"])
def test_b2_what_the_person_did_not_provide_is_not_portable(desk: Desk, category: str) -> None:
    desk.receives("portability")
    part = {"right": "portability", "ground": "gdpr/20/1", "categories": [category]}
    desk.takes("find-not-applicable", **part, **ABSENT)
    sent = {"right": "portability", "format": "json", "channel": "email", "delivered_on": DAY}
    desk.takes("deliver-copy", **sent).takes("fulfil", right="portability", measures=WORDS)
    assert claim(desk, "portability")["status"] == "partly_fulfilled"


@pytest.mark.law("gdpr/20/1")
@pytest.mark.parametrize("named", [["contact"], ["company", "contact"], []])
def test_b10_what_the_person_provided_for_a_contract_is_not_found_to_be_otherwise(
    desk: Desk, named: list[str]
) -> None:
    desk.receives("portability")
    part = {"right": "portability", "ground": "gdpr/20/1", "categories": named, **ABSENT}
    assert "departs" in refused(desk, "find-not-applicable", "gdpr/20/1", **part)
    desk.takes("find-not-applicable", **part, departure=WORDS)


@pytest.mark.law("gdpr/21/1")
@pytest.mark.parametrize("category", ["staff-file", "service-records"])
def test_b10_a_decision_about_data_is_measured_by_the_purposes_that_use_them(
    desk: Desk, category: str
) -> None:
    """No purpose that uses these data rests on an interest, nor is direct marketing."""
    desk.receives("objection")
    part = {"right": "objection", "ground": "gdpr/21/1", "categories": [category]}
    desk.takes("find-not-applicable", **part, **ABSENT)


@pytest.mark.law("gdpr/21/3")
@pytest.mark.parametrize("asked", [{"categories": ["preferences"]}, {}])
def test_b9_data_that_marketing_uses_reach_marketing(desk: Desk, asked: dict[str, Any]) -> None:
    desk.receives("objection")
    part = {"right": "objection", "ground": "gdpr/21/1", **asked, **ABSENT}
    refused(desk, "find-not-applicable", "gdpr/21/3", **part, departure=WORDS)


@pytest.mark.law("gdpr/21/3")
def test_b9_a_purpose_that_was_named_is_marketing_whatever_data_are_named(desk: Desk) -> None:
    desk.receives({"right": "objection", "purposes": ["newsletter"]})
    part = {"right": "objection", "ground": "gdpr/21/1", "categories": ["invoices"], **ABSENT}
    refused(desk, "find-not-applicable", "gdpr/21/3", **part, departure=WORDS)


# B8


def test_b8_the_next_step_that_is_named_is_one_that_can_be_taken(desk: Desk) -> None:
    """A search that was left without a word is over: it is corrected, and not completed again."""
    desk.receives("access").takes("ask-search", system="newsletter", due_on="2026-03-25")
    desk.takes("complete-search", system="newsletter", result="not_found_in_time")
    desk.takes("find-not-applicable", right="access", ground="fact/no_data", **ABSENT)
    desk.takes("inform", kind="answer", rights=["access"], sent_on=DAY, channel="email")
    assert "correct-search" in tried(desk, "close").json()["detail"]
    left = {"system": "newsletter", "result": "not_found_in_time", "reason": WORDS}
    desk.takes("correct-search", **left).takes("close")


# D5

YOURS = {
    NL: ("U hebt de mogelijkheid om klacht", "De betrokkene heeft", "over iemand die overleden is"),
    FR: ("Vous avez la possibilité d'introduire", "concernée a la possibilité", "décédée"),
    DE: ("Sie haben die Möglichkeit, bei", "Person hat die Möglichkeit", "eine verstorbene Person"),
    EN: ("You have the possibility of lodging", "data subject has", "about somebody who died"),
}


@pytest.mark.law("gdpr/12/4")
@pytest.mark.parametrize("language", list(YOURS))
@pytest.mark.parametrize("capacity", ["heir", "next_of_kin", "lawyer"])
def test_d5_who_died_lodges_no_complaint_and_who_asked_may(
    desk: Desk, capacity: str, language: Language
) -> None:
    desk.receives("access", representative=LAWYER | {"capacity": capacity})
    desk.takes("verify-mandate", method=WORDS, verified_on=DAY, shown_by="other")
    found = {"right": "access", "ground": "gdpr/recital/27", **ABSENT}
    told = desk.takes("find-not-applicable", **found).reads("answer", language)
    yours, theirs, died = YOURS[language]
    of_the_dead = capacity != "lawyer"
    assert (yours in told, theirs in told) == (of_the_dead, not of_the_dead)
    assert not of_the_dead or died in told


# E3


@pytest.mark.law("gdpr/recital/63")
@pytest.mark.parametrize("other", ["direct_marketing_objection", "consent_withdrawal", "erasure"])
def test_e3_who_is_silent_hears_by_the_day_of_what_stands_still(desk: Desk, other: str) -> None:
    """Not by the two working days of marketing, for which nothing was asked."""
    desk.receives("access", other)
    desk.takes("ask-clarification", question=WORDS, asked_on=DAY, large_quantity=True)
    assert "u hoort dan uiterlijk op 7 april 2026 van ons" in desk.reads("clarification")
    assert "by 7 April 2026 at the latest" in desk.reads("clarification", EN)
    for told in (desk.reads("clarification", FR), desk.reads("clarification", DE)):
        assert "9 mars" not in told
        assert "9. März" not in told
