"""What looks alike and is not: another kind, another ground, another task, all and not one more."""

from datetime import date
from typing import Any

import pytest

from griffie.domain.events import DocumentAdded, SearchAsked
from griffie.domain.law import GDPR, ExceptionGround, NotApplicableGround, Refusal, Right, calendar
from griffie.domain.law.calendar import Calendar, OutsideCalendarError
from griffie.domain.law.catalogue import text, words
from griffie.domain.law.provision import Language, Provision
from griffie.domain.model.errors import BadInputError, UnlawfulError
from griffie.domain.request.claim import Claim
from griffie.domain.request.part import Part, PartDecision, union
from griffie.domain.request.vocabulary import (
    Channel,
    ClaimStatus,
    DocumentKind,
    FeeStatus,
    Letter,
    PartStatus,
    Relation,
    SearchResult,
)
from tests.given.past import (
    ID,
    NOW,
    RECEIVED_ON,
    WORDS,
    given,
    granted,
    informed,
    no_request,
    objection,
    received,
    verified,
)

ACCESS, ERASURE = Right.ACCESS, Right.ERASURE
OTHER = type(ID)(int=7)


def test_a_search_is_completed_while_others_are_open() -> None:
    searches = [SearchAsked(system=name, due_on=NOW.today) for name in ("crm", "erp")]
    request = given(received(ACCESS), *searches)

    request.complete_search(NOW, system="crm", result=SearchResult.NONE, note=None)

    assert [task.whom for task in request.tasks] == ["erp"]


def test_what_was_decided_may_be_a_repeat() -> None:
    request = given(received(ACCESS), granted(ACCESS))

    event = request.link(NOW, other=OTHER, relation=Relation.REPEAT)

    assert event.relation is Relation.REPEAT
    assert request.outcome is None


def test_who_was_told_that_it_is_no_request_stays_told_by_a_later_letter() -> None:
    later: dict[str, Any] = {"rights": (), "sent_on": NOW.today, "channel": Channel.POST}
    told = given(received(), no_request(), informed())
    untold = given(received(), no_request())

    after, before = (
        request.inform(NOW, kind=Letter.OTHER, text=None, **later) for request in (told, untold)
    )

    assert (after.answered, before.answered) == (True, False)


@pytest.mark.law("gdpr/17/3/e")
def test_an_exception_may_take_out_all_that_was_asked_and_nothing_else() -> None:
    asked = received(ERASURE).rights[0].model_copy(update={"categories": ("contact", "invoices")})
    request = given(received(asked))
    said: dict[str, Any] = {
        "right": ERASURE,
        "ground": ExceptionGround.LEGAL_CLAIMS,
        "necessity": WORDS,
        "legal_basis": None,
        "until": None,
    }

    more = objection(request, "apply_exception", categories=("contact", "letters"), **said)
    event = request.apply_exception(NOW, categories=("contact", "invoices"), **said)

    assert isinstance(more, BadInputError)
    assert event.categories == ("contact", "invoices")
    assert request.claims[ERASURE].status is ClaimStatus.REFUSED


@pytest.mark.law("gdpr/12/5/unfounded")
def test_a_refusal_stands_on_a_ground_of_that_right_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Refusal.UNFOUNDED, "rights", (ERASURE,))
    request = given(received(ACCESS))
    said: dict[str, Any] = {"ground": Refusal.UNFOUNDED, "demonstration": WORDS}

    refused = objection(request, "refuse", right=ACCESS, **said)

    assert isinstance(refused, BadInputError)
    assert refused.word == "ground"


@pytest.mark.law("gdpr/5/1/c")
def test_once_verified_only_evidence_of_identity_is_no_longer_kept() -> None:
    request = given(received(ACCESS), verified(RECEIVED_ON))
    paper: dict[str, Any] = {"document": WORDS, "size": 1}

    evidence = objection(request, "add_document", kind=DocumentKind.IDENTITY_EVIDENCE, **paper)
    letter = request.add_document(NOW, kind=DocumentKind.CORRESPONDENCE, **paper)

    assert isinstance(evidence, UnlawfulError)
    assert letter == DocumentAdded(kind=DocumentKind.CORRESPONDENCE, **paper)


def test_a_claim_that_costs_nothing_goes_on_costing_nothing() -> None:
    claim = Claim(ACCESS)

    assert claim.fee_standing(FeeStatus.ACCEPTED).fee is None
    assert claim.paid(NOW.today).fee is None


def test_who_names_nothing_asks_everything_whichever_side_it_is() -> None:
    assert union((), ("contact",)) == union(("contact",), ()) == union((), ()) == ()
    assert union(("invoices",), ("contact",)) == ("contact", "invoices")


def test_without_an_exception_nothing_is_excepted() -> None:
    contact = Part(categories=("contact",))
    exempted = PartDecision(contact, PartStatus.EXCEPTED, ExceptionGround.LEGAL_CLAIMS)

    assert Claim(ERASURE).status is ClaimStatus.OPEN
    assert Claim(ERASURE).decided(exempted).status is ClaimStatus.OPEN


@pytest.mark.parametrize(
    ("language", "cited"),
    [(Language.NL, "artikel 55, punt a), AVG"), (Language.EN, "point (a) of Article 55 GDPR")],
)
def test_a_point_without_a_paragraph_is_cited_as_deep(language: Language, cited: str) -> None:
    assert Provision("gdpr", 55, None, "a").cite(language) == cited


def test_a_point_is_quoted_bare_and_its_paragraph_with_labels() -> None:
    point, paragraph = text(GDPR(17, 3, "e")), text(GDPR(17, 3))

    assert (point.en or "").startswith("for the establishment")
    assert (paragraph.en or "").endswith(f"(e) {point.en}")
    assert (point.kind, paragraph.kind) == ("point", "text")


def test_words_of_ours_are_not_official_and_a_grounds_own_are() -> None:
    assert words(NotApplicableGround.NO_DATA).official is False
    assert words("gdpr/17/3/e").official is True
    assert ExceptionGround.LEGAL_CLAIMS.provision == GDPR(17, 3, "e")


def test_the_newest_calendar_is_the_one_with_the_highest_number(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    versions = ("BE/2026.2", "BE/2026.10", "BE/2025.11", "BE-OJ/2027.1")
    monkeypatch.setattr(calendar, "calendar_versions", lambda: versions)
    monkeypatch.setattr(calendar, "calendar", lambda version: Calendar(version, {}))

    assert calendar.latest("BE").version == "BE/2026.10"


def test_a_calendar_speaks_of_its_first_and_last_day_and_of_no_other() -> None:
    may = Calendar("of May", {}, date(2026, 5, 1), date(2026, 5, 29))

    assert may.day_off(date(2026, 5, 1)) is None
    assert may.day_off(date(2026, 5, 29)) is None
    for day in (date(2026, 4, 30), date(2026, 5, 30)):
        with pytest.raises(OutsideCalendarError):
            may.day_off(day)
