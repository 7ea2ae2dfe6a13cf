"""One message by whatever road, and no octet of it lost: what was read and what is kept."""

from base64 import b64decode
from collections.abc import Callable
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from griffie.api.composition import Store, read_mail
from griffie.application.access.roles import OPERATOR
from griffie.application.errors import UnreadableMailError
from griffie.application.intake.receive_mail import Said, receive_mail
from griffie.application.intake.take_in import Sender, TakenAs, take_in
from griffie.domain.model.values import Sealed
from griffie.domain.request.remarks import RemarkCode
from tests.given.inbox import incoming, mail, requested
from tests.mail import test_places, test_words
from tests.mail.made import part, parted, read
from tests.mail.test_cases import CASES

HOP = b"Received: from a.iassist.example by b.iassist.example; Fri, 6 Nov 2026 10:00:00 +0100\r\n"
ODD = {"saved in UTF-16", "carriage returns alone", "empty lines before it"}
"""Whose first octets tell how the rest is written: a road that adds a line above breaks them."""
MAILS = (
    {name: path.read_bytes() for name, path in CASES.items()}
    | test_places.PLACES
    | {name: raw for name, raw, _ in test_words.PLACES if name not in ODD}
)
ROADS: dict[str, Callable[[bytes], bytes]] = {
    "line feeds": lambda raw: raw.replace(b"\r\n", b"\n"),
    "a hop": lambda raw: HOP + raw,
    "two hops, line feeds": lambda raw: (HOP + HOP + raw).replace(b"\r\n", b"\n"),
    "a line end more": lambda raw: raw + b"\r\n",
}
BASES = sorted(MAILS.values())
CHANGES = st.lists(
    st.tuples(
        st.integers(0, 2_500),
        st.integers(0, 30),
        st.sampled_from([b"\n", b"--b\r\n", b"--", b'"', b"=?", b"\xe9", b"\0", b"charset=x", b""])
        | st.binary(max_size=6),
    ),
    max_size=6,
)


def changed(raw: bytes, changes: list[tuple[int, int, bytes]]) -> bytes:
    for at, removed, put in changes:
        start = at % (len(raw) + 1)
        raw = raw[:start] + put + raw[start + removed :]
    return raw


@pytest.mark.parametrize("name", sorted(MAILS))
def test_the_same_mail_by_another_road_is_the_same(name: str) -> None:
    raw = MAILS[name]

    for road in ROADS.values():
        if name != "partial":
            assert read(road(raw)).identity == read(raw).identity


NUMBERS = count()


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(st.sampled_from(BASES), CHANGES)
def test_a_mangled_mail_is_one_request_and_kept_to_the_last_octet(
    store: Store, raw: bytes, changes: list[tuple[int, int, bytes]]
) -> None:
    number = next(NUMBERS)
    sent = b"Message-ID: <%d@roads.example>\r\nX-Number: %d\r\n" % (number, number)
    sent += changed(raw, changes)
    try:
        first = receive_mail(store.engine, read_mail, sent, None, ())
    except UnreadableMailError:
        return
    again = receive_mail(store.engine, read_mail, sent, None, ())
    request = first.request
    opened = store.engine.vault.open(request.id)
    kept = b64decode(opened[Sealed(request.documents[0])]["content"])

    assert again.request.id == request.id
    assert len(again.request.documents) == first.documents == len(request.documents)
    assert kept == sent


def passed_on(letter: bytes, number: str) -> bytes:
    inside = b"Content-Type: message/rfc822\r\n\r\n" + letter
    return parted(
        *("mixed", part("Lag nog bij mij."), inside),
        From="Kris Vos <kris.vos@example.com>",
        Message_ID=f"<{number}@example.com>",
    )


def test_a_letter_that_a_colleague_passes_on_once_more_joins_its_request(store: Store) -> None:
    first = requested(store)
    again = passed_on(mail(), "p1")

    by = Said(forwarded_by="kris")
    taken = take_in(store.engine, again, Sender(OPERATOR, said=by))

    assert taken.how is TakenAs.JOINED
    assert (request := taken.request)
    assert request.id == first.id
    assert {RemarkCode.PASSED_ON, RemarkCode.JOINED} <= {*request.remarks}
    assert RemarkCode.DUPLICATE_ID not in request.remarks


def test_a_letter_that_waits_and_is_passed_on_once_more_is_said_to_be_here(store: Store) -> None:
    incoming(store, mail())
    by = Said(forwarded_by="kris")
    again = take_in(store.engine, passed_on(mail(), "p2"), Sender(OPERATOR, said=by))

    assert again.how is TakenAs.WAITS
    assert again.message
    assert RemarkCode.DUPLICATE_ID in again.message.remarks
