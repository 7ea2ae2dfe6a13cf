"""Who received the data of this person: recorded, told, and shown for this request alone."""

from datetime import date
from typing import Any

import pytest
from fastapi.testclient import TestClient

from griffie.domain.events import Invoked, RecipientNotified
from griffie.domain.law import GDPR, ExceptionGround, OmissionGround, Right
from griffie.domain.model.errors import BadInputError, OutOfOrderError, UnlawfulError
from griffie.domain.request.disclosed import Disclosed, DisclosureSource, recipients_of
from griffie.domain.request.vocabulary import Relation, Status
from griffie.domain.steps import closing, rules
from griffie.domain.steps.recipients import RecipientsRecorded
from tests.given.declared import Case
from tests.given.past import (
    NOW,
    WORDS,
    excepted,
    fulfilled,
    given,
    informed,
    linked,
    objection,
    received,
    refused,
)
from tests.given.story import receive

ERASURE, ACCESS, RESTRICTION = Right.ERASURE, Right.ACCESS, Right.RESTRICTION
LOG, CONTRACT, ASSUMED = DisclosureSource
MARCH_10 = date(2026, 3, 10)
POSSIBLE = Invoked(
    right=ERASURE, categories=("contact", "photo"), possible_recipients=("host", "mailer")
)
OLD = Invoked(right=ERASURE, recipients=("host", "mailer"))


def recorded(
    *recipients: str, categories: tuple[str, ...] = (), source: DisclosureSource = LOG
) -> RecipientsRecorded:
    return RecipientsRecorded(recipients=recipients, categories=categories, source=source)


SAMPLES = (
    RecipientsRecorded(
        recipients=("other",), categories=("contact", "photo"), source=CONTRACT, name=WORDS
    ),
)
CASES = {
    closing.recipients_known: Case(
        [received(POSSIBLE), fulfilled(ERASURE), informed(ERASURE)], "close", {}
    )
}
TRIED = ("record-recipients",)


@pytest.mark.law("gdpr/19")
@pytest.mark.law("gdpr/15/1/c")
def test_the_last_that_is_said_of_a_recipient_stands() -> None:
    request = given(received(POSSIBLE))
    said: dict[str, Any] = {"recipients": ("host", "mailer"), "categories": ("contact",)}

    happened = request.record_recipients(NOW, **said, source=LOG)
    request.record_recipients(NOW, recipients=("host",), categories=("photo",), source=CONTRACT)

    assert happened == RecipientsRecorded(**said, source=LOG)
    assert request.disclosures == (
        Disclosed("mailer", ("contact",), LOG),
        Disclosed("host", ("photo",), CONTRACT),
    )


@pytest.mark.parametrize(
    ("taken", "left"),
    [((), ()), (("contact",), ("mailer", "other")), (("contact", "photo"), ("other",))],
    ids=["nobody received anything", "nobody received these", "nor those"],
)
def test_that_nobody_received_data_is_recorded_too(
    taken: tuple[str, ...], left: tuple[str, ...]
) -> None:
    past = (
        recorded("host", categories=("contact",)),
        recorded("mailer", categories=("contact", "photo")),
        recorded("other"),
    )

    request = given(received(Invoked(right=ERASURE)), *past, recorded(categories=taken))

    assert request.recipients_recorded
    assert recipients_of(request, request.claims[ERASURE]) == left


@pytest.mark.law("gdpr/19")
@pytest.mark.parametrize(
    ("past", "untold"),
    [
        ([fulfilled(ERASURE)], ("host", "mailer")),
        ([excepted(ERASURE, ExceptionGround.LEGAL_CLAIMS, "photo"), fulfilled(ERASURE)], ("host",)),
        ([refused(ERASURE)], ()),
        ([], ()),
    ],
    ids=["all", "in part", "refused", "not decided"],
)
def test_who_must_be_told_is_who_received_what_was_done(
    past: list[Any], untold: tuple[str, ...]
) -> None:
    who = (
        recorded("host", categories=("contact",)),
        recorded("mailer", categories=("photo",)),
        recorded("bank", categories=("invoices",)),
    )

    request = given(received(POSSIBLE), *who, *past)

    assert request.recipients_untold.get(ERASURE, ()) == untold


@pytest.mark.law("gdpr/19")
@pytest.mark.parametrize("who", ["mailer", "partner"])
def test_to_tell_another_recipient_is_a_new_disclosure(who: str) -> None:
    request = given(received(POSSIBLE), recorded("host"), fulfilled(ERASURE))
    said: dict[str, Any] = {"right": ERASURE, "notified_on": MARCH_10}

    why = objection(request, "notify_recipient", recipient=who, **said)
    told = request.notify_recipient(NOW, recipient="host", **said)

    assert isinstance(why, UnlawfulError)
    assert why.provision == GDPR(19)
    assert "new disclosure" in str(why)
    assert told == RecipientNotified(recipient="host", **said)


@pytest.mark.law("gdpr/19")
def test_of_an_old_request_those_are_told_with_whom_it_came_in() -> None:
    request = given(received(OLD), fulfilled(ERASURE))
    said: dict[str, Any] = {"right": ERASURE, "notified_on": MARCH_10}

    why = objection(request, "notify_recipient", recipient="bank", **said)
    request.notify_recipient(NOW, recipient="host", **said)

    assert "new disclosure" in str(why)


def test_where_the_profile_knows_of_nobody_whoever_is_told_is_recorded() -> None:
    request = given(received(ERASURE), fulfilled(ERASURE))

    request.notify_recipient(NOW, recipient="bank", right=ERASURE, notified_on=MARCH_10)

    assert request.claims[ERASURE].recipients_settled == {"bank"}


def test_who_is_in_no_list_is_recorded_by_name() -> None:
    request = given(received(POSSIBLE))

    request.record_recipients(NOW, recipients=("other",), source=LOG, name=WORDS)

    assert request.disclosures == (Disclosed("other", (), LOG, WORDS),)


@pytest.mark.law("gdpr/19")
@pytest.mark.parametrize("right", [ERASURE, RESTRICTION, Right.RECTIFICATION])
def test_without_a_record_nobody_is_told_and_nothing_is_closed(right: Right) -> None:
    asked = POSSIBLE.model_copy(update={"right": right})
    request = given(received(asked), fulfilled(right), informed(right))

    told = objection(
        request, "notify_recipient", recipient="host", right=right, notified_on=NOW.today
    )
    shut = objection(request, "close")
    request.record_recipients(NOW, recipients=(), source=LOG)
    request.close(NOW)

    assert isinstance(told, UnlawfulError)
    assert isinstance(shut, UnlawfulError)
    assert (told.provision, shut.provision) == (GDPR(19), GDPR(19))
    assert request.status is Status.CLOSED


@pytest.mark.law("gdpr/19")
def test_where_it_is_impossible_to_know_each_possible_one_is_left_out_for_a_reason() -> None:
    request = given(received(POSSIBLE), fulfilled(ERASURE), informed(ERASURE))

    for who in POSSIBLE.possible_recipients:
        request.omit_notification(
            NOW, recipient=who, right=ERASURE, ground=OmissionGround.IMPOSSIBLE, reason=WORDS
        )
    request.close(NOW)

    assert request.status is Status.CLOSED


@pytest.mark.law("gdpr/19")
def test_an_old_request_keeps_its_recipients_until_somebody_records_who_they_are() -> None:
    before = given(received(OLD), fulfilled(ERASURE))
    after = given(received(OLD), fulfilled(ERASURE), recorded("bank"))

    assert before.recipients_untold == {ERASURE: ("host", "mailer")}
    assert after.recipients_untold == {ERASURE: ("bank",)}


@pytest.mark.parametrize(
    ("said", "because"),
    [
        ({"recipients": ("other",)}, "needed for a recipient that the profile does not name"),
        ({"recipients": ("bank", "host"), "name": WORDS}, "of one recipient at a time"),
        ({"recipients": (), "name": WORDS}, "of one recipient at a time"),
    ],
)
def test_a_name_is_that_of_one_recipient(said: dict[str, Any], because: str) -> None:
    why = objection(given(received(POSSIBLE)), "record_recipients", source=LOG, **said)

    assert isinstance(why, BadInputError)
    assert (why.word, str(why)) == ("name", because)


def test_a_merged_request_goes_on_elsewhere() -> None:
    request = given(received(ERASURE), linked(Relation.DUPLICATE))

    why = objection(request, "record_recipients", recipients=("host",), source=LOG)

    assert isinstance(why, OutOfOrderError)
    assert str(why) == rules.not_merged.otherwise


def test_it_is_recorded_through_http(dpo: TestClient) -> None:
    place = receive(dpo)
    said = {"recipients": ["other"], "source": "log", "name": "Drukkerij Adélaïde bv"}

    answer = dpo.post(f"{place}/record-recipients", json=said)
    unnamed = dpo.post(f"{place}/record-recipients", json={"recipients": [], "source": "gossip"})

    assert answer.status_code == 200, answer.text
    assert unnamed.status_code == 422
    assert "Drukkerij" not in dpo.get(f"{place}/events").text
