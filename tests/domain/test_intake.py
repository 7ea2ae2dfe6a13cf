"""A request comes in: from which day the law counts, what was asked, who takes it up."""

from datetime import date

import pytest

from griffie.domain.events import (
    ClaimAdded,
    ClaimReclassified,
    DocumentAdded,
    HandlerAssigned,
    Invoked,
    NoteAdded,
    ReceiptAcknowledged,
    RequesterCorrected,
    RequestReceived,
)
from griffie.domain.law import ExceptionGround, Right
from griffie.domain.model.errors import BadInputError, OutOfOrderError
from griffie.domain.model.event import Event
from griffie.domain.model.setting import Controller
from griffie.domain.model.values import Sealed
from griffie.domain.request.values import Forwarder, SealedRequester
from griffie.domain.request.vocabulary import Channel, DocumentKind, Status
from griffie.domain.rights_request import RightsRequest
from tests.given.past import (
    ID,
    NOW,
    RECEIVED_ON,
    WORDS,
    closed,
    excepted,
    fulfilled,
    given,
    informed,
    objection,
    received,
    refused,
)

ACCESS, ERASURE, OBJECTION = Right.ACCESS, Right.ERASURE, Right.OBJECTION
MARCH_3, MARCH_10, APRIL_7 = date(2026, 3, 3), date(2026, 3, 10), date(2026, 4, 7)
HOST = Forwarder(party="host-1", their_receipt_on=MARCH_3, official_channel=True)
WITH_RECIPIENTS = Controller(
    recipients={"newsletter": ("mailer",), "invoicing": ("accountant", "mailer")}
)


def receive(event: RequestReceived) -> RightsRequest:
    return RightsRequest.receive(ID, NOW, event)


@pytest.mark.law("gdpr/12/3")
def test_the_month_runs_from_the_day_of_receipt_not_from_the_day_of_entry() -> None:
    request = receive(received(ACCESS))

    assert (request.received_on, request.deadline.term.due_on) == (RECEIVED_ON, APRIL_7)
    assert request.entered_at == NOW.at
    assert request.status is Status.RECEIVED


@pytest.mark.law("gdpr/12/3")
def test_mail_nobody_has_read_yet_has_a_deadline_all_the_same() -> None:
    assert receive(received()).deadline.term.due_on == APRIL_7


def test_a_request_cannot_have_come_tomorrow() -> None:
    tomorrow = date(2026, 3, 21)

    with pytest.raises(BadInputError) as nonsense:
        receive(received(ACCESS, received_on=tomorrow))

    assert nonsense.value.word == "received_on"


@pytest.mark.law("gdpr/99/2")
def test_no_request_under_the_regulation_came_before_it_applied() -> None:
    last_day_before, first_day = date(2018, 5, 24), date(2018, 5, 25)

    with pytest.raises(BadInputError) as nonsense:
        receive(received(ACCESS, received_on=last_day_before))

    assert nonsense.value.word == "received_on"
    assert receive(received(ACCESS, received_on=first_day)).received_on == first_day


def test_a_right_is_not_invoked_twice_in_one_letter() -> None:
    with pytest.raises(BadInputError) as nonsense:
        receive(received(ACCESS, Invoked(right=ACCESS, purposes=("newsletter",))))

    assert nonsense.value.word == "rights"


@pytest.mark.law("gdpr/12/3")
def test_what_reached_an_official_channel_of_ours_had_reached_us() -> None:
    request = receive(received(ACCESS, forwarded_by=HOST))

    assert request.received_on == MARCH_3


def test_what_reached_somebody_else_had_not_reached_us() -> None:
    a_stranger = HOST.model_copy(update={"official_channel": False})

    assert receive(received(ACCESS, forwarded_by=a_stranger)).received_on == RECEIVED_ON


def test_nothing_is_forwarded_before_it_came() -> None:
    day_after_ours = HOST.model_copy(update={"their_receipt_on": date(2026, 3, 6)})

    with pytest.raises(BadInputError) as nonsense:
        receive(received(ACCESS, forwarded_by=day_after_ours))

    assert nonsense.value.word == "forwarded_by.their_receipt_on"


def test_the_requester_is_told_that_the_request_arrived() -> None:
    request = given(received(ACCESS))

    happened = request.acknowledge(NOW, sent_on=MARCH_10, channel=Channel.EMAIL)

    assert happened == ReceiptAcknowledged(sent_on=MARCH_10, channel=Channel.EMAIL)
    assert request.status is Status.ASSESSING


@pytest.mark.parametrize(
    ("sent_on", "reason"),
    [(date(2026, 3, 21), "in the future"), (date(2026, 3, 4), "before receipt")],
)
def test_a_date_says_what_happened_after_receipt_and_before_tomorrow(
    sent_on: date, reason: str
) -> None:
    why = objection(given(received(ACCESS)), "acknowledge", sent_on=sent_on, channel=Channel.POST)

    assert isinstance(why, BadInputError)
    assert (why.word, str(why)) == ("sent_on", reason)


def test_today_is_today_in_brussels() -> None:
    an_hour_before_midnight_in_utc = NOW._replace(at=NOW.at.replace(hour=23))
    tomorrow_in_utc = date(2026, 3, 21)
    request = given(received(ACCESS))

    request.acknowledge(
        an_hour_before_midnight_in_utc, sent_on=tomorrow_in_utc, channel=Channel.POST
    )

    assert request.version == 2


@pytest.mark.law("gdpr/24")
def test_somebody_answers_for_a_request() -> None:
    request = given(received(ACCESS))

    assert request.assign(NOW, handler="u-lea") == HandlerAssigned(handler="u-lea")
    assert request.handler == "u-lea"


@pytest.mark.law("gdpr/12/2")
def test_a_right_read_late_into_the_letter_counts_from_receipt() -> None:
    request = given(received(ACCESS))

    happened = request.add_claim(
        NOW, right=ERASURE, received_on=RECEIVED_ON, purposes=(), categories=("invoices",)
    )

    assert happened == ClaimAdded(claim=Invoked(right=ERASURE, categories=("invoices",)))
    assert request.term_of(request.claims[ERASURE]) == request.term_of(request.claims[ACCESS])


def test_a_right_is_added_once() -> None:
    why = objection(
        given(received(ACCESS)),
        "add_claim",
        right=ACCESS,
        received_on=RECEIVED_ON,
        purposes=(),
        categories=(),
    )

    assert isinstance(why, OutOfOrderError)
    assert str(why) == "access was invoked before: go on with that"


@pytest.mark.law("gdpr/19")
@pytest.mark.parametrize(
    ("purposes", "recipients"),
    [
        (("newsletter",), ("mailer",)),
        (("newsletter", "invoicing"), ("accountant", "mailer")),
        ((), ("accountant", "mailer")),
        (("archive",), ()),
    ],
    ids=["one purpose", "two purposes", "none named means every one", "one without recipients"],
)
def test_who_may_have_received_the_data_is_what_is_known_when_the_right_was_invoked(
    purposes: tuple[str, ...], recipients: tuple[str, ...]
) -> None:
    now = NOW._replace(controller=WITH_RECIPIENTS)
    request = given(received(ACCESS))

    happened = request.add_claim(
        now, right=ERASURE, received_on=RECEIVED_ON, purposes=purposes, categories=()
    )

    assert happened.claim.possible_recipients == recipients
    assert request.claims[ERASURE].possible_recipients == recipients
    assert request.claims[ERASURE].recipients == ()


@pytest.mark.law("gdpr/12/2")
def test_the_requester_meant_another_right() -> None:
    asked_about = Invoked(right=OBJECTION, purposes=("newsletter",), categories=("contact",))
    request = given(received(ACCESS, asked_about))
    clock = request.term_of(request.claims[OBJECTION])

    happened = request.reclassify_claim(NOW, from_right=OBJECTION, to_right=ERASURE, reason=WORDS)

    assert happened == ClaimReclassified(from_right=OBJECTION, to_right=ERASURE, reason=WORDS)
    assert list(request.claims) == [ACCESS, ERASURE]
    assert request.claims[ERASURE].purposes == ("newsletter",)
    assert request.claims[ERASURE].categories == ("contact",)
    assert request.term_of(request.claims[ERASURE]) == clock


def test_two_rights_do_not_become_one() -> None:
    why = objection(
        given(received(ACCESS, ERASURE)),
        "reclassify_claim",
        from_right=ACCESS,
        to_right=ERASURE,
        reason=WORDS,
    )

    assert str(why) == "erasure was invoked before: go on with that"


@pytest.mark.parametrize(
    ("past", "reason"),
    [
        (refused(ERASURE), "erasure has been decided: revoke that first"),
        (
            excepted(ERASURE, ExceptionGround.EXPRESSION, "posts"),
            "a part of erasure has been decided: revoke that first",
        ),
    ],
    ids=["refused", "excepted"],
)
def test_what_was_decided_about_one_right_does_not_pass_to_another(
    past: Event, reason: str
) -> None:
    why = objection(
        given(received(ERASURE), past),
        "reclassify_claim",
        from_right=ERASURE,
        to_right=ACCESS,
        reason=WORDS,
    )

    assert isinstance(why, OutOfOrderError)
    assert str(why) == reason


@pytest.mark.law("gdpr/5/1/d")
def test_a_misspelt_requester_is_corrected() -> None:
    corrected = SealedRequester(email=Sealed("t" * 43))
    request = given(received(ACCESS))

    happened = request.correct_requester(NOW, requester=corrected, reason=WORDS)

    assert happened == RequesterCorrected(requester=corrected, reason=WORDS)
    assert request.requester == corrected


def test_a_note_changes_nothing_but_the_history() -> None:
    request = given(received(ACCESS), fulfilled(ACCESS), informed(ACCESS), closed())
    before = {name: value for name, value in vars(request).items() if not name.startswith("_")}

    happened = request.add_note(NOW, note=WORDS)

    after = {name: value for name, value in vars(request).items() if not name.startswith("_")}
    assert happened == NoteAdded(note=WORDS)
    assert after == before


def test_a_document_is_known_by_its_digest() -> None:
    request = given(received(ACCESS))

    happened = request.add_document(
        NOW, kind=DocumentKind.CORRESPONDENCE, document=WORDS, size=1024
    )

    assert happened == DocumentAdded(kind=DocumentKind.CORRESPONDENCE, document=WORDS, size=1024)
    assert request.documents == (WORDS,)
