"""What a person fetches at the portal: what the office sent by it, for a time, to whom it was for.

Nothing is opened that the office did not send this way: a copy that went by e-mail or by post went
where the office knew that the person is, and the secret code proves no identity.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from griffie.application.access.roles import PORTAL
from griffie.application.engine import Engine
from griffie.application.requests.requests import UnknownRequestError
from griffie.application.views.documents import OpenedDocument, opened_document
from griffie.application.views.opened_values import open_values
from griffie.domain.events import CopyDelivered, RequesterInformed
from griffie.domain.housekeeping import Export
from griffie.domain.model.values import Sealed
from griffie.domain.request.outgoing_mail import MailStanding
from griffie.domain.request.vocabulary import Channel, Hands, Identity
from griffie.domain.rights_request import RightsRequest
from griffie.domain.steps.deed import is_irregular
from griffie.domain.steps.dispatch import mails
from griffie.domain.steps.enclosures import may_enclose

FETCHED_FOR = timedelta(days=30)
"""How long what was sent by the portal can be fetched there. [P]"""


class Kind(NamedTuple):
    """A letter or a copy that lies ready, without its words."""

    sealed: Sealed
    is_letter: bool
    sent_on: date
    until: date
    """The last day on which it can be fetched, a civil day in Brussels."""


def ready_for(request: RightsRequest, on: date) -> tuple[Kind, ...]:
    """What the person may fetch on a day; nothing while it is in doubt who asks."""
    if request.erased or request.identity in {Identity.DOUBTED, Identity.FAILED}:
        return ()
    still = (one for one in _sent(request) if one.sent_on <= on <= one.until)
    return tuple({one.sealed: one for one in still}.values())  # sent twice, it lies there once


def _sent(request: RightsRequest) -> Iterator[Kind]:
    for event in request.kept_events:
        if is_irregular(event) or getattr(event, "channel", None) is not Channel.WEB_FORM:
            continue
        if isinstance(event, RequesterInformed) and event.text:
            yield Kind(event.text, True, event.sent_on, event.sent_on + FETCHED_FOR)  # noqa: FBT003
        elif isinstance(event, CopyDelivered) and event.hands is _hands(request):
            until = event.delivered_on + FETCHED_FOR
            for document in event.documents:
                yield Kind(document, False, event.delivered_on, until)  # noqa: FBT003
    for posted in mails(request):
        queued, on = posted.queued, posted.queued.recorded_on
        if queued.by_link and posted.standing is not MailStanding.STOPPED:
            held = holds_the_code(request, queued.to)
            for document in may_enclose(request) if held else ():
                if document in queued.files:
                    yield Kind(document, False, on, on + FETCHED_FOR)  # noqa: FBT003


def holds_the_code(request: RightsRequest, to: Sealed) -> bool:
    """Whether whoever reads the letters at an address is who holds the secret code."""
    speaks = request.representative
    return to == (speaks.email if speaks else request.requester.email)


def _hands(request: RightsRequest) -> Hands:
    """Whoever made the request holds the secret code: the representative, where there is one."""
    return Hands.REPRESENTATIVE if request.representative else Hands.REQUESTER


class FetchedLetter(NamedTuple):
    """A letter as it was sent, and what was recorded of it."""

    words: str
    told: RequesterInformed


def letter_sent(engine: Engine, request: RightsRequest, sealed: str, on: date) -> FetchedLetter:
    """A letter. That it was fetched is recorded first.

    Raises UnknownRequestError where it does not lie ready; KeyUnavailableError, ContentionError.
    """
    found = _fetched(engine, request, sealed, on, Export.LETTER)
    words = str(open_values(request, engine.vault, (found,)).get(found, ""))
    letters = (one for one in request.kept_events if isinstance(one, RequesterInformed))
    return FetchedLetter(words, next(one for one in letters if one.text == found))


def copy_sent(engine: Engine, request: RightsRequest, sealed: str, on: date) -> OpenedDocument:
    """The octets of a copy. That it was fetched is recorded first.

    Raises UnknownRequestError where it does not lie ready, or was erased; KeyUnavailableError,
    ContentionError.
    """
    found = _fetched(engine, request, sealed, on, Export.DOCUMENT)
    document = opened_document(engine.vault.open(request.id, [found]), found)
    if document is None:
        raise UnknownRequestError
    return document


def _fetched(engine: Engine, request: RightsRequest, sealed: str, on: date, what: Export) -> Sealed:
    letters = what is Export.LETTER
    for one in ready_for(request, on):
        if one.sealed == sealed and one.is_letter is letters:
            engine.access_trail.record_export(request, what, engine.now(PORTAL))
            return one.sealed
    raise UnknownRequestError
