"""Files that are too large for an e-mail, or for the relay, and those that lie at the portal."""

from email.message import EmailMessage

import pytest

from griffie.api.composition import Store
from griffie.application.portal.handed_out import ready_for
from griffie.application.sending.enclosures import encoded_size
from griffie.application.sending.letter import SentBy
from griffie.application.sending.outbox import OutboxState
from griffie.application.sending.sender import send_waiting
from griffie.domain.model.errors import OutOfOrderError
from griffie.domain.request.outgoing_mail import NotSent
from griffie.domain.steps.dispatch import MailStopped
from griffie.infrastructure.smtp.relay import SmtpRelay
from tests.sending.conftest import PORTAL, Office, spoken_to
from tests.sending.enclosed import (
    a_copy,
    covered,
    event,
    filed,
    files_of,
    sent_with,
    told_with_a_file,
)
from tests.sending.letters import decided, informed_on, told
from tests.sending.relay import ARelay, Says, a_relay
from tests.sending.test_sent import only, topics

STOPPED, SENT = OutboxState.STOPPED, OutboxState.SENT


def test_what_is_too_large_for_an_email_goes_by_a_link_and_the_email_says_so(
    office: Office, relay: ARelay, smtp: SmtpRelay
) -> None:
    store = office(most_attached_mb=1)
    request, octets = decided(store), 740_000
    large = filed(store, request, a_copy(b"x" * octets, "application/zip"))
    assert encoded_size(octets) > 1_000_000
    sent_with(store, large, request=request)

    send_waiting(store.engine, smtp)

    (mail,) = relay.taken
    assert files_of(mail) == []
    assert f"{PORTAL}/portal/answer/" in mail.get_content()
    found = store.engine.requests.load(request)
    assert [one.sealed for one in ready_for(found, store.engine.today()) if not one.is_letter] == [
        large
    ]
    assert topics(store, only(store)) == ["MailQueued", "MailSent"]


@pytest.mark.parametrize("mail", [{"most_attached_mb": 0}, {"most_attached_mb": 10}])
def test_an_office_that_wants_so_sends_by_link_always_or_once(
    office: Office, relay: ARelay, smtp: SmtpRelay, mail: dict[str, object]
) -> None:
    store = office(**mail)
    request = decided(store)
    document = filed(store, request, a_copy())
    sent_with(store, document, request=request, by_link=bool(mail["most_attached_mb"]))

    send_waiting(store.engine, smtp)

    assert files_of(relay.taken[0]) == []
    assert "/portal/answer/" in relay.taken[0].get_content()


def test_without_a_portal_nothing_is_promised_to_lie_there(office: Office) -> None:
    store = office(portal=None, most_attached_mb=0)
    request = decided(store)
    document = filed(store, request, a_copy())

    with pytest.raises(OutOfOrderError, match="portal"):
        sent_with(store, document, request=request)
    assert not store.engine.outbox.counts()


def test_files_of_a_letter_at_the_portal_lie_there_with_it(
    store: Store, relay: ARelay, smtp: SmtpRelay
) -> None:
    request = decided(store)
    document = filed(store, request, a_copy())
    sent_with(store, document, request=request, by=SentBy.PORTAL)

    send_waiting(store.engine, smtp)

    assert files_of(relay.taken[0]) == []
    found = ready_for(store.engine.requests.load(request), store.engine.today())
    assert [(one.is_letter, one.sealed == document) for one in found] == [
        (True, False),
        (False, True),
    ]


def test_what_was_covered_since_lies_at_the_portal_no_more(
    office: Office, relay: ARelay, smtp: SmtpRelay
) -> None:
    store = office(most_attached_mb=0)
    request = decided(store)
    document = filed(store, request, a_copy())
    sent_with(store, document, request=request)
    send_waiting(store.engine, smtp)

    covered(store, request, document)

    assert relay.taken
    assert not ready_for(store.engine.requests.load(request), store.engine.today())


def test_a_relay_that_takes_no_message_so_large_stops_this_one_and_no_other(store: Store) -> None:
    request = decided(store)
    sent_with(store, filed(store, request, a_copy(b"x" * 90_000)), request=request)
    told(store)

    with a_relay(data_size_limit=60_000) as small:
        became = send_waiting(store.engine, spoken_to(small.port)).became
        assert became == {STOPPED: 1, SENT: 1}
        assert len(small.taken) == 1
    assert event(store, request, MailStopped).why is NotSent.TOO_LARGE  # type: ignore[attr-defined]
    assert informed_on(store, request) is None


def test_so_does_one_that_says_it_only_at_the_end(
    store: Store, relay: ARelay, smtp: SmtpRelay
) -> None:
    request = told_with_a_file(store)
    relay.next = [Says.TOO_LARGE]

    send_waiting(store.engine, smtp)

    assert only(store).said == "552 5.3.4"
    assert event(store, request, MailStopped).why is NotSent.TOO_LARGE  # type: ignore[attr-defined]


@pytest.mark.parametrize("octets", [0, 1, 56, 57, 58, 1000, 76_543])
def test_a_size_is_what_the_message_really_carries(octets: int) -> None:
    mail = EmailMessage()
    mail.add_attachment(b"x" * octets, maintype="application", subtype="zip")
    (part,) = mail.iter_attachments()

    carried = part.as_bytes().partition(b"\n\n")[2].replace(b"\n", b"\r\n")

    assert encoded_size(octets) == len(carried)
