"""Minors, protected adults, who speaks for them, the deceased; and what proof may be asked."""

from datetime import date
from typing import Any

import pytest
from fastapi.testclient import TestClient

from griffie.application.requests.proof_words import proofs_asked
from griffie.domain.events import IdentityDoubted
from griffie.domain.law import GDPR, RECITAL, NotApplicableGround, Right
from griffie.domain.model.errors import OutOfOrderError, UnlawfulError
from griffie.domain.model.event import Event
from griffie.domain.model.setting import Controller
from griffie.domain.model.values import Sealed
from griffie.domain.request.values import SealedRepresentative
from griffie.domain.request.vocabulary import AgeBand, Capability, Capacity, Hands, Proof
from griffie.domain.rights_request import RightsRequest
from griffie.domain.steps import persons
from griffie.domain.steps.action import actions
from griffie.domain.steps.mandate import MinorAssessed, ProtectedAdultAssessed
from tests.given.declared import Case
from tests.given.mandates import mandate_verified
from tests.given.past import NOW, RECEIVED_ON, WORDS, given, objection, on, received
from tests.given.said import COPY
from tests.given.story import receive

ACCESS, ERASURE = Right.ACCESS, Right.ERASURE
ALONE, REPRESENTED = Capability
CHILD, PARENT = Hands.REQUESTER, Hands.REPRESENTATIVE
DOUBT: dict[str, Any] = {"grounds": WORDS, "asked_on": RECEIVED_ON, "asked_for": WORDS}
BY_LAW = on(2026, 3, 20, controller=Controller(number_by_law=True))


def through(capacity: Capacity, *then: Event) -> RightsRequest:
    speaks = SealedRepresentative(name=WORDS, email=WORDS, capacity=capacity)
    return given(received(ACCESS, ERASURE, representative=speaks), mandate_verified(), *then)


A, B = Sealed("a" * 43), Sealed("b" * 43)
SAMPLES = (
    ProtectedAdultAssessed(result=REPRESENTED, reason=WORDS),
    IdentityDoubted(
        grounds=A,
        asked_on=date(2026, 3, 20),
        asked_for=B,
        evidence=(Proof.CARD_COPY, Proof.NATIONAL_NUMBER),
        necessity=A,
    ),
)
CASES = {
    persons.of_the_living: Case(
        [received(ACCESS, representative=SealedRepresentative(capacity=Capacity.HEIR))],
        "grant",
        {"right": ACCESS},
    )
}
TRIED = ("assess-protected-adult",)
NOT_MODELLED = {"assess_protected_adult": "came after this model, which judges nothing by it"}


def minor(age: AgeBand, result: Capability) -> MinorAssessed:
    return MinorAssessed(age_band=age, result=result, reason=WORDS)


@pytest.mark.law("gdpr/5/1/f")
@pytest.mark.parametrize("age", AgeBand)
@pytest.mark.parametrize(
    ("result", "hands", "wrong"), [(REPRESENTED, PARENT, CHILD), (ALONE, CHILD, PARENT)]
)
def test_the_assessment_decides_into_whose_hands_and_never_the_age(
    age: AgeBand, result: Capability, hands: Hands, wrong: Hands
) -> None:
    request = through(Capacity.PARENT, minor(age, result))

    why = objection(request, "deliver_copy", right=ACCESS, **COPY | {"hands": wrong})
    request.deliver_copy(NOW, right=ACCESS, **COPY | {"hands": hands})

    assert isinstance(why, UnlawfulError)
    assert why.provision == GDPR(5, 1, "f")
    assert persons.answer_goes_to(request) is hands


@pytest.mark.law("gdpr/5/1/f")
def test_of_a_protected_adult_an_administrator_gets_the_copy() -> None:
    request = through(Capacity.ADMINISTRATOR)

    happened = request.assess_protected_adult(NOW, result=REPRESENTED, reason=WORDS)
    request.collect_events()
    why = objection(request, "deliver_copy", right=ACCESS, **COPY | {"hands": CHILD})
    request.deliver_copy(NOW, right=ACCESS, **COPY | {"hands": PARENT})

    assert happened == ProtectedAdultAssessed(result=REPRESENTED, reason=WORDS)
    assert isinstance(why, UnlawfulError)


def test_who_acts_alone_may_still_send_a_lawyer() -> None:
    request = through(Capacity.LAWYER, minor(AgeBand.FROM_16, ALONE))

    request.deliver_copy(NOW, right=ACCESS, **COPY | {"hands": PARENT})


def test_the_last_assessment_counts() -> None:
    request = through(
        Capacity.PARENT, minor(AgeBand.FROM_13, REPRESENTED), minor(AgeBand.FROM_13, ALONE)
    )

    assert persons.answer_goes_to(request) is Hands.REQUESTER


def test_a_conflict_of_interest_is_found_where_somebody_speaks() -> None:
    found: dict[str, Any] = {"right": ACCESS, "ground": NotApplicableGround.CONFLICT_OF_INTEREST}

    why = objection(given(received(ACCESS)), "find_not_applicable", **found, explanation=WORDS)
    request = through(Capacity.PARENT)
    request.find_not_applicable(NOW, **found, explanation=WORDS)
    request.collect_events()

    assert isinstance(why, OutOfOrderError)
    assert isinstance(
        objection(request, "deliver_copy", right=ACCESS, **COPY | {"hands": PARENT}),
        OutOfOrderError,
    )


@pytest.mark.law("gdpr/recital/27")
@pytest.mark.parametrize("capacity", [Capacity.HEIR, Capacity.NEXT_OF_KIN])
@pytest.mark.parametrize(
    ("step", "said"),
    [
        ("grant", {"right": ERASURE}),
        ("fulfil", {"right": ERASURE, "measures": WORDS}),
        ("deliver_copy", {"right": ACCESS, **COPY, "hands": PARENT}),
    ],
)
def test_the_deceased_have_no_right_and_that_is_an_answer(
    capacity: Capacity, step: str, said: dict[str, Any]
) -> None:
    request = through(capacity)

    why = objection(request, step, **said)
    for right in (ACCESS, ERASURE):
        ground = NotApplicableGround.DECEASED
        request.find_not_applicable(NOW, right=right, ground=ground, explanation=WORDS)

    assert isinstance(why, UnlawfulError)
    assert why.provision == RECITAL(27)


@pytest.mark.law("gdpr/12/6")
@pytest.mark.parametrize("kind", [Proof.CARD_COPY, Proof.NATIONAL_NUMBER, Proof.PHOTO])
def test_a_card_a_number_and_a_photograph_need_a_sentence(kind: Proof) -> None:
    request = given(received(ACCESS))

    why = objection(request, "doubt_identity", **DOUBT, evidence=(kind, Proof.KNOWN_FACTS))
    happened = request.doubt_identity(NOW, **DOUBT, evidence=(kind,), necessity=WORDS)

    assert isinstance(why, UnlawfulError)
    assert why.provision == GDPR(12, 6)
    assert (happened.evidence, happened.necessity) == ((kind,), WORDS)


@pytest.mark.law("gdpr/5/1/c")
def test_where_a_law_allows_the_number_only_the_photograph_needs_one() -> None:
    number: dict[str, Any] = {"evidence": (Proof.CARD_COPY, Proof.NATIONAL_NUMBER)}

    why = objection(
        given(received(ACCESS)), "doubt_identity", BY_LAW, **DOUBT, evidence=(Proof.PHOTO,)
    )
    given(received(ACCESS)).doubt_identity(BY_LAW, **DOUBT, **number)

    assert isinstance(why, UnlawfulError)


def test_it_is_said_beforehand() -> None:
    hints = {one.command: str(one.hint) for one in actions(given(received(ACCESS)))}

    assert "disproportionate by default" in hints["doubt_identity"]


CARD, NUMBER, PHOTO = Proof.CARD_COPY, Proof.NATIONAL_NUMBER, Proof.PHOTO


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        (
            "Een kopie van uw identiteitskaart, beide zijden, met het rijksregisternummer.",
            {CARD, NUMBER},
        ),
        ("Une copie recto verso de votre carte d’identité.", {CARD}),
        ("Votre numéro de registre national et une photo d'identité.", {NUMBER, PHOTO}),
        (
            "Kopie des Personalausweises mit Nationalregisternummer und Passfoto.",
            {*(CARD, NUMBER), PHOTO},
        ),
        ("A scan of both sides of your ID card.", {CARD}),
        ("An identity card.", {CARD}),
        ("A selfie, please.", {PHOTO}),
        ("Stuur geen kopie van uw identiteitskaart, wel uw rijksregisternummer.", {NUMBER}),
        ("A copy of your identity card, with photo and national number covered.", {CARD}),
        ("Keine Ausweiskopie; nur Ihre Kundennummer.", set()),
        ("Pas de copie de votre carte d'identité.", set()),
        ("Toon uw identiteitskaart aan onze balie.", set()),
        ("Bring your passport and show it at our counter.", set()),
        ("Een telefoontje op het nummer dat wij kennen.", set()),
        ("Ihr Geburtsdatum.", set()),
    ],
)
def test_what_is_asked_is_read_in_four_languages(words: str, kinds: set[Proof]) -> None:
    assert proofs_asked(words) == kinds


def test_typed_words_are_read_before_they_are_sealed(dpo: TestClient) -> None:
    place = receive(dpo)
    doubt = {
        "grounds": "Een ander adres.",
        "asked_on": "2026-03-06",
        "asked_for": "Kopie van beide zijden van de identiteitskaart met rijksregisternummer.",
    }

    refused = dpo.post(f"{place}/doubt-identity", json=doubt)
    taken = dpo.post(f"{place}/doubt-identity", json=doubt | {"necessity": "Enkel zo zeker."})

    assert (refused.status_code, refused.json()["type"]) == (409, "/law/gdpr/12/6")
    assert "necessity" in refused.json()["detail"]
    assert taken.status_code == 200, taken.text
    event = dpo.get(f"{place}/events").json()["items"][-1]
    assert event["data"]["evidence"] == ["identity_card_copy", "national_number"]


def test_a_protected_adult_is_assessed_through_http_and_shown(dpo: TestClient) -> None:
    place = receive(dpo, representative={"name": "Mr. Y", "capacity": "administrator"})

    taken = dpo.post(
        f"{place}/assess-protected-adult",
        json={"result": "is_represented", "reason": "Vonnis van de vrederechter."},
    )

    assert taken.json()["persons"]["answer_goes_to"] == "representative"
