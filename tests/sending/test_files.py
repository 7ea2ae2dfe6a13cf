"""Files with a letter: which may go, how they leave, what keeps them back, and the large ones."""

import re
from datetime import timedelta
from uuid import UUID

import pytest

from griffie.api.composition import Store
from griffie.application.access.roles import OPERATOR
from griffie.application.disclosure import Disclosure
from griffie.application.sending.enclosures import offered_files
from griffie.application.sending.outbox import OutboxState
from griffie.application.sending.sender import send_waiting
from griffie.application.sending.settle import Settlement, settle
from griffie.domain.law import Language
from griffie.domain.model.errors import BadInputError, StepRefusedError
from griffie.domain.model.values import Sealed
from griffie.domain.request.outgoing_mail import NotSent
from griffie.domain.request.reference import reference
from griffie.domain.request.vocabulary import DocumentKind, Letter
from griffie.domain.rights_request import RightsRequest
from griffie.domain.steps.dispatch import MailQueued, MailStopped
from griffie.infrastructure.smtp.relay import SmtpRelay
from tests.conftest import Clock
from tests.given.pdf import words
from tests.sending.conftest import Office
from tests.sending.enclosed import (
    CSV,
    a_copy,
    covered,
    event,
    filed,
    files_of,
    sent_with,
    told_with_a_file,
)
from tests.sending.letters import decided, informed_on, take
from tests.sending.relay import ARelay, Says
from tests.sending.test_sent import only

STOPPED, SENT = OutboxState.STOPPED, OutboxState.SENT


def test_a_letter_carries_the_copy_under_a_name_that_names_nobody(
    store: Store, relay: ARelay, smtp: SmtpRelay
) -> None:
    request = decided(store)
    first = filed(store, request, a_copy())
    second = filed(store, request, a_copy(b"%PDF-1.7 ...", "application/pdf", "rapport.peeters"))
    sent_with(store, first, second, first, request=request, language=Language.FR)

    send_waiting(store.engine, smtp)

    (mail,) = relay.taken
    named = f"{{}} - {reference(request)}"
    assert files_of(mail) == [
        ("text/csv", f"{named.format('pièce jointe 1')}.csv", CSV),
        ("application/pdf", f"{named.format('pièce jointe 2')}.pdf", b"%PDF-1.7 ..."),
    ]
    assert re.search(rb"filename\*(0\*)?=utf-8''pi%C3%A8ce", relay.octets[0])  # RFC 2231
    queued = event(store, request, MailQueued)
    assert (queued.files, queued.by_link) == ((first, second), False)  # type: ignore[attr-defined]
    assert store.engine.requests.load(request).copies_out_on == store.engine.today()
    audited, _ = store.check([], lambda *_: None)
    assert not audited


def test_a_second_try_is_the_same_message_byte_for_byte(
    store: Store, relay: ARelay, smtp: SmtpRelay, clock: Clock
) -> None:
    told_with_a_file(store)
    relay.next = [Says.HANGS_UP_TAKEN]
    send_waiting(store.engine, smtp)
    clock.at += timedelta(hours=5)
    settle(store.engine, only(store).mail, Settlement.SEND_AGAIN, OPERATOR)

    send_waiting(store.engine, smtp)

    assert relay.octets[0] == relay.octets[1]
    assert only(store).state is SENT


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        (DocumentKind.IDENTITY_EVIDENCE, "copy to hand over"),
        (DocumentKind.CORRESPONDENCE, "copy to hand over"),
    ],
)
def test_only_what_is_filed_to_hand_over_goes(store: Store, kind: DocumentKind, why: str) -> None:
    request = decided(store)
    document = filed(store, request, a_copy(), kind)

    with pytest.raises(BadInputError, match=why):
        sent_with(store, document, request=request)
    assert not offered_files(store.engine, store.engine.requests.load(request))
    assert not store.engine.outbox.counts()


def test_a_document_of_somebody_else_never_goes(store: Store) -> None:
    theirs, ours = decided(store), decided(store)
    document = filed(store, theirs, a_copy())

    with pytest.raises(BadInputError, match="not in this request"):
        sent_with(store, document, request=ours)


def test_of_what_is_covered_the_covered_copy_goes(
    store: Store, relay: ARelay, smtp: SmtpRelay
) -> None:
    request = decided(store)
    original = filed(store, request, a_copy())
    copy = covered(store, request, original)

    with pytest.raises(BadInputError, match="a covered copy of it was made"):
        sent_with(store, original, request=request)
    offered = offered_files(store.engine, store.engine.requests.load(request))
    assert [one.document for one in offered] == [copy]
    sent_with(store, copy, request=request)
    send_waiting(store.engine, smtp)
    assert files_of(relay.taken[0])[0][2] == b"naam;sinds"


def doubt(store: Store, request: UUID) -> None:
    """Somebody asks for proof of who asks."""
    today = store.engine.today().isoformat()
    asked = {"grounds": "Een ander adres.", "asked_on": today, "asked_for": "Uw klantnummer."}
    take(store, request, RightsRequest.doubt_identity, **asked)


def test_while_it_is_in_doubt_who_asks_no_file_goes(store: Store) -> None:
    request = decided(store)
    document = filed(store, request, a_copy())
    doubt(store, request)

    with pytest.raises(StepRefusedError, match="identity is in doubt"):
        sent_with(store, document, request=request)


def test_a_doubt_that_came_while_the_relay_was_away_keeps_the_letter_back(
    store: Store, relay: ARelay, smtp: SmtpRelay
) -> None:
    request = decided(store)
    words = Disclosure("text", "Hier is een eerste deel van uw gegevens.")
    other = {"kind": Letter.OTHER, "rights": (), "text": words}
    sent_with(store, filed(store, request, a_copy()), request=request, **other)
    doubt(store, request)

    send_waiting(store.engine, smtp)

    assert (only(store).state, relay.taken) == (STOPPED, [])
    assert event(store, request, MailStopped).why is NotSent.WITHHELD  # type: ignore[attr-defined]


def covered_since(store: Store, request: UUID, document: Sealed) -> None:
    covered(store, request, document)


def lost_since(store: Store, request: UUID, document: Sealed) -> None:
    with store.datastore.transaction(commit=True) as cursor:
        cursor.execute("DELETE FROM vault WHERE digest = ?", (document,))
    del request


@pytest.mark.parametrize("since", [covered_since, lost_since])
def test_what_may_not_go_any_more_keeps_the_letter_back_and_says_so(
    store: Store, relay: ARelay, smtp: SmtpRelay, since: object
) -> None:
    request = decided(store)
    document = filed(store, request, a_copy())
    sent_with(store, document, request=request)
    assert callable(since)
    since(store, request, document)

    send_waiting(store.engine, smtp)

    assert (only(store).state, relay.taken) == (STOPPED, [])
    assert event(store, request, MailStopped).why is NotSent.WITHHELD  # type: ignore[attr-defined]
    assert informed_on(store, request) is None


def test_a_letter_goes_as_pdf_beside_its_text_where_the_profile_says_so(
    office: Office, relay: ARelay, smtp: SmtpRelay, clock: Clock
) -> None:
    store = office(letter_as_pdf=True)
    request = told_with_a_file(store)
    relay.next = [Says.HANGS_UP_TAKEN]
    send_waiting(store.engine, smtp)
    clock.at += timedelta(days=1)
    settle(store.engine, only(store).mail, Settlement.SEND_AGAIN, OPERATOR)
    send_waiting(store.engine, smtp)

    (kind, name, paper), (_, _, copy) = files_of(relay.taken[0])
    assert (kind, name) == ("application/pdf", f"brief - {reference(request)}.pdf")
    assert (paper[:5], copy) == (b"%PDF-", CSV)
    body = relay.taken[0].get_body(("plain",))
    assert body
    said = [one for one in str(body.get_content()).split() if one.isalpha()]
    assert set(said[:40]) <= set(words(paper).split())
    assert relay.octets[0] == relay.octets[1]
