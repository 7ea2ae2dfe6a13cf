"""F2: a term of another act that ends before the month, and what the GDPR's own rules do to it."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from tests.scenarios.national import office

FEDERAL = """
[[terms]]
right = "access"
days = 30
extended = 45
act = "be/1994-04-11/6/5"
[[terms]]
right = "rectification"
days = 60
extended = 90
act = "be/1994-04-11/7"
"""
PATIENTS = """
[[terms]]
right = "access"
categories = ["file"]
days = 15
act = "be/2002-08-22/9/2"
"""
LOCAL = """
[[terms]]
right = "access"
days = 20
act = "Bestuursdecreet, II.43"
rolls = true
"""


def deadline(shown: dict[str, Any], right: str = "access") -> tuple[str, str | None]:
    (claim,) = [one for one in shown["claims"] if one["right"] == right]
    return claim["deadline"]["due_on"], claim["deadline"]["act"]


@pytest.mark.law("gdpr/12/3")
def test_f2_thirty_days_end_before_a_month_of_thirty_one() -> None:
    with office(FEDERAL) as ours:
        shown = ours.receives(date(2026, 1, 5), "access")

        assert deadline(shown) == ("2026-02-04", "be/1994-04-11/6/5")
        assert "be/1994-04-11/6/5" in [one["rule"] for one in shown["deadline"]["trace"]]

        shown = ours.receives(date(2026, 2, 3), "access")  # 30 days end on 5 March, the month on 3
        assert deadline(shown) == ("2026-03-03", None)


@pytest.mark.law("gdpr/12/3")
def test_f2_sixty_days_for_correction_never_lengthen_the_month() -> None:
    with office(FEDERAL) as ours:
        shown = ours.receives(date(2026, 1, 5), "rectification")

        assert deadline(shown, "rectification") == ("2026-02-05", None)


def test_f2_a_term_counts_for_its_categories_and_no_others() -> None:
    with office(PATIENTS) as ours:
        of_the_file = {"right": "access", "categories": ["file"]}
        of_contact = {"right": "access", "categories": ["contact"]}

        assert deadline(ours.receives(date(2026, 3, 2), of_the_file)) == (
            "2026-03-17",
            "be/2002-08-22/9/2",
        )
        assert deadline(ours.receives(date(2026, 3, 2), of_contact)) == ("2026-04-02", None)
        assert deadline(ours.receives(date(2026, 3, 2), "access"))[0] == "2026-03-17", "all data"
        assert deadline(ours.receives(date(2026, 3, 2), "erasure"), "erasure")[1] is None


def test_f2_a_part_carries_its_own_day_and_its_act() -> None:
    with office(PATIENTS) as ours:
        both = {"right": "access", "categories": ["contact", "file"]}
        ours.receives(date(2026, 3, 2), both)
        shown = ours.does(date(2026, 3, 4), "grant", right="access", categories=["contact"])

        parts = {tuple(one["categories"]): one for one in shown["claims"][0]["parts"]}
        assert (parts["contact",]["due_on"], parts["contact",]["act"]) == ("2026-04-02", None)
        assert parts["file",]["due_on"] == "2026-03-17"
        assert parts["file",]["act"] == "be/2002-08-22/9/2"


def test_f2_it_rolls_only_where_its_act_says_so() -> None:
    with office(PATIENTS) as ours:  # 15 days from 6 March 2026: Saturday 21
        shown = ours.receives(date(2026, 3, 6), {"right": "access", "categories": ["file"]})
        assert deadline(shown)[0] == "2026-03-21"
    with office(LOCAL) as ours:  # 20 days from 1 March 2026: Saturday 21, and Monday 23
        shown = ours.receives(date(2026, 3, 1), "access")
        assert deadline(shown) == ("2026-03-23", "Bestuursdecreet, II.43")


@pytest.mark.law("gdpr/12/6")
@pytest.mark.law("gdpr/12/3")
def test_f2_neither_a_question_nor_the_gdprs_extension_moves_it() -> None:
    with office(PATIENTS) as ours:
        ours.receives(date(2026, 3, 2), {"right": "access", "categories": ["file"]})
        ours.does(
            date(2026, 3, 3),
            "doubt-identity",
            grounds="Een ander adres.",
            asked_for="Een bewijs.",
            asked_on="2026-03-03",
        )
        assert deadline(ours.shown(date(2026, 3, 5)))[0] == "2026-03-17"

        shown = ours.does(
            date(2026, 3, 12),
            "extend-deadline",
            grounds=["complexity"],
            explanation="Veel.",
            notified_on="2026-03-12",
            rights=["access"],
        )
        assert deadline(shown) == ("2026-03-17", "be/2002-08-22/9/2")


def test_f2_an_act_with_an_extension_of_its_own_gives_that() -> None:
    with office(FEDERAL) as ours:
        ours.receives(date(2026, 1, 5), "access")
        shown = ours.does(
            date(2026, 1, 30),
            "extend-deadline",
            grounds=["number"],
            explanation="Veel.",
            notified_on="2026-01-30",
            rights=["access"],
        )
        assert deadline(shown) == ("2026-02-19", "be/1994-04-11/6/5"), "45 days, not three months"


def test_f2_a_request_keeps_the_terms_of_its_receipt() -> None:
    with office(PATIENTS) as ours:
        ours.receives(date(2026, 3, 2), "access")
        loaded = ours.store.requests.load(UUID(ours.place.rpartition("/")[2]))

        assert [term.days for term in loaded.setting.terms] == [15]
        assert loaded.setting.regime == "be/2026.1"


def test_f2_the_letter_of_receipt_promises_the_shorter_term() -> None:
    with office(PATIENTS) as ours:
        ours.receives(date(2026, 3, 2), "access")

        assert "17 maart 2026" in ours.letter("acknowledgement")
